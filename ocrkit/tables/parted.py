"""Tables whose sides are not drawn: what is one and what is several is told by their columns.

A row of a table that has no rules of its own, as a title has where the sides are not drawn, lies between rows that go
on in the same columns. A heading between two tables lies between those of one and those of the other. No ink says
more than that: the sides are likely in both. All is said of rows; columns are the same, transposed.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ocrkit.tables.solve import Bools, Edges, Rect, tables

_DRAWN = 0.3
"""Of an edge that is drawn more than this is inked."""

_GO_ON = 0.5
"""A row whose sides are not drawn, though they are before and after it, has this share of the inner rules there."""

_POSSIBLE = -4.0
"""Sides that are not drawn may be there where their log-odds are above this."""


def open_tables(edges: Edges, inked: Edges) -> list[Rect]:
    """The squares of each table. ``inked`` has the share of each edge that is inked in the place of its log-odds."""
    found = [part for rect in tables(edges) for part in _parts(edges, inked, rect)]
    for turned in (False, True):
        seen = _Rows(*(_turned(each) for each in (edges, inked))) if turned else _Rows(edges, inked)
        found = [_flipped(rect) for rect in found] if turned else found
        found = seen.joined(found)
        found = [seen.with_titles(rect, [other for other in found if other != rect]) for rect in found]
        found = [_flipped(rect) for rect in found] if turned else found
    return found


def _parts(edges: Edges, inked: Edges, rect: Rect) -> list[Rect]:
    """The tables among the squares of what is held together, if by nothing but sides that are not drawn."""
    rows = _Rows(edges, inked).apart(rect)
    cols = _Rows(_turned(edges), _turned(inked)).apart(_flipped(rect))
    if len(rows) == 1 == len(cols):
        return [rect]
    parts = [(a, b, c, d) for a, b in rows for c, d in cols]
    return [
        (r0 + a, r1 + a, c0 + c, c1 + c)
        for a, b, c, d in parts
        for r0, r1, c0, c1 in tables(edges.within((a, b, c, d)))
    ]


class _Rows:
    """Rows of squares: by which rules that are drawn each is crossed."""

    def __init__(self, edges: Edges, inked: Edges) -> None:
        self._edges = edges
        self._ruled = (edges.upright > 0) & (inked.upright >= _DRAWN)

    def apart(self, rect: Rect) -> list[tuple[int, int]]:
        """Rows [start, stop) that are of one table: others are parted by some without rules, and share no rule, or by
        some that a line runs through where their sides and most other rules end."""
        r0, r1, c0, c1 = rect
        ruled = self._ruled[r0:r1, c0 : c1 + 1]
        cuts = [(a, b) for a, b in _around(np.asarray(ruled.any(axis=1))) if not (ruled[a] & ruled[b]).any()]
        for a, b in _around(np.asarray(ruled[:, [0, -1]].any(axis=1))):
            shared = ruled[a] & ruled[b]
            goes_on = int((ruled[a + 1 : b] & shared).sum(axis=1).max())
            if shared[[0, -1]].all() and 0 < goes_on < _GO_ON * (shared.sum() - 2):
                cuts.append((a, b))
        starts, stops = [0, *sorted(b for _, b in cuts)], [*sorted(a + 1 for a, _ in cuts), len(ruled)]
        return [(r0 + start, r0 + stop) for start, stop in zip(starts, stops, strict=True)]

    def joined(self, rects: list[Rect]) -> list[Rect]:
        """Those over each other with a row without rules between them, which go on in the same columns, as one."""
        found: list[Rect] = []
        for rect in sorted(rects, key=lambda rect: (rect[2], rect[3], rect[0])):
            last = found[-1] if found else None
            if last and self._is_one(last, rect):
                found[-1] = (last[0], rect[1], *rect[2:])
            else:
                found.append(rect)
        return found

    def _is_one(self, above: Rect, below: Rect) -> bool:
        if above[2:] != below[2:] or above[1] != below[0] - 1:
            return False
        row, (c0, c1) = above[1], below[2:]
        both = self._is_title(row, row - 1, c0, c1) and self._is_title(row, row + 1, c0, c1)
        return both and self._share(row - 1, row + 1, c0, c1)

    def with_titles(self, rect: Rect, others: list[Rect]) -> Rect:
        """With the row above it and below it where that may be one without rules, whose far side is drawn and no
        other table's."""
        r0, r1, c0, c1 = rect
        taken = {line for a, b, c, d in others if c < c1 and c0 < d for line in range(a, b + 1)}
        first = r0 - 1 if r0 and self._is_outer(r0 - 1, r0, r0 - 1, c0, c1, taken) else r0
        last = r1 + 1 if r1 < len(self._ruled) and self._is_outer(r1, r1 - 1, r1 + 1, c0, c1, taken) else r1
        return first, last, c0, c1

    def _is_outer(self, row: int, near: int, line: int, c0: int, c1: int, taken: set[int]) -> bool:
        drawn = bool((self._edges.level[line, c0:c1] > 0).all())
        return drawn and line not in taken and self._is_title(row, near, c0, c1)

    def _share(self, a: int, b: int, c0: int, c1: int) -> bool:
        return bool((self._ruled[a, c0 : c1 + 1] & self._ruled[b, c0 : c1 + 1]).any())

    def _is_title(self, row: int, near: int, c0: int, c1: int) -> bool:
        """Whether a row may be one without rules, of a table whose sides are not drawn beside it either."""
        sides = self._edges.upright[row, [c0, c1]]
        closed = self._ruled[near, [c0, c1]].any() or self._ruled[row, c0 : c1 + 1].any()
        return not closed and bool((sides > _POSSIBLE).all())


def _around(rows: Bools) -> list[tuple[int, int]]:
    """The rows before and after each run of those that are not among ``rows``."""
    return [(a, b) for a, b in pairwise(np.flatnonzero(rows).tolist()) if b > a + 1]


def _turned(edges: Edges) -> Edges:
    return Edges(edges.upright.T, edges.level.T)


def _flipped(rect: Rect) -> Rect:
    return rect[2], rect[3], rect[0], rect[1]
