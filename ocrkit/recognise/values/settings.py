"""How lines of cells are read as values, and checked."""

from __future__ import annotations

from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings
from ocrkit.recognise.values.second_look import SecondLookSettings
from ocrkit.recognise.values.speckless import SpecklessSettings
from ocrkit.recognise.values.strokes import StrokeSettings
from ocrkit.types.settings import Settings


class ValueReaderSettings(Settings):
    """The margins of the first look and the settings of the checks.

    ``by_shape`` is the probability given to a dash or slash that its shape told. ``faint``: ink that is darker
    than its paper by fewer grey levels has lost strokes as a rule (4 is left as 1); office scans have 77 or more.
    ``pale``: what has less than this share of the usual darkness of digits, or of dashes, may not be print at all.
    ``low``: ink of less than this share of the usual text height is no digit, whatever it was read as (digits are
    about three quarters of a Chinese character, and values may be set smaller than labels).
    """

    crop: CropSettings = CropSettings()
    second: SecondLookSettings = SecondLookSettings()
    strokes: StrokeSettings = StrokeSettings()
    specks: SpecklessSettings = SpecklessSettings()
    faint: float = Field(default=60, ge=0, le=255)
    pale: float = Field(default=0.5, ge=0, le=1)
    low: float = Field(default=0.45, ge=0, le=1)
    by_shape: float = Field(default=0.99, gt=0, le=1)
