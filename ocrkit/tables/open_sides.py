"""Columns and rows at a side that is not drawn: the rules that run on past it end together where the table does.

Where a table's outer side is not drawn and is not told as a line either, its last column is lost. Most of its level
rules run on beyond the side that was found then, as far as each other, and print stands between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.tables.runs_past import OpenSideSettings, drawn_share, runs_past
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_Turn = Callable[[GridTable], GridTable]

_Bounds = tuple[float, float, float, float]


def with_open_sides(
    image: Image, tables: Sequence[GridTable], settings: OpenSideSettings, beside: Sequence[GridTable] = ()
) -> list[GridTable]:
    """The tables of a prepared page, uint8 (H, W), each with the columns and rows past its open sides.

    A column that would lie on another table, or on a grid ``beside`` them that is none, is none. No value in what is
    added is sure (``GridCell.past``): where it ends no rule is drawn.
    """
    found = list(tables)
    for i, table in enumerate(tables):
        for picture, turn, back in _four_ways(image):
            wider = _past_right(np.asarray(picture), turn(table), settings)
            others = [*(other for k, other in enumerate(found) if k != i), *beside]
            if wider is not None and not _meets(back(wider).box, others):
                table = back(wider)
        found[i] = table
    return found


def _four_ways(image: Image) -> list[tuple[Image, _Turn, _Turn]]:
    """The page so that each side of a table is its right one, and the ways there and back."""
    high, wide = image.shape

    def over(table: GridTable) -> GridTable:
        return _mirrored(table, wide)

    def there(table: GridTable) -> GridTable:
        return _mirrored(_turned(table), high)

    def back(table: GridTable) -> GridTable:
        return _turned(_mirrored(table, high))

    return [
        (image, _same, _same),
        (image[:, ::-1], over, over),
        (image.T, _turned, _turned),
        (image.T[:, ::-1], there, back),
    ]


def _same(table: GridTable) -> GridTable:
    return table


def _turned(table: GridTable) -> GridTable:
    """Rows as columns."""
    cells = [
        replace(c, rows=c.cols, cols=c.rows, box=UprightBox(c.box.y0, c.box.x0, c.box.y1, c.box.x1))
        for c in table.cells
    ]
    return _table(table.n_cols, table.n_rows, cells)


def _mirrored(table: GridTable, width: int) -> GridTable:
    """Left for right, on a page so wide."""
    cells = [
        replace(
            c,
            cols=(table.n_cols - c.cols[1], table.n_cols - c.cols[0]),
            box=UprightBox(width - c.box.x1, c.box.y0, width - c.box.x0, c.box.y1),
        )
        for c in table.cells
    ]
    return _table(table.n_rows, table.n_cols, cells)


def _table(n_rows: int, n_cols: int, cells: Sequence[GridCell]) -> GridTable:
    return GridTable(n_rows, n_cols, tuple(sorted(cells, key=lambda cell: (cell.rows[0], cell.cols[0]))))


def _meets(box: UprightBox, others: Sequence[GridTable]) -> bool:
    """Whether a box lies on another table."""
    return any(
        min(box.x1, t.box.x1) > max(box.x0, t.box.x0) and min(box.y1, t.box.y1) > max(box.y0, t.box.y0)
        for t in others
    )


def _past_right(image: Image, table: GridTable, settings: OpenSideSettings) -> GridTable | None:
    """The table with the column past its right side; None where its rules do not enclose one."""
    side = [cell for cell in table.cells if cell.cols[1] == table.n_cols]
    widths = [cell.box.width for cell in table.cells if cell.cols[1] - cell.cols[0] == 1]
    if not widths:
        return None
    usual = float(np.median(widths))
    rules = sorted({row for cell in side for row in cell.rows})
    at = [_corner(side, row) for row in rules]
    reach = round(settings.widest * usual)
    runs = np.array([runs_past(image, x, y, reach, settings) for x, y in at])
    least = max(settings.least, settings.share * usual)
    if not _enough(runs >= least, settings):
        return None
    ends = np.array([x for x, _ in at]) + runs
    end = float(np.median(ends[runs >= least]))
    through = np.abs(ends - end) <= settings.together * usual
    if not _enough(through, settings) or end - float(np.median([x for x, _ in at])) >= reach - settings.gap:
        return None
    if _goes_on(image, end, [y for (_, y), on in zip(at, through, strict=True) if on], usual, settings):
        return None
    cuts = [row for row, on in zip(rules, through, strict=True) if on or row in (0, table.n_rows)]
    return _with_column(image, table, side, cuts, end, settings)


def _goes_on(image: Image, end: float, rules: Sequence[float], usual: float, settings: OpenSideSettings) -> bool:
    """Whether the table does not end where its rules do: that is the page's edge, or rules begin again or print
    stands just beyond."""
    x0 = round(end) + settings.off
    if x0 + settings.gap >= image.shape[1]:
        return True
    beyond = min(image.shape[1], round(end + usual))
    again = sum(_inked_share(image, x0, beyond, y, settings) >= settings.share for y in rules)
    off, close = settings.off, min(beyond, round(end + settings.near * usual))
    inside, outside = (
        sum(_has_ink(image, (left, y0 + off, right, y1 - off), settings) for y0, y1 in pairwise(rules))
        for left, right in ((end - usual, end - settings.off), (x0, close))
    )
    return again >= settings.again or outside >= max(settings.again, settings.beyond * inside)


def _inked_share(image: Image, x0: int, x1: int, y: float, settings: OpenSideSettings) -> float:
    """The share of a level stretch that is as dark as a rule."""
    strip = image[max(0, round(y) - settings.off) : round(y) + settings.off + 1, x0:x1]
    if strip.size == 0:
        return 0.0
    ground = float(np.percentile(strip, 90))
    return float((strip.min(axis=0) < settings.dark * ground).mean())


def _corner(side: Sequence[GridCell], row: int) -> tuple[float, float]:
    """Where a rule meets the right side."""
    corners = [(cell.box.x1, cell.box.y0) for cell in side if cell.rows[0] == row]
    corners += [(cell.box.x1, cell.box.y1) for cell in side if cell.rows[1] == row]
    x, y = np.mean(corners, axis=0).tolist()
    return x, y


def _enough(rules: NDArray[np.bool_], settings: OpenSideSettings) -> bool:
    return bool(rules.sum() >= settings.rules and rules.mean() >= settings.most)


def _with_column(
    image: Image,
    table: GridTable,
    side: Sequence[GridCell],
    cuts: Sequence[int],
    end: float,
    settings: OpenSideSettings,
) -> GridTable | None:
    """The table with a column up to ``end``, cut at these rows; None where nothing is printed there.

    A cell beside it that no rule parts from it goes on into it.
    """
    longer: dict[GridCell, GridCell] = {}
    new: list[GridCell] = []
    for first, stop in pairwise(cuts):
        (x0, y0), (x1, y1) = _corner(side, first), _corner(side, stop)
        box = UprightBox((x0 + x1) / 2, y0, end, y1)
        cell = GridCell((first, stop), (table.n_cols, table.n_cols + 1), box, past=True)
        beside = [c for c in side if c.rows == cell.rows]
        if beside and not _is_drawn(image, cell.box, settings):
            whole = UprightBox(beside[0].box.x0, beside[0].box.y0, end, beside[0].box.y1)
            longer[beside[0]] = replace(beside[0], cols=(beside[0].cols[0], cell.cols[1]), box=whole, past=True)
        else:
            new.append(cell)
    insides = [cell.box.grown(-2 * settings.off).as_tuple() for cell in new]
    printed = sum(_has_ink(image, inside, settings) for inside in insides)
    # From rule to rule: a character's stroke is not as high as its cell.
    parted = sum(
        _is_parted(image, (x0, c.box.y0, x1, c.box.y1), settings)
        for c, (x0, _, x1, _) in zip(new, insides, strict=True)
    )
    if printed < max(2, settings.printed * len(new)) or parted >= settings.most * len(new):
        return None
    return _table(table.n_rows, table.n_cols + 1, [*(longer.get(cell, cell) for cell in table.cells), *new])


def _is_drawn(image: Image, box: UprightBox, settings: OpenSideSettings) -> bool:
    """Whether the left side of a box is a rule; so it is where nothing tells."""
    rows = box.y0 + settings.off, box.y1 - settings.off
    share = drawn_share(image, box.x0, rows, (box.x0, box.x1), settings.off, settings.dark)
    return share is None or share >= settings.drawn


def _cut(image: Image, bounds: _Bounds) -> Image:
    """What lies between x0, y0, x1 and y1; nothing where those are in no order."""
    x0, y0, x1, y1 = (max(0, round(side)) for side in bounds)
    return np.asarray(image[y0:y1, x0:x1])


def _has_ink(image: Image, bounds: _Bounds, settings: OpenSideSettings) -> bool:
    """Whether something stands within bounds."""
    inside = _cut(image, bounds)
    if inside.size == 0:
        return False
    ground = float(np.percentile(inside, 75))
    return int(np.count_nonzero(inside < settings.dark * ground)) >= settings.least


def _is_parted(image: Image, bounds: _Bounds, settings: OpenSideSettings) -> bool:
    """Whether an upright rule runs through from top to bottom: it is no single column then."""
    part = _cut(image, bounds)
    if part.size == 0:
        return False
    ground = float(np.percentile(part, 75))
    return bool(((part < settings.dark * ground).mean(axis=0) >= settings.whole).any())
