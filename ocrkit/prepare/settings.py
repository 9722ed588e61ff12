"""Settings of the prepare stage."""

from __future__ import annotations

from pydantic import Field

from ocrkit.prepare.colour import ColourSettings
from ocrkit.prepare.light import LightSettings
from ocrkit.prepare.tones import ToneSettings
from ocrkit.prepare.watermark import WatermarkSettings
from ocrkit.types.settings import Settings


class PrepareSettings(Settings):
    """How pages are made upright, straight and evenly lit.

    Sides are the longer side of the sheet that the page shows (see ``ocrkit.types.geometry.sheet_side``), in pixels.
    """

    max_side: int = Field(default=4200, ge=500)
    """A side above this many pixels is scaled down to it (A4 at 360 dpi)."""
    min_side: int = Field(default=2000, ge=0)
    """A side below this many pixels is scaled up to it (A4 at 170 dpi): thin strokes need room."""
    max_skew_deg: float = Field(default=7.0, gt=0, le=15)
    """Skew is looked for between minus and plus this."""
    straighten: bool = True
    """Whether perspective and gentle curl are taken out."""
    rule_contrast: int = Field(default=16, ge=1, le=255)
    """A rule to straighten by is darker by more than this than what lies beside it, in grey levels of 255."""
    turn: bool = True
    """Whether pages that lie on a side or upside down are turned (needs a reader)."""
    split: bool = True
    """Whether a sheet that shows two pages side by side becomes two."""
    colour: ColourSettings = ColourSettings()
    light: LightSettings = LightSettings()
    watermark: WatermarkSettings = WatermarkSettings()
    tones: ToneSettings = ToneSettings()
