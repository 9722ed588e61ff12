"""The statutory tables as cells with spans, in the form's order or in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

import numpy as np

from benchmarks.pagemaker import labels
from benchmarks.pagemaker.model import Report, TableContent
from benchmarks.pagemaker.wording import Wording

T = TypeVar("T")
LABEL_DEPTH = 3
HEAD_ROWS = 3
EMPTY_BESIDE = ("other_handling", "results_total")


@dataclass(frozen=True)
class Drawing:
    """How the tables are drawn, apart from their texts.

    ``empty_labels`` draws an empty cell where the form merges two label columns ((六), (七)); ``stray_rule``
    splits the heading over all applicants; ``vertical`` sets 三、本年度办理结果 one character a line;
    ``halves`` gives two columns of table two equal widths; ``open_sides`` leaves the outer vertical rules out.
    """

    empty_labels: bool = False
    stray_rule: bool = False
    vertical: bool = False
    halves: bool = False
    open_sides: bool = False


@dataclass(frozen=True)
class GridCell:
    """A cell of a table to be printed: where it begins, what it spans, its text.

    ``role`` is "head" (a column heading), "label" (a row label), "title" (of a block) or "value"; ``ref`` is a
    value's (table, row key, column key). ``open`` names sides without a rule ("left", "right", "top",
    "bottom"). ``vertical`` sets the text one character a line.
    """

    row: int
    col: int
    text: str
    role: str
    row_span: int = 1
    col_span: int = 1
    ref: tuple[str, str, str] | None = None
    open: tuple[str, ...] = ()
    vertical: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to be printed. ``widths`` are relative column widths; the rows are as high as their texts."""

    table: str
    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    widths: tuple[float, ...]
    header_rows: int = 0


def make_grids(
    report: Report, wording: Wording, drawing: Drawing, rng: np.random.Generator, *, permuted: bool
) -> dict[str, Grid]:
    """The three tables of a report as grids, rows and columns in the form's order or ``permuted``."""
    order = _Order(rng if permuted else None)
    tables = report.tables
    grids = (
        _Proactive(tables["proactive"], wording, drawing, rng, order).grid(),
        _Requests(tables["requests"], wording, drawing, rng, order).grid(),
        _Outcomes(tables["review_and_litigation"], wording, drawing, rng, order).grid(),
    )
    return {g.table: _opened(g) if drawing.open_sides else g for g in grids}


def _opened(grid: Grid) -> Grid:
    """The grid without its outermost vertical rules."""

    def sides(cell: GridCell) -> tuple[str, ...]:
        left = ("left",) if cell.col == 0 else ()
        return left + (("right",) if cell.col + cell.col_span == grid.n_cols else ())

    return replace(grid, cells=tuple(replace(c, open=sides(c)) for c in grid.cells))


class _Order:
    """The order of rows and columns: as given, or shuffled."""

    def __init__(self, rng: np.random.Generator | None) -> None:
        self.rng = rng

    def of(self, items: Sequence[T]) -> list[T]:
        if self.rng is None:
            return list(items)
        return [items[int(i)] for i in self.rng.permutation(len(items))]


class _Builder:
    """Collects the cells of one table."""

    table = ""

    def __init__(
        self, content: TableContent, wording: Wording, drawing: Drawing, rng: np.random.Generator, order: _Order
    ) -> None:
        self.content, self.wording, self.drawing, self.rng, self.order = content, wording, drawing, rng, order
        self.cells: list[GridCell] = []

    def put(self, row: int, col: int, label: str, role: str, rows: int = 1, cols: int = 1) -> None:
        """A label, worded as the report words it."""
        text = self.wording.label(label, self.rng) if label else ""
        self.cells.append(GridCell(row, col, text, role, rows, cols))

    def value(self, row: int, col: int, keys: tuple[str, str], cols: int = 1) -> None:
        """The value of a (row key, column key)."""
        text = self.content.cells[keys[0]][keys[1]].text
        self.cells.append(GridCell(row, col, text, "value", 1, cols, (self.table, *keys)))


