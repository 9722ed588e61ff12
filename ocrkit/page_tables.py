"""The tables of a page, found and read: cells, grids mended where a form tells, and the text layer beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ocrkit.page_layer import compared_tables
from ocrkit.prior.likely import with_labels
from ocrkit.prior.regrid import Mended, regrid, with_doubts
from ocrkit.recognise.cells.ledger import Ledger
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.remembered import Remembered
from ocrkit.recognise.jobs import printed
from ocrkit.recognise.read import TableRead, table_read
from ocrkit.settings import ReadSettings
from ocrkit.tables.borderless.find import with_borderless
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PreparedPage
from ocrkit.types.table import Table, TableCell
from ocrkit.types.text import TextLine


@dataclass(frozen=True)
class PageTables:
    """The tables of a page and their grids, as found or as mended, with the ledgers of their ink; None where that was
    not looked at. ``headings`` are lines of text that were found in a grid and are in no table."""

    grids: tuple[GridTable, ...]
    tables: tuple[Table, ...]
    ledgers: tuple[Ledger | None, ...]
    headings: tuple[TextLine, ...] = ()


def tables_found(page: PreparedPage, settings: ReadSettings, report: bool) -> tuple[GridTable, ...]:
    """The tables of a page, top to bottom. Those without rules are found as well, where the page is of no report."""
    ruled = find_tables(page, settings.tables)
    if report or settings.borderless.applies == "never":
        return tuple(ruled)
    return tuple(with_borderless(page, ruled, settings.borderless))


def tables_read(
    page: PreparedPage,
    grids: Sequence[GridTable],
    reader: Callable[[], CropReader],
    settings: ReadSettings,
    definitions: Sequence[FormDefinition],
) -> PageTables:
    """Read the tables of a page; ``reader`` gives the one for the cells of the next of ``grids``.

    A table that shows labels of one of the forms ``definitions`` may turn out to have other lines than were found,
    or to be several (``prior``): it is read again so. Raises ``EngineError``.
    """
    read: list[tuple[GridTable, TableRead]] = []
    headings: list[TextLine] = []
    for grid in grids:
        of_grid, beside = _read(page, grid, Remembered(reader()), settings, definitions)
        read += of_grid
        headings += beside
    made = tuple(grid for grid, _ in read)
    tables = compared_tables(page, made, tuple(each.table for _, each in read), settings.layer)
    return PageTables(made, tables, tuple(each.ledger for _, each in read), tuple(headings))


def _read(
    page: PreparedPage,
    grid: GridTable,
    crops: CropReader,
    settings: ReadSettings,
    definitions: Sequence[FormDefinition],
) -> tuple[list[tuple[GridTable, TableRead]], list[TextLine]]:
    """The tables that a grid is, and the lines of text in it that are in none."""
    found = _labelled(table_read(page, grid, crops, settings.cells), settings, definitions)
    look = partial(printed, found.plans)
    mended = regrid(grid, found.table, look, definitions, settings.matching, settings.prior)
    if mended is None:
        return [(grid, replace(found, plans=()))], []
    tables = [(each.grid, _again(page, each, crops, settings, definitions)) for each in mended.tables]
    return tables, [line for i in mended.outside for line in _lines(found.table.cells[i], grid.cells[i])]


def _lines(cell: TableCell, place: GridCell) -> list[TextLine]:
    """The text of a cell as a line."""
    text = (cell.text or "").replace("\n", "")
    return [TextLine(text, cell.confidence or 0.0, place.box)] if text else []


def _labelled(read: TableRead, settings: ReadSettings, definitions: Sequence[FormDefinition]) -> TableRead:
    """The same table, its cells told which labels may stand in them."""
    return replace(read, table=with_labels(read.table, definitions, settings.matching))


def _again(
    page: PreparedPage,
    mended: Mended,
    crops: CropReader,
    settings: ReadSettings,
    definitions: Sequence[FormDefinition],
) -> TableRead:
    """A mended grid, read; what no ruling lines enclose is in doubt."""
    read = _labelled(table_read(page, mended.grid, crops, settings.cells), settings, definitions)
    return replace(read, table=with_doubts(read.table, mended), plans=())
