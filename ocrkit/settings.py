"""All settings of a reading, one object per stage."""

from __future__ import annotations

from ocrkit.forms.settings import FormSettings
from ocrkit.load.settings import LoadSettings
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.recognise.cells import CellSettings
from ocrkit.recognise.onnx_reader import ReaderSettings
from ocrkit.recognise.paddle_lines import LineSettings
from ocrkit.regions.settings import RegionSettings
from ocrkit.tables.settings import TableSettings
from ocrkit.types.settings import Settings


class ReadSettings(Settings):
    """``forms`` are paths of the user's own form definitions; ``models`` a folder of the user's own weights."""

    load: LoadSettings = LoadSettings()
    prepare: PrepareSettings = PrepareSettings()
    tables: TableSettings = TableSettings()
    reader: ReaderSettings = ReaderSettings()
    cells: CellSettings = CellSettings()
    lines: LineSettings = LineSettings()
    regions: RegionSettings = RegionSettings()
    matching: FormSettings = FormSettings()
    forms: tuple[str, ...] = ()
    models: str | None = None
