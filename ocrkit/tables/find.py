"""The tables stage: a prepared page to tables of cells, not read yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ocrkit.tables.cells import GridTable, inked, make_table, places
from ocrkit.tables.ink import PageInk, page_ink
from ocrkit.tables.judge import Bools, Judge, are_likely, edge_odds, fitted, lattice_of
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.missed import lines_through_cells
from ocrkit.tables.open_sides import with_open_sides
from ocrkit.tables.parted import open_tables
from ocrkit.tables.regions import find_regions, with_margin
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.settle import Lines, Settled, settled
from ocrkit.tables.sides import Side
from ocrkit.tables.solve import Edges, Rect
from ocrkit.tables.straight import Region, straight_region
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage

_NONE = Edges(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32))
_NOTHING = Settled(_NONE, np.zeros((0, 0)), np.zeros((0, 0)), _NONE)


@dataclass(frozen=True)
class _Decided:
    """A region whose edges are judged: where each lies, and the squares of each table."""

    region: Region
    left: Settled
    tables: tuple[Rect, ...]

    def box(self, table: Rect) -> UprightBox:
        """Where a table lies on the shrunken page."""
        r0, r1, c0, c1 = table
        x = self.left.upright[[c0, c1, c1, c0], [r0, r0, r1 - 1, r1 - 1]]
        y = self.left.level[[r0, r0, r1, r1], [c0, c1 - 1, c1 - 1, c0]]
        corners = self.region.to_page(np.column_stack([x, y]))
        return UprightBox(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())


def find_tables(page: PreparedPage, settings: TableSettings | None = None) -> list[GridTable]:
    """Every ruled table on the page, top to bottom."""
    settings = settings or TableSettings()
    ink = page_ink(page.image, page.seals, settings)
    found = [
        make_table(part.region, part.left.edges, part.left.level, part.left.upright, table, ink.factor)
        for box in find_regions(ink)
        for part in _apart(ink, box)
        for table in part.tables
    ]
    tables = [table for table in found if table.n_cols > 1 and len(table.cells) >= settings.min_cells]
    boxes = [grid for grid in found if grid not in tables]
    tables = with_open_sides(page.image, tables, settings.open_sides, boxes)
    return sorted(tables, key=lambda table: (table.box.y0, table.box.x0))


def _apart(ink: PageInk, box: UprightBox) -> Iterator[_Decided]:
    """A region; where it holds several tables each by itself: lines of one are in the way of another's."""
    whole = _decided(ink, box)
    if len(whole.tables) < 2:
        yield whole
        return
    for table in whole.tables:
        there = whole.box(table)
        part = _decided(ink, with_margin(ink, there))
        own = tuple(rect for rect in part.tables if there.contains(*part.box(rect).centre))
        yield replace(part, tables=own)


def _decided(ink: PageInk, box: UprightBox) -> _Decided:
    region, judge = straight_region(ink, box), fitted()
    every = find_lattice(region)
    if every is None:
        return _Decided(region, _NOTHING, ())
    likely = are_likely(every, judge)
    left = weighed(every, likely, judge)
    more = lines_through_cells(every, likely, left)
    if any(missed.any() for missed in more):
        left = weighed(every, (likely[0] | more[0], likely[1] | more[1]), judge)
    return _Decided(region, left, tuple(open_tables(left.edges, left.inked)))


def weighed(every: tuple[Side, Side], likely: tuple[Bools, Bools], judge: Judge) -> Settled:
    """The edges of the likely lines that are left when each is judged."""
    both = lattice_of(every, likely)
    if both is None:
        return _NOTHING
    odds = edge_odds(both, judge)
    return settled(*(Lines(side.lines.at, o, places(side), inked(side)) for side, o in zip(both, odds, strict=True)))
