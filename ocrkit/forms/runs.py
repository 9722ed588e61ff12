"""Cutting a table into runs: a title, rows of headings, rows of data; and each run into stub and values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.grid import Grid
from ocrkit.forms.hits import Hits
from ocrkit.forms.number import parse_value
from ocrkit.types.table import Range, TableCell


@dataclass(frozen=True)
class Run:
    """Rows under one set of column headings.

    ``title`` is the cell of the line that opens it, if any. Headings stand in ``header`` rows at and right of
    column ``stub``; row labels in ``data`` rows left of it; values in ``data`` rows at and right of it.
    """

    title: TableCell | None
    header: Range
    data: Range
    stub: int


def find_runs(grid: Grid, hits: Hits, hit: float, titled: bool, has_rows: bool) -> list[Run]:
    """The runs of a table, from top to bottom.

    ``hit`` is the least similarity that counts; ``titled`` says whether the form's blocks have titles, and
    ``has_rows`` whether its rows have labels.
    """
    runs = []
    for title, rows in _stretches(grid, hits, hit, titled):
        height, stub = split(grid, hits, rows, hit, has_rows)
        runs.append(Run(title, (rows[0], height), (height, rows[1]), stub))
    return runs


def split(grid: Grid, hits: Hits, rows: Range, hit: float, has_rows: bool) -> tuple[int, int]:
    """Where the headings end and the stub ends: the first data row, and the first value column.

    The corner that explains most: column labels above it and to its right, row labels below and to its left,
    numbers below and to its right.
    """
    n_stubs = grid.table.n_cols if has_rows else 1
    evidence = _gather(grid, hits, rows, hit, has_rows)
    scores = _corner_scores(evidence, np.arange(rows[0], rows[1] + 1), np.arange(n_stubs))
    height, stub = np.unravel_index(int(np.argmax(scores.round(9))), scores.shape)
    return rows[0] + int(height), int(stub)


def _gather(grid: Grid, hits: Hits, rows: Range, hit: float, has_rows: bool) -> NDArray[np.float64]:
    """What each cell that begins in ``rows`` says: first row, row stop, first column, column stop, and its weight
    as a heading, as a row label and as a value; float, (n, 7). Cells that say nothing are left out: a blank one does
    where rows have labels, for it may be one that was lost.
    """
    evidence = []
    for i, cell in enumerate(grid.table.cells):
        if not (rows[0] <= cell.rows[0] < rows[1]):
            continue
        if hits.words[i]:
            heading = hits.columns[i] if hits.columns[i] >= hit else 0.0
            label = hits.rows[i] if hits.rows[i] >= hit and has_rows else 0.0
            evidence.append((*cell.rows, *cell.cols, heading, label, -0.25))
        elif cell.text and parse_value(cell.text).kind == "number":
            evidence.append((*cell.rows, *cell.cols, -0.5, -0.5, 0.25))
        elif cell.text == "" and not has_rows:
            evidence.append((*cell.rows, *cell.cols, -0.1, 0.0, 0.1))
    return np.array(evidence, dtype=np.float64).reshape(-1, 7)


def _corner_scores(
    evidence: NDArray[np.float64], heights: NDArray[np.intp], stubs: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The evidence for every corner; float, (n_heights, n_stubs)."""
    height, stub = heights[:, None, None], stubs[None, :, None]
    top, bottom, left, right, heading, label, value = (column[None, None, :] for column in evidence.T)
    above, across = bottom <= height, (top < height) & (height < bottom)
    weights = np.select(
        [above, across, right <= stub, left >= stub],
        [np.where(left >= stub, heading, 0.0), np.where(value > 0, -1.0, 0.0), label, value],
        0.0,
    )
    return np.asarray(weights.sum(axis=2), dtype=np.float64)


def _stretches(grid: Grid, hits: Hits, hit: float, titled: bool) -> list[tuple[TableCell | None, Range]]:
    """Runs of rows, cut at each title and wherever headings follow data; empty ones left out."""
    stretches: list[tuple[TableCell | None, Range]] = []
    title: TableCell | None = None
    start, seen_data = 0, False
    for row in range(grid.table.n_rows):
        opening = _title(grid, hits, row, hit) if titled else None
        heading = _is_heading(grid, hits, row, hit)
        if opening is not None or (heading and seen_data):
            if row > start:
                stretches.append((title, (start, row)))
            title = opening
            start, seen_data = (opening.rows[1], False) if opening is not None else (row, False)
        elif not heading and _is_data(grid, hits, row, hit):
            seen_data = True
    if start < grid.table.n_rows:
        stretches.append((title, (start, grid.table.n_rows)))
    return stretches


def _title(grid: Grid, hits: Hits, row: int, hit: float) -> TableCell | None:
    """The cell of a title line: it is like a title, or it is alone in its row and is neither value nor blank."""
    for i in grid.begin_in(row):
        cell = grid.table.cells[i]
        alone = cell.col_span == grid.table.n_cols and (cell.text is None or bool(hits.words[i]))
        if alone or (hits.titles[i] >= hit and hits.titles[i] >= max(hits.rows[i], hits.columns[i])):
            return cell
    return None


def _is_heading(grid: Grid, hits: Hits, row: int, hit: float) -> bool:
    """Whether more cells that begin in the row look like column labels than like row labels, and none is a number."""
    begins = grid.begin_in(row)
    if any(parse_value(grid.table.cells[i].text or "").kind == "number" for i in begins):
        return False
    return int((hits.columns[begins] >= hit).sum()) > int((hits.rows[begins] >= hit).sum())


def _is_data(grid: Grid, hits: Hits, row: int, hit: float) -> bool:
    cells = list(dict.fromkeys(grid.owner[row].tolist()))
    labelled = any(hits.rows[i] >= hit for i in cells)
    return labelled or any(parse_value(grid.table.cells[i].text or "").kind == "number" for i in cells)
