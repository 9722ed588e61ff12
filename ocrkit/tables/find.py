"""The tables stage: a prepared page to tables of cells, not read yet."""

from __future__ import annotations

from collections.abc import Iterator

from ocrkit.tables.cells import GridTable, make_table, places
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import edge_odds, fitted, likely_lines
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.settle import Lines, settled
from ocrkit.tables.solve import tables
from ocrkit.tables.straight import Region, straight_region
from ocrkit.types.page import PreparedPage


def find_tables(page: PreparedPage, settings: TableSettings | None = None) -> list[GridTable]:
    """Every ruled table on the page, top to bottom."""
    settings = settings or TableSettings()
    ink = page_ink(page.image, page.seals, settings)
    found = [table for region in find_regions(ink) for table in _tables(straight_region(ink, region), ink.factor)]
    found = [table for table in found if table.n_cols > 1 and len(table.cells) >= settings.min_cells]
    return sorted(found, key=lambda table: (table.box.y0, table.box.x0))


def _tables(region: Region, factor: float) -> Iterator[GridTable]:
    judge = fitted()
    every = find_lattice(region)
    both = likely_lines(every, judge) if every is not None else None
    if both is None:
        return
    odds = edge_odds(both, judge)
    edges, ys, xs = settled(*(Lines(side.lines.at, o, places(side)) for side, o in zip(both, odds, strict=True)))
    for rect in tables(edges):
        yield make_table(region, edges, ys, xs, rect, factor)
