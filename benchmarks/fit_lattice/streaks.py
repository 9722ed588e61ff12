"""Lines across tables that are none of their rules: streaks, folds, rules drawn too long."""

from __future__ import annotations

import numpy as np

from benchmarks.fit_lattice.drawn import Sheet
from benchmarks.fit_lattice.planted import any_ink, any_table, any_width


def line_across(rng: np.random.Generator, page: Sheet) -> None:
    """A streak or a fold from one edge of the page to the other, through a table or beside it."""
    table, ink, width = any_table(rng, page), any_ink(rng, page), any_width(rng, page)
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
    table, ink, width = any_table(rng, page), any_ink(rng, page), any_width(rng, page)
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
    table, ink, width = any_table(rng, page), any_ink(rng, page), any_width(rng, page)
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
    table, ink = any_table(rng, page), any_ink(rng, page)
    x = int(table.xs[int(rng.integers(len(table.xs)))])
    y0, y1 = int(table.ys[0]), int(table.ys[-1])
    start = int(rng.choice([y0, y1 - page.px(rng.integers(20, 120))]))
    page.line((x, start), (x, y1 + page.px(rng.integers(60, 1200))), ink, any_width(rng, page))


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
