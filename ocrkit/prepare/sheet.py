"""Two pages on one sheet: where the blank column between them runs, and the page on each side of it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.shrink import roughly_shrunk
from ocrkit.types.page import Image

_SHAPE = 1.2, 1.8
"""Two upright pages side by side are so many times as wide as high: A4 gives 1.41, narrow books less."""

_SIDE = 1000
"""The gutter is looked for on an image so wide; the lengths below are shares of its sides."""

_DARK = 190
_SPECK = 12
"""Ink of fewer pixels is dirt."""

_EDGE = 0.02
"""So close to the edges lie the lid and the paper's edge, which cross every gutter."""

_FOLD = 0.3
"""An upright stroke so high may be the fold's shadow: a rule of a table is crossed by others, which stay."""

_HOLE = 7
"""What is solid over so many pixels each way is a punch hole: strokes of print are thinner."""

_MIDDLE = 0.42, 0.58
"""The gutter's middle lies between these."""

_WIDTH = 0.025
"""It is at least this wide."""

_LEAN = 0.06
_LEANS = 25
"""It may lean by so much of its height either way (3.4 degrees); so many leans are tried."""

_FILLED = 0.003
"""The print of a page covers so much of its half at least, each word taken with the gaps about it: three lines do."""

_WORDS = 5
"""Gaps of print that are no wider, in pixels, are filled for that."""


@dataclass(frozen=True)
class Gutter:
    """A blank column over the full height of a page: x = ``left`` + ``lean`` * y is its left side, in pixels.

    ``width`` is its width; all in pixels of the page as it was looked at.
    """

    left: float
    width: float
    lean: float

    def middle(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """The x of its middle at each y; float64, the shape of ``y``."""
        return self.left + self.width / 2 + self.lean * y


def find_gutter(grey: Image) -> Gutter | None:
    """The gutter of a sheet that shows two pages side by side, None for one page.

    ``grey`` is upright and evenly lit, uint8 (H, W). A page with columns, or a table without rules, has other blank
    columns as wide; the print of one page stands on both sides of its middle, its title or a rule across it.
    """
    height, width = grey.shape
    if not _SHAPE[0] <= width / height <= _SHAPE[1]:
        return None
    small = roughly_shrunk(grey, _SIDE / width)
    scale = small.shape[1] / width
    ink = _print(small)
    best: Gutter | None = None
    for lean in sorted(np.linspace(-_LEAN, _LEAN, _LEANS).tolist(), key=abs):
        found = _widest(_columns(ink, lean), small.shape[1])
        if found is not None and (best is None or found[1] > 1.05 * best.width):
            best = Gutter(*found, lean)
    if best is None or not _both_filled(ink, best):
        return None
    return Gutter(best.left / scale, best.width / scale, best.lean)


def halves(image: Image, gutter: Gutter, paper: int) -> list[tuple[Image, int]]:
    """Both pages of a sheet, left then right, each with the x at which it begins.

    What lies beyond the gutter's middle is ``paper``.
    """
    height, width = image.shape
    middle = gutter.middle(np.arange(height, dtype=np.float64))
    first, last = max(0, int(np.floor(middle.min()))), min(width, int(np.ceil(middle.max())))
    left = np.arange(width)[None, :] < middle[:, None]
    of_left = np.where(left[:, :last], image[:, :last], np.uint8(paper))
    of_right = np.where(left[:, first:], np.uint8(paper), image[:, first:])
    return [(of_left, 0), (of_right, first)]


def _print(small: Image) -> Image:
    """1 where there is print, uint8 (H, W): no specks, edges, holes, or shadow of a fold."""
    ink = (small < _DARK).astype(np.uint8)
    height, width = ink.shape
    dy, dx = round(_EDGE * height), round(_EDGE * width)
    ink[:dy] = ink[height - dy :] = 0
    ink[:, :dx] = ink[:, width - dx :] = 0
    fold = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, round(_FOLD * height)), 1), np.uint8))
    hole = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_HOLE, _HOLE), np.uint8))
    for mark, around in ((fold, (3, 5)), (hole, (9, 9))):
        ink[cv2.dilate(mark, np.ones(around, np.uint8)) > 0] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    keep[0] = False
    return np.asarray(keep[labels], dtype=np.uint8)


def _columns(ink: Image, lean: float) -> NDArray[np.bool_]:
    """Whether there is print in each column that leans so, bool (W,); columns are named by their x at y = 0."""
    height, width = ink.shape
    matrix = np.array([[1.0, -lean, 0.0], [0.0, 1.0, 0.0]])
    upright = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST, borderValue=(0.0,))
    return np.asarray(upright.any(axis=0), dtype=np.bool_)


def _widest(printed: NDArray[np.bool_], width: int) -> tuple[float, float] | None:
    """(left, width) of the blank run about the middle, if it is wider than every other between print."""
    at = np.flatnonzero(printed)
    if len(at) < 2:
        return None
    gaps = np.diff(at) - 1
    widest = int(gaps.argmax())
    left, gap = float(at[widest] + 1), float(gaps[widest])
    others = np.delete(gaps, widest)
    if gap < _WIDTH * width or (others > 0.8 * gap).any():
        return None
    return left, gap


def _both_filled(ink: Image, gutter: Gutter) -> bool:
    """Whether the gutter runs about the middle of the sheet, and a page's print stands on either side of it."""
    height, width = ink.shape
    middle = gutter.middle(np.array([height / 2]))[0] / width
    if not _MIDDLE[0] <= middle <= _MIDDLE[1]:
        return False
    filled = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((_WORDS, _WORDS), np.uint8)), np.uint8)
    return all(side.mean() >= _FILLED for side, _ in halves(filled, gutter, 0))
