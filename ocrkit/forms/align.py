"""Which columns of a table's continuation are which columns of its first part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.table import Table, TableCell

Edges = NDArray[np.float64]
"""Positions of a table's column boundaries over its width, 0 to 1; float, (n_cols + 1,)."""


def map_boundaries(upper: Table, lower: Table, stubs: tuple[int, int] | None) -> tuple[list[int], list[int]]:
    """For each column boundary of both tables the boundary of the joint grid it becomes.

    ``stubs`` are the tables' first value columns, None where they are not known: they become one boundary. On
    either side of it equal numbers of columns are the same columns, whatever their widths; where one part has
    more, those of the other go to the nearest, in order.
    """
    edges = column_edges(upper), column_edges(lower)
    if stubs is None:
        return _align(edges[0], edges[1])
    left = _align(edges[0][: stubs[0] + 1], edges[1][: stubs[1] + 1])
    right = _align(edges[0][stubs[0] :], edges[1][stubs[1] :])
    return _chain(left[0], right[0]), _chain(left[1], right[1])


def column_edges(table: Table) -> Edges:
    """Where the column boundaries lie on the table's last page, whichever way of the page the columns run."""
    page = table.pages[-1]
    cells = [cell for cell in table.cells if cell.places[-1].page == page]
    axis, sign = _direction(cells)
    edges = np.full(table.n_cols + 1, np.nan)
    for boundary in range(table.n_cols + 1):
        found = [_extent(cell, axis, sign)[0] for cell in cells if cell.cols[0] == boundary]
        found += [_extent(cell, axis, sign)[1] for cell in cells if cell.cols[1] == boundary]
        if found:
            edges[boundary] = np.median(found)
    known = np.flatnonzero(~np.isnan(edges))
    edges = np.interp(np.arange(len(edges)), known, edges[known])
    width = edges[-1] - edges[0]
    return np.asarray((edges - edges[0]) / width if width > 0 else np.linspace(0, 1, len(edges)), dtype=np.float64)


def _direction(cells: Sequence[TableCell]) -> tuple[int, float]:
    """Axis (0 x, 1 y) and sign in which column numbers grow: pages may be given turned."""
    columns = np.array([sum(cell.cols) for cell in cells], dtype=np.float64)
    centres = np.array([cell.places[-1].box.centre for cell in cells], dtype=np.float64)
    trends = [_trend(columns, centres[:, axis]) for axis in (0, 1)]
    axis = int(np.argmax(np.abs(trends)))
    return axis, -1.0 if trends[axis] < 0 else 1.0


def _extent(cell: TableCell, axis: int, sign: float) -> tuple[float, float]:
    box = cell.places[-1].box.as_tuple()
    ends = box[axis] * sign, box[axis + 2] * sign
    return min(ends), max(ends)


def _trend(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Correlation of two series, 0 where one does not vary."""
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / norm if norm > 0 else 0.0


def _align(a: Edges, b: Edges) -> tuple[list[int], list[int]]:
    if len(a) == len(b):
        return list(range(len(a))), list(range(len(b)))
    if len(a) > len(b):
        return list(range(len(a))), _into(b, a)
    return _into(a, b), list(range(len(b)))


def _into(few: Edges, many: Edges) -> list[int]:
    """For each of ``few`` one of ``many``, strictly increasing, ends to ends, at the least squared distance."""
    if len(few) == 1:
        return [0]
    cost = (few[:, None] - many[None, :]) ** 2
    best = np.full_like(cost, np.inf)
    came = np.zeros(cost.shape, dtype=np.intp)
    best[0, 0] = 0.0
    for i in range(1, len(few)):
        for j in range(i, len(many)):
            came[i, j] = np.argmin(best[i - 1, :j])
            best[i, j] = best[i - 1, came[i, j]] + cost[i, j]
    path = [len(many) - 1]
    for i in range(len(few) - 1, 0, -1):
        path.append(int(came[i, path[-1]]))
    return path[::-1]


def _chain(left: list[int], right: list[int]) -> list[int]:
    """One list of boundaries from those left and right of the stub's end."""
    return [*left, *(left[-1] + boundary for boundary in right[1:])]
