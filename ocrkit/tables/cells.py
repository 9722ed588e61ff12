"""Cells not read yet, and how they come from a lattice that was decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.sides import Side
from ocrkit.tables.solve import Edges, Rect, cells, extents
from ocrkit.tables.straight import Region
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Range


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell not read yet: rows and columns [start, stop), and its box in the prepared image.

    ``past``: it reaches past a side that is not drawn to where the table's rules end.
    """

    rows: Range
    cols: Range
    box: UprightBox
    past: bool = False


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


def make_table(
    region: Region,
    edges: Edges,
    level: NDArray[np.float64],
    upright: NDArray[np.float64],
    rect: Rect,
    factor: float,
) -> GridTable:
    """The likeliest cells of the squares of a table.

    ``level`` and ``upright`` are where its edges lie, (R + 1, C) and (C + 1, R), in pixels of the region, whose page
    is ``factor`` times as large as the prepared one.
    """
    r0, r1, c0, c1 = rect
    owner = cells(edges.within(rect))
    rows = np.concatenate([[True], (owner[1:] != owner[:-1]).any(axis=1), [True]])
    cols = np.concatenate([[True], (owner[:, 1:] != owner[:, :-1]).any(axis=0), [True]])
    row, col = np.cumsum(rows) - 1, np.cumsum(cols) - 1
    ys, xs = level[r0 : r1 + 1, c0:c1], upright[c0 : c1 + 1, r0:r1]
    bounds = extents(owner)[0].tolist()
    sides = [
        [float(np.mean(side)) for side in (xs[c, a:b], ys[a, c:d], xs[d, a:b], ys[b, c:d])] for a, b, c, d in bounds
    ]
    boxes = _boxes(region, np.array(sides), factor)
    found = [
        GridCell((int(row[a]), int(row[b])), (int(col[c]), int(col[d])), UprightBox(*box))
        for (a, b, c, d), box in zip(bounds, boxes.tolist(), strict=True)
    ]
    found.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
    return GridTable(int(row[-1]), int(col[-1]), tuple(found))


def _boxes(region: Region, sides: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Boxes (n, 4) of a region, their sides' middles as they lie in the prepared image."""
    x0, y0, x1, y1 = sides.T
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    left, top, right, bottom = (
        region.to_page(np.column_stack(at))[:, axis]
        for at, axis in (((x0, y), 0), ((x, y0), 1), ((x1, y), 0), ((x, y1), 1))
    )
    return np.asarray((np.stack([left, top, right, bottom], axis=1) + 0.5) / factor - 0.5, np.float64)


def places(side: Side) -> NDArray[np.float64]:
    """Where each edge of the lines lies across them, (n, m - 1): where its ink is, or the line if it has none."""
    ink = np.pad(np.cumsum(side.lines.ink, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    off = np.pad(np.cumsum(side.lines.ink * side.lines.off, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    a, b = side.starts[:-1], side.starts[1:]
    return np.asarray(
        side.lines.at[:, None] + (off[:, b] - off[:, a]) / np.maximum(1, ink[:, b] - ink[:, a]), np.float64
    )


def inked(side: Side) -> NDArray[np.float64]:
    """The share of each edge of the lines that is inked, (n, m - 1)."""
    ink = np.pad(np.cumsum(side.lines.ink, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    a, b = side.starts[:-1], side.starts[1:]
    return np.asarray((ink[:, b] - ink[:, a]) / np.maximum(1, b - a), np.float64)
