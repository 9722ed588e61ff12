"""Cells with digits and strokes drawn into them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.ink_parts import InkSettings

SETTINGS = InkSettings()
HEIGHT = 30.0  # of a digit, in pixels
INK = 30


def cell(height: int = 90, width: int = 240) -> NDArray[np.uint8]:
    return np.full((height, width), 250, np.uint8)


def digits(image: NDArray[np.uint8], text: str, x: int = 60, foot: int = 60) -> None:
    """Digits 30 pixels high; the font's are 22 at scale 1."""
    cv2.putText(image, text, (x, foot), cv2.FONT_HERSHEY_SIMPLEX, HEIGHT / 22, INK, 3, cv2.LINE_AA)


def stroke(image: NDArray[np.uint8], x: int, y: int, width: int, height: int) -> None:
    image[y : y + height, x : x + width] = INK
