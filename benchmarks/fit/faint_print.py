"""``python -m benchmarks.fit.faint_print --documents DIR``: which contrast faint print asks.

The bounds ``share`` and ``grain`` of ``FaintPrintSettings`` are tried at several values, one after the other, on
whole generated reports, from seeds that nothing is measured on; here every 5th of 80 faded and worn ones:

    python -m benchmarks.pagemaker benchmark DIR --seed 142 --count 80 --tables 0 --dpis 100 150 --levels faded worn

Printed for each value: values that are right, those of them that a person is asked to look at, and those that are
wrong and accepted. The best value has most right less ``LOOK`` of those to look at, one silent error counted as
``PRICE`` right ones; where several do, the one in use stays.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.fit.given import given_documents
from ocrkit import Reader
from ocrkit.recognise.cells.faint_print import FaintPrintSettings
from ocrkit.recognise.settings import CellSettings
from ocrkit.score.cells import score_cells
from ocrkit.score.truth import read_truth
from ocrkit.settings import ReadSettings

TRIED: Mapping[str, Sequence[float]] = {"share": (0.35, 0.42, 0.5, 0.6, 0.99), "grain": (3.0, 4.0, 5.0)}
"""The bounds that are fitted, in this order, and the values tried; a smaller share reaches plain print, too."""

PRICE, LOOK = 500.0, 0.1
"""What a silent error and a right value to look at cost, in right values."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    found = given_documents("faint_print", __doc__ or "", arguments, every=5)
    print(f"fitted: {fit(found)}")
    return 0


def fit(found: Sequence[Path]) -> FaintPrintSettings:
    """The best bounds."""
    best = FaintPrintSettings()
    print(f"| bound | value | right of {len(found)} reports | of them to look at | silent |\n" + "|---" * 5 + "|")
    for name, values in TRIED.items():
        now = getattr(best, name)
        costs = {value: cost(found, best.model_copy(update={name: value})) for value in sorted({*values, now})}
        chosen = min(costs, key=lambda value: (price(costs[value]), value != now, value))
        for value, own in costs.items():
            note = " (in use)" * (value == now) + " (best)" * (value == chosen)
            print(f"| {name} | {value:g}{note} | {own['right']} | {own['look']} | {own['silent']} |", flush=True)
        best = best.model_copy(update={name: chosen})
    return best


def price(counts: Mapping[str, int]) -> float:
    """What values cost: the less, the more of them are right."""
    return PRICE * counts["silent"] + LOOK * counts["look"] - counts["right"]


def cost(found: Sequence[Path], settings: FaintPrintSettings) -> Counter[str]:
    """How many values are right, to look at though right, and silent, of reports read with these settings."""
    counts: Counter[str] = Counter()
    with Reader(ReadSettings(cells=CellSettings(faint_print=settings))) as reader:
        for document in found:
            truth, report = read_truth(document), reader.read_report(document).report
            scores = score_cells(report.form_tables(), truth)
            wrong_flagged = sum(miss.flagged for miss in scores.misses)
            counts.update(right=scores.right, look=scores.flagged - wrong_flagged, silent=scores.silent)
    return counts


if __name__ == "__main__":
    sys.exit(main())
