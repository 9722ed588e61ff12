"""Print drawn on a page, to put on fields."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def strokes(text: str, at: tuple[int, int], thick: int) -> NDArray[np.uint8]:
    """Where the strokes of text are on a page of 1400 x 1000 pixels, 0 to 255."""
    mask = np.zeros((1400, 1000), np.uint8)
    cv2.putText(mask, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.2, 255, thick, cv2.LINE_AA)
    return mask


def with_print(page: NDArray[np.uint8], mask: NDArray[np.uint8], level: int) -> NDArray[np.uint8]:
    share = mask / 255.0
    return np.asarray(np.round(page * (1 - share) + level * share), np.uint8)
