"""``python -m benchmarks.readme_picture OUT.png``: a scan's pages, and beside them the table that came of them.

Reads the repository's sample scan and draws its request table from the report alone: rows, columns, spans and
texts as recovered; values that a person should check are amber.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw, ImageFont

import ocrkit
from ocrkit.types.report import Report
from ocrkit.types.table import Table, TableCell

SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "sample"
FONT = "Noto Sans CJK SC"
WIDTH, GAP, MARGIN, CAPTION = 720, 32, 18, 40  # of each half, and around and between them, in pixels
SIZES = (17, 16, 15, 14, 13, 12, 11, 10, 9)  # of the letters, the largest that fits a cell is taken
INK, RULE, LABEL, PAPER, DOUBT = "#1b2733", "#8796a5", "#eef2f6", "#ffffff", "#ffd166"
LEFT = "the scan: askew, a seal over values, a label cut in two by the page break"
RIGHT = "read by ocrkit: one table; amber: sums do not hold, a person should look"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    report = ocrkit.read_report(SAMPLE)
    table = next(t for t in report.tables if t.form == "requests")
    scan = scan_half(report, table)
    picture = beside(scan, table_half(table, doubtful_cells(report, table), scan.height))
    picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(options.out, optimize=True)
    print(f"{options.out}: {picture.width} x {picture.height}, {options.out.stat().st_size // 1000} kB")
    return 0


def scan_half(report: Report, table: Table) -> Image.Image:
    """The table's part of every page it stands on, one under the other."""
    pages = {page.number: page for page in report.source.pages}
    parts = []
    for number in table.pages:
        with Image.open(pages[number].file) as image:
            part = image.convert("RGB").crop(table.box_on(number).grown(14).as_ints())
        parts.append(part.resize((WIDTH, part.height * WIDTH // part.width), Image.Resampling.LANCZOS))
    half = Image.new("RGB", (WIDTH, sum(p.height for p in parts) + GAP // 2 * (len(parts) - 1)), PAPER)
    top = 0
    for part in parts:
        half.paste(part, (0, top))
        top += part.height + GAP // 2
    return half


def doubtful_cells(report: Report, table: Table) -> list[TableCell]:
    """The table's cells whose value waits for a person."""
    places = {(cell.page, cell.box) for ref, cell in report.doubtful() if ref.form == table.form}
    return [cell for cell in table.cells if (cell.page, cell.box) in places]


def table_half(table: Table, doubtful: Sequence[TableCell], height: int) -> Image.Image:
    """The table drawn with its columns and rows as wide and high as on paper, relative to each other."""
    xs, ys = edges(column_widths(table), WIDTH), edges(row_heights(table), height)
    half = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(half)
    for cell in table.cells:
        box = (xs[cell.cols[0]], ys[cell.rows[0]], xs[cell.cols[1]], ys[cell.rows[1]])
        value = (cell.text or "").strip().isdecimal()
        draw.rectangle(box, fill=DOUBT if cell in doubtful else PAPER if value else LABEL, outline=RULE)
        write(draw, box, cell.text or "")
    return half


def column_widths(table: Table) -> list[float]:
    """Width of every grid column on paper, in pixels."""
    return [
        median(c.box.width / c.col_span for c in table.cells if c.cols[0] <= col < c.cols[1] and c.col_span < 3)
        for col in range(table.n_cols)
    ]


def row_heights(table: Table) -> list[float]:
    """Height of every grid row on paper, in pixels."""
    return [
        median(c.box.height for c in table.cells if c.rows == (row, row + 1) and len(c.places) == 1)
        for row in range(table.n_rows)
    ]


def edges(lengths: Sequence[float], room: int) -> list[int]:
    """Where rows or columns of these lengths begin and end when together they fill ``room`` pixels."""
    scale = (room - 1) / sum(lengths)
    return [round(sum(lengths[:i]) * scale) for i in range(len(lengths) + 1)]


def write(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], text: str) -> None:
    """Write the text into the middle of the box, broken into lines, in the largest letters that fit."""
    width, height = box[2] - box[0] - 6, box[3] - box[1] - 4
    for size in SIZES:
        face = font(size)
        lines = wrapped(text, face, width)
        if len(lines) * size * 1.25 <= height:
            break
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 - (len(lines) - 1) * size * 0.625
    for i, line in enumerate(lines):
        draw.text((x, y + i * size * 1.25), line, fill=INK, font=face, anchor="mm")


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in lines no wider than ``width``, broken between any two characters."""
    lines = [""]
    for char in text:
        if lines[-1] and face.getlength(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """The two halves with their captions."""
    size = (2 * WIDTH + GAP + 2 * MARGIN, left.height + CAPTION + 2 * MARGIN)
    picture = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(picture)
    for half, caption, x in ((left, LEFT, MARGIN), (right, RIGHT, MARGIN + WIDTH + GAP)):
        draw.text((x, MARGIN), caption, fill=INK, font=font(18))
        picture.paste(half, (x, MARGIN + CAPTION))
    return picture


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The face in this size, wherever fontconfig has it."""
    command = ["fc-match", "-f", "%{file}|%{index}", FONT]
    file, index = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("|")
    return ImageFont.truetype(file, size, index=int(index))


if __name__ == "__main__":
    sys.exit(main())
