"""How marks stand in their cells, so that those of one cell can be compared with those of others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.sides import Inner


def stands(marks: Components, inner: Inner) -> NDArray[np.float64]:
    """How marks stand in their cell, float64 (N, 6).

    Width, height, how far the middle is below the cell's, from the left, from the right, between both.
    """
    return _standing(marks.left, marks.top, marks.right, marks.bottom, inner)


def together(marks: Components, inner: Inner) -> NDArray[np.float64]:
    """How marks taken together, one at least, stand in their cell, float64 (1, 6)."""
    return _standing(marks.left.min(), marks.top.min(), marks.right.max(), marks.bottom.max(), inner)


def _standing(x0: ArrayLike, y0: ArrayLike, x1: ArrayLike, y1: ArrayLike, inner: Inner) -> NDArray[np.float64]:
    left, top, right, bottom = np.abs(np.column_stack([x0, y0, x1, y1]) - np.asarray(inner, dtype=np.float64)).T
    wide, high = inner[2] - inner[0] - left - right, inner[3] - inner[1] - top - bottom
    found = np.column_stack([wide, high, (top - bottom) / 2, left, right, (left - right) / 2])
    return np.asarray(found, dtype=np.float64)
