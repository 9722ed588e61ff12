"""The lattice of a region: all lines of both directions that may be a table's, with what is seen along each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import LineInk
from ocrkit.tables.lines import APART, OFF, WINDOWS, Floats, Signals, candidates, seen_along, signals, together
from ocrkit.tables.sides import Side, sides
from ocrkit.tables.straight import Region

_TOGETHER = 2
"""Where so many lines end together, a line across them may be that is not drawn: an open side."""

_LONG, _MORE = 150, 1.5
"""The end of a line so many pixels long counts for so many ends: of a low table but two lines end there."""

_ABOUT, _CLOSE = 10, 3
"""Ends so far off each other, in pixels, may lie on one side that slants, and are on it where they are so close."""

_TURNS = 3
"""Ends that are not on the line that they make are left out in so many turns."""


def find_lattice(region: Region) -> tuple[Side, Side] | None:
    """The level and the upright lines of a region; None where it has fewer than two of either."""
    x0, y0, x1, y1 = region.box.as_ints()
    level_ink, upright_ink = region.lines
    rows = candidates(level_ink, (y0, y1), (x0, x1), WINDOWS["level"])
    cols = candidates(upright_ink, (x0, x1), (y0, y1), WINDOWS["upright"])
    if min(len(rows), len(cols)) < 2:
        return None
    level, upright = signals(level_ink, rows), signals(upright_ink, cols)
    return sides(
        together(level, _open_sides(upright, level_ink, rows, (y0, y1), WINDOWS["upright"][0][0])),
        together(upright, _open_sides(level, upright_ink, cols, (x0, x1), WINDOWS["level"][0][0])),
        region.print_dark,
    )


def _open_sides(
    lines: Signals, ink: LineInk, there: NDArray[np.intp], within: tuple[int, int], least: int
) -> Signals:
    """Lines across ``lines``, where those end together and none of those ``there`` is; runs of ``least`` pixels
    count. Where the ends slant, such a line does."""
    inked = cv2.morphologyEx(lines.ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    steps = np.diff(np.pad(inked.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    line, start = np.nonzero(steps > 0)
    _, stop = np.nonzero(steps < 0)
    found: list[_Slanting] = []
    for ends in (start, stop - 1):
        free = (stop - start >= least) & (np.abs(ends[:, None] - there[None]).min(axis=1, initial=APART) >= APART)
        weight = np.where(stop - start >= _LONG, _MORE, 1.0)[free]
        found += _in_line(lines.at[line[free]], ends[free].astype(np.float64), weight)
    kept: list[_Slanting] = []
    for side in sorted(found, key=lambda side: -side.weight):
        if within[0] <= side.at < within[1] and all(abs(side.at - other.at) >= APART for other in kept):
            kept.append(side)
    along = np.arange(ink.ink.shape[1])
    off = [np.clip(np.round(side.slope * (along - side.middle)), -OFF, OFF) for side in kept]
    at = np.array([round(side.at) for side in kept], np.intp)
    return seen_along(ink, at, np.array(off, np.int8).reshape(len(kept), len(along)))


@dataclass(frozen=True)
class _Slanting:
    """Where ends lie on one line: its place across and its slope there, the middle of the ends, and their weight."""

    at: float
    slope: float
    middle: float
    weight: float


def _in_line(along: Floats, ends: Floats, weight: Floats) -> Iterator[_Slanting]:
    """The lines that ends lie on, those first that most lie on; each end is on one."""
    left = np.ones(len(ends), np.bool_)
    while left.any():
        there = ends[left].astype(np.intp)
        sums = np.pad(np.cumsum(np.bincount(there, weights=weight[left])), (_ABOUT + 1, _ABOUT), mode="edge")
        sums[: _ABOUT + 1] = 0
        near = sums[2 * _ABOUT + 1 :] - sums[: -2 * _ABOUT - 1]
        if near[there].max() < _TOGETHER:
            return
        about = there[near[there].argmax()]
        close = np.flatnonzero(left & (np.abs(ends - about) <= _ABOUT))
        left[close] = False
        x, y, w = along[close], ends[close], weight[close]
        for _ in range(_TURNS):
            middle = float(x.sum() / len(x))
            off = x - middle
            spread, at = float((off * off).sum()), float((y * w).sum() / w.sum())
            enough = len(x) >= _TOGETHER and spread > 0
            slope = float((off * (y - at)).sum() / spread) if enough else 0.0
            rest = np.abs(y - at - slope * off)
            near_it = rest <= max(_CLOSE, float(np.sort(rest)[(len(rest) - 1) // 2 : len(rest) // 2 + 1].mean()))
            x, y, w = x[near_it], y[near_it], w[near_it]
        if w.sum() >= _TOGETHER:
            yield _Slanting(at, slope, middle, float(w.sum()))
