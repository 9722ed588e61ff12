"""All settings of a reading, one object per stage."""

from __future__ import annotations

from pydantic import Field

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
    """How everything is read.

    ``forms`` are paths of the user's own form definitions, ``models`` is a folder of the user's own weights.
    ``cores`` is how many cores the engines may keep busy together (None: all that this process may run on).
    """

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
    cores: int | None = Field(default=None, ge=1)
