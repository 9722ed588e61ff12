"""A ruled table of single cells whose level rules may run on past a side."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

ROWS, COLS, WIDE, HIGH, LEFT, TOP = 6, 3, 80, 40, 200, 100


def cells() -> list[GridCell]:
    return [
        GridCell(
            (r, r + 1),
            (c, c + 1),
            UprightBox(LEFT + c * WIDE, TOP + r * HIGH, LEFT + (c + 1) * WIDE, TOP + (r + 1) * HIGH),
        )
        for r in range(ROWS)
        for c in range(COLS)
    ]


def page(past: int, rules: Collection[int] = range(ROWS + 1), lean: float = 0.0) -> Image:
    """A ruled table whose level rules go so many pixels past its right side (to the left if negative)."""
    image = np.full((500, 800), 245, np.uint8)
    for c in range(COLS + 1):
        image[TOP : TOP + ROWS * HIGH, LEFT + c * WIDE - 1 : LEFT + c * WIDE + 1] = 40
    for r in range(ROWS + 1):
        on = past if r in rules else 0
        x0, x1 = LEFT + min(0, on), LEFT + COLS * WIDE + max(0, on)
        for x in range(x0, x1):
            y = round(TOP + r * HIGH + lean * (x - LEFT - COLS * WIDE))
            image[y - 1 : y + 1, x] = 40
    return image
