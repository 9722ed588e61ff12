"""Cells not read yet, and how they come from a lattice that was decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.evidence import Side
from ocrkit.tables.solve import Edges, Rect, cells, extents
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Range


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell not read yet: rows and columns [start, stop), and its box in the prepared image."""

    rows: Range
    cols: Range
    box: UprightBox


@dataclass(frozen=True)
class GridTable:
    """A table not read yet: its cells tile ``n_rows`` x ``n_cols``, in reading order."""

    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> UprightBox:
        """The box around all cells."""
        return UprightBox.around(cell.box for cell in self.cells)


def make_table(level: Side, upright: Side, edges: Edges, rect: Rect, factor: float) -> GridTable:
    """The likeliest cells of the squares of a table; the lines' page is ``factor`` times as large as the prepared."""
    r0, r1, c0, c1 = rect
    owner = cells(edges.within(rect))
    rows = np.concatenate([[True], (owner[1:] != owner[:-1]).any(axis=1), [True]])
    cols = np.concatenate([[True], (owner[:, 1:] != owner[:, :-1]).any(axis=0), [True]])
    row, col = np.cumsum(rows) - 1, np.cumsum(cols) - 1
    ys, xs = _places(level)[r0 : r1 + 1, c0:c1], _places(upright)[c0 : c1 + 1, r0:r1]
    found = []
    for a, b, c, d in extents(owner)[0].tolist():
        sides = (xs[c, a:b], ys[a, c:d], xs[d, a:b], ys[b, c:d])
        x0, y0, x1, y1 = ((float(np.mean(side)) + 0.5) / factor - 0.5 for side in sides)
        found.append(GridCell((int(row[a]), int(row[b])), (int(col[c]), int(col[d])), UprightBox(x0, y0, x1, y1)))
    found.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
    return GridTable(int(row[-1]), int(col[-1]), tuple(found))


def _places(side: Side) -> NDArray[np.float64]:
    """Where each edge of the lines lies across them, (n, m - 1): where its ink is, or the line's where it has none."""
    ink = np.pad(np.cumsum(side.lines.ink, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    off = np.pad(np.cumsum(side.lines.ink * side.lines.off, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    a, b = side.starts[:-1], side.starts[1:]
    return np.asarray(side.lines.at[:, None] + (off[:, b] - off[:, a]) / np.maximum(1, ink[:, b] - ink[:, a]), np.float64)
