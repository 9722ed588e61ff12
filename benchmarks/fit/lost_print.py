"""``python -m benchmarks.fit.lost_print --documents DIR``: when the blanks of a table may have been print.

The bound ``noise`` of ``LostPrintSettings`` (by how many times its noise the mean of a table's blank cells stands out
where values stand) and ``fine`` (below what height of its characters a black and white page may have lost a dash
whole) are tried at several values, one after the other, on generated truth: coarse and worn reports, from seeds that
nothing is measured on:

    python -m benchmarks.pagemaker benchmark DIR --seed 142 --count 900 --tables 0 --dpis 100 150 \\
        --levels fax copy faded worn ruined

Printed for each value: blank cells whose print is gone and about which nothing is doubtful, and blanks of the paper
that are held back. Which of the first are worth how many of the second is for a person to say; ``PRICE`` is what was
said: the best value costs least with one of the first counted as so many of the second, and where several do the one
in use stays.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fit.sheets import Sheet, sheets
from ocrkit.recognise.cells.lost_print import Blanks, LostPrintSettings
from ocrkit.recognise.jobs import blanks
from ocrkit.recognise.settings import CellSettings
from ocrkit.types.transform import boxes_to_page

TRIED: Mapping[str, Sequence[float]] = {
    "noise": (3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 8.0, 12.0),
    "fine": (0.0, 12.0, 15.0, 18.0, 21.0, 25.0, 30.0),
}
"""The bounds that are fitted, in this order, and the values tried."""

PRICE = 500
"""A value that is silently wrong is as bad as so many right ones that a person looks at."""


@dataclass(frozen=True, eq=False)
class Table:
    """What the blank cells of a table show, and how many of those without a doubt were print and are blank."""

    seen: Blanks
    lost: int
    blank: int


@dataclass(frozen=True)
class Cost:
    """Cells whose print is gone that are blank without a doubt, and blanks of the paper with one."""

    silent: int
    held_back: int

    @property
    def price(self) -> int:
        """Both as one number."""
        return PRICE * self.silent + self.held_back


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit.lost_print", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--documents", type=Path, required=True, help="folder of reports with truth")
    options = parser.parse_args(arguments)
    tables = [table for sheet in sheets(options.documents) for table in tables_of(sheet)]
    print(f"fitted: {fit(tables)}")
    return 0


def fit(tables: Sequence[Table]) -> LostPrintSettings:
    """The best bounds."""
    best = LostPrintSettings()
    print(
        f"| bound | value | of {sum(t.lost for t in tables)} lost, silent | of {sum(t.blank for t in tables)} held |"
    )
    print("|---" * 4 + "|")
    for name, values in TRIED.items():
        now = getattr(best, name)
        costs = {value: cost(tables, best.model_copy(update={name: value})) for value in sorted({*values, now})}
        chosen = min(costs, key=lambda value: (costs[value].price, value != now, value))
        for value, own in costs.items():
            note = " (in use)" * (value == now) + " (best)" * (value == chosen)
            print(f"| {name} | {value:g}{note} | {own.silent} | {own.held_back} |", flush=True)
        best = best.model_copy(update={name: chosen})
    return best


def cost(tables: Sequence[Table], settings: LostPrintSettings) -> Cost:
    """What these settings cost."""
    doubted = [bool(table.seen.doubts(settings, is_sure=True)) for table in tables]
    silent = sum(table.lost for table, known in zip(tables, doubted, strict=True) if not known)
    return Cost(silent, sum(table.blank for table, known in zip(tables, doubted, strict=True) if known))


def tables_of(sheet: Sheet) -> Iterator[Table]:
    """The tables of a page that have blank cells where the report has values or blanks."""
    for grid in sheet.grids:
        seen, sure = blanks(sheet.page, grid.cells, CellSettings())
        boxes = boxes_to_page([cell.box for cell in grid.cells], sheet.page.transform, sheet.page.page_size)
        found = [sheet.value_in(box) for box, is_sure in zip(boxes, sure, strict=True) if is_sure]
        lost = sum(value is not None and value.kind != "blank" for value in found)
        empty = sum(value is not None and value.kind == "blank" for value in found)
        if seen is not None and (lost or empty):
            yield Table(seen, lost, empty)


if __name__ == "__main__":
    sys.exit(main())
