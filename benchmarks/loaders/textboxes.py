"""Cells' boxes where only their texts' boxes are known: grid lines halfway between the texts they part.

As GriTS' authors do for this competition: a table without rules has no other cell boundaries, and a box around a text
would be compared with a box around a cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.table import Range

Box = tuple[float, float, float, float]
"""(x0, y0, x1, y1) with y upwards."""


def cell_boxes(cells: Sequence[tuple[Range, Range, Box | None]], n_rows: int, n_cols: int) -> list[Box]:
    """Each cell's box from all texts' boxes; ``cells`` are (rows, columns, the text's box or None)."""
    across = _lines([(cols, box[0], box[2]) for _, cols, box in cells if box], n_cols)
    down = _lines([(rows, -box[3], -box[1]) for rows, _, box in cells if box], n_rows)
    return [
        (float(across[c0]), -float(down[r1]), float(across[c1]), -float(down[r0])) for (r0, r1), (c0, c1), _ in cells
    ]


def _lines(texts: Sequence[tuple[Range, float, float]], n: int) -> NDArray[np.float64]:
    """The ``n`` + 1 grid lines along one axis, from (range, start, stop) of every text; never falling."""
    before = np.full(n + 1, -np.inf)  # where the texts that end at a line end
    after = np.full(n + 1, np.inf)  # where the texts that begin at it begin
    for (first, last), start, stop in texts:
        after[first] = min(after[first], start)
        before[last] = max(before[last], stop)
    lines = np.full(n + 1, np.nan)
    both = np.isfinite(before) & np.isfinite(after)
    lines[both] = (before[both] + after[both]) / 2
    lines[0] = min(start for _, start, _ in texts)
    lines[n] = max(stop for _, _, stop in texts)
    known = np.isfinite(lines)
    lines = np.interp(np.arange(n + 1), np.flatnonzero(known), lines[known])
    return np.maximum.accumulate(np.minimum(lines, lines[n]))
