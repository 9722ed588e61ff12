"""Cuts a table where a page ends, the way printed forms are cut: no header repeated, labels cut in two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.pagemaker.grid import Grid, GridCell


def split(
    grid: Grid, at: int, rng: np.random.Generator, *, shifted: bool = False, open_edge: bool = False
) -> tuple[Grid, Grid]:
    """The grid cut before row ``at``, as a page break cuts it.

    A label that has too few rows before the break is cut in two (（四）无 | 法提供); another stays whole and goes
    on as an empty cell. ``shifted`` gives the second part other column positions, ``open_edge`` leaves the rules
    at the break out.
    """
    head, tail = [], []
    for cell in grid.cells:
        stop = cell.row + cell.row_span
        if stop <= at:
            head.append(_opened_at(cell, "bottom") if open_edge and stop == at else cell)
        elif cell.row >= at:
            moved = replace(cell, row=cell.row - at)
            tail.append(_opened_at(moved, "top") if open_edge and cell.row == at else moved)
        else:
            middle = _fitting(cell, at - cell.row)
            head.append(replace(cell, row_span=at - cell.row, text=cell.text[:middle]))
            tail.append(replace(cell, row=0, row_span=stop - at, text=cell.text[middle:]))
    widths = grid.widths
    if shifted:
        widths = tuple(float(w * rng.uniform(0.85, 1.15)) for w in widths)
    first = replace(grid, n_rows=at, cells=tuple(head))
    return first, replace(grid, n_rows=grid.n_rows - at, cells=tuple(tail), widths=widths, header_rows=0)


def _fitting(cell: GridCell, rows: int) -> int:
    """How many characters of a label fit ``rows`` rows of its column."""
    if cell.vertical:
        return rows
    return rows * (3, 4, 16)[min(cell.col, 2)]


def _opened_at(cell: GridCell, side: str) -> GridCell:
    return replace(cell, open=(*cell.open, side))
