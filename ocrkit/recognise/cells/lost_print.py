"""Blank cells whose print is gone: what is left of it is seen in all of them together, not in one.

A coarse or worn scan leaves a grey pixel of one dash in five, and nothing of the others; in each cell that is dirt or
grain. Dirt does not lie where values stand. So the blank cells of a table are laid on each other and their mean is
asked for a mark of one of several sizes: it stands out there, against the same levels of the cell beside it, where
there is paper only. It is a matched filter on the mean of the cells; the noise is that of the mean itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.levels import median_level
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PreparedPage
from ocrkit.types.settings import Settings

LOST = Doubt(DoubtCode.PRINT_MAYBE_LOST)
COARSE = Doubt(DoubtCode.COARSE_PAGE)

_BESIDE, _COLUMNS = 0.6, 4
"""What is farther from a value's place than this share of the text height is paper; so many columns of it tell."""

_Floats = NDArray[np.float32]
_Anchor = tuple[float, float]
"""Where a value stands in its cell, from the page's left and upper edge, in pixels."""


class LostPrintSettings(Settings):
    """When the blanks of a table may have been print. Lengths are shares of the text height unless said otherwise.

    ``cells``: so many blank cells tell beside the darkest one, and ``few`` more would be needed to tell in full.
    ``around``: the width and height of what is looked at about the place where values stand; narrower cells tell
    nothing. ``darkest``: a pixel counts by no more levels, for a speck in one cell is dirt. ``marks``: widths and
    heights of what is looked for; it is held against a ``strip`` above and one below it too, for a fold or a rule
    runs on. ``near``: so many pixels from the place at most. ``noise``: the mean stands out by so many times what it
    varies beside the place (``benchmarks.fit.lost_print``), which is ``grain`` levels at least. ``aligned``: so many
    cells with a short line, ``short`` wide at most, tell where values stand. ``fine``: on a page that is black and
    white, characters of fewer pixels of the page as given have strokes that can leave nothing. ``contrast``: where
    print is nearly gone, ink is darker than the cell's ground by at least so many levels.
    """

    cells: int = Field(default=6, ge=2)
    few: float = Field(default=3.0, ge=0)
    around: tuple[float, float] = (2.6, 1.6)
    darkest: int = Field(default=40, ge=1, le=255)
    marks: tuple[tuple[float, float], ...] = ((0.3, 0.1), (0.5, 0.1), (0.8, 0.1), (0.5, 0.5), (0.5, 0.9))
    strip: float = Field(default=0.12, gt=0)
    near: tuple[int, int] = (1, 2)
    noise: float = Field(default=4.0, gt=0)
    grain: float = Field(default=0.15, gt=0)
    aligned: int = Field(default=3, ge=1)
    short: float = Field(default=3.0, gt=0)
    fine: float = Field(default=15.0, ge=0)
    contrast: int = Field(default=16, ge=1, le=200)


@dataclass(frozen=True)
class Blanks:
    """What speaks for print that is gone from the blank cells of a table.

    ``out``: by how many times its noise their mean stands out where values stand; ``sure``: that of those alone about
    which nothing else is doubtful, for a mark that is seen in one cell says nothing of the others. ``character``: the
    height of the table's characters in pixels of the page as given where that is black and white, else None.
    """

    out: float
    sure: float
    character: float | None

    def doubts(self, settings: LostPrintSettings, *, is_sure: bool) -> tuple[Doubt, ...]:
        """Those of a blank cell of the table, about which something else is doubtful or not."""
        lost = (LOST,) if (self.sure if is_sure else max(self.sure, self.out)) >= settings.noise else ()
        coarse = self.character is not None and self.character < settings.fine
        return (*lost, COARSE) if coarse else lost


def with_lost_print(inks: Sequence[CellInk], seen: Blanks | None, settings: LostPrintSettings) -> tuple[CellInk, ...]:
    """The ink of a table's cells, given what its blank ones show; those have a doubt where print may be gone."""
    if seen is None:
        return tuple(inks)
    return tuple(
        ink if ink.lines else replace(ink, doubts=(*ink.doubts, *seen.doubts(settings, is_sure=not ink.doubts)))
        for ink in inks
    )


def is_coarse(page: PreparedPage, inner: Inner, height: float, settings: LostPrintSettings) -> bool:
    """Whether fine strokes can have left nothing in a cell, whose inside is ``inner``, of so high characters."""
    return page.bilevel and _given_height(page, inner, height) < settings.fine


def seen_in_blanks(
    page: PreparedPage, inks: Sequence[CellInk], inners: Sequence[Inner], height: float, settings: LostPrintSettings
) -> Blanks | None:
    """What the blank cells of a table show, from the ink of all its cells; None where there are none.

    ``inners`` are the insides of the cells on ``page``, ``height`` that of a character there, in pixels.
    """
    blank = [i for i, ink in enumerate(inks) if not ink.lines]
    if not blank:
        return None
    if height < 1:  # the table has no ink at all
        return Blanks(0.0, 0.0, 0.0 if page.bilevel else None)
    anchors = _anchors(inks, inners, height, settings)
    bare = [i for i in blank if not inks[i].ruled]
    layers = {i: _about(page.image, inners[i], anchors[i], height, settings) for i in bare}
    out, sure = (
        _standing_out([layers[i] for i in of], height, settings)
        for of in (bare, [i for i in bare if not inks[i].doubts])
    )
    return Blanks(out, sure, _given_height(page, inners[blank[0]], height) if page.bilevel else None)


