"""Which lines of a lattice are left when its edges are judged: those with a likely edge, one of two in one place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.solve import Edges, Floats

Places = NDArray[np.float64]

_SHORT = 10
"""An edge no longer than this, in pixels of the shrunken page, keeps no line by itself."""

_NARROW, _ONE = 14, 10
"""Two lines so close are one that was seen twice, or bends from one to the other; so close they always are."""

_ALIKE, _AS_SURE = 0.5, 0.75
"""A row as low as that is there only where both lines are alike: one as likely as the other over this share of the
table, or where it is drawn at all."""

_APART = 0.5
"""Two lines take turns where no more of the weaker one is drawn beside the other than this share: they are one."""


@dataclass(frozen=True)
class Lines:
    """Lines of one direction: where each lies, float64 (n,).

    Of each edge (n, m - 1) the log-odds, its place, and how much of it is inked.
    """

    at: Places
    odds: Floats
    places: Places
    inked: Places


@dataclass(frozen=True)
class Settled:
    """The edges between the lines that are left; where the level ones and the upright ones (C + 1, R) lie.

    ``inked`` has the shares inked in the place of the log-odds.
    """

    edges: Edges
    level: Places
    upright: Places
    inked: Edges


def settled(level: Lines, upright: Lines) -> Settled:
    """The edges between the lines that are left.

    Where a line across is left out two edges are one; they were judged apart, so what was made of the longer one
    counts more.
    """
    (rows, level_left), (cols, upright_left) = _left(level, upright.at), _left(upright, level.at)
    level_odds, ys, level_ink = (
        _joined(values, cols, upright.at) for values in (level_left.odds, level_left.places, level_left.inked)
    )
    upright_odds, xs, upright_ink = (
        _joined(values, rows, level.at) for values in (upright_left.odds, upright_left.places, upright_left.inked)
    )
    return Settled(_edges(level_odds, upright_odds), ys, xs, _edges(level_ink, upright_ink))


def _edges(level: Places, upright: Places) -> Edges:
    return Edges(level.astype(np.float32), upright.T.astype(np.float32))


def _left(lines: Lines, across: Places) -> tuple[NDArray[np.intp], Lines]:
    """The lines left, and which they were. Two that are one are the stronger, each edge as the likelier is."""
    drawn = (lines.odds > 0) * np.diff(across)
    keep = np.asarray((drawn > _SHORT).any(axis=1), np.bool_)
    weight = (drawn * np.maximum(lines.odds, 0)).sum(axis=1)
    odds, places, inked = lines.odds.copy(), lines.places.copy(), lines.inked.copy()
    for a, b in pairwise(np.flatnonzero(keep).tolist()):
        weaker, stronger = (a, b) if weight[a] < weight[b] else (b, a)
        apart = lines.at[b] - lines.at[a]
        in_turn = np.minimum(drawn[a], drawn[b]).sum() <= _APART * drawn[weaker].sum()
        there = drawn[weaker] > 0
        alike = weight[weaker] >= _ALIKE * weight[stronger]
        alike |= bool(odds[weaker][there].mean() >= _AS_SURE * odds[stronger][there].mean())
        if keep[a] and (apart < _ONE or (apart < _NARROW and (in_turn or not alike))):
            better = odds[weaker] > odds[stronger]
            for values in (odds, places, inked):
                values[stronger][better] = values[weaker][better]
            keep[weaker] = False
    index = np.flatnonzero(keep)
    return index, Lines(lines.at[index], odds[index], places[index], inked[index])


def _joined(values: NDArray[np.floating], across: NDArray[np.intp], at: Places) -> Places:
    """The mean of the edges from each line across that is left to the next, by their lengths."""
    if len(across) < 2:
        return np.zeros((len(values), 0))
    inside = slice(across[0], across[-1])
    width = np.diff(at)[inside]
    starts = across[:-1] - across[0]
    return np.asarray(np.add.reduceat(values[:, inside] * width, starts, axis=1) / np.add.reduceat(width, starts))
