"""Resolution and orientation as files state them."""

from __future__ import annotations

import math
import struct
import warnings
from typing import SupportsFloat

from PIL import Image as Pil

_CM_PER_INCH = 2.54
_PLAUSIBLE_DPI = (20.0, 10_000.0)
_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 274, 282, 283, 296  # TIFF tags

DpiXY = tuple[float, float]
"""Dots per inch across and down the raster. Fax machines send half or a quarter of the lines: 204 x 98."""


def dpi_from(across: SupportsFloat | None, down: SupportsFloat | None, per_inch: float) -> DpiXY | None:
    """Both densities times ``per_inch`` (how many of their unit make an inch); one that is missing is as the other.

    None where neither is a resolution.
    """
    x, y = _dots(across, per_inch), _dots(down, per_inch)
    x, y = x if x is not None else y, y if y is not None else x
    return None if x is None or y is None else (x, y)


def _dots(value: SupportsFloat | None, per_inch: float) -> float | None:
    if value is None:
        return None
    try:
        dpi = float(value) * per_inch
    except (ValueError, TypeError, ZeroDivisionError):
        return None
    low, high = _PLAUSIBLE_DPI
    return round(dpi, 2) if math.isfinite(dpi) and low <= dpi <= high else None


def tiff_dpi(across: object, down: object, unit: object) -> DpiXY | None:
    """Dots per inch from the TIFF and EXIF tags XResolution, YResolution and ResolutionUnit (inch where absent)."""
    per_inch = {2: 1.0, 3: _CM_PER_INCH}.get(unit if isinstance(unit, int) else 2)
    if per_inch is None:
        return None
    x, y = (value if isinstance(value, SupportsFloat) else None for value in (across, down))
    return dpi_from(x, y, per_inch)


def orientation_from(value: object) -> int:
    """An EXIF orientation from 1 to 8; 1 where the value is none."""
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def read_exif(block: bytes | None) -> tuple[int, DpiXY | None]:
    """Orientation and dpi from an EXIF block; damaged EXIF says nothing (1, None) and spoils no page."""
    if not block:
        return 1, None
    exif = Pil.Exif()
    try:
        with warnings.catch_warnings(action="ignore"):
            exif.load(block)
        orientation = orientation_from(exif.get(_ORIENTATION))
        return orientation, tiff_dpi(*map(exif.get, (_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT)))
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, OSError, struct.error):
        return 1, None
