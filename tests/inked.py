"""Pictures of full rectangles of ink, for tests of the ink of cells."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.cells.components import Components, find_components

Box = tuple[int, int, int, int]
"""Left, top, width, height."""

SIZE = (80, 200)
"""Height and width of a cell."""

INNER = (0, 0, 200, 80)
HEIGHT = 20.0
"""Of a digit."""


def pieces(*boxes: Box, size: tuple[int, int] = SIZE) -> Components:
    """The components of rectangles."""
    ink = np.zeros(size, np.uint8)
    for left, top, width, height in boxes:
        ink[top : top + height, left : left + width] = 1
    return find_components(ink)


def cell(*boxes: Box, paper: int = 250, ink: int = 30, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Rectangles of ink on paper, uint8."""
    image = np.full(size, paper, np.uint8)
    for left, top, width, height in boxes:
        image[top : top + height, left : left + width] = ink
    return image
