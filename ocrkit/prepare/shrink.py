"""Smaller images for work that needs no detail."""

from __future__ import annotations

import cv2
import numpy as np

from ocrkit.types.page import Image


def shrunk(image: Image, factor: float) -> Image:
    """The image ``factor`` times as large, by area; as it is where ``factor`` is 1 or more. No side falls to 0."""
    if factor >= 1:
        return image
    h, w = image.shape[:2]
    size = (max(1, round(w * factor)), max(1, round(h * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def roughly_shrunk(image: Image, factor: float) -> Image:
    """The same by halves first, in a third of the time, and a level off here and there.

    For what is asked of a page as a whole; where pixels are placed by it ``shrunk`` is exact.
    """
    if factor >= 1:
        return image
    h, w = image.shape[:2]
    size = (max(1, round(w * factor)), max(1, round(h * factor)))
    while factor <= 0.5 and min(image.shape[:2]) > 1:
        h, w = image.shape[0] // 2, image.shape[1] // 2
        half = cv2.resize(image[: 2 * h, : 2 * w], (w, h), interpolation=cv2.INTER_AREA)
        image, factor = np.asarray(half, dtype=np.uint8), 2 * factor
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