def _standing_out(layers: Sequence[_Floats | None], height: float, settings: LostPrintSettings) -> float:
    """By how many times its noise the mean of these cells stands out where values stand; 0 where it does not.

    The darkest of them is left out: what stands in one cell alone is its own affair.
    """
    told = [layer for layer in layers if layer is not None]
    if len(told) <= settings.cells:
        return 0.0
    told.sort(key=lambda layer: _in_middle(layer, height))
    mean = np.asarray(np.mean(told[:-1], axis=0), np.float32)
    few = (len(told) - 1) / (len(told) - 1 + settings.few)
    return few * max(_response(mean, mark, height, settings) for mark in settings.marks)


def _in_middle(layer: _Floats, height: float) -> float:
    """How dark a cell is where a character would stand, on the mean."""
    y, x, reach = layer.shape[0] // 2, layer.shape[1] // 2, round(height / 2)
    return float(layer[y - reach : y + reach + 1, x - reach : x + reach + 1].mean())


def _anchors(
    inks: Sequence[CellInk], inners: Sequence[Inner], height: float, settings: LostPrintSettings
) -> list[_Anchor]:
    """Where a mark stands in each cell: from its left, its right or its middle, as the table's short lines do."""
    lines = [
        (ink.lines[0], inner)
        for ink, inner in zip(inks, inners, strict=True)
        if len(ink.lines) == 1 and ink.lines[0].width <= settings.short * height
    ]
    gaps = np.array([_gaps(line, inner) for line, inner in lines])
    told = len(lines) >= settings.aligned
    left, right, off = np.median(gaps, axis=0).tolist() if told else (0.0, 0.0, 0.0)
    spread = np.median(np.abs(gaps - (left, right, off)), axis=0).tolist() if told else (1.0, 1.0, 0.0)
    by_middle = spread[2] < min(spread[:2]) or (spread[2] == min(spread[:2]) and abs(off) <= min(left, right))
    by_left = (spread[0], left) <= (spread[1], right)
    across = [
        (x0 + x1) / 2 + off if by_middle else x0 + left + height / 4 if by_left else x1 - right - height / 4
        for x0, _, x1, _ in inners
    ]
    return [(x, (y0 + y1) / 2) for x, (_, y0, _, y1) in zip(across, inners, strict=True)]


def _gaps(line: UprightBox, inner: Inner) -> tuple[float, float, float]:
    """How far a line is from its cell's left, from its right, and its middle from the cell's."""
    left, right = line.x0 - inner[0], inner[2] - line.x1
    return left, right, (left - right) / 2


def _about(image: Image, inner: Inner, anchor: _Anchor, height: float, settings: LostPrintSettings) -> _Floats | None:
    """How much darker a cell is than its ground about a place in it, float32 of ``around``; None where it is smaller.

    What is not inside the cell is 0.
    """
    x0, y0, x1, y1 = inner
    wide, high = (2 * round(share * height / 2) + 1 for share in settings.around)
    if x1 - x0 < wide or y1 - y0 < 7 * high // 8 or not x0 <= anchor[0] < x1:
        return None
    cell = image[y0:y1, x0:x1]
    darker = np.clip(float(median_level(cell)) - cell.astype(np.float32), -settings.darkest, settings.darkest)
    left, top = round(anchor[0] - wide / 2) - x0, round(anchor[1] - high / 2) - y0
    found = np.zeros((high, wide), np.float32)
    ys, xs = (slice(max(0, at), min(n, at + m)) for at, n, m in ((top, y1 - y0, high), (left, x1 - x0, wide)))
    found[ys.start - top : ys.stop - top, xs.start - left : xs.stop - left] = darker[ys, xs]
    return found


def _response(mean: _Floats, mark: tuple[float, float], height: float, settings: LostPrintSettings) -> float:
    """By how many times its noise the mean of cells stands out in its middle, for a mark of one size."""
    wide, high = max(3, round(mark[0] * height)), max(1, round(mark[1] * height))
    strip = max(1, round(settings.strip * height))
    off = high // 2 + strip + 1
    here = np.asarray(cv2.blur(mean, (wide, high), borderType=cv2.BORDER_REPLICATE), np.float32)
    ends = np.asarray(cv2.blur(mean, (wide, strip), borderType=cv2.BORDER_REPLICATE), np.float32)
    level = np.zeros_like(mean)
    level[off:-off] = here[off:-off] - (ends[: -2 * off] + ends[2 * off :]) / 2
    middle = np.array(level.shape) // 2
    across, down = settings.near
    x = np.abs(np.arange(level.shape[1]) - middle[1])
    band = level[max(off, middle[0] - down) : min(len(level) - off, middle[0] + down + 1)]
    beside = band[:, (x > max(wide, _BESIDE * height)) & (x <= middle[1] - wide // 2)]
    if beside.shape[1] < _COLUMNS:
        return 0.0
    best = float(band[:, x <= across].max())
    return max(0.0, (best - float(beside.mean())) / (float(beside.std()) + settings.grain))


def _given_height(page: PreparedPage, inner: Inner, height: float) -> float:
    """A height on the prepared page in pixels of the page as given."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    ends = page.transform.inverse(np.array([[x, y], [x, y + height]]))
    return float(np.hypot(*(ends[1] - ends[0])))
