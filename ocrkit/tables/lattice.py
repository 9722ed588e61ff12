"""The lattice of a region: all lines of both directions that may be a table's, with what is seen along each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import LineInk
from ocrkit.tables.lines import APART, OFF, WINDOWS, Floats, Signals, candidates, only, seen_along, signals, together
from ocrkit.tables.sides import NEAR, Side, runs, sides, sums
from ocrkit.tables.straight import Region

Ints = NDArray[np.intp]

_TOGETHER = 2
"""Where so many lines end together, a line across them may be that is not drawn: an open side."""

_LONG, _MORE = 150, 1.5
"""The end of a line so many pixels long counts for so many ends: of a low table but two lines end there."""

_ABOUT, _CLOSE = 10, 3
"""Ends so far off each other, in pixels, may lie on one side that slants, and are on it where they are so close."""

_DRAWN = 0.5
"""A line is drawn at an end where this share of it is inked there."""

_MANY, _SCANT, _STROKE = 9.0, 0.05, 50
"""Where so many lines end together, what lies there is no line if less than this share of it is inked, and over
fewer pixels on end: strokes of text that begins where the table does."""

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
        _with_open_sides(level, upright, level_ink, (y0, y1), WINDOWS["upright"][0][0]),
        _with_open_sides(upright, level, upright_ink, (x0, x1), WINDOWS["level"][0][0]),
        region.print_dark,
    )


def _with_open_sides(there: Signals, across: Signals, ink: LineInk, within: tuple[int, int], least: int) -> Signals:
    """The lines that are ``there``, and where those across them end together and none is drawn a line more.

    Of those across runs of ``least`` pixels count. Where the ends slant, the line does. What little of a line is
    there in its place, as strokes of text that begin where a table does, is left out for it.
    """
    found: list[_Slanting] = []
    for line, ends, weight in _free_ends(there, across, least):
        found += _in_line(across.at[line], ends.astype(np.float64), weight)
    kept: list[_Slanting] = []
    left = np.ones(len(there.at), np.bool_)
    for side in sorted(found, key=lambda side: -side.weight):
        near = np.abs(there.at - side.at) < APART
        apart = all(abs(side.at - other.at) >= APART for other in kept)
        free = not near.any() or (side.weight >= _MANY and _are_strokes(only(there, near), side))
        if within[0] <= side.at < within[1] and apart and free:
            kept.append(side)
            left &= ~near
    along = np.arange(ink.ink.shape[1])
    off = [np.clip(np.round(side.slope * (along - side.middle)), -OFF, OFF) for side in kept]
    at = np.array([round(side.at) for side in kept], np.intp)
    opened = seen_along(ink, at, np.array(off, np.int8).reshape(len(kept), len(along)))
    return together(only(there, left), opened)


def _are_strokes(lines: Signals, side: _Slanting) -> bool:
    """Whether all that is seen of lines where ends make a side is strokes of text, no rule half lost."""
    scant = lines.ink[:, round(side.first) : round(side.last) + 1].mean(axis=1) < _SCANT
    first, last = runs(np.asarray(cv2.morphologyEx(lines.ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8)), np.uint8))
    return bool((scant & ((last - first).max(axis=1) < _STROKE)).all())


def _free_ends(there: Signals, across: Signals, least: int) -> Iterator[tuple[Ints, Ints, Floats]]:
    """The ends of the lines across at which none of those ``there`` is drawn, first ones and last ones apart.

    For each: of which line it is an end, where along that, and for how many ends it counts.
    """
    inked = cv2.morphologyEx(across.ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    steps = np.diff(np.pad(inked.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    line, start = np.nonzero(steps > 0)
    _, stop = np.nonzero(steps < 0)
    weight = np.where(stop - start >= _LONG, _MORE, 1.0)
    at = np.round(across.at).astype(np.intp)
    found, top = sums(there.ink), there.ink.shape[1]
    bounds = (np.clip(at + offset, 0, top) for offset in (-NEAR, 0, NEAR))
    before, here, after = (found[:, bound] for bound in bounds)
    drawn = np.maximum(here - before, after - here)[:, line] >= _DRAWN * NEAR  # (lines there, ends)
    for ends in (start, stop - 1):
        near = np.abs(there.at[:, None] - ends[None]) < APART
        free = (stop - start >= least) & ~(near & drawn).any(axis=0)
        yield line[free], ends[free], weight[free]


@dataclass(frozen=True)
class _Slanting:
    """Where ends lie on one line: its place across and its slope there, and the ends' weight.

    ``middle``, ``first`` and ``last`` are of the ends, along the line.
    """

    at: float
    slope: float
    middle: float
    first: float
    last: float
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
            yield _Slanting(at, slope, middle, float(x.min()), float(x.max()), float(w.sum()))
