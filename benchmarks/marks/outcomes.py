"""Reads pages of marked tables through the stages that reports go through, and counts what came of each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.marks.sheet import Example, MarkedPage
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.values import read_value
from ocrkit.prepare.prepare import prepare
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.read import read_table
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Page, PageRef
from ocrkit.types.report import Cell
from ocrkit.types.table import Table

Result = Literal["right", "silent", "right in review", "wrong in review", "lost"]
"""``lost``: its table was not found as drawn, and nothing said of the cell."""


@dataclass(frozen=True)
class Outcome:
    """What came of a value cell; ``cell`` is None where it was lost."""

    example: Example
    cell: Cell | None

    @property
    def result(self) -> Result:
        if self.cell is None:
            return "lost"
        claim = (self.cell.kind, self.cell.value)
        if self.cell.status == "accepted":
            return "right" if claim in self.example.marked.right else "silent"
        return "right in review" if claim == self.example.marked.right[0] else "wrong in review"


def read_page(page: MarkedPage, reader: CropReader) -> list[Outcome]:
    """Every value cell of a page as read."""
    prepared = prepare(Page(PageRef(1, "marks.png"), page.image, float(page.dpi), "0" * 64, "1"))
    return outcomes_of(page, [read_table(prepared, grid, reader) for grid in find_tables(prepared)])


def outcomes_of(page: MarkedPage, tables: Sequence[Table]) -> list[Outcome]:
    """What came of every value cell of a page, given the tables read on it."""
    of = [_table_at(page, box, tables) for box in page.tables]
    return [Outcome(example, _read(of[example.table], example)) for example in page.examples]


def _table_at(page: MarkedPage, box: tuple[int, int, int, int], tables: Iterable[Table]) -> Table | None:
    """The table read where one was drawn, where it has the squares that were drawn."""
    x, y = page.points(np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]], np.float64))[0]
    squares = len({(e.row, e.col) for e in page.examples if e.table == 0})
    for table in tables:
        found = table.box_on(1)
        if found.x0 <= x <= found.x1 and found.y0 <= y <= found.y1 and len(table.cells) == squares + table.n_cols:
            return table
    return None


def _read(table: Table | None, example: Example) -> Cell | None:
    if table is None:
        return None
    square = ((example.row, example.row + 1), (example.col, example.col + 1))
    cell = next((cell for cell in table.cells if (cell.rows, cell.cols) == square), None)
    return None if cell is None else read_value(cell, FormSettings())


@dataclass(frozen=True)
class Tally:
    """Of one kind of mark: how many came to what; ``alike`` are those that print could not be told from, apart."""

    kind: str
    results: Counter[Result]
    alike: Counter[Result]


def tallied(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """The tally of each kind, "" for cells without a mark."""
    found: dict[str, Tally] = {}
    for outcome in outcomes:
        kind = outcome.example.kind
        tally = found.setdefault(kind, Tally(kind, Counter(), Counter()))
        (tally.alike if outcome.example.marked.alike else tally.results)[outcome.result] += 1
    return found


def marked(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Those of cells with a mark."""
    return (outcome for outcome in outcomes if outcome.example.kind)


def table_lines(tallies: dict[str, Tally]) -> list[str]:
    """The tallies as a Markdown table."""
    heads = ("examples", "silent", "right", "right in review", "wrong in review", "lost", "alike", "alike silent")
    lines = ["| kind | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for name, tally in sorted(tallies.items()):
        r, a = tally.results, tally.alike
        row = [r.total(), r["silent"], r["right"], r["right in review"], r["wrong in review"], r["lost"]]
        cells = " | ".join(str(n) for n in (*row, a.total(), a["silent"]))
        lines.append(f"| {name or '(no mark)'} | {cells} |")
    return lines
