"""Resolution and orientation as files state them."""

from __future__ import annotations

import math
import struct
import warnings
from typing import SupportsFloat

from PIL import Image as Pil

_CM_PER_INCH = 2.54
_PLAUSIBLE_DPI = (20.0, 10_000.0)
_ORIENTATION, _X_RESOLUTION, _RESOLUTION_UNIT = 274, 282, 296  # TIFF tags


def dpi_from(value: SupportsFloat | None, per_inch: float) -> float | None:
    """``value`` times ``per_inch`` (how many of its unit make an inch), None where that is no resolution."""
    if value is None:
        return None
    try:
        dpi = float(value) * per_inch
    except (ValueError, TypeError, ZeroDivisionError):
        return None
    low, high = _PLAUSIBLE_DPI
    return round(dpi, 2) if math.isfinite(dpi) and low <= dpi <= high else None


def tiff_dpi(value: object, unit: object) -> float | None:
    """Dots per inch from the TIFF and EXIF tags XResolution and ResolutionUnit (inch where absent)."""
    per_inch = {2: 1.0, 3: _CM_PER_INCH}.get(unit if isinstance(unit, int) else 2)
    if per_inch is None or not isinstance(value, SupportsFloat):
        return None
    return dpi_from(value, per_inch)


def orientation_from(value: object) -> int:
    """An EXIF orientation from 1 to 8; 1 where the value is none."""
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def read_exif(block: bytes | None) -> tuple[int, float | None]:
    """Orientation and dpi from an EXIF block; damaged EXIF says nothing (1, None) and spoils no page."""
    if not block:
        return 1, None
    exif = Pil.Exif()
    try:
        with warnings.catch_warnings(action="ignore"):
            exif.load(block)
        found = {tag: exif.get(tag) for tag in (_ORIENTATION, _X_RESOLUTION, _RESOLUTION_UNIT)}
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, OSError, struct.error):
        return 1, None
    return orientation_from(found[_ORIENTATION]), tiff_dpi(found[_X_RESOLUTION], found[_RESOLUTION_UNIT])
