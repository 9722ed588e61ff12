"""The likeliest grid: cells are rectangles that tile a table, and every edge between two of them is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.errors import TableError

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Owners = NDArray[np.intp]

Rect = tuple[int, int, int, int]
"""Rows [r0, r1) and columns [c0, c1) of squares."""

_TURNS = 20
"""Moves in turn, until none makes the grid likelier; it is never so many."""

_DOUBTFUL = 4.0
"""Edges with log-odds above this are not asked again."""


@dataclass(frozen=True)
class Edges:
    """Log-odds that each edge of R x C squares is drawn: ``level`` (R + 1, C) and ``upright`` (R, C + 1)."""

    level: Floats
    upright: Floats

    def within(self, rect: Rect) -> Edges:
        """Those of some of the squares, their outline included."""
        r0, r1, c0, c1 = rect
        return Edges(self.level[r0 : r1 + 1, c0:c1], self.upright[r0:r1, c0 : c1 + 1])


def tables(edges: Edges) -> list[Rect]:
    """The squares of each table: what likely edges hold together, without what is likelier no part of it."""
    found = [_trimmed(edges, rect) for rect in _held_together(edges)]
    return [rect for rect in found if rect[1] > rect[0] and rect[3] > rect[2]]


def _held_together(edges: Edges) -> list[Rect]:
    """Rectangles around the edges that hang together; those that overlap are one."""
    n_rows, n_cols = edges.upright.shape[0], edges.level.shape[1]
    if not n_rows or not n_cols:
        return []
    board = np.zeros((2 * n_rows + 1, 2 * n_cols + 1), np.uint8)  # vertices, edges and squares
    level, upright = edges.level > 0, edges.upright > 0
    board[::2, 1::2], board[1::2, ::2] = level, upright
    at = np.zeros((n_rows + 1, n_cols + 1), np.bool_)
    at[:, :-1] |= level
    at[:, 1:] |= level
    at[:-1] |= upright
    at[1:] |= upright
    board[::2, ::2] = at
    _, _, stats, _ = cv2.connectedComponentsWithStats(board, connectivity=4)
    rects: list[Rect] = []
    for x, y, w, h, _ in stats[1:].tolist():
        rect = (y // 2, (y + h - 1) // 2, x // 2, (x + w - 1) // 2)
        while touching := next((r for r in rects if _overlap(r, rect)), None):
            rects.remove(touching)
            rect = _around(rect, touching)
        rects.append(rect)
    return rects


def _overlap(a: Rect, b: Rect) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1]) and max(a[2], b[2]) < min(a[3], b[3])


def _around(a: Rect, b: Rect) -> Rect:
    return min(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), max(a[3], b[3])


def _trimmed(edges: Edges, rect: Rect) -> Rect:
    """The rectangle without outer rows and columns of squares whose edges are more likely not drawn than drawn."""
    r0, r1, c0, c1 = rect
    while r1 > r0 and c1 > c0:
        inner = edges.within((r0, r1, c0, c1))
        across, along = inner.level, inner.upright.T
        strips = [
            _worth(across[0], along[:, 0], across[1]),
            _worth(across[-1], along[:, -1], across[-2]),
            _worth(along[0], across[:, 0], along[1]),
            _worth(along[-1], across[:, -1], along[-2]),
        ]
        worst = int(np.argmin(strips))
        if strips[worst] >= 0:
            break
        r0, r1, c0, c1 = (
            (r0 + 1, r1, c0, c1),
            (r0, r1 - 1, c0, c1),
            (r0, r1, c0 + 1, c1),
            (r0, r1, c0, c1 - 1),
        )[worst]
    return r0, r1, c0, c1


def _worth(side: Floats, crossing: Floats, next_line: Floats) -> float:
    """How much likelier a table is with an outer strip than without: its side is drawn then, and what likely crosses
    it; without it the next line is the side."""
    return float(side.sum() + np.maximum(crossing, 0).sum() - np.minimum(next_line, 0).sum())


def cells(edges: Edges) -> Owners:
    """For each square of a table the number of its cell, intp (R, C); every cell is a rectangle.

    From the likely edges, cut where they leave shapes that are no rectangles; then, as long as that makes the whole
    likelier, cells are split along a line and put together again.
    """
    level, upright = edges.level > 0, edges.upright > 0
    level[[0, -1]] = True
    upright[:, [0, -1]] = True
    level, upright = _cut_to_rectangles(edges, level, upright)
    owner = _components(level, upright)
    for _ in range(_TURNS):
        owner, split = _split(edges, owner)
        owner, merged = _merged(edges, owner)
        if not split and not merged:
            break
    return owner


def extents(owner: Owners) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each cell's rows [start, stop) and columns [start, stop), intp (n, 4), and its number of squares (n,)."""
    squares = np.argsort(owner, axis=None, kind="stable")
    rows, cols = np.divmod(squares, owner.shape[1])
    counts = np.bincount(owner.ravel())
    starts = np.cumsum(counts) - counts
    least, most = np.minimum.reduceat, np.maximum.reduceat
    bounds = (least(rows, starts), most(rows, starts) + 1, least(cols, starts), most(cols, starts) + 1)
    return np.stack(bounds, axis=1), counts


def _components(level: Bools, upright: Bools) -> Owners:
    """Number the connected squares, intp (R, C), on a board twice as fine where edges are walls."""
    n_rows, n_cols = upright.shape[0], level.shape[1]
    board = np.zeros((2 * n_rows - 1, 2 * n_cols - 1), dtype=np.bool_)
    board[::2, ::2] = True
    board[1::2, ::2] = ~level[1:-1]
    board[::2, 1::2] = ~upright[:, 1:-1]
    _, found = cv2.connectedComponents(board.astype(np.uint8), connectivity=4)
    return np.asarray(found[::2, ::2] - 1, dtype=np.intp)