class _Requests(_Builder):
    """Table three."""

    table = "requests"

    def grid(self) -> Grid:
        assert self.content.edition is not None
        columns = [
            c
            for group in self.order.of([["natural_person"], list(labels.LEGAL_COLUMNS), ["total"]])
            for c in self.order.of(group)
        ]
        self._head(columns)
        rows = self._labels(labels.ROWS[self.content.edition], 0, HEAD_ROWS)
        for i, row in enumerate(rows, HEAD_ROWS):
            for j, column in enumerate(columns, LABEL_DEPTH):
                self.value(i, j, (row, column))
        widths = (1.0, 1.6, 5.0, *(1.2 for _ in columns))
        return Grid(self.table, HEAD_ROWS + len(rows), LABEL_DEPTH + len(columns), tuple(self.cells), widths, 3)

    def _head(self, columns: list[str]) -> None:
        self.put(0, 0, labels.CORNER, "label", HEAD_ROWS, LABEL_DEPTH)
        cut = int(self.rng.integers(2, 6)) if self.drawing.stray_rule else len(columns)
        self.put(0, LABEL_DEPTH, labels.APPLICANTS, "head", 1, cut)
        if cut < len(columns):
            self.put(0, LABEL_DEPTH + cut, "", "head", 1, len(columns) - cut)
        first_legal = min(columns.index(c) for c in labels.LEGAL_COLUMNS)
        self.put(1, LABEL_DEPTH + first_legal, labels.LEGAL_PERSONS, "head", 1, len(labels.LEGAL_COLUMNS))
        for j, column in enumerate(columns, LABEL_DEPTH):
            row, height = (2, 1) if column in labels.LEGAL_COLUMNS else (1, 2)
            self.put(row, j, labels.COLUMNS[column], "head", height)

    def _labels(self, rows: Sequence[labels.Row], depth: int, first: int) -> list[str]:
        """Put the labels of ``rows`` from column ``depth`` on; returns the row keys in the order printed."""
        keys: list[str] = []
        groups = [list(g) for _, g in groupby(rows, key=lambda row: row[1][depth])]
        for group in self.order.of(groups):
            at, (key, path) = first + len(keys), group[0]
            if len(path) > depth + 1:
                self.put(at, depth, path[depth], "label", len(group))
                if depth == 0 and self.drawing.vertical:
                    self.cells[-1] = replace(self.cells[-1], vertical=True)
                keys += self._labels(group, depth + 1, at)
                continue
            split = self.drawing.empty_labels and key in EMPTY_BESIDE
            self.put(at, depth, path[depth], "label", 1, 1 if split else LABEL_DEPTH - depth)
            if split:
                self.put(at, depth + 1, "", "label")
            keys.append(key)
        return keys


class _Proactive(_Builder):
    """Table two."""

    table = "proactive"

    def grid(self) -> Grid:
        assert self.content.edition is not None
        row, parts = 0, 6 if self.drawing.halves else 3
        for article in labels.ARTICLES[self.content.edition]:
            columns, rows = self.order.of(list(article.columns)), self.order.of(list(article.rows))
            starts = {1: [0, parts], 2: [0, parts // 2, parts], 3: [0, parts // 3, 2 * parts // 3, parts]}
            spans = starts[len(columns)]
            self.put(row, 0, article.title, "title", 1, parts + 1)
            self.put(row + 1, 0, "信息内容", "head")
            for i, key in enumerate(rows, row + 2):
                self.put(i, 0, article.rows[key], "label")
            for j, column in enumerate(columns):
                at, width = 1 + spans[j], spans[j + 1] - spans[j]
                self.put(row + 1, at, article.columns[column], "head", 1, width)
                for i, key in enumerate(rows, row + 2):
                    self.value(i, at, (key, column), width)
            row += 2 + len(rows)
        widths = (1.2, *(3 / parts for _ in range(parts)))
        return Grid(self.table, row, parts + 1, tuple(self.cells), widths)


class _Outcomes(_Builder):
    """Table four."""

    table = "review_and_litigation"

    def grid(self) -> Grid:
        blocks = [list(group) for _, group in groupby(labels.BLOCKS, key=lambda block: block[1][0])]
        at = 0
        for group in self.order.of(blocks):
            if len(group[0][1]) > 1:
                self.put(0, at, group[0][1][0], "head", 1, 5 * len(group))
            for key, path in self.order.of(group):
                row = len(path) - 1
                self.put(row, at, path[-1], "head", 2 - row, 5)
                for j, outcome in enumerate(self.order.of(list(labels.OUTCOMES)), at):
                    self.put(2, j, labels.OUTCOMES[outcome], "head")
                    self.value(3, j, (key, outcome))
                at += 5
        return Grid(self.table, 4, at, tuple(self.cells), (1.0,) * at, 3)
