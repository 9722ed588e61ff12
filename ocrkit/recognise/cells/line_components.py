"""The connected components of one line's ink, for what shape tells and the recogniser does not."""

from __future__ import annotations

import cv2
import numpy as np

from ocrkit.recognise.cells.components import Component, find_components
from ocrkit.recognise.cells.crops import InkLine

ENLARGED = 3
"""Times, so that a threshold cuts between pixels."""

AROUND = 2
"""Pixels of the image kept around the ink."""

_SMOOTH = 1.5  # sigma in enlarged pixels

_SHARE = 0.01  # of the largest component; what is smaller is a speck


def line_components(line: InkLine) -> list[Component]:
    """The components of a line's ink, largest first, in enlarged pixels; specks (under 1% of it) are left out.

    Black and white by N. Otsu's threshold (1979) on the ink's box, enlarged threefold; the enlarged picture begins
    ``AROUND`` pixels left of and above the ink.
    """
    x0, y0 = (max(0, int(np.floor(v)) - AROUND) for v in (line.ink.x0, line.ink.y0))
    x1, y1 = (max(0, int(np.ceil(v)) + AROUND) for v in (line.ink.x1, line.ink.y1))
    part = line.image[y0:y1, x0:x1]
    if part.size == 0 or int(part.max()) == int(part.min()):
        return []
    large = cv2.resize(part, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    smooth = cv2.GaussianBlur(large, (0, 0), _SMOOTH)
    _, black = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    found = sorted(find_components(black.astype(np.uint8, copy=False)), key=lambda component: -component.area)
    return [component for component in found if component.area >= _SHARE * found[0].area]
