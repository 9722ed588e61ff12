"""``python -m benchmarks.over_rules --seed N [--count N]``: what comes of numbers set over the rule beside them.

Each page is a table whose numbers end before, at or beyond the rule at one side of their cells, all about equally
far, up to three quarters of a character; more than half of the cells are blank. Font, size, thickness of the rules,
blur and noise are drawn. Printed: the cells that were read right or wrong, accepted or in review; exit status 1 where
a wrong one was accepted. Pages on which the grid was not found are counted apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.marks.glyphs import FACES, FONTS, missing
from ocrkit.pipeline import Reader
from ocrkit.types.table import Table

ROWS, COLUMNS = 14, 6
"""Of each table."""

MARGIN = 100
"""Paper around it, in pixels."""

FILLED = 0.4
"""The share of cells with a number."""

BEYOND = (-0.08, 0.4)
"""How far past its rule a number ends, in sizes of the type."""


@dataclass(frozen=True)
class RuledPage:
    """A page, uint8 (H, W), the text of its cells by row and column, and in words what was drawn."""

    image: NDArray[np.uint8]
    truth: dict[tuple[int, int], str]
    about: str


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status, 2 where a font is not installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.over_rules", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=40, help="pages (default: 40)")
    options = parser.parse_args(arguments)
    if lacking := missing():
        print(f"no font {lacking}: sh benchmarks/fonts.sh", file=sys.stderr)
        return 2
    told: Counter[str] = Counter()
    with Reader() as reader, tempfile.TemporaryDirectory() as folder:
        for number in range(options.count):
            page = drawn(options.seed, number)
            file = Path(folder) / f"page{number}.png"
            cv2.imwrite(str(file), page.image)
            told.update(_outcomes([t for p in reader.read_tables([str(file)]).pages for t in p.tables], page))
    for name, count in sorted(told.items()):
        print(f"{name}: {count}")
    return 1 if told["wrong, accepted"] else 0


def drawn(seed: int, number: int) -> RuledPage:
    """One page."""
    rng = np.random.default_rng([seed, number])
    face, size = FACES[number % len(FACES)], int(rng.integers(18, 46))
    rule, is_right = int(rng.integers(1, max(2, size // 6) + 1)), bool(rng.random() < 0.8)
    beyond, room = float(rng.uniform(*BEYOND)) * size, 0.1 * size * float(rng.integers(2))
    ink, grey = int(rng.integers(0, 90)), int(rng.integers(0, 110))
    width, height = 5 * size, round(1.9 * size)
    sheet = Image.new("L", (COLUMNS * width + 2 * MARGIN, ROWS * height + 2 * MARGIN), 250)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONTS / face.file), size, face.index)
    truth = {}
    for row, column in np.ndindex(ROWS, COLUMNS):
        text = str(int(10 ** rng.uniform(0, 2.2)) - 1) if rng.random() < FILLED else ""
        truth[row, column] = text
        left, _, right, _ = font.getbbox(text)
        past = beyond + float(rng.uniform(-1, 1)) * room
        x0 = MARGIN + column * width
        x = x0 + width - rule / 2 - (right - left) + past if is_right else x0 + rule / 2 - past
        draw.text((round(x - left), MARGIN + row * height + (height - size) // 2 - 2), text, fill=ink, font=font)
    x1, y1 = MARGIN + COLUMNS * width, MARGIN + ROWS * height
    for y in range(MARGIN - rule // 2, y1 + 1, height):
        draw.rectangle((MARGIN - rule // 2, y, x1 - rule // 2 + rule - 1, y + rule - 1), fill=grey)
    for x in range(MARGIN - rule // 2, x1 + 1, width):
        draw.rectangle((x, MARGIN - rule // 2, x + rule - 1, y1), fill=grey)
    scan = cv2.GaussianBlur(np.asarray(sheet, np.float32), (0, 0), float(rng.uniform(0.3, 1.0)))
    scan = scan + rng.normal(0, rng.uniform(1, 6), scan.shape)
    about = f"page {number}, {Path(face.file).stem} {size}, rule {rule}, {past_words(beyond, right=is_right)}"
    return RuledPage(np.clip(scan, 0, 255).astype(np.uint8), truth, about)


def past_words(beyond: float, *, right: bool) -> str:
    """How far numbers are set over which rule, in words."""
    return f"{beyond:.1f} pixels over the {'right' if right else 'left'} rule"


def _outcomes(tables: list[Table], page: RuledPage) -> Counter[str]:
    """What came of each cell of a page."""
    if len(tables) != 1 or (tables[0].n_rows, tables[0].n_cols) != (ROWS, COLUMNS):
        return Counter({"pages without their grid": 1})
    told: Counter[str] = Counter()
    for cell in tables[0].cells:
        wanted, found = page.truth[cell.rows[0], cell.cols[0]], (cell.text or "").strip()
        told[f"{'right' if found == wanted else 'wrong'}, {cell.status}"] += 1
        if found != wanted and cell.status == "accepted":
            print(f"{page.about}: {wanted!r} read {found!r}, row {cell.rows[0]}, column {cell.cols[0]}", flush=True)
    return told


if __name__ == "__main__":
    sys.exit(main())
