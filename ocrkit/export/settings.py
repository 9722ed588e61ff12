"""What is written, and how large the pictures in it are."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from ocrkit.types.settings import Settings
from ocrkit.types.words import Language

Format = Literal["json", "csv", "xlsx", "html", "md"]
ALL_FORMATS: tuple[Format, ...] = get_args(Format)


class ExportSettings(Settings):
    """Settings of the export stage.

    ``formats``: the files to write. ``page_width``: width in pixels of the page pictures in the HTML, never more
    than the page has. ``jpeg_quality``: theirs, 1 to 100. ``crops``: whether a picture of every doubtful value is
    written to ``doubtful/``. ``crop_margin``: paper around such a value, as a share of the shorter side of its box.
    ``language``: that of the HTML.
    """

    formats: tuple[Format, ...] = Field(default=ALL_FORMATS, min_length=1)
    page_width: int = Field(default=1000, ge=100, le=10_000)
    jpeg_quality: int = Field(default=70, ge=1, le=100)
    crops: bool = True
    crop_margin: float = Field(default=0.15, ge=0, le=2)
    language: Language = "en"
