"""Solid parts of a seal, such as its star, where print of a cell would stand: it may not be seen under them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage

_DIGIT = (0.4, 0.65)
"""The least width and height of a digit, in heights of a character. A seal's ring and its characters are thinner."""


def hides_print(page: PreparedPage, inner: UprightBox, lines: Sequence[UprightBox], height: float) -> bool:
    """Whether a seal's ink covers as much as a digit takes, on a line of a cell or near its ends, or across a blank.

    ``inner`` is the inside of the cell, ``height`` that of a character, in pixels of the prepared page. Dark print
    shows through a seal; pale or coloured print under it is taken for the seal's ink.
    """
    spans = [(line.x0 - height, line.x1 + height, line.centre[1]) for line in lines]
    half = height / 2
    return any(
        _is_solid(page, UprightBox(x0, y - half, x1, y + half), inner, height)
        for x0, x1, y in spans or [(inner.x0, inner.x1, inner.centre[1])]
    )


def _is_solid(page: PreparedPage, place: UprightBox, inner: UprightBox, height: float) -> bool:
    x0, y0, x1, y1 = place.as_ints()
    left, top, right, bottom = inner.as_ints()
    seal = page.seals[max(y0, top) : min(y1, bottom), max(x0, left) : min(x1, right)]
    wide, high = (max(1, round(share * height)) for share in _DIGIT)
    if seal.shape[0] < high or seal.shape[1] < wide or np.count_nonzero(seal) < wide * high:
        return False
    solid = cv2.erode(seal.astype(np.uint8), np.ones((high, wide), np.uint8), borderValue=(0.0,))
    return bool(solid.any())
