"""What the edges around speak for or against an edge, by what each looked like alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.evidence import Floats, Side

_FAR = 400


def context(side: Side, along: Floats, across: Floats) -> Floats:
    """The context of each edge, float32 (n, m - 1, k).

    ``along`` (n, m - 1) is how likely each edge of these lines is by itself, ``across`` (m, n - 1) each edge of the
    lines across.
    """
    n, m = len(side.lines.at), len(side.across.at)
    width = np.maximum(np.diff(side.starts), 1).astype(np.float32)
    weighted = along * width
    sums = np.pad(np.cumsum(weighted, axis=1), ((0, 0), (1, 0)))
    places = np.concatenate([[0], np.cumsum(width)])
    mean = (sums[:, -1] / places[-1])[:, None]
    j = np.arange(m - 1)
    near_left = np.searchsorted(places, places[:-1] - 120).clip(0, j)
    near_right = np.searchsorted(places, places[1:] + 120).clip(j + 1, m - 1)
    left = (sums[:, :-1] - sums[:, near_left]) / np.maximum(1, places[:-1] - places[near_left])
    right = (sums[:, near_right] - sums[:, 1:]) / np.maximum(1, places[near_right] - places[1:])
    edge = np.pad(along, ((0, 0), (1, 1)))
    before, after = (np.pad(across, ((0, 0), pad)).T for pad in ((1, 0), (0, 1)))  # (n, m)
    gaps, shades = _nearest(side.lines.at, along)
    rows = np.pad(across, ((0, 0), (1, 1)))  # (m, n + 1): what crosses the bands above and below each line
    crossed = [rows[:, :-1].max(axis=0)[:, None], rows[:, 1:].max(axis=0)[:, None]]
    counted = [(rows[:, :-1] > 0.5).sum(axis=0)[:, None], (rows[:, 1:] > 0.5).sum(axis=0)[:, None]]
    usual, usual_across = _usual(side.lines.at, along), _usual(side.across.at, across)
    columns = [
        along, edge[:, :-2], edge[:, 2:], left, right, mean, before[:, :-1], after[:, :-1], before[:, 1:], after[:, 1:],
        *gaps, *(gap / usual for gap in gaps), *shades, *crossed, *counted,
        (width / usual_across)[None], (along > 0.5).sum(axis=1)[:, None], (along > 0.5).sum(axis=0)[None],
    ]  # fmt: skip
    return np.stack([np.broadcast_to(np.asarray(c, np.float32), (n, m - 1)) for c in columns], axis=2)


def _usual(at: NDArray[np.float64], along: Floats) -> float:
    """How far likely lines of one direction are from each other."""
    likely = at[(along > 0.5).any(axis=1)]
    return float(np.median(np.diff(likely))) if len(likely) > 2 else 30.0


def _nearest(at: NDArray[np.float64], along: Floats) -> tuple[list[Floats], list[Floats]]:
    """How far the nearest likely edges before and after each edge are, and how likely the next ones are at all."""
    n = len(at)
    index = np.arange(n)[:, None]
    gaps, shades = [], []
    for step in (1, -1):
        none = -1 if step == 1 else n
        marked = np.where(along > 0.5, index, none)[::step]
        upto = (np.maximum if step == 1 else np.minimum).accumulate(marked, axis=0)
        nearest = np.concatenate([np.full((1, along.shape[1]), none), upto[:-1]])[::step]
        missing = (nearest < 0) | (nearest >= n)
        gap = np.abs(at[np.clip(nearest, 0, n - 1)] - at[:, None])
        gaps.append(np.where(missing, _FAR, np.minimum(gap, _FAR)).astype(np.float32))
        pad = ((1, 0), (0, 0)) if step == 1 else ((0, 1), (0, 0))
        shades.append(np.pad(along, pad)[:-1] if step == 1 else np.pad(along, pad)[1:])
    return gaps, shades
