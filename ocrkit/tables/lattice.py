"""The lattice of a region: all lines of both directions that may be a table's, with what is seen along each."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.evidence import Side, sides
from ocrkit.tables.ink import PageInk
from ocrkit.tables.lines import APART, WINDOWS, Signals, candidates, signals
from ocrkit.types.geometry import UprightBox

_BEYOND = 100
"""Lines are followed so far past the region: a fold goes on there."""

_TOGETHER = 3
"""Where so many lines end together, a line across them may be that is not drawn: an open side."""


def find_lattice(page: PageInk, region: UprightBox) -> tuple[Side, Side] | None:
    """The level and the upright lines of a region of a page; None where it has fewer than two of either."""
    x0, y0, x1, y1 = region.as_ints()
    height, width = page.level.ink.shape
    wide = max(0, x0 - _BEYOND), min(width, x1 + _BEYOND)
    high = max(0, y0 - _BEYOND), min(height, y1 + _BEYOND)
    rows = candidates(page.level, (y0, y1), (x0, x1), WINDOWS["level"])
    cols = candidates(page.upright, (x0, x1), (y0, y1), WINDOWS["upright"])
    if min(len(rows), len(cols)) < 2:
        return None
    level = signals(page.level, rows, wide)
    upright = signals(page.upright, cols, high)
    more_cols = _open_sides(level, cols, (x0, x1), WINDOWS["level"][0][0])
    more_rows = _open_sides(upright, rows, (y0, y1), WINDOWS["upright"][0][0])
    if len(more_cols):
        upright = signals(page.upright, np.sort(np.concatenate([cols, more_cols])), high)
    if len(more_rows):
        level = signals(page.level, np.sort(np.concatenate([rows, more_rows])), wide)
    return sides(level, upright)


def _open_sides(lines: Signals, there: NDArray[np.intp], within: tuple[int, int], least: int) -> NDArray[np.intp]:
    """Where lines end together and none of the lines ``there`` across them is; only runs of ``least`` pixels count."""
    inked = cv2.morphologyEx(lines.ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    steps = np.diff(np.pad(inked, ((0, 0), (1, 1))), axis=1)
    line, start = np.nonzero(steps > 0)
    _, stop = np.nonzero(steps < 0)
    long = stop - start >= least
    ends = np.zeros((2, inked.shape[1] + 1), np.float32)
    for k, at in enumerate((start[long], stop[long])):
        np.add.at(ends[k], at, 1)
    together = cv2.blur(ends, (7, 1), borderType=cv2.BORDER_CONSTANT) * 7
    strength = np.maximum(together[0], together[1])
    found: list[int] = []
    taken = there - lines.start
    for at in np.argsort(-strength, kind="stable"):
        if strength[at] < _TOGETHER - 0.5:
            break
        if within[0] <= at + lines.start < within[1] and np.abs(taken - at).min(initial=APART) >= APART:
            found.append(int(at))
            taken = np.append(taken, at)
    return np.sort(np.array(found, np.intp)) + lines.start