def _cut_to_rectangles(edges: Edges, level: Bools, upright: Bools) -> tuple[Bools, Bools]:
    level, upright = level.copy(), upright.copy()
    while True:
        owner = _components(level, upright)
        bounds, counts = extents(owner)
        odd = np.flatnonzero((bounds[:, 1] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 2]) != counts)
        if not len(odd):
            return level, upright
        _cut(edges, owner == odd[0], level, upright)


def _cut(edges: Edges, part: Bools, level: Bools, upright: Bools) -> None:
    """Draw the likeliest run of edges through a shape at one of its inner corners, from outline to outline."""
    best, run = -np.inf, None
    for walls, odds, shape in ((level, edges.level, part), (upright.T, edges.upright.T, part.T)):
        inside = shape[:-1] & shape[1:]
        for i in np.flatnonzero(inside.any(axis=1)).tolist():
            for start, stop in _runs(inside[i]):
                ends = [c for c in (start - 1, stop) if 0 <= c < shape.shape[1]]
                corner = any(bool(shape[i, c]) != bool(shape[i + 1, c]) for c in ends)
                missing = ~walls[i + 1, start:stop]
                score = float(odds[i + 1, start:stop][missing].sum())
                if corner and missing.any() and score > best:
                    best, run = score, (walls, i + 1, start, stop)
    if run is None:
        raise TableError("squares run together to a shape that is no rectangle")
    walls, i, start, stop = run
    walls[i, start:stop] = True


def _runs(mask: Bools) -> list[tuple[int, int]]:
    """Half-open runs of True."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]


def _split(edges: Edges, owner: Owners) -> tuple[Owners, bool]:
    """The cells, those split along a line through all of them that is likelier drawn than not."""
    owner, changed = owner.copy(), False
    queue = [(k, *rect) for k, rect in enumerate(extents(owner)[0].tolist())]
    fresh = len(queue)
    while queue:
        k, r0, r1, c0, c1 = queue.pop()
        level = edges.level[r0 + 1 : r1, c0:c1].sum(axis=1)
        upright = edges.upright[r0:r1, c0 + 1 : c1].sum(axis=0)
        best = max(level.max(initial=0), upright.max(initial=0))
        if best <= 0:
            continue
        if level.max(initial=0) == best:
            r = r0 + 1 + int(level.argmax())
            owner[r:r1, c0:c1] = fresh
            queue += [(k, r0, r, c0, c1), (fresh, r, r1, c0, c1)]
        else:
            c = c0 + 1 + int(upright.argmax())
            owner[r0:r1, c:c1] = fresh
            queue += [(k, r0, r1, c0, c), (fresh, r0, r1, c, c1)]
        fresh, changed = fresh + 1, True
    return owner, changed


def _merged(edges: Edges, owner: Owners) -> tuple[Owners, bool]:
    """The cells, put together where whole ones make a rectangle and the edges between them are likelier not drawn."""
    owner, changed = owner.copy(), False
    for rect in list(_pairs(edges, owner)):
        r0, r1, c0, c1 = rect
        part = owner[r0:r1, c0:c1]
        if (part == part[0, 0]).all() or not _is_whole(owner, (r0, r1, c0, c1)):
            continue
        between = edges.level[r0 + 1 : r1, c0:c1][part[1:] != part[:-1]].sum()
        between += edges.upright[r0:r1, c0 + 1 : c1][part[:, 1:] != part[:, :-1]].sum()
        if between < 0:
            owner[r0:r1, c0:c1] = part[0, 0]
            changed = True
    return np.unique(owner, return_inverse=True)[1].reshape(owner.shape).astype(np.intp), changed


def _pairs(edges: Edges, owner: Owners) -> Iterator[Rect]:
    """Rectangles around two cells that meet at an edge which is not surely drawn."""
    bounds, _ = extents(np.unique(owner, return_inverse=True)[1].reshape(owner.shape))
    names = np.unique(owner, return_inverse=True)[1].reshape(owner.shape)
    level = (names[1:] != names[:-1]) & (edges.level[1:-1] < _DOUBTFUL)
    upright = (names[:, 1:] != names[:, :-1]) & (edges.upright[:, 1:-1] < _DOUBTFUL)
    pairs = np.concatenate(
        [
            np.stack([names[:-1][level], names[1:][level]], 1),
            np.stack([names[:, :-1][upright], names[:, 1:][upright]], 1),
        ]
    )
    for a, b in np.unique(pairs, axis=0).tolist():
        both = bounds[[a, b]]
        yield int(both[:, 0].min()), int(both[:, 1].max()), int(both[:, 2].min()), int(both[:, 3].max())


def _is_whole(owner: Owners, rect: Rect) -> bool:
    """Whether no cell lies partly in and partly outside."""
    r0, r1, c0, c1 = rect
    sides = [
        (owner[r0 - 1, c0:c1], owner[r0, c0:c1]) if r0 else None,
        (owner[r1 - 1, c0:c1], owner[r1, c0:c1]) if r1 < owner.shape[0] else None,
        (owner[r0:r1, c0 - 1], owner[r0:r1, c0]) if c0 else None,
        (owner[r0:r1, c1 - 1], owner[r0:r1, c1]) if c1 < owner.shape[1] else None,
    ]
    return all(bool((side[0] != side[1]).all()) for side in sides if side is not None)
