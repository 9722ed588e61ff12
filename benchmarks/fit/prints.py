"""``python -m benchmarks.fit.prints --documents DIR [--seed S] [--marks N]``: bounds of the print checks.

Each bound of ``PrintSettings`` (how unlike, how much higher, ... a figure may be and still be of the table's print)
is tried at several values, one bound after the other, on generated truth: tables with marks beside, over and through
their figures and with lost strokes (``benchmarks.marks``, from a seed), and reports without
(``benchmarks.pagemaker benchmark DIR``).
Printed for each value: marked values handed over wrong, wrong values of the reports handed over, right ones of the
reports held back. The best value hands over the fewest wrong ones, then holds back the fewest right ones; where
several do, the one in use stays, or else the strictest. Each bound keeps its best while the next one is tried.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.fit.sheets import sheets
from benchmarks.marks import lost
from benchmarks.marks.kinds import KINDS
from benchmarks.marks.outcomes import Outcome, outcomes_of
from benchmarks.marks.sheet import MARKS_A_PAGE, MarkedPage, marked_page
from benchmarks.marks.spot import Kind
from ocrkit.engines import default_engines
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.values import read_value
from ocrkit.prepare.prepare import prepare
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.remembered import Remembered
from ocrkit.recognise.read import read_table
from ocrkit.recognise.settings import CellSettings
from ocrkit.recognise.values.settings import PrintSettings
from ocrkit.score.cells import is_right
from ocrkit.score.truth import TruthCell
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Page, PageRef, PreparedPage
from ocrkit.types.table import Table

TRIED: Mapping[str, Sequence[float]] = {
    "unlike": (2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0),
    "unlike_cut": (3.0, 4.0, 5.0, 6.0, 8.0),
    "size": (0.10, 0.12, 0.14, 0.16, 0.18),
    "baseline": (0.08, 0.10, 0.12, 0.14),
    "weight": (0.20, 0.25, 0.30, 0.35, 0.40),
    "step": (0.08, 0.10, 0.12, 0.15),
    "own": (0.06, 0.08, 0.10, 0.12, 0.15),
    "pixels": (0.7, 1.0, 1.3, 1.6),
}
"""The bounds that are fitted, in this order, and the values tried."""


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A page, its tables found, and what is printed on it: marked cells, or plain values with their boxes."""

    page: PreparedPage
    grids: Sequence[GridTable]
    marked: MarkedPage | None = None
    plain: Sequence[TruthCell] = ()


@dataclass(frozen=True, order=True)
class Cost:
    """What a set of bounds costs: wrong values handed over, with a mark and without, and right ones held back."""

    marks: int
    silent: int
    held_back: int


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit.prints", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--documents", type=Path, required=True, help="folder of reports with truth")
    parser.add_argument("--seed", type=int, default=1, help="of the marked pages; not one that is measured on")
    parser.add_argument(
        "--marks", type=int, default=500, help="marked cells, about, and as many with lost strokes (default: 500)"
    )
    parser.add_argument("--only", nargs="+", choices=TRIED, default=list(TRIED), help="bounds to fit (default: all)")
    options = parser.parse_args(arguments)
    with closing(default_engines(ReadSettings())) as engines:
        marked = (_marked(options.seed, options.marks, kinds) for kinds in (KINDS, lost.KINDS))
        plain = (_Sheet(sheet.page, sheet.grids, plain=sheet.values) for sheet in sheets(options.documents))
        fitted = fit([*chain.from_iterable(marked), *plain], Remembered(engines.crops), options.only)
    print(f"fitted: {fitted}")
    return 0


def fit(pages: Sequence[_Sheet], reader: CropReader, names: Sequence[str]) -> PrintSettings:
    """The best bounds, those of these ``names`` tried in turn."""
    best = PrintSettings()
    print("| bound | value | marks handed over wrong | values handed over wrong | right values held back |")
    print("|---" * 5 + "|")
    for name in names:
        values, now = TRIED[name], getattr(best, name)
        tried = sorted({*values, now})
        costs = {value: _cost(pages, reader, best.model_copy(update={name: value})) for value in tried}
        chosen = min(costs, key=lambda value: (costs[value], value != now, value))
        for value, cost in costs.items():
            note = " (in use)" * (value == now) + " (best)" * (value == chosen)
            print(f"| {name} | {value:g}{note} | {cost.marks} | {cost.silent} | {cost.held_back} |", flush=True)
        best = best.model_copy(update={name: chosen})
    return best


def _cost(pages: Sequence[_Sheet], reader: CropReader, prints: PrintSettings) -> Cost:
    values = ReadSettings().cells.values.model_copy(update={"print": prints})
    settings = CellSettings(values=values)
    marks = silent = held_back = 0
    for sheet in pages:
        tables = [read_table(sheet.page, grid, reader, settings) for grid in sheet.grids]
        if sheet.marked is not None:
            marks += sum(_is_silent(outcome) for outcome in outcomes_of(sheet.marked, tables))
        for right, accepted in _judged(sheet.plain, tables):
            silent += accepted and not right
            held_back += right and not accepted
    return Cost(marks, silent, held_back)


def _is_silent(outcome: Outcome) -> bool:
    return outcome.result == "silent" and not outcome.example.marked.alike


def _judged(printed: Sequence[TruthCell], tables: Sequence[Table]) -> Iterator[tuple[bool, bool]]:
    """Whether each printed value that stands alone in a cell was read right, and whether it was accepted."""
    cells = [cell for table in tables for cell in table.cells]
    boxes = [cell.places[0].box for cell in cells]
    for wanted in printed:
        assert wanted.box is not None
        x, y = wanted.box.centre
        for cell, box in zip(cells, boxes, strict=True):
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                read = read_value(cell, FormSettings())
                yield is_right(read, wanted), read.status == "accepted"


def _marked(seed: int, count: int, kinds: Mapping[str, Kind]) -> Iterator[_Sheet]:
    for number in range(-(-count // MARKS_A_PAGE)):
        marked = marked_page(seed, number, kinds)
        page = Page(PageRef(1, "marks.png"), marked.image, float(marked.dpi), "0" * 64, "1")
        prepared = prepare(page)
        yield _Sheet(prepared, find_tables(prepared), marked=marked)


if __name__ == "__main__":
    sys.exit(main())
