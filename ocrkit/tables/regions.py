"""Where on a page tables may be: lines long enough to be ruling lines that cross each other, and what lies near."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import LineInk, PageInk, dense
from ocrkit.types.geometry import UprightBox

_LEVEL = ((120, 0.9), (160, 0.8))
"""Shares of so many pixels in a row that are inked where a level line is surely one; text never runs on so long."""

_UPRIGHT = ((18, 0.95),)
"""The same for upright ones, which may be as short as a row is high. Strokes of characters are among them."""

_REACH = 8
"""Lines that come this near to each other meet."""

_NEAR, _SHARED = 80, 0.8
"""Groups of lines one below the other, no further apart than this, and over each other for this share of the wider
one, may be one table: a row without any upright rule lies between."""

_LEAST = 4
"""Crossings of a table."""

_MARGIN = 30
"""A table may go on so far past what surely is its rules: its outer ones may be broken."""

Extents = NDArray[np.intp]
"""Pieces of line (n, 4): x0, y0, x1, y1, half-open."""


def find_regions(page: PageInk) -> list[UprightBox]:
    """Boxes that hold all of what may be a table, or several; top to bottom, in pixels of the shrunken page."""
    level = _pieces(page.level, _LEVEL)
    upright = _pieces(page.upright, _UPRIGHT)[:, [1, 0, 3, 2]]
    meets = _meet(level, upright)
    group = _groups(meets)
    boxes = []
    for i in np.unique(group):
        rows = group == i
        cols = meets[rows].any(axis=0)
        every = np.concatenate([level[rows], upright[cols]])
        boxes.append(UprightBox(*map(float, (*every[:, :2].min(axis=0), *every[:, 2:].max(axis=0)))))
    boxes = [box for box in _joined(boxes) if _crossings(box, level, upright, meets) >= _LEAST]
    return [with_margin(page, box) for box in sorted(boxes, key=lambda b: (b.y0, b.x0))]


def with_margin(page: PageInk, box: UprightBox) -> UprightBox:
    """The box with all that may be of a table whose sure rules it is around."""
    height, width = page.level.ink.shape
    b = box.grown(_MARGIN)
    return UprightBox(max(0.0, b.x0), max(0.0, b.y0), min(float(width), b.x1), min(float(height), b.y1))


def _crossings(box: UprightBox, level: Extents, upright: Extents, meets: NDArray[np.bool_]) -> int:
    """How many lines of a box meet, each pair once."""

    def inside(pieces: Extents) -> NDArray[np.bool_]:
        return np.asarray((pieces[:, :2] >= (box.x0, box.y0)).all(1) & (pieces[:, 2:] <= (box.x1, box.y1)).all(1))

    return int(np.count_nonzero(meets[inside(level)][:, inside(upright)]))


def _pieces(ink: LineInk, shares: Sequence[tuple[int, float]]) -> Extents:
    """Pieces of level line of which over each length (pixels) this share is inked, of one of the ``shares``."""
    inked = np.zeros(ink.broad.shape, np.uint8)
    for length, share in shares:
        inked |= dense(ink.broad, length, share)
    _, _, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8, ltype=cv2.CV_16U)
    x, y, w, h = stats[1:, : cv2.CC_STAT_AREA].T
    beyond = round(max(length * (share - 0.5) for length, share in shares))  # a window is as full before a line's end
    return np.stack([x - beyond, y, x + w + beyond, y + h], axis=1).astype(np.intp)


def _meet(a: Extents, b: Extents) -> NDArray[np.bool_]:
    a, b = a[:, None], b[None]
    return np.asarray(
        ((a[..., :2] - _REACH <= b[..., 2:]) & (b[..., :2] - _REACH <= a[..., 2:])).all(axis=-1), np.bool_
    )


def _groups(meets: NDArray[np.bool_]) -> NDArray[np.intp]:
    """For each row of ``meets`` the number of the first one that it hangs together with, its own if with none.

    (Importing SciPy for this would take longer than finding a page's tables.)
    """
    n = len(meets)
    level = np.arange(n, dtype=np.intp)
    while n and meets.shape[1]:
        across = np.where(meets, level[:, None], n).min(axis=0)
        before, level = level, np.minimum(level, np.where(meets, across, n).min(axis=1))
        if (before == level).all():
            break
    return level


def _joined(boxes: Sequence[UprightBox]) -> list[UprightBox]:
    """The boxes, those that overlap or may be parts of one table put together."""
    kept = list(boxes)
    while True:
        pair = next(((a, b) for i, a in enumerate(kept) for b in kept[i + 1 :] if _belong(a, b)), None)
        if pair is None:
            return kept
        kept = [box for box in kept if box not in pair] + [UprightBox.around(pair)]


def _belong(a: UprightBox, b: UprightBox) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    gap = max(a.y0, b.y0) - min(a.y1, b.y1)
    return (gap <= 0 < across) or (gap <= _NEAR and across >= _SHARED * max(a.width, b.width))
