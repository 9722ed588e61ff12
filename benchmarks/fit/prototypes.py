"""``python -m benchmarks.fit.prototypes --documents DIR``: when a sign in doubt is read as its table's others.

Each bound of ``ByPrototypeSettings`` is tried at several values, one after the other, on reports with truth (best
those that have lost strokes: ``python -m benchmarks.pagemaker benchmark DIR --levels fax copy faded worn ruined
--dpis 100 150``). Printed for each value: how many values were read as a prototype, how many of them are right then,
and how many were before. The best value has most right ones more than before; where several do, the one in use stays,
or else the strictest. Each bound keeps its best while the next one is tried.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from benchmarks.fit.given import given_documents
from benchmarks.fit.sheets import Sheet, sheets
from ocrkit.engines import default_engines
from ocrkit.forms.number import parse_value
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.remembered import Remembered
from ocrkit.recognise.prototype_signs import ByPrototypeSettings
from ocrkit.recognise.read import read_table
from ocrkit.recognise.settings import CellSettings
from ocrkit.score.truth import TruthCell
from ocrkit.settings import ReadSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.table import TableCell

TRIED: Mapping[str, Sequence[float]] = {
    "near": (0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
    "least": (8, 12, 16, 24),
    "plain": (0.8, 0.9, 0.95, 0.98),
    "sure": (0.6, 0.7, 0.8, 0.9, 0.95),
    "same": (0.85, 0.9, 0.95),
    "asked": (0.5, 0.7, 0.9, 0.95),
    "size": (1.2, 1.6, 2.0),
}
"""The bounds that are fitted, in this order, and the values tried."""


@dataclass(frozen=True)
class Outcome:
    """How many values were read as a prototype, how many of them are right, and were right before."""

    read: int
    right: int
    before: int


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    folders = given_documents("prototypes", __doc__ or "", arguments, every=1)
    with closing(default_engines(ReadSettings())) as engines:
        pages = [sheet for folder in folders for sheet in sheets(folder) if sheet.grids]
        print(f"{len(folders)} reports, {len(pages)} pages\n")
        fitted = fit(pages, Remembered(engines.crops))
    print(f"\nfitted: {fitted}")
    return 0


def fit(pages: Sequence[Sheet], reader: CropReader) -> ByPrototypeSettings:
    """The best bounds, each tried in turn."""
    best = ByPrototypeSettings()
    print("| bound | value | read as a prototype | right | right before |")
    print("|---" * 5 + "|")
    for name, values in TRIED.items():
        now = getattr(best, name)
        tried = {
            value: outcome(pages, reader, best.model_copy(update={name: value})) for value in sorted({*values, now})
        }
        chosen = max(tried, key=lambda value: (tried[value].right - tried[value].before, value == now, value))
        for value, one in tried.items():
            note = " (in use)" * (value == now) + " (best)" * (value == chosen)
            print(f"| {name} | {value:g}{note} | {one.read} | {one.right} | {one.before} |", flush=True)
        best = best.model_copy(update={name: chosen})
    return best


def outcome(pages: Sequence[Sheet], reader: CropReader, bounds: ByPrototypeSettings) -> Outcome:
    """What these bounds make of the cells of these pages in which a value stands."""
    settings = CellSettings(by_prototype=bounds)
    found = [
        (cell, was, wanted)
        for sheet in pages
        for grid in sheet.grids
        for cell in read_table(sheet.page, grid, reader, settings).cells
        if (was := _before(cell)) is not None and (wanted := sheet.value_in(cell.places[0].box)) is not None
    ]
    return Outcome(
        read=len(found),
        right=sum(_is(cell.text or "", wanted) for cell, _, wanted in found),
        before=sum(_is(was, wanted) for _, was, wanted in found),
    )


def _before(cell: TableCell) -> str | None:
    """What a cell was read as by itself, None where it was not read as a prototype."""
    told = [doubt.detail["text"] for doubt in cell.doubts if doubt.code == DoubtCode.READ_BY_PROTOTYPE]
    return str(told[0]) if told else None


def _is(text: str, wanted: TruthCell) -> bool:
    """Whether a text is the value that is wanted."""
    value = parse_value(text)
    return (value.kind, value.number) == (wanted.kind, wanted.value)


if __name__ == "__main__":
    sys.exit(main())
