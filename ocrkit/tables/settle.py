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

_ALIKE = 0.5
"""A row as low as that is there only where both lines are about as likely, over as much of the table."""

_APART = 0.5
"""Two lines take turns where no more of the weaker one is drawn beside the other than this share: they are one."""


@dataclass(frozen=True)
class Lines:
    """Lines of one direction: where each lies, float64 (n,); of each edge the log-odds and its place, (n, m - 1)."""

    at: Places
    odds: Floats
    places: Places


def settled(level: Lines, upright: Lines) -> tuple[Edges, Places, Places]:
    """The edges between the lines that are left, and the places of the level ones and the upright ones.

    Where a line across is left out two edges are one; they were judged apart, so what was made of the longer one
    counts more.
    """
    (rows, level_left), (cols, upright_left) = _left(level, upright.at), _left(upright, level.at)
    level_odds, ys = (_joined(values, cols, upright.at) for values in (level_left.odds, level_left.places))
    upright_odds, xs = (_joined(values, rows, level.at) for values in (upright_left.odds, upright_left.places))
    return Edges(level_odds.astype(np.float32), upright_odds.T.astype(np.float32)), ys, xs


def _left(lines: Lines, across: Places) -> tuple[NDArray[np.intp], Lines]:
    """The lines left, and which they were. Two that are one are the stronger, each edge as the likelier is."""
    drawn = (lines.odds > 0) * np.diff(across)
    keep = np.asarray((drawn > _SHORT).any(axis=1), np.bool_)
    weight = (drawn * np.maximum(lines.odds, 0)).sum(axis=1)
    odds, places = lines.odds.copy(), lines.places.copy()
    for a, b in pairwise(np.flatnonzero(keep).tolist()):
        weaker, stronger = (a, b) if weight[a] < weight[b] else (b, a)
        apart = lines.at[b] - lines.at[a]
        in_turn = np.minimum(drawn[a], drawn[b]).sum() <= _APART * drawn[weaker].sum()
        alike = weight[weaker] >= _ALIKE * weight[stronger]
        if keep[a] and (apart < _ONE or (apart < _NARROW and (in_turn or not alike))):
            better = odds[weaker] > odds[stronger]
            odds[stronger][better], places[stronger][better] = odds[weaker][better], places[weaker][better]
            keep[weaker] = False
    index = np.flatnonzero(keep)
    return index, Lines(lines.at[index], odds[index], places[index])


def _joined(values: NDArray[np.floating], across: NDArray[np.intp], at: Places) -> Places:
    """The mean of the edges from each line across that is left to the next, by their lengths."""
    if len(across) < 2:
        return np.zeros((len(values), 0))
    inside = slice(across[0], across[-1])
    width = np.diff(at)[inside]
    starts = across[:-1] - across[0]
    return np.asarray(np.add.reduceat(values[:, inside] * width, starts, axis=1) / np.add.reduceat(width, starts))
