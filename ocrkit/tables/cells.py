"""From a grid to cells with spans: squares with no edge between them are one cell, and every cell is a rectangle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.errors import TableError
from ocrkit.tables.grid import Grid
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Range

Bools = NDArray[np.bool_]


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


def make_cells(grid: Grid, settings: TableSettings) -> GridTable:
    """Merge squares into cells.

    Where a rule is half lost the squares of two cells run together to a shape that is no rectangle; it is cut along
    the inner line with the most ink until only rectangles are left.
    """
    level, upright = grid.level >= settings.edge_share, grid.upright >= settings.edge_share
    level[:, 1:-1] |= level[:, :-2] & level[:, 2:] & (grid.level[:, 1:-1] >= settings.broken_share)
    level, upright = _cut_to_rectangles(grid, level, upright)
    ys, xs, owner = _drop_unused(grid, _components(level, upright))
    extents, _ = _extents(owner)
    edges = zip(ys[extents[:, :2]].tolist(), xs[extents[:, 2:]].tolist(), extents.tolist(), strict=True)
    cells = [
        GridCell((r0, r1), (c0, c1), UprightBox(left, top, right, bottom))
        for (top, bottom), (left, right), (r0, r1, c0, c1) in edges
    ]
    cells.sort(key=lambda c: (c.rows[0], c.cols[0]))
    return GridTable(len(ys) - 1, len(xs) - 1, tuple(cells))


def _extents(owner: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each component's rows [start, stop) and columns [start, stop), intp (n, 4), and its number of squares (n,)."""
    squares = np.argsort(owner, axis=None, kind="stable")
    rows, cols = np.divmod(squares, owner.shape[1])
    counts = np.bincount(owner.ravel())
    starts = np.cumsum(counts) - counts
    least, most = np.minimum.reduceat, np.maximum.reduceat
    bounds = (least(rows, starts), most(rows, starts) + 1, least(cols, starts), most(cols, starts) + 1)
    return np.stack(bounds, axis=1), counts


def _components(level: Bools, upright: Bools) -> NDArray[np.intp]:
    """Number the connected squares, intp (n_rows, n_cols), on a board twice as fine where edges are walls."""
    n_rows, n_cols = upright.shape[0], level.shape[1]
    board = np.zeros((2 * n_rows - 1, 2 * n_cols - 1), dtype=np.bool_)
    board[::2, ::2] = True
    board[1::2, ::2] = ~level[1:-1]
    board[::2, 1::2] = ~upright[:, 1:-1]
    _, found = cv2.connectedComponents(board.astype(np.uint8), connectivity=4)
    return np.asarray(found[::2, ::2] - 1, dtype=np.intp)


def _cut_to_rectangles(grid: Grid, level: Bools, upright: Bools) -> tuple[Bools, Bools]:
    level, upright = level.copy(), upright.copy()
    while True:
        owner = _components(level, upright)
        extents, counts = _extents(owner)
        odd = np.flatnonzero((extents[:, 1] - extents[:, 0]) * (extents[:, 3] - extents[:, 2]) != counts)
        if not len(odd):
            return level, upright
        _cut(grid, owner == odd[0], level, upright)


def _cut(grid: Grid, part: Bools, level: Bools, upright: Bools) -> None:
    """Draw the likeliest missing run of edges through the shape, from outline to outline.

    Runs that begin or end at an inner corner of the shape come first, then the one with the most ink.
    """
    best: tuple[bool, float] = (False, -1.0)
    run: tuple[Bools, int, int, int] | None = None
    for walls, ink, shape in ((level, grid.level, part), (upright.T, grid.upright.T, part.T)):
        inside = shape[:-1] & shape[1:]
        for i in range(inside.shape[0]):
            for start, stop in _runs(inside[i]):
                if walls[i + 1, start:stop].all():
                    continue
                ends = [c for c in (start - 1, stop) if 0 <= c < shape.shape[1]]
                corner = any(bool(shape[i, c]) != bool(shape[i + 1, c]) for c in ends)
                score = (corner, float(ink[i + 1, start:stop].mean()))
                if score > best:
                    best, run = score, (walls, i + 1, start, stop)
    if run is None:
        raise TableError("squares run together to a shape that is no rectangle")
    walls, i, start, stop = run
    walls[i, start:stop] = True


def _runs(mask: Bools) -> list[tuple[int, int]]:
    """Half-open runs of True."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]


def _drop_unused(
    grid: Grid, owner: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Take out grid lines that separate nothing."""
    rows = np.concatenate([[True], (owner[1:] != owner[:-1]).any(axis=1)])
    cols = np.concatenate([[True], (owner[:, 1:] != owner[:, :-1]).any(axis=0)])
    ys = grid.ys[np.concatenate([rows, [True]])]
    xs = grid.xs[np.concatenate([cols, [True]])]
    return ys, xs, owner[rows][:, cols]
