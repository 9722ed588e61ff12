"""Uneven light: divide the page by its own paper."""

from __future__ import annotations

import cv2
import numpy as np

from ocrkit.types.page import Image

_CELL = 8
"""The paper is estimated on an image this many times smaller: light changes slowly."""
_DARK = 70
"""Paper darker than this is no paper (a desk, a scanner's lid) and is left white."""


def even_light(grey: Image) -> Image:
    """The page as if evenly lit: paper near 255, ink dark; uint8 (H, W) both ways.

    The paper's brightness is a grey closing (which takes ink away) of the page made smaller, smoothed; the page
    is divided by it. Where there is no paper at all the result is white.
    """
    h, w = grey.shape
    small = cv2.resize(grey, (max(1, w // _CELL), max(1, h // _CELL)), interpolation=cv2.INTER_AREA)
    side = max(5, (min(small.shape) // 24) | 1)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), side / 2)
    dark = cv2.dilate((paper < _DARK).astype(np.uint8), np.ones((3, 3), np.uint8))
    full = cv2.resize(paper, (w, h), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, full, scale=245.0)
    if dark.any():
        even[cv2.resize(dark, (w, h), interpolation=cv2.INTER_NEAREST) > 0] = 255
    return np.asarray(even, dtype=np.uint8)
