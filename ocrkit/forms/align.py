"""Which columns of a table's continuation are which columns of its first part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.types.settings import Settings
from ocrkit.types.table import Table, TableCell

Edges = NDArray[np.float64]
"""Positions of a table's column boundaries over its width, 0 to 1; float, (n_cols + 1,)."""

_TINY = 1e-9
"""Of a table's width: columns without any are none."""


class AlignSettings(Settings):
    """When boundaries are the same because of where they lie. Lengths are shares of the usual width of a column.

    ``near``: two boundaries so near to each other are one; ``most``: where this share of a part's inner ones, ``few``
    at least, are near to one of the other's, the columns are as wide in both, and what lies farther than ``off`` from
    what it would become was not found, or is no boundary.
    """

    near: float = Field(default=0.15, gt=0, lt=0.5)
    most: float = Field(default=0.75, gt=0.5, le=1)
    few: int = Field(default=4, ge=1)
    off: float = Field(default=0.4, gt=0)


def map_boundaries(
    upper: Table, lower: Table, stubs: tuple[int, int] | None, settings: AlignSettings | None = None
) -> tuple[list[int], list[int]]:
    """For each column boundary of both tables the boundary of the joint grid it becomes.

    ``stubs`` are the tables' first value columns, None where they are not known: they become one boundary. On
    either side of it equal numbers of columns are the same columns, whatever their widths; where one part has
    more, those of the other go to the nearest, in order. But where most values' boundaries lie where the other part
    has one, those that do not stand by themselves: a cell that runs over them is seen to.
    """
    edges = column_edges(upper), column_edges(lower)
    if stubs is None:
        return _align(edges[0], edges[1])
    left = _align(edges[0][: stubs[0] + 1], edges[1][: stubs[1] + 1])
    right = _align_values(edges, stubs, settings or AlignSettings())
    return _chain(left[0], right[0]), _chain(left[1], right[1])


def _align_values(
    edges: tuple[Edges, Edges], stubs: tuple[int, int], settings: AlignSettings
) -> tuple[list[int], list[int]]:
    """The same for the value columns of both parts.

    They are compared at several scales: the first or the last column may be the one that was not found.
    """
    found = _align(edges[0][stubs[0] :], edges[1][stubs[1] :])
    united = [_united_alike(one, other, found, stubs, settings) for one, other in _scaled(edges, stubs)]
    return max(united, key=lambda pair: pair[0])[1]


def _scaled(edges: tuple[Edges, Edges], stubs: tuple[int, int]) -> Iterator[tuple[Edges, Edges]]:
    """Both parts' boundaries at one scale: as wide as all values are, as the labels before them, and as all of it.

    The first two are from the first values on; in the last their own first boundary may lie elsewhere.
    """
    (one, first), (other, second) = ((own - own[stub], stub) for own, stub in zip(edges, stubs, strict=True))
    for end in (-1, 0) if min(edges[0][first], edges[1][second]) > 0 else (-1,):
        yield one / max(abs(float(one[end])), _TINY), other / max(abs(float(other[end])), _TINY)
    yield edges


def lie_alike(
    upper: Table,
    lower: Table,
    joint: tuple[Sequence[int], Sequence[int]],
    stubs: tuple[int, int] | None,
    settings: AlignSettings | None = None,
) -> bool:
    """Whether the boundaries that became one, ``joint`` of both (``map_boundaries``), lie alike in both parts.

    Where they do not their number and order alone tell which columns are the same. The ends need not: there a column
    may be missing.
    """
    settings, first = settings or AlignSettings(), stubs or (0, 0)
    for one, other in _scaled((column_edges(upper), column_edges(lower)), first):
        width = float(np.median(np.diff(one[first[0] :])))
        above = dict(zip(joint[0][first[0] :], one[first[0] :], strict=True))
        below = dict(zip(joint[1][first[1] :], other[first[1] :], strict=True))
        inner = above.keys() & below.keys() - {joint[0][-1]}
        if all(abs(above[at] - below[at]) <= settings.off * width for at in inner):
            return True
    return False


def _united_alike(
    one: Edges, other: Edges, found: tuple[list[int], list[int]], stubs: tuple[int, int], settings: AlignSettings
) -> tuple[int, tuple[list[int], list[int]]]:
    """How many of the values' boundaries lie alike, and what they become; 0 and ``found`` where too few are.

    ``one`` and ``other`` are at one scale, their first value columns at 0.
    """
    a, b = one[stubs[0] :], other[stubs[1] :]
    width = float(np.median(np.diff(a)))
    same = _matches(a, b, settings.near * width)
    inner = sum(i < len(a) - 1 and j < len(b) - 1 for i, j in same[1:])
    before = one[: stubs[0]], other[: stubs[1]]
    labels = len(before[0]) == len(before[1]) and (abs(before[0] - before[1]) <= settings.near * width).all()
    if not labels or inner < max(settings.few, settings.most * (min(len(a), len(b)) - 2)):
        return 0, found
    joint = dict(zip(found[0], a, strict=True))
    off = max(abs(joint[at] - place) for at, place in zip(found[1], b, strict=True) if at in joint)
    return inner, _united(len(a), len(b), same) if off > settings.off * width else found


def _matches(a: Edges, b: Edges, room: float) -> list[tuple[int, int]]:
    """Which boundaries of two parts are one because they lie in one place, in order; the first always are."""
    pairs = [(0, 0)]
    for i in range(1, len(a)):
        j = int(np.argmin(np.abs(b - a[i])))
        if abs(b[j] - a[i]) <= room and j > pairs[-1][1]:
            pairs.append((i, j))
    return pairs


def _united(n_upper: int, n_lower: int, same: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The boundaries of both parts in one grid, of which ``same`` are one; the last ones of both are its end."""
    maps: tuple[list[int], list[int]] = ([0], [0])
    ends = [*same[1:], (n_upper, n_lower)]
    at = 0
    for i, j in ends:
        for own, last in zip(maps, (i, j), strict=True):
            while len(own) < last:
                at += 1
                own.append(at)
        if (i, j) != ends[-1]:
            at += 1
            maps[0].append(at)
            maps[1].append(at)
    end = max(maps[0][-1], maps[1][-1])
    maps[0][-1] = maps[1][-1] = end
    return maps


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
