"""The glyphs of a line and the print they are set in: size, baseline, weight and colour.

A table's values are set in one print. What differs from it (a raised mark of a footnote, a figure of a stamp, a
number struck out) is not the table's, whatever it may be read as.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.components import Component
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.line_components import AROUND, ENLARGED

_ABOVE = 0.5
"""Components lie one above the other, parts of one glyph, where they share this much of the narrower's width."""

_PART = 0.25
"""Parts of a digit are larger than this share of the highest one's height."""

_REACH = 0.3
"""Digits that touch are cut so near to where they should end, as a share of their width."""

_TALL = 0.5
"""Digits are higher than this share of the highest glyph; points, commas and dashes are not."""


_SQUARE = 0.7
"""A plus sign is nearly as wide as high,"""

_CORNER = 0.3
"""has nothing in its corners, of this share of its sides,"""

_STROKE = 0.85
"""and strokes as long as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """What stands in one place of a line: its box in pixels of the page, from the left and top end of the ink.

    ``parts`` are its components, in enlarged pixels.
    """

    left: float
    top: float
    right: float
    bottom: float
    parts: tuple[Component, ...] = ()

    @property
    def height(self) -> float:
        """In pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """In pixels."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Print:
    """What a line of digits is set in, in pixels of the page.

    ``height`` of its digits, ``foot``: how far their baseline is below the middle of the cell, and ``baseline``:
    where it is down the page (None where the cell has more lines), ``weight``: the width of their strokes, ``tint``:
    the share of the ink that is coloured.
    """

    height: float
    foot: float | None
    baseline: float | None
    weight: float
    tint: float


def glyphs_of(components: Sequence[Component]) -> tuple[Glyph, ...]:
    """The glyphs that components in enlarged pixels make, left to right; parts one above the other are one.

    What is smaller than any part of a digit stands by itself: dust above one does not make it higher.
    """
    least = _PART * max((c.height for c in components), default=0)
    parts = [c for c in components if max(c.width, c.height) >= least]
    groups = [[c] for c in components if max(c.width, c.height) < least]
    together: list[list[Component]] = []
    for c in sorted(parts, key=lambda component: component.left):
        if together and _overlaps(together[-1], c):
            together[-1].append(c)
        else:
            together.append([c])
    found = (_glyph(group) for group in (*together, *groups))
    return tuple(sorted(found, key=lambda glyph: glyph.left))


def _overlaps(group: Sequence[Component], c: Component) -> bool:
    """Whether a component stands above or below the others; none of them begins right of it."""
    left, right = min(part.left for part in group), max(part.right for part in group)
    return min(right, c.right) - c.left >= _ABOVE * min(right - left, c.width)


def _glyph(parts: Sequence[Component]) -> Glyph:
    left, top = min(c.left for c in parts), min(c.top for c in parts)
    right, bottom = max(c.right for c in parts), max(c.bottom for c in parts)
    x0, y0, x1, y1 = (side / ENLARGED - AROUND for side in (left, top, right, bottom))
    return Glyph(x0, y0, x1, y1, tuple(parts))


def cut(glyph: Glyph, shares: Sequence[float]) -> tuple[Glyph, ...]:
    """A glyph of several digits that touch, cut into digits whose widths are about in proportion to ``shares``.

    Each cut is the column with the least ink near where it should be.
    """
    mask = mask_of(glyph.parts)
    left, top = min(c.left for c in glyph.parts), min(c.top for c in glyph.parts)
    inked, width = mask.sum(axis=0), mask.shape[1]
    ends = np.cumsum(shares) / sum(shares) * width
    reach = max(1, round(_REACH * width / len(shares)))
    cuts = [0]
    for end in ends[:-1]:
        first = max(cuts[-1] + 1, round(end) - reach)
        cuts.append(first + int(inked[first : round(end) + reach + 1].argmin()) if first < width else width)
    pieces = (_piece(mask[:, a:b], left + a, top) for a, b in pairwise([*cuts, width]))
    return tuple(_glyph([piece]) for piece in pieces if piece is not None)


def _piece(mask: NDArray[np.bool_], left: int, top: int) -> Component | None:
    """A part of a mask as a component of its own."""
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if len(rows) == 0:
        return None
    part = mask[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    height, width = part.shape
    return Component(
        left + int(cols[0]), top + int(rows[0]), width, height, int(part.sum()), part.astype(np.int32), 1
    )


def tall(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Those as high as digits are."""
    highest = max((glyph.height for glyph in glyphs), default=0.0)
    return tuple(glyph for glyph in glyphs if glyph.height > _TALL * highest)


def is_cross(glyph: Glyph) -> bool:
    """Whether a glyph is two strokes that cross in its middle, as those of a plus sign do: no digit is."""
    mask = mask_of(glyph.parts)
    high, wide = mask.shape
    if not _SQUARE <= wide / high <= 1 / _SQUARE:
        return False
    y, x = round(_CORNER * high), round(_CORNER * wide)
    corners = (mask[:y, :x], mask[:y, wide - x :], mask[high - y :, :x], mask[high - y :, wide - x :])
    level, upright = mask[y : high - y].mean(axis=1), mask[:, x : wide - x].mean(axis=0)
    if not level.size or not upright.size or min(level.max(), upright.max()) < _STROKE:
        return False
    return all(corner.mean() <= 1 - _STROKE for corner in corners if corner.size)


def print_of(picture: InkLine, components: Sequence[Component], digits: Sequence[Glyph]) -> Print | None:
    """The print of a line in which these glyphs are the digits, None where there are none."""
    if not digits:
        return None
    foot = None
    if picture.level is not None:
        foot = picture.level - picture.ink.height / 2 + float(np.median([glyph.bottom for glyph in digits]))
    baseline = None if foot is None or picture.middle is None else picture.middle + foot
    height = float(np.median([glyph.height for glyph in digits]))
    return Print(height, foot, baseline, stroke_width(components), picture.tint)


def mask_of(components: Sequence[Component]) -> NDArray[np.bool_]:
    """The ink of a line, bool (H, W) in enlarged pixels, without paper around it."""
    left, top = min(c.left for c in components), min(c.top for c in components)
    right, bottom = max(c.right for c in components), max(c.bottom for c in components)
    found = np.zeros((bottom - top, right - left), dtype=np.bool_)
    for c in components:
        found[c.top - top : c.bottom - top, c.left - left : c.right - left] |= c.mask
    return found


def stroke_width(components: Sequence[Component]) -> float:
    """The mean width of the strokes, in pixels: twice the ink for each pixel of its outline."""
    ink = mask_of(components).astype(np.uint8)
    inner = cv2.erode(ink, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,))
    return 2.0 * float(ink.sum()) / max(1.0, float(ink.sum() - inner.sum())) / ENLARGED
