"""What printers, stampers, copiers and readers do to ruled tables, drawn on a page whose tables are known."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from benchmarks.fit_lattice.drawn import FONTS, Ruled, Sheet

Fault = Callable[[np.random.Generator, Sheet], None]

_OFTEN = {
    "line_across": 5.0, "streak_from_inside": 5.0, "slanting_streak": 5.0, "fold_on_a_column": 4.0, "too_long": 2.0,
    "strokes_in_line": 4.0, "strokes_touching": 2.0, "brackets": 4.0, "dashes": 2.0, "small_neighbour": 3.0,
    "sides_missing": 4.0, "shown_through": 4.0, "text_in_line": 5.0,
}  # fmt: skip
"""How much more often than others faults are planted that touch but a few edges of a table."""


def plant(rng: np.random.Generator, page: Sheet) -> list[str]:
    """Plant a few kinds of fault on a page; their names."""
    count = int(rng.choice([0, 1, 2, 3, 4], p=[0.08, 0.32, 0.3, 0.2, 0.1]))
    often = np.array([_OFTEN.get(fault.__name__, 1.0) for fault in FAULTS])
    chosen = [FAULTS[int(k)] for k in rng.choice(len(FAULTS), count, replace=False, p=often / often.sum())]
    for fault in chosen:
        fault(rng, page)
    return [fault.__name__ for fault in chosen]


def _any(rng: np.random.Generator, page: Sheet) -> Ruled:
    return page.tables[int(rng.integers(len(page.tables)))]


def _ink(rng: np.random.Generator, page: Sheet) -> int:
    """As dark as the rules or any paler."""
    return page.ink if rng.random() < 0.5 else int(rng.integers(page.ink, max(page.ink + 1, page.paper - 25)))


def _width(rng: np.random.Generator, page: Sheet) -> int:
    return page.width if rng.random() < 0.5 else max(1, page.px(rng.integers(1, 6)))


def wipe(page: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    """Make a part of the page blank."""
    page.image[max(0, round(y0)) : max(0, round(y1)), max(0, round(x0)) : max(0, round(x1))] = page.paper


def short_gaps(rng: np.random.Generator, page: Sheet) -> None:
    """Rules worn off in many places, crossings too."""
    share, step, half = float(rng.choice([0.02, 0.05, 0.08, 0.12])), max(3, page.px(12)), page.px(6) + page.width
    for table in page.tables:
        x0, y0, x1, y1 = table.box
        for along, places, start, stop in ((0, table.ys, x0, x1), (1, table.xs, y0, y1)):
            for place in places.tolist():
                for at in range(start, stop, step):
                    if rng.random() < share:
                        box = (at, place - half, at + step, place + half)
                        wipe(page, *(box if along == 0 else (box[1], box[0], box[3], box[2])))


def long_gaps(rng: np.random.Generator, page: Sheet) -> None:
    """A gap or two in each rule."""
    half, far = page.px(6) + page.width, page.px(rng.choice([120, 250, 500]))
    for table in page.tables:
        x0, y0, x1, y1 = table.box
        for along, places, start, stop in ((0, table.ys, x0, x1), (1, table.xs, y0, y1)):
            for place in places.tolist():
                for at in range(start, stop, far):
                    first = at + int(rng.integers(0, far))
                    box = (first, place - half, first + page.px(rng.integers(10, 41)), place + half)
                    wipe(page, *(box if along == 0 else (box[1], box[0], box[3], box[2])))


def sides_missing(rng: np.random.Generator, page: Sheet) -> None:
    """One side or both are not drawn: level rules end in the air, or seldom upright ones."""
    upright = rng.random() < 0.85
    sides = [0, -1] if rng.random() < 0.6 else [int(rng.choice([0, -1]))]
    for table in page.tables:
        half = page.px(6) + page.width
        x0, y0, x1, y1 = table.box
        for side in sides:
            at = int((table.xs if upright else table.ys)[side])
            if upright:
                wipe(page, at - half, y0 - 2, at + half, y1 + 2)
            else:
                wipe(page, x0 - 2, at - half, x1 + 2, at + half)
        for i, y in enumerate(table.ys.tolist() if upright else []):
            for a, b in table.level_runs(i):
                page.line((int(table.xs[a]), y), (int(table.xs[b]), y))


def open_row(rng: np.random.Generator, page: Sheet) -> None:
    """A row has no side on the left or on the right."""
    table = _any(rng, page)
    r = int(rng.integers(len(table.owners)))
    half = page.px(6) + page.width
    for x in (int(table.xs[0]), int(table.xs[-1])):
        if rng.random() < 0.7:
            wipe(page, x - half, table.ys[r] + half, x + half, table.ys[r + 1] - half)


def line_across(rng: np.random.Generator, page: Sheet) -> None:
    """A streak or a fold from one edge of the page to the other, through a table or beside it."""
    table, ink, width = _any(rng, page), _ink(rng, page), _width(rng, page)
    height, across = page.image.shape
    lean = 0 if rng.random() < 0.6 else page.px(rng.normal(0, 12))
    for _ in range(int(rng.integers(1, 3))):
        x0, y0, x1, y1 = table.box
        if rng.random() < 0.5:
            y = int(rng.integers(y0 - page.px(60), y1 + page.px(60)))
            page.line((0, y), (across, y + lean), ink, width)
        else:
            x = int(rng.integers(x0 - page.px(60), x1 + page.px(60)))
            page.line((x, 0), (x + lean, height), ink, width)


def streak_from_inside(rng: np.random.Generator, page: Sheet) -> None:
    """It begins in a table and runs off the page, or ends anywhere; now and then another one does."""
    if rng.random() < 0.4:
        streak_from_inside(rng, page)
    table, ink, width = _any(rng, page), _ink(rng, page), _width(rng, page)
    height, across = page.image.shape
    x0, y0, x1, y1 = table.box
    x, y = int(rng.integers(x0, x1)), int(rng.integers(y0, y1))
    lean = 0 if rng.random() < 0.5 else page.px(rng.normal(0, 14))
    off_page = rng.random() < 0.6
    if rng.random() < 0.5:
        stop = int(rng.choice([0, across])) if off_page else int(rng.integers(x0 - page.px(80), x1 + page.px(80)))
        page.line((x, y), (stop, y + lean), ink, width)
    else:
        stop = int(rng.choice([0, height])) if off_page else int(rng.integers(y0 - page.px(80), y1 + page.px(80)))
        page.line((x, y), (x + lean, stop), ink, width)


def slanting_streak(rng: np.random.Generator, page: Sheet) -> None:
    """It falls by a few pixels over its length and looks like a rule, but meets the others anywhere."""
    if rng.random() < 0.4:
        slanting_streak(rng, page)
    table, ink, width = _any(rng, page), _ink(rng, page), _width(rng, page)
    x0, y0, x1, y1 = table.box
    fall = page.px(rng.integers(8, 28)) * int(rng.choice([-1, 1]))
    if rng.random() < 0.6:
        a, b = sorted(rng.integers(x0 - page.px(40), x1 + page.px(60), 2).tolist())
        y = int(rng.integers(y0, y1))
        page.line((a, y), (b, y + fall), ink, width)
    else:
        a, b = sorted(rng.integers(y0 - page.px(40), y1 + page.px(60), 2).tolist())
        x = int(rng.integers(x0, x1))
        page.line((x, a), (x + fall, b), ink, width)


def fold_on_a_column(rng: np.random.Generator, page: Sheet) -> None:
    """A line in line with a column goes on past the table, into the next one or nowhere."""
    table, ink = _any(rng, page), _ink(rng, page)
    x = int(table.xs[int(rng.integers(len(table.xs)))])
    y0, y1 = int(table.ys[0]), int(table.ys[-1])
    start = int(rng.choice([y0, y1 - page.px(rng.integers(20, 120))]))
    page.line((x, start), (x, y1 + page.px(rng.integers(60, 1200))), ink, _width(rng, page))


def too_long(rng: np.random.Generator, page: Sheet) -> None:
    """A few rules are drawn past the frame, or all of them a little."""
    for table in page.tables:
        x0, y0, x1, y1 = table.box
        every, past = rng.random() < 0.25, page.px(rng.integers(10, 240))
        past = min(past, page.px(24)) if every else past
        for y in table.ys.tolist():
            if every or rng.random() < 0.2:
                page.line((x0 - past * (rng.random() < 0.5), y), (x1 + past * (rng.random() < 0.7), y))
        for x in table.xs.tolist():
            if every or rng.random() < 0.2:
                page.line((x, y0 - past * (rng.random() < 0.5)), (x, y1 + past * (rng.random() < 0.7)))


def strokes_in_cells(rng: np.random.Generator, page: Sheet) -> None:
    """Level and upright strokes in cells, short of their rules."""
    table = _any(rng, page)
    cells = table.cells
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 8))]:
        x0, x1, y0, y1 = _inside(table, cells[int(k)])
        free = page.px(rng.integers(6, 30))
        if rng.random() < 0.5 and x1 - x0 > 3 * free:
            y = int(rng.integers(y0, y1))
            page.line((x0 + free, y), (x1 - free, y), page.text, _width(rng, page))
        elif y1 - y0 > 3 * free:
            x = int(rng.integers(x0, x1))
            page.line((x, y0 + free), (x, y1 - free), page.text, _width(rng, page))


def dashes(rng: np.random.Generator, page: Sheet) -> None:
    """Dashes for empty cells, in a few cells, a row or a column of them."""
    table = _any(rng, page)
    share, width = float(rng.uniform(0.1, 0.75)), _width(rng, page)
    row, col, kind = *(int(rng.integers(n)) for n in table.owners.shape), int(rng.integers(3))
    for cell in table.cells:
        chosen = (cell[0] == row, cell[2] == col, rng.random() < 0.15)[kind]
        x0, x1, y0, y1 = _inside(table, cell)
        if chosen:
            middle, half = (x0 + x1) / 2, share * (x1 - x0) / 2
            y = (y0 + y1) / 2
            if rng.random() < 0.3 and cell[1] - cell[0] > 1:  # in line with the rules beside
                y = int(table.ys[cell[0] + 1])
            page.line((middle - half, y), (middle + half, y), page.text, width)


def strokes_in_line(rng: np.random.Generator, page: Sheet) -> None:
    """In merged cells strokes stand where the column would be drawn, row by row; some touch both rules."""
    table = _any(rng, page)
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
                page.line((x, top + free), (x, bottom - free), page.ink, _width(rng, page))
                if beside or touching:
                    _text_beside(rng, page, x, top, bottom)


def strokes_touching(rng: np.random.Generator, page: Sheet) -> None:
    """Upright strokes of characters that touch the rules above and below, text going on beside them."""
    table = _any(rng, page)
    cells = [cell for cell in table.cells if cell[1] - cell[0] == 1]
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 5))]:
        r0, r1, c0, c1 = cells[int(k)]
        top, bottom = int(table.ys[r0]), int(table.ys[r1])
        if bottom - top > page.px(75):
            continue
        for _ in range(int(rng.integers(1, 4))):
            x = int(rng.integers(table.xs[c0], table.xs[c1]))
            page.line((x, top), (x, bottom), page.ink, _width(rng, page))
            _text_beside(rng, page, x, top, bottom)


def _text_beside(rng: np.random.Generator, page: Sheet, x: int, top: int, bottom: int) -> None:
    ink = page.text if rng.random() < 0.6 else int(rng.integers(page.text, page.paper - 25))
    for side in (-1, 1):
        for y in range(top + page.px(8), bottom - page.px(8), max(4, page.px(9))):
            start, stop = page.px(rng.integers(5, 10)), page.px(rng.integers(16, 30))
            page.line((x + side * start, y), (x + side * stop, y + page.px(rng.integers(-2, 9))), ink, page.px(3))


def brackets(rng: np.random.Generator, page: Sheet) -> None:
    """Brackets over the height of a cell, in line with a column or not."""
    table = _any(rng, page)
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
    table = _any(rng, page)
    name, share = str(rng.choice(FONTS)), float(rng.uniform(0.45, 0.95))
    character = str(rng.choice(list(_UPRIGHT)))
    margin = page.width // 2 + 2
    for cell in table.cells:
        alone = cell[3] - cell[2] < 2
        if rng.random() < (0.95 if alone else 0.1):
            continue
        x0, x1, y0, y1 = _inside(table, cell)
        x = int(table.xs[cell[2] + 1]) if not alone else int(rng.integers(x0, x1))
        inside = page.image[y0 + margin : y1 - margin, x0 + margin : x1 - margin]
        if not inside.size:
            continue
        picture = Pil.new("L", (inside.shape[1], inside.shape[0]), page.paper)
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
        inside[:] = np.array(picture, np.uint8)


def dense_strokes(rng: np.random.Generator, page: Sheet) -> None:
    """Characters of many level and upright strokes fill cells, line by line and column by column."""
    table = _any(rng, page)
    cells, size, thick = table.cells, page.px(rng.integers(24, 60)), max(1, page.px(rng.integers(2, 5)))
    for k in rng.permutation(len(cells))[: int(rng.integers(1, 6))]:
        x0, x1, y0, y1 = _inside(table, cells[int(k)])
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
    table = _any(rng, page)
    x0, y0, x1, y1 = table.box
    height, gap = page.px(rng.integers(24, 50)), page.px(rng.integers(8, 34))
    on_columns = rng.random() < 0.4
    for line in range(int(rng.integers(1, 5))):
        far = gap + round(1.4 * height) * line
        top = y1 + far if rng.random() < 0.8 else y0 - far - height
        xs = table.xs.tolist() if on_columns else range(x0, x1, max(4, page.px(rng.integers(16, 40))))
        for x in xs:
            page.line((x, top), (x + page.px(rng.integers(-2, 3)), top + height), page.text, max(1, page.px(3)))


def stamp_hides(rng: np.random.Generator, page: Sheet) -> None:
    """Paper is pasted, or a stamp wiped, over some rules."""
    table = _any(rng, page)
    for _ in range(int(rng.integers(1, 4))):
        x, y = int(rng.integers(table.xs[0], table.xs[-1])), int(table.ys[int(rng.integers(len(table.ys)))])
        wipe(page, x, y - page.px(20), x + page.px(rng.integers(60, 300)), y + page.px(21))


def shaded(rng: np.random.Generator, page: Sheet) -> None:
    """Heads, first columns or every other row have a ground."""
    for table in page.tables:
        shade, kind = int(rng.integers(140, 230)), int(rng.integers(3))
        for r0, r1, c0, c1 in table.cells:
            if (r0 == 0, c0 == 0, r0 % 2 == 0)[kind]:
                ground = page.image[table.ys[r0] : table.ys[r1], table.xs[c0] : table.xs[c1]]
                np.minimum(ground, shade, out=ground)


def shown_through(rng: np.random.Generator, page: Sheet) -> None:
    """The print on the back of the sheet, mirrored, shifted and blurred; twice now and then."""
    front: NDArray[np.floating] = page.image.astype(np.float32)
    for _ in range(int(rng.integers(1, 3))):
        back: NDArray[np.generic] = np.roll(
            front[:, ::-1], rng.integers(-page.px(900), page.px(900), 2).tolist(), axis=(0, 1)
        )
        if rng.random() < 0.4:  # close to the table's own rules
            back = np.roll(front, rng.integers(-page.px(70), page.px(70), 2).tolist(), axis=(0, 1))
        ghost = cv2.GaussianBlur(np.asarray(back, np.float32), (0, 0), max(0.3, 2.0 * page.scale * rng.uniform(0, 1)))
        strength = rng.uniform(0.06, 0.3)
        page.image = np.clip(page.image - strength * (page.paper - ghost), 0, 255).astype(np.uint8)


def bleached(rng: np.random.Generator, page: Sheet) -> None:
    """Light fell on one side, or in a patch."""
    height, width = page.image.shape
    ramp = np.linspace(rng.uniform(0.2, 0.6), 1.0, width if rng.random() < 0.5 else height)
    ramp = ramp[::-1] if rng.random() < 0.5 else ramp
    left = ramp[None, :] if len(ramp) == width else ramp[:, None]
    page.image = np.clip(page.paper - (page.paper - page.image.astype(np.float32)) * left, 0, 255).astype(np.uint8)


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
            page.line((x, y), (x + page.px(rng.integers(100, 1200)), y), page.text, _width(rng, page))


def small_neighbour(rng: np.random.Generator, page: Sheet) -> None:
    """Rules of another small table close below, one side in line with the first; it is one of the page's tables."""
    table = page.tables[-1]
    top = int(table.ys[-1]) + page.px(rng.integers(14, 50))
    n_rows, row = int(rng.integers(2, 4)), page.px(rng.integers(50, 130))
    if top + n_rows * row > page.image.shape[0] - 4 or len(table.xs) < 3:
        return
    stop = int(table.xs[int(rng.integers(1, len(table.xs)))])
    xs = np.array([table.xs[0], (table.xs[0] + stop) // 2, stop], np.intp)
    if rng.random() < 0.4:
        xs = table.xs.copy()
    wipe(page, table.xs[0] - page.px(200), top - page.px(8), page.image.shape[1], top + n_rows * row + page.px(20))
    ys = np.array([top + row * k for k in range(n_rows + 1)], np.intp)
    small = Ruled(xs, ys, np.arange(n_rows * (len(xs) - 1), dtype=np.intp).reshape(n_rows, len(xs) - 1))
    for y in ys.tolist():
        page.line((xs[0], y), (xs[-1], y))
    for x in xs.tolist():
        page.line((x, ys[0]), (x, ys[-1]))
    page.tables.append(small)


def noise(rng: np.random.Generator, page: Sheet) -> None:
    """Grain and a little blur."""
    blurred = cv2.GaussianBlur(page.image, (0, 0), max(0.3, rng.uniform(0.3, 1.6) * page.scale))
    grain = rng.normal(0, rng.uniform(2, 12), page.image.shape)
    page.image = np.clip(blurred + grain, 0, 255).astype(np.uint8)


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


def cut_off(rng: np.random.Generator, page: Sheet) -> None:
    """The paper ends inside the last row or the first one; what is left of the row is one."""
    first, last = page.tables[0], page.tables[-1]
    least = page.px(20)
    if rng.random() < 0.5:
        keep = int(last.ys[-1]) - int(rng.integers(least, max(least + 1, (last.ys[-1] - last.ys[-2]) * 0.8)))
        if keep < last.ys[-2] + least or any(t.ys[-1] > keep for t in page.tables[:-1]):
            return
        page.image = np.ascontiguousarray(page.image[:keep])
        last.ys[-1] = keep - 1
    else:
        drop = int(first.ys[0]) + int(rng.integers(least, max(least + 1, (first.ys[1] - first.ys[0]) * 0.8)))
        if drop > first.ys[1] - least or any(t.ys[0] < drop for t in page.tables[1:]):
            return
        page.image = np.ascontiguousarray(page.image[drop:])
        for table in page.tables:
            table.ys[:] -= drop
        first.ys[0] = 0


def _inside(table: Ruled, cell: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    r0, r1, c0, c1 = cell
    return int(table.xs[c0]), int(table.xs[c1]), int(table.ys[r0]), int(table.ys[r1])


FAULTS: tuple[Fault, ...] = (
    short_gaps, long_gaps, sides_missing, open_row, line_across, streak_from_inside, slanting_streak,
    fold_on_a_column, too_long, strokes_in_cells, dashes, strokes_in_line, strokes_touching, brackets, text_in_line,
    dense_strokes,
    strokes_below, stamp_hides, shaded, shown_through, bleached, boxes_and_underlines, small_neighbour, noise,
)  # fmt: skip
