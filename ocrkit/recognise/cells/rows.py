"""Pieces of ink put into lines of text."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.cells.components import Components


def rows_of(text: Components, height: float) -> list[Components]:
    """Pieces grouped by the line they stand on, top to bottom.

    A line is a stretch of rows with ink. Stretches too low for a line are parts of one: the strokes of 三 are one
    character, not three lines. One too high for a line is two lines that lean into each other.
    """
    stretches: list[list[float]] = []
    for y, h in sorted(zip(text.top.tolist(), text.height.tolist(), strict=True)):
        if stretches and y < stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], y + h)
        else:
            stretches.append([y, y + h])
    joined: list[list[float]] = []
    for top, bottom in stretches:
        low = joined and min(bottom - top, joined[-1][1] - joined[-1][0]) < 0.7 * height
        if low and top - joined[-1][1] < 0.7 * height and bottom - joined[-1][0] <= 1.3 * height:
            joined[-1][1] = bottom
        else:
            joined.append([top, bottom])
    middle = text.middle
    lines = [text.which((middle >= top) & (middle < bottom)) for top, bottom in joined]
    return [part for line in lines for part in _leaning_apart(line, height)]


def _leaning_apart(line: Components, height: float) -> list[Components]:
    """The lines in a stretch of ink: one, unless it is too high for that; then cut where there is least ink."""
    top, bottom = int(line.top.min()), int(line.bottom.max())
    total = bottom - top
    if total < 1.9 * height:
        return [line]
    rows = np.arange(top, bottom)[:, None]
    inked = ((rows >= line.top) & (rows < line.bottom)) @ line.width
    n = max(2, round(total / (1.25 * height)))
    reach = max(1, round(0.3 * height))
    cuts = []
    for k in range(1, n):
        around = inked[max(0, k * total // n - reach) : k * total // n + reach + 1]
        cuts.append(top + max(0, k * total // n - reach) + int(around.argmin()))
    which = np.searchsorted(cuts, line.middle)
    return [line.which(which == i) for i in range(n) if (which == i).any()]
