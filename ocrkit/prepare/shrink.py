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
