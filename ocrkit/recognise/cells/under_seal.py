"""Solid parts of a seal, such as its star, in a cell: print under them may not be seen."""

from __future__ import annotations

import cv2
import numpy as np

from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage

_DIGIT = (0.4, 0.65)
"""The least width and height of a digit, in heights of a character. A seal's ring and its characters are thinner."""


def hides_print(page: PreparedPage, inner: UprightBox, height: float) -> bool:
    """Whether a seal's ink in the cell, whose inside this is, covers as much as a digit takes, without a gap.

    Dark print shows through it; pale or coloured print under it is taken for the seal's ink.
    """
    x0, y0, x1, y1 = inner.as_ints()
    seal = page.seals[y0:y1, x0:x1]
    wide, high = (max(1, round(share * height)) for share in _DIGIT)
    if seal.shape[0] < high or seal.shape[1] < wide or np.count_nonzero(seal) < wide * high:
        return False
    solid = cv2.erode(seal.astype(np.uint8), np.ones((high, wide), np.uint8), borderValue=(0.0,))
    return bool(solid.any())
