"""A colon: two points of one size, one right above the other. The upper one is no dirt."""

from __future__ import annotations

from ocrkit.types.geometry import UprightBox

_ALIKE = 1.5
"""Neither point is larger than the other by more than this."""


def is_colon(upper: UprightBox, lower: UprightBox, text_height: float) -> bool:
    """Whether two small pieces of ink, given as boxes, are the points of a colon in text of this height."""
    sizes = [max(box.width, box.height) for box in (upper, lower)]
    (x0, y0), (x1, y1) = upper.centre, lower.centre
    alike = max(sizes) <= _ALIKE * min(sizes)
    return alike and abs(x1 - x0) <= 0.5 * max(sizes) and max(sizes) < y1 - y0 <= text_height
