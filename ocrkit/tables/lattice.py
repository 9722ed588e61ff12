"""The lattice of a region: all lines of both directions that may be a table's, with what is seen along each."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.lines import APART, WINDOWS, Signals, candidates, signals, together
from ocrkit.tables.sides import Side, sides
from ocrkit.tables.straight import Region

_TOGETHER = 3
"""Where so many lines end together, a line across them may be that is not drawn: an open side."""


def find_lattice(region: Region) -> tuple[Side, Side] | None:
    """The level and the upright lines of a region; None where it has fewer than two of either."""
    x0, y0, x1, y1 = region.box.as_ints()
    level_ink, upright_ink = region.lines
    rows = candidates(level_ink, (y0, y1), (x0, x1), WINDOWS["level"])
    cols = candidates(upright_ink, (x0, x1), (y0, y1), WINDOWS["upright"])
    if min(len(rows), len(cols)) < 2:
        return None
    level, upright = signals(level_ink, rows), signals(upright_ink, cols)
    more_cols = _open_sides(level, cols, (x0, x1), WINDOWS["level"][0][0])
    more_rows = _open_sides(upright, rows, (y0, y1), WINDOWS["upright"][0][0])
    if len(more_cols):
        upright = together(upright, signals(upright_ink, more_cols))
    if len(more_rows):
        level = together(level, signals(level_ink, more_rows))
    return sides(level, upright, region.print_dark)


def _open_sides(lines: Signals, there: NDArray[np.intp], within: tuple[int, int], least: int) -> NDArray[np.intp]:
    """Where lines end together and none of those ``there`` across them is; runs of ``least`` pixels count."""
    inked = cv2.morphologyEx(lines.ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    steps = np.diff(np.pad(inked.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    _line, start = np.nonzero(steps > 0)
    _, stop = np.nonzero(steps < 0)
    long = stop - start >= least
    ends = np.zeros((2, inked.shape[1] + 1), np.float32)
    for k, at in enumerate((start[long], stop[long])):
        np.add.at(ends[k], at, 1)
    together = cv2.blur(ends, (7, 1), borderType=cv2.BORDER_CONSTANT) * 7
    strength = np.maximum(together[0], together[1])
    found: list[int] = []
    taken = there
    for at in np.argsort(-strength, kind="stable"):
        if strength[at] < _TOGETHER - 0.5:
            break
        if within[0] <= at < within[1] and np.abs(taken - at).min(initial=APART) >= APART:
            found.append(int(at))
            taken = np.append(taken, at)
    return np.sort(np.array(found, np.intp))
