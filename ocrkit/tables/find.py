"""The tables stage: a prepared page to tables of cells, not read yet."""

from __future__ import annotations

from collections.abc import Iterator

from ocrkit.tables.cells import GridTable, make_table
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import edge_odds, fitted, likely_lines
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.lines import only
from ocrkit.tables.regions import find_regions
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.settle import settled
from ocrkit.tables.sides import sides
from ocrkit.tables.solve import Edges, tables
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
    level, upright = edge_odds(both, judge)
    rows, cols, edges = settled(Edges(level, upright.T), both[0].lines.at, both[1].lines.at)
    if min(rows.sum(), cols.sum()) < 2:
        return
    left = sides(only(both[0].lines, rows), only(both[1].lines, cols), region.print_dark)
    for rect in tables(edges):
        yield make_table(region, left, edges, rect, factor)
