"""What printers, stampers, copiers and readers do to ruled tables, drawn on a page whose tables are known."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.drawn import Ruled, Sheet
from benchmarks.fit_lattice.planted import any_table
from benchmarks.fit_lattice.streaks import (
    fold_on_a_column,
    line_across,
    slanting_streak,
    streak_from_inside,
    too_long,
)
from benchmarks.fit_lattice.strokes import (
    boxes_and_underlines,
    brackets,
    dashes,
    dense_strokes,
    pictures,
    strokes_below,
    strokes_in_cells,
    strokes_in_line,
    strokes_touching,
    text_in_line,
)

Fault = Callable[[np.random.Generator, Sheet], None]

_OFTEN = {
    "line_across": 6.0, "streak_from_inside": 6.0, "slanting_streak": 7.0, "fold_on_a_column": 5.0, "too_long": 2.0,
    "strokes_in_line": 7.0, "strokes_touching": 6.0, "brackets": 6.0, "dashes": 4.0, "pictures": 4.0,
    "small_neighbour": 4.0, "sides_missing": 5.0, "shown_through": 7.0, "text_in_line": 9.0,
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
    table = any_table(rng, page)
    r = int(rng.integers(len(table.owners)))
    half = page.px(6) + page.width
    for x in (int(table.xs[0]), int(table.xs[-1])):
        if rng.random() < 0.7:
            wipe(page, x - half, table.ys[r] + half, x + half, table.ys[r + 1] - half)


def stamp_hides(rng: np.random.Generator, page: Sheet) -> None:
    """Paper is pasted, or a stamp wiped, over some rules."""
    table = any_table(rng, page)
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


FAULTS: tuple[Fault, ...] = (
    short_gaps, long_gaps, sides_missing, open_row, line_across, streak_from_inside, slanting_streak,
    fold_on_a_column, too_long, strokes_in_cells, dashes, strokes_in_line, strokes_touching, brackets, text_in_line,
    dense_strokes, strokes_below, stamp_hides, shaded, shown_through, bleached, boxes_and_underlines, pictures,
    small_neighbour, noise,
)  # fmt: skip
