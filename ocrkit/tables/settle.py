"""Which lines of a lattice are left when its edges are judged: those with a likely edge, one of two in one place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.solve import Bools, Edges, Floats

_SHORT = 10
"""An edge no longer than this, in pixels of the shrunken page, keeps no line by itself."""

_NARROW = 14
"""No cell is as narrow as this: two lines so close, drawn over the same columns, are one line seen twice."""


def settled(edges: Edges, ys: NDArray[np.float64], xs: NDArray[np.float64]) -> tuple[Bools, Bools, Edges]:
    """Which level and upright lines are left, bool (R + 1,) and (C + 1,), and the edges between them.

    ``ys`` and ``xs`` are where the lines lie. Where a line across is left out two edges are one; they were judged
    apart, so what was made of the longer one counts more.
    """
    rows = _likely(edges.level, ys, np.diff(xs))
    cols = _likely(edges.upright.T, xs, np.diff(ys))
    level = _joined(edges.level[rows], cols, xs)
    upright = _joined(edges.upright.T[cols], rows, ys).T
    return rows, cols, Edges(level, upright)


def _likely(odds: Floats, at: NDArray[np.float64], widths: NDArray[np.float64]) -> Bools:
    drawn = (odds > 0) * widths
    keep = np.asarray((drawn > _SHORT).any(axis=1), np.bool_)
    weight = (drawn * np.maximum(odds, 0)).sum(axis=1)
    for a, b in pairwise(np.flatnonzero(keep).tolist()):
        if at[b] - at[a] < _NARROW:
            weaker = a if weight[a] < weight[b] else b
            both = np.minimum(drawn[a], drawn[b]).sum()
            if both > 0.5 * drawn[weaker].sum():
                keep[weaker] = False
    return keep


def _joined(odds: Floats, across: Bools, at: NDArray[np.float64]) -> Floats:
    """The mean log-odds of the edges from each line across that is left to the next, by their lengths."""
    left = np.flatnonzero(across)
    if len(left) < 2:
        return np.zeros((len(odds), 0), np.float32)
    inside = slice(left[0], left[-1])
    width = np.diff(at)[inside]
    starts = left[:-1] - left[0]
    total = np.add.reduceat(odds[:, inside] * width, starts, axis=1)
    return np.asarray(total / np.add.reduceat(width, starts), np.float32)
