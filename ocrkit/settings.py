"""All settings of a reading, one object per stage."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ocrkit.forms.settings import FormSettings
from ocrkit.layer.settings import LayerSettings
from ocrkit.load.settings import LoadSettings
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prior.settings import PriorSettings
from ocrkit.recognise.engines.cascade import CascadeSettings
from ocrkit.recognise.engines.crop_reader import ReaderSettings
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.recognise.settings import CellSettings
from ocrkit.regions.settings import RegionSettings
from ocrkit.schedule.limits import Limits
from ocrkit.tables.borderless.settings import BorderlessSettings
from ocrkit.tables.settings import TableSettings
from ocrkit.types.settings import Settings

Engine = Literal["auto", "openvino", "onnxruntime", "paddleocr"]


class ReadSettings(Settings):
    """How everything is read.

    ``profile`` names the kind of report: one of the package's, or a folder of the user's (docs/profiles.md).
    ``forms`` are paths of the user's own form definitions, ``models`` is a folder of the user's own weights.
    ``limits`` hold where pages are read in worker processes.
    ``cores`` is how many cores the engines may keep busy together (None: all that this process may run on).
    ``engine`` runs the models: ``openvino``, ``onnxruntime``, the faster of the two on this processor (``auto``), or
    ``paddleocr``, its own classes for lines of text and ONNX Runtime for cells.
    """

    load: LoadSettings = LoadSettings()
    prepare: PrepareSettings = PrepareSettings()
    tables: TableSettings = TableSettings()
    borderless: BorderlessSettings = BorderlessSettings()
    reader: ReaderSettings = ReaderSettings()
    cascade: CascadeSettings = CascadeSettings()
    cells: CellSettings = CellSettings()
    lines: LineSettings = LineSettings()
    layer: LayerSettings = LayerSettings()
    regions: RegionSettings = RegionSettings()
    matching: FormSettings = FormSettings()
    prior: PriorSettings = PriorSettings()
    profile: str = "annual_report"
    forms: tuple[str, ...] = ()
    models: str | None = None
    limits: Limits = Limits()
    cores: int | None = Field(default=None, ge=1)
    engine: Engine = "auto"
