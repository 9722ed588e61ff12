"""Tables that nothing but undrawn sides holds together are told apart by their columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ocrkit.tables.solve import Bools, Edges, Rect

_DRAWN = 0.3
"""Of an edge that is drawn more than this is inked."""


def parted(edges: Edges, inked: Edges, rect: Rect) -> Iterator[Rect]:
    """The tables among the squares of one: where a row without any rule parts rows that share none of their rules.

    A row of a table that has no rules of its own, as a title has where the sides are not drawn, lies between rows
    that go on in the same columns. A heading between two tables lies between those of one and those of the other.
    Columns are parted as rows are. ``inked`` has the share of each edge that is inked.
    """
    r0, r1, c0, c1 = rect
    mine, ink = edges.within(rect), inked.within(rect)
    rows = _runs_apart((mine.upright > 0) & (ink.upright >= _DRAWN))
    cols = _runs_apart(((mine.level > 0) & (ink.level >= _DRAWN)).T)
    if len(rows) == 1 == len(cols):
        yield r0, r1, c0, c1
        return
    for a, b in rows:
        for c, d in cols:
            yield r0 + a, r0 + b, c0 + c, c0 + d


def _runs_apart(ruled: Bools) -> list[tuple[int, int]]:
    """Rows [start, stop) that belong together, of which lines ``ruled`` (R, C + 1) cross each."""
    crossed = np.flatnonzero(ruled.any(axis=1)).tolist()
    found, start = [], 0
    for before, after in pairwise(crossed):
        if after > before + 1 and not (ruled[before] & ruled[after]).any():
            found.append((start, before + 1))
            start = after
    return [*found, (start, len(ruled))]
