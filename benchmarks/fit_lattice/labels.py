"""What of a lattice is true: which edges lie on a border of a cell."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.pages import STEPS, TrueTable
from ocrkit.tables.sides import Side
from ocrkit.tables.straight import Region

_BROAD = 7
"""A line within half of this of a border, in pixels of the shrunken page, is that border."""


def borders(tables: Sequence[TrueTable], factor: float, region: Region) -> tuple[NDArray[np.uint8], ...]:
    """Where level and upright (transposed) borders of cells are in a region of the page shrunk by ``factor``.

    Arrays uint8 0/1, laid out as the region's lines are.
    """
    masks = [np.zeros(region.lines[0].ink.shape, np.uint8) for _ in range(2)]
    for table in tables:
        for outline in table.outlines:
            there = region.from_page((outline + 0.5) * factor - 0.5)
            for side in range(4):
                _draw(masks[side % 2], there[side * STEPS : (side + 1) * STEPS], across=1 - side % 2)
    return masks[0], np.ascontiguousarray(masks[1].T)


def _draw(mask: NDArray[np.uint8], points: NDArray[np.float64], across: int) -> None:
    """A line with square ends: a round one would reach into the next edge."""
    off = np.zeros(2)
    off[across] = _BROAD / 2
    outline = np.concatenate([points - off, points[::-1] + off])
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], (1,))


def truth_of(side: Side, border: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The share of each edge that lies on a border, float32 (n, m - 1)."""
    lines = side.lines
    at = np.round(lines.at[:, None] + lines.off).astype(np.intp).clip(0, len(border) - 1)
    cols = np.arange(lines.ink.shape[1])[None]
    on = border[at, cols].astype(np.float32)
    sums = np.pad(np.cumsum(on, axis=1), ((0, 0), (1, 0)))
    x0, x1 = side.starts[:-1], side.starts[1:]
    margin = np.minimum(3, (x1 - x0) // 4)
    a, b = x0 + margin, np.maximum(x1 - margin, x0 + margin + 1)
    return np.asarray((sums[:, b] - sums[:, a]) / (b - a), np.float32)
