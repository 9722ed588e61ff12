"""How dark ink is at least in a table whose print is faint.

Ink is told from paper by a contrast that suits print as dark as most is. Of print that is hardly darker than that
only the cores of strokes would be left, a digit of three pieces that are each a speck. So the contrast is asked of
the print: a share of what most of the table's ink is darker than its paper, but well above the paper's grain
(``benchmarks.fit.faint_print``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.ink_parts import PALE_BESIDE, CellInk
from ocrkit.recognise.cells.levels import counted, median_level, paper_level, share_level, spread_of
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class FaintPrintSettings(Settings):
    """Which contrast faint print asks. ``share``: of what most of a table's print is darker than its paper,
    ``grain``: of how much the paper varies, and ``least``: of levels, so much at least. ``cells``: so many with print
    tell, pieces of ``tall`` text heights at least. ``new``: a piece of so many text heights that only the lower
    contrast shows, all but ``seen`` of it, may be print that shows through from the back.
    """

    share: float = Field(default=0.42, gt=0, lt=1)
    grain: float = Field(default=4.0, gt=0)
    least: int = Field(default=12, ge=1, le=200)
    cells: int = Field(default=6, ge=1)
    tall: float = Field(default=0.5, gt=0)
    new: float = Field(default=0.35, gt=0)
    seen: float = Field(default=0.05, gt=0, lt=1)


def print_contrast(
    image: Image,
    inners: Sequence[Inner],
    pieces: Sequence[Components],
    contrast: int,
    height: float,
    settings: FaintPrintSettings,
) -> int:
    """By how many levels ink is darker than its cell's ground at least, ``contrast`` at most.

    ``inners`` are the insides of a table's cells on the page ``image``, ``pieces`` the ink in them at that contrast,
    ``height`` that of their characters.
    """
    cells = [image[y0:y1, x0:x1] for x0, y0, x1, y1 in inners if x1 > x0 and y1 > y0]
    printed = (own.which(own.height >= settings.tall * height) for own in pieces)
    depths = [_depth(image, inner, own) for inner, own in zip(inners, printed, strict=True) if len(own)]
    if len(depths) < settings.cells:
        return contrast
    grains = [spread_of(counted(cell[::2]), median_level(cell)) for cell in cells]
    least = max(settings.share * float(np.median(depths)), settings.grain * float(np.median(grains)), settings.least)
    return min(contrast, round(least))


def _depth(image: Image, inner: Inner, print_: Components) -> float:
    """By how many levels the darkest print of a cell is darker than its paper."""
    x0, y0, x1, y1 = inner
    cell = image[y0:y1, x0:x1]
    inked = cell[print_.ink]
    return float(paper_level(cell)) - share_level(inked, 0.1)


def with_new_print(
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    before: Sequence[Components],
    height: float,
    settings: FaintPrintSettings,
) -> tuple[CellInk, ...]:
    """The ink of cells at the lower contrast, in doubt where a piece as large as print was not seen ``before``."""
    told = []
    for ink, own, old in zip(inks, pieces, before, strict=True):
        new = own.labels.shape != old.labels.shape or _is_new(own, ink, old.labels > 0, height, settings)
        told.append(replace(ink, doubts=(*ink.doubts, PALE_BESIDE)) if new and PALE_BESIDE not in ink.doubts else ink)
    return tuple(told)


def _is_new(
    own: Components, ink: CellInk, before: NDArray[np.bool_], height: float, settings: FaintPrintSettings
) -> bool:
    """Whether a piece of print, or the end of one, as large as print is hardly in what was seen ``before``."""
    printed = own.which(np.isin(own.numbers, ink.printed))
    large = printed.which(printed.longest >= settings.new * height)
    if not len(large):
        return False
    old = np.bincount(own.labels[before], minlength=int(own.numbers.max()) + 1)[large.numbers]
    if (old < settings.seen * large.area).any():
        return True
    known = np.flatnonzero((before & np.isin(own.labels, printed.numbers)).any(axis=0)) + own.origin[0]
    grown = max(known[0] - printed.left.min(), printed.right.max() - 1 - known[-1])
    return bool(grown >= settings.new * height)
