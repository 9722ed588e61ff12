"""``python -m benchmarks.marks [--count N] [--seed S] [--lost] [--pictures DIR]``: what came of marks, by kind."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from benchmarks.marks import lost
from benchmarks.marks.glyphs import missing
from benchmarks.marks.kinds import KINDS
from benchmarks.marks.outcomes import Outcome, read_page, table_lines, tallied
from benchmarks.marks.sheet import MARKS_A_PAGE, MarkedPage, marked_page
from benchmarks.marks.spot import ALIKE
from ocrkit.engines import default_engines
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.settings import ReadSettings


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit status 1 where a wrong value was handed over as right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marks", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="marked cells, about (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each cell handed over wrong")
    parser.add_argument("--lost", action="store_true", help="instead of marks, strokes that a worn copy loses")
    options = parser.parse_args(arguments)
    if lacking := missing():
        print(f"no font {lacking}: sh benchmarks/fonts.sh", file=sys.stderr)
        return 2
    engines = default_engines(ReadSettings())
    try:
        outcomes = list(_outcomes(options, engines.crops))
    finally:
        engines.close()
    print("\n".join(table_lines(tallied(outcomes))))
    print("\nalike: print could not be told from them.", *(f"{key}: {why}." for key, why in ALIKE.items()), sep="\n")
    return 1 if any(o.result == "silent" and not o.example.marked.alike for o in outcomes) else 0


def _outcomes(options: argparse.Namespace, reader: CropReader) -> Iterator[Outcome]:
    kinds = lost.KINDS if options.lost else KINDS
    for number in range(-(-options.count // MARKS_A_PAGE)):
        page = marked_page(options.seed, number, kinds)
        for outcome in read_page(page, reader):
            if outcome.result == "silent":
                _tell(page, number, outcome, options.pictures)
            yield outcome


def _tell(page: MarkedPage, number: int, outcome: Outcome, pictures: Path | None) -> None:
    example, cell = outcome.example, outcome.cell
    assert cell is not None
    kind = example.kind or "no mark"
    about = f"{kind}{' (alike)' if example.marked.alike else ''}: {example.value!r} accepted as {cell.text!r}"
    where = f"page {number}, table {example.table}, row {example.row}, column {example.col}"
    print(f"{about} at {cell.confidence} ({where}, {page.dpi} dpi)", flush=True)
    if pictures is None:
        return
    pictures.mkdir(parents=True, exist_ok=True)
    x0, y0, x1, y1 = example.box
    corners = page.points(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64))
    (a, b), (c, d) = corners.min(axis=0).astype(int) - 6, corners.max(axis=0).astype(int) + 6
    name = f"{kind.replace(' ', '-')}-{number:03d}-{example.table}-{example.row}-{example.col}.png"
    cv2.imwrite(str(pictures / name), page.image[max(0, b) : d, max(0, a) : c])


if __name__ == "__main__":
    sys.exit(main())
