"""Lines that run through a cell that was decided: a rule of one row alone is little of the whole lattice.

Which lines are worth judging is asked before it is known which lines across are drawn, and a stroke as short as one
row is then a stroke of text. But no text runs from rule to rule: what does, through a cell as found, is judged again.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ocrkit.tables.judge import Bools
from ocrkit.tables.settle import Places, Settled
from ocrkit.tables.sides import Floats, Side

_INKED = 0.95
"""A line runs through a cell where this share of the way is inked,"""

_DARK = 0.55
"""and as dark as this share of the region's surest lines."""

_LEAST, _OFF = 14, 3
"""A cell is so many pixels wide at least; its rules reach so far into it."""

_BESIDE = 8
"""Nearer to a line that is drawn than this it is that line."""


def lines_through_cells(every: tuple[Side, Side], likely: tuple[Bools, Bools], left: Settled) -> tuple[Bools, Bools]:
    """Which level and which upright lines of a lattice, none of them likely, run through a cell of those left."""
    level, upright = left.edges.level, left.edges.upright
    if 0 in (level.size, upright.size):
        return np.zeros_like(likely[0]), np.zeros_like(likely[1])
    return (
        _through(every[0], likely[0], left.level, left.upright.T, upright),
        _through(every[1], likely[1], left.upright, left.level.T, level.T),
    )


def _through(side: Side, likely: Bools, own: Places, across: Places, odds: Floats) -> Bools:
    """Of the lines of one direction; ``own`` (n, k) is where those left of it lie, between the lines across.

    Of these (n - 1, k + 1) are the places between two of its own, and the log-odds that they are drawn there.
    """
    found = np.zeros_like(likely)
    strong = np.pad(np.cumsum(side.lines.ink * (side.lines.dark >= _DARK * side.darkest), axis=1), ((0, 0), (1, 0)))
    middles = own.mean(axis=1)
    for i in np.flatnonzero(~likely).tolist():
        at = side.lines.at[i]
        between = int(np.searchsorted(middles, at)) - 1
        if 0 <= between < len(across) and np.abs(middles - at).min() >= _BESIDE:
            ends = across[between][odds[between] > 0]
            found[i] = any(_runs(strong[i], start + _OFF, stop - _OFF) for start, stop in pairwise(ends.tolist()))
    return found


def _runs(sums: Places, start: float, stop: float) -> bool:
    """Whether a line is inked from ``start`` to ``stop``, given the sums of its ink."""
    a, b = np.clip([round(start), round(stop)], 0, len(sums) - 1)
    return bool(b - a >= _LEAST - 2 * _OFF and sums[b] - sums[a] >= _INKED * (b - a))
