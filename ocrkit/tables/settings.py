"""Settings of the tables stage."""

from __future__ import annotations

from pydantic import Field

from ocrkit.tables.runs_past import OpenSideSettings
from ocrkit.types.settings import Settings


class TableSettings(Settings):
    """How ruling lines become cells. Lengths are in pixels of the shrunken page, which is ``side`` pixels long."""

    side: int = Field(default=2000, ge=500)
    """How long the sheet is made, in pixels; A4 has 170 dpi then."""
    contrast: int = Field(default=12, ge=1, le=200)
    """A line is darker by this many levels than what lies on both sides of it."""
    seal_contrast: int = Field(default=36, ge=1, le=255)
    """The same where a seal was."""
    thickest: int = Field(default=11, ge=3)
    """Thicker dark bars are shading or drawings, not rules."""
    min_cells: int = Field(default=2, ge=1)
    """A grid with fewer cells than this is a box, not a table."""
    open_sides: OpenSideSettings = OpenSideSettings()
