"""``python -m benchmarks.fit.straight --documents DIR``: how straight sheets are, and at which contrast most.

``PrepareSettings.rule_contrast`` is tried at several values on generated pages, of seeds that nothing is measured on;
here on ruined sheets and photographs, which are bent and tilted:

    python -m benchmarks.pagemaker benchmark DIR --seed 152 --count 200 --tables 0 --levels ruined photo

The truth says where every cell lies on the page as given. Once the page is straight, the middles of all cells of one
row should have one height, and those of one column one place. Printed for each value: the tables whose worst row, or
column, is off by more than ``OFF`` of a row's height from end to end, and the mean of the worse of the two over all
tables, in row heights. The least mean is the best.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit.given import given_documents
from ocrkit.load import PageFailure, load_pages
from ocrkit.prepare.prepare import prepare
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.score.truth import read_truth
from ocrkit.score.truth_models import TruthTableCell
from ocrkit.types.transform import Transform

TRIED: Sequence[int] = (8, 12, 16, 20, 30)
"""The contrasts tried, in grey levels of 255."""

OFF = 0.15
"""A row that is off by so much of its height from end to end is bent."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    found = given_documents("straight", __doc__ or "", arguments, every=1)
    print(f"fitted: {fit(found)}")
    return 0


def fit(found: Sequence[Path]) -> int:
    """The best contrast."""
    now, means = PrepareSettings().rule_contrast, {}
    print("| contrast | tables | rows bent | columns bent | mean |\n" + "|---" * 5 + "|")
    for contrast in sorted({*TRIED, now}):
        off = np.array([each for document in found for each in bends(document, contrast)])
        means[contrast] = float(off.max(axis=1).mean())
        rows, columns = np.count_nonzero(off > OFF, axis=0)
        note = " (in use)" * (contrast == now)
        print(f"| {contrast}{note} | {len(off)} | {rows} | {columns} | {means[contrast]:.4f} |", flush=True)
    return min(means, key=lambda contrast: means[contrast])


def bends(document: Path, contrast: int) -> Iterator[tuple[float, float]]:
    """Of every table of every page: by how much its worst row and its worst column are off, in row heights."""
    settings = PrepareSettings(rule_contrast=contrast)
    for page in load_pages(document):
        if isinstance(page, PageFailure):
            raise SystemExit(f"{document}: {page.error}")
        transform = prepare(page, settings).transform
        for table in read_truth(document).tables or ():
            cells = [cell for cell in table.cells if (cell.page or table.page) == page.ref.number and cell.box]
            if len(cells) > 1:
                yield bend(cells, transform)


def bend(cells: Sequence[TruthTableCell], transform: Transform) -> tuple[float, float]:
    """By how much the worst row and the worst column of these cells are off, in row heights."""
    boxes = np.array([(box.x0, box.y0, box.x1, box.y1) for cell in cells if (box := cell.box)], dtype=np.float64)
    low, high = transform.forward(boxes[:, :2]), transform.forward(boxes[:, 2:])
    rows = np.array([cell.rows[1] - cell.rows[0] for cell in cells])
    height = float(np.median((high - low)[:, 1] / rows))
    middles = transform.forward((boxes[:, :2] + boxes[:, 2:]) / 2)
    rows_off = _spread([cell.rows for cell in cells], middles[:, 1])
    return rows_off / height, _spread([cell.cols for cell in cells], middles[:, 0]) / height


def _spread(ranges: Sequence[tuple[int, int]], places: NDArray[np.float64]) -> float:
    """How far apart the places of cells that cover the same range are at most."""
    groups: dict[tuple[int, int], list[float]] = defaultdict(list)
    for covered, place in zip(ranges, places, strict=True):
        groups[covered].append(float(place))
    return max(float(np.ptp(group)) for group in groups.values())


if __name__ == "__main__":
    sys.exit(main())
