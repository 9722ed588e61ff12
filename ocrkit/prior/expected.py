"""How many rows and columns the form's labels in a table account for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.grid import Grid, is_words
from ocrkit.forms.hits import find_hits, vocabulary
from ocrkit.forms.paths import Line, data_rows
from ocrkit.forms.runs import Run, find_runs
from ocrkit.forms.settings import FormSettings
from ocrkit.prior.found import best
from ocrkit.prior.seen import is_inked
from ocrkit.types.form import Edition, Entry
from ocrkit.types.table import Range, Table


@dataclass(frozen=True)
class Expected:
    """Rows and columns that the labels account for, None where they do not tell.

    Tables differ in how they print blocks of two columns under blocks of three; the larger number is expected.
    """

    rows: int | None
    cols: int | None


def runs_of(table: Table, edition: Edition, settings: FormSettings) -> tuple[Grid, list[Run]]:
    """The table's runs of rows, as the edition's."""
    grid = Grid(table)
    titled = any(block.title is not None for block in edition.blocks)
    return grid, find_runs(grid, find_hits(grid, edition), settings.hit, titled, has_rows(edition))


def has_rows(edition: Edition) -> bool:
    """Whether the form's rows have labels."""
    return any(block.rows for block in edition.blocks)


def expected(table: Table, edition: Edition, settings: FormSettings) -> Expected:
    """What the labels in a table account for."""
    grid, runs = runs_of(table, edition, settings)
    rows = sum(_rows(grid, run, edition, settings, cut=run is runs[-1]) for run in runs)
    return Expected(rows, _columns(grid, runs, edition, settings))


def _rows(grid: Grid, run: Run, edition: Edition, settings: FormSettings, cut: bool) -> int:
    """A run's title, its headings (no more than the form has one below the other), and rows with a label.

    ``cut``: the page may end before its first row of values.
    """
    depth = max(len(column.path) for block in edition.blocks for column in block.columns)
    title = 0 if run.title is None else 1
    if not has_rows(edition):
        return title + min(run.header[1] - run.header[0], depth) + (run.data[1] > run.data[0])
    lines = data_rows(grid, run)
    labelled = sum(_is_labelled(line, edition, settings) or _may_be_cut(line, grid, run) for line in lines)
    if not labelled and cut:
        return title + min(run.data[1] - run.header[0], depth)
    return title + min(run.header[1] - run.header[0], depth) + labelled


def _is_labelled(line: Line, edition: Edition, settings: FormSettings) -> bool:
    """Whether a row has a label: one that is plainly read, or that is somewhat like one of the form."""
    if not line.leaf:
        return line.leaf is None
    known = vocabulary(edition).rows
    return not line.doubtful or any(best(text, known) >= settings.floor for text in line.leaf)


def _may_be_cut(line: Line, grid: Grid, run: Run) -> bool:
    """Whether a row may be what a page break left of one: the first or last of the page, with something in it."""
    at_top = line.range[0] == 0 == run.header[1]
    at_edge = at_top or line.range[1] == grid.table.n_rows
    return at_edge and any(is_inked(cell) for cell in grid.at(line.range, (0, grid.table.n_cols)))


def _columns(grid: Grid, runs: Sequence[Run], edition: Edition, settings: FormSettings) -> int | None:
    """The labels of the rows that are there, one beside the other, and the columns of the blocks that are there."""
    labels = [_words(grid, run.data, (0, run.stub)) for run in runs]
    headings = [text for run in runs for text in _words(grid, run.header, (run.stub, grid.table.n_cols))]
    rows = [row for block in edition.blocks for row in block.rows]
    depths = [len(row.path) for row in rows if _is_shown(row, [text for run in labels for text in run], settings)]
    counts = {
        len(block.columns)
        for block in edition.blocks
        if any(_is_shown(column, headings, settings) for column in block.columns)
    }
    counts = counts or {len(block.columns) for block in edition.blocks}  # the table may go on without its headings
    if len(counts) > 1 and not headings:
        return None
    halves = {2, 3} <= counts  # lines at a half between those at thirds
    return max(depths, default=1 if rows else 0) + max(counts) + halves


def _words(grid: Grid, rows: Range, cols: Range) -> list[str]:
    """The words that stand inside these rows and columns."""
    return [
        cell.words
        for cell in grid.table.cells
        if rows[0] <= cell.rows[0] < rows[1] and cols[0] <= cell.cols[0] and cell.cols[1] <= cols[1]
        if cell.words is not None and is_words(cell.words)
    ]


def _is_shown(entry: Entry, texts: Sequence[str], settings: FormSettings) -> bool:
    return any(best(text, (entry.path[-1], *entry.aliases)) >= settings.hit for text in texts)
