"""What is written in tables and around them that looks like rules: strokes, brackets, dashes, underlines."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from benchmarks.fit_lattice.drawn import FONTS, Sheet
from benchmarks.fit_lattice.planted import any_ink, any_table, any_width, inside


def strokes_in_cells(rng: np.random.Generator, page: Sheet) -> None:
    """Level and upright strokes in cells, short of their rules."""
    table = any_table(rng, page)
    cells = table.cells
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 8))]:
        x0, x1, y0, y1 = inside(table, cells[int(k)])
        free = page.px(rng.integers(6, 30))
        if rng.random() < 0.5 and x1 - x0 > 3 * free:
            y = int(rng.integers(y0, y1))
            page.line((x0 + free, y), (x1 - free, y), page.text, any_width(rng, page))
        elif y1 - y0 > 3 * free:
            x = int(rng.integers(x0, x1))
            page.line((x, y0 + free), (x, y1 - free), page.text, any_width(rng, page))


def dashes(rng: np.random.Generator, page: Sheet) -> None:
    """Dashes for empty cells, in a few cells, a row or a column of them."""
    table = any_table(rng, page)
    share, width = float(rng.uniform(0.1, 0.95)), any_width(rng, page)
    row, col, kind = *(int(rng.integers(n)) for n in table.owners.shape), int(rng.integers(3))
    for cell in table.cells:
        chosen = (cell[0] == row, cell[2] == col, rng.random() < 0.15)[kind]
        x0, x1, y0, y1 = inside(table, cell)
        if chosen:
            middle, half = (x0 + x1) / 2, share * (x1 - x0) / 2
            y = (y0 + y1) / 2
            if rng.random() < 0.3 and cell[1] - cell[0] > 1:  # in line with the rules beside
                y = int(table.ys[cell[0] + 1])
            page.line((middle - half, y), (middle + half, y), page.text, width)


def strokes_in_line(rng: np.random.Generator, page: Sheet) -> None:
    """In merged cells strokes stand where the column would be drawn, row by row; some touch both rules."""
    table = any_table(rng, page)
    touching, beside = rng.random() < 0.3, rng.random() < 0.5
    for r0, r1, c0, c1 in table.cells:
        if c1 - c0 < 2 and rng.random() < 0.9:
            continue
        x = int(table.xs[c0 + 1]) if c1 - c0 > 1 else int(rng.integers(table.xs[c0], table.xs[c1]))
        x += page.px(rng.choice([0, 0, 0, 2, 5]))
        free = -1 if touching else page.px(rng.integers(5, 14))
        for r in range(r0, r1):
            if rng.random() < 0.8:
                top, bottom = int(table.ys[r]), int(table.ys[r + 1])
                page.line((x, top + free), (x, bottom - free), page.ink, any_width(rng, page))
                if beside or touching:
                    _text_beside(rng, page, x, top, bottom)


def strokes_touching(rng: np.random.Generator, page: Sheet) -> None:
    """Upright strokes of characters that touch the rules above and below, text going on beside them."""
    table = any_table(rng, page)
    cells = [cell for cell in table.cells if cell[1] - cell[0] == 1]
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 5))]:
        r0, r1, c0, c1 = cells[int(k)]
        top, bottom = int(table.ys[r0]), int(table.ys[r1])
        if bottom - top > page.px(75):
            continue
        for _ in range(int(rng.integers(1, 4))):
            x = int(rng.integers(table.xs[c0], table.xs[c1]))
            page.line((x, top), (x, bottom), page.ink, any_width(rng, page))
            _text_beside(rng, page, x, top, bottom)


def _text_beside(rng: np.random.Generator, page: Sheet, x: int, top: int, bottom: int) -> None:
    ink = page.text if rng.random() < 0.6 else int(rng.integers(page.text, page.paper - 25))
    for side in (-1, 1):
        for y in range(top + page.px(8), bottom - page.px(8), max(4, page.px(9))):
            start, stop = page.px(rng.integers(5, 10)), page.px(rng.integers(16, 30))
            page.line((x + side * start, y), (x + side * stop, y + page.px(rng.integers(-2, 9))), ink, page.px(3))


def brackets(rng: np.random.Generator, page: Sheet) -> None:
    """Brackets over the height of a cell, in line with a column or not."""
    table = any_table(rng, page)
    for r0, r1, c0, c1 in table.cells:
        if rng.random() < (0.5 if c1 - c0 > 1 else 0.05):
            x = int(table.xs[c0 + 1]) if c1 - c0 > 1 else int(rng.integers(table.xs[c0], table.xs[c1]))
            top, bottom = int(table.ys[r0]), int(table.ys[r1])
            bulge = page.px(rng.integers(8, 18))
            ends = (90, 270) if rng.random() < 0.5 else (-90, 90)
            centre = (x + bulge // 2, (top + bottom) // 2)
            cv2.ellipse(page.image, centre, (bulge, (bottom - top) // 2), 0, *ends, (page.ink,), max(1, page.px(2)))


_UPRIGHT = "（）()[]【】1Il|中十申下不个"
"""Characters that have an upright stroke or what looks like one."""

_WORDS = ("第二十条第", "本年度", "项", "办理结果", "其中", "合计", "五", "20", "件")


def text_in_line(rng: np.random.Generator, page: Sheet) -> None:
    """In merged cells one character's upright stroke stands where the column would be drawn: a title's bracket."""
    table = any_table(rng, page)
    name, share = str(rng.choice(FONTS)), float(rng.uniform(0.45, 0.95))
    character = str(rng.choice(list(_UPRIGHT)))
    margin = page.width // 2 + 2
    for cell in table.cells:
        alone = cell[3] - cell[2] < 2
        if rng.random() < (0.95 if alone else 0.1):
            continue
        x0, x1, y0, y1 = inside(table, cell)
        x = int(table.xs[cell[2] + 1]) if not alone else int(rng.integers(x0, x1))
        part = page.image[y0 + margin : y1 - margin, x0 + margin : x1 - margin]
        if not part.size:
            continue
        picture = Pil.new("L", (part.shape[1], part.shape[0]), page.paper)
        draw = ImageDraw.Draw(picture)
        for r in range(cell[0], cell[1]):  # row by row in what is merged downwards too
            top, bottom = (int(table.ys[k]) - y0 - margin for k in (r, r + 1))
            font = ImageFont.truetype(name, max(6, round(min(share * (bottom - top), page.px(70)))))
            before, after = ("".join(rng.choice(_WORDS, int(rng.integers(0, 3)))) for _ in range(2))
            left, _, right, _ = font.getbbox(character)
            opens, closes = character in "（([【", character in "）)]】"
            stroke = left if opens else right if closes else (left + right) / 2
            off = page.px(rng.choice([0, 0, 1, 2, -2, 4]))
            at = x - x0 - margin + off - stroke - draw.textlength(before, font=font)
            draw.text((at, (top + bottom) / 2 - 0.58 * font.size), before + character + after, page.text, font)
        part[:] = np.array(picture, np.uint8)


def dense_strokes(rng: np.random.Generator, page: Sheet) -> None:
    """Characters of many level and upright strokes fill cells, line by line and column by column."""
    table = any_table(rng, page)
    cells, size, thick = table.cells, page.px(rng.integers(24, 60)), max(1, page.px(rng.integers(2, 5)))
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 6))]:
        x0, x1, y0, y1 = inside(table, cells[int(k)])
        step = size + page.px(rng.integers(4, 22))
        for top in range(y0 + page.px(8), y1 - size - page.px(6), step):
            for left in range(x0 + page.px(8), x1 - size - page.px(6), step):
                for part in (0.0, 0.3, 0.6, 0.9):
                    at = part * size
                    page.line((left, top + at), (left + size, top + at), page.text, thick)
                for part in (0.0, 0.5, 1.0):
                    page.line((left + part * size, top), (left + part * size, top + size), page.text, thick)


def strokes_below(rng: np.random.Generator, page: Sheet) -> None:
    """Right below or above a table lines of upright strokes, some of them where the columns are."""
    table = any_table(rng, page)
    x0, y0, x1, y1 = table.box
    height, gap = page.px(rng.integers(24, 50)), page.px(rng.integers(8, 34))
    on_columns = rng.random() < 0.4
    for line in range(int(rng.integers(1, 5))):
        far = gap + round(1.4 * height) * line
        top = y1 + far if rng.random() < 0.8 else y0 - far - height
        xs = table.xs.tolist() if on_columns else range(x0, x1, max(4, page.px(rng.integers(16, 40))))
        for x in xs:
            page.line((x, top), (x + page.px(rng.integers(-2, 3)), top + height), page.text, max(1, page.px(3)))


def pictures(rng: np.random.Generator, page: Sheet) -> None:
    """Frames of photographs, some with a picture in them, in cells of one column or many, or beside the table."""
    table = any_table(rng, page)
    column = int(rng.integers(table.owners.shape[1])) if rng.random() < 0.5 else None
    for cell in table.cells:
        if (column is None and rng.random() < 0.3) or (column is not None and cell[2] <= column < cell[3]):
            x0, x1, y0, y1 = inside(table, cell)
            edge = page.px(rng.integers(4, 26)) + page.width
            if min(x1 - x0, y1 - y0) > 2 * edge + page.px(16):
                _picture(rng, page, (x0 + edge, y0 + edge, x1 - edge, y1 - edge))


def _picture(rng: np.random.Generator, page: Sheet, box: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = box
    if rng.random() < 0.6:  # narrower than its cell
        x1 = x0 + max(page.px(16), round((x1 - x0) * rng.uniform(0.3, 1.0)))
    if rng.random() < 0.4:
        shades = rng.integers(60, 240, (4, 4)).astype(np.uint8)
        page.image[y0:y1, x0:x1] = cv2.resize(shades, (x1 - x0, y1 - y0), interpolation=cv2.INTER_CUBIC)
    cv2.rectangle(page.image, (x0, y0), (x1, y1), (any_ink(rng, page),), max(1, page.px(rng.integers(1, 5))))


def boxes_and_underlines(rng: np.random.Generator, page: Sheet) -> None:
    """A frame around the page, and underlined text: no tables."""
    height, width = page.image.shape
    if rng.random() < 0.5:
        m = page.px(rng.integers(30, 110))
        cv2.rectangle(page.image, (m, m), (width - m, height - m), (page.ink,), page.width)
    lowest = max(int(table.ys[-1]) for table in page.tables) + page.px(60)
    for y in range(lowest, height - page.px(60), page.px(rng.integers(60, 140))):
        if rng.random() < 0.5:
            x = int(rng.integers(page.px(100), width // 2))
            page.line((x, y), (x + page.px(rng.integers(100, 1200)), y), page.text, any_width(rng, page))


def plain_text(rng: np.random.Generator, page: Sheet) -> None:
    """No tables at all: lines of text of all sizes, many of them underlined, in a frame or two."""
    page.image[:], page.tables = page.paper, []
    height, width = page.image.shape
    picture = Pil.fromarray(page.image)
    draw = ImageDraw.Draw(picture)
    name, underlined = str(rng.choice(FONTS)), float(rng.choice([0.0, 0.3, 1.0]))
    x0, top = page.px(rng.integers(60, 400)), page.px(rng.integers(60, 500))
    size = page.px(rng.integers(26, 90))
    font = ImageFont.truetype(name, max(6, size))
    leading = float(rng.uniform(1.1, 2.5))
    while top + size < height - page.px(60):
        count = int(rng.integers(4, max(5, (width - 2 * x0) // max(1, size))))
        draw.text((x0, top), "".join(rng.choice(_WORDS, count))[:count], page.text, font)
        if rng.random() < underlined:
            y = top + 1.2 * size
            stop = x0 + size * count if rng.random() < 0.7 else width - x0
            draw.line((x0, y, stop, y), page.ink, page.width)
        top += round(leading * size)
    page.image = np.array(picture, np.uint8)
    for _ in range(int(rng.integers(0, 3))):
        xs, ys = (np.sort(rng.integers(page.px(30), side - page.px(30), 2)).tolist() for side in (width, height))
        cv2.rectangle(page.image, (xs[0], ys[0]), (xs[1], ys[1]), (page.ink,), page.width)
