"""What a table's rules leave at the sides of its cells: slivers of bent, doubled or badly cut rules.

The recogniser reads a sliver lying flat as 一 and one standing as 1. A sliver is flush with the side of the cell and
thinner than a stroke of text, or runs from side to side, longer than any character and thin all along. Values keep
off the sides. What could be print all the same is told as a doubt: a blank is neither a dash nor a stroke through.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from ocrkit.recognise.cells.rows import Blobs
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.settings import Settings

MAYBE_ONE = Doubt(DoubtCode.SLIVER_OR_ONE)
MAYBE_MARK = Doubt(DoubtCode.LINE_LEFT_OUT)
MAYBE_TOUCHED = Doubt(DoubtCode.LINE_TOUCHES_PRINT)

_CORNER = 4
"""Pixels at either end of a piece from side to side that may turn along the side, into the cell's corner."""


class RemnantSettings(Settings):
    """Lengths are shares of the text height.

    ``thin``: a sliver's greatest thickness, ``pixels`` at least; ``long``: its least length over its thickness.
    ``across``: a rule from side to side is longer; ``stroke``: its greatest mean width, ``thick``: its greatest
    width anywhere. ``digit``: the least and greatest height of a digit 1, ``dash``: the same for a dash's width;
    ``near``: how near a 1 stands to other digits.
    """

    thin: float = Field(default=0.10, gt=0)
    pixels: int = Field(default=2, ge=1)
    long: float = Field(default=3.0, gt=1)
    across: float = Field(default=1.6, gt=1)
    stroke: float = Field(default=0.2, gt=0)
    thick: float = Field(default=0.3, gt=0)
    digit: tuple[float, float] = (0.5, 1.3)
    dash: tuple[float, float] = (0.25, 1.3)
    near: float = Field(default=0.8, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for name, (least, most) in (("digit", self.digit), ("dash", self.dash)):
            if not 0 < least <= most:
                raise ValueError(f"{name}: ({least:g}, {most:g}) is not a least and a greatest length above 0")
        return self


def thickness(mask: NDArray[np.bool_]) -> int:
    """The greatest extent of a piece across its direction, in pixels; bool (H, W), its own box.

    Level pieces are measured column by column, upright ones row by row, whichever gives less. A line is thin
    everywhere; one that touches a digit is as thick there as the digit is high.
    """
    return min(_greatest_extent(mask), _greatest_extent(mask.T))


def _greatest_extent(mask: NDArray[np.bool_]) -> int:
    if mask.shape[1] > 4 * _CORNER:
        mask = mask[:, _CORNER:-_CORNER]
    first, last = mask.argmax(axis=0), mask.shape[0] - mask[::-1].argmax(axis=0)
    return int((last - first)[mask.any(axis=0)].max(initial=0))


def rule_remnants(
    blobs: Blobs, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces of ink are slivers of rules; bool (N,).

    ``inner`` (x0, y0, x1, y1) is the cell without its rules, ``height`` the usual height of a character, in pixels.
    """
    down, over = _from_side_to_side(blobs, inner, height, settings)
    length = np.where(down, blobs[:, 3], blobs[:, 2])
    thin = (blobs[:, 4] <= settings.stroke * height * length) & (blobs[:, 5] <= settings.thick * height)
    # What runs both ways is no rule but a stroke through the whole cell.
    return np.asarray(_flush(blobs, inner, height, settings) | ((down ^ over) & thin), dtype=np.bool_)


def remnant_doubts(
    blobs: Blobs,
    remnant: NDArray[np.bool_],
    is_blank: bool,
    inner: tuple[int, int, int, int],
    height: float,
    settings: RemnantSettings,
) -> tuple[Doubt, ...]:
    """Why a person should look at a cell whose pieces ``remnant`` bool (N,) were left out.

    ``is_blank``: no line of text is left in it. Slivers flush with a side leave no doubt unless they are like a
    digit 1 or a dash in size.
    """
    doubts = []
    others = blobs[~remnant]
    down, over = _from_side_to_side(blobs, inner, height, settings)
    loose = remnant & ~_flush(blobs, inner, height, settings)
    if could_be_one(blobs[remnant], others, height, settings) or _beside(
        blobs[loose & down], others, height, settings
    ):
        doubts.append(MAYBE_ONE)
    if is_blank and (loose.any() or _like_a_dash(blobs[remnant], inner, height, settings).any()):
        doubts.append(MAYBE_MARK)
    if ((down | over) & ~remnant).any():
        doubts.append(MAYBE_TOUCHED)
    return tuple(doubts)


def could_be_one(remnants: Blobs, others: Blobs, height: float, settings: RemnantSettings) -> bool:
    """Whether a sliver is as high as a digit and stands where one could: alone in its cell, or next to other ink."""
    least, most = (share * height for share in settings.digit)
    upright = remnants[(remnants[:, 3] >= least) & (remnants[:, 3] <= most) & (remnants[:, 3] > remnants[:, 2])]
    if len(others) == 0:
        return len(upright) > 0
    return _beside(upright, others, height, settings)


def _beside(upright: Blobs, others: Blobs, height: float, settings: RemnantSettings) -> bool:
    """Whether one of the pieces stands as near to other ink as one digit to the next."""
    start, stop = upright[:, None, 0], upright[:, None, 0] + upright[:, None, 2]
    gap = np.maximum(others[:, 0] - stop, start - (others[:, 0] + others[:, 2]))
    return bool((gap <= settings.near * height).any())


def _flush(
    blobs: Blobs, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces are thin and lie along a side of the cell, bool (N,)."""
    left, right, top, bottom = _touching(blobs, inner)
    w, h = blobs[:, 2], blobs[:, 3]
    thin = max(settings.pixels, settings.thin * height)
    lying = (top | bottom) & (h <= thin) & (w >= settings.long * h)
    standing = (left | right) & (w <= thin) & (h >= settings.long * w)
    return np.asarray(lying | standing, dtype=np.bool_)


def _from_side_to_side(
    blobs: Blobs, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces run from top to bottom and which from left to right, longer than a character; bool (N,) each."""
    left, right, top, bottom = _touching(blobs, inner)
    length = max(settings.across * height, 1)
    return top & bottom & (blobs[:, 3] >= length), left & right & (blobs[:, 2] >= length)


def _like_a_dash(
    slivers: Blobs, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which slivers are as wide as a dash, thicker than a hairline and away from the cell's corners; bool (N,)."""
    left, right, _, _ = _touching(slivers, inner)
    least, most = (share * height for share in settings.dash)
    w, h = slivers[:, 2], slivers[:, 3]
    return np.asarray((w >= least) & (w <= most) & (w > h) & (h > 1) & ~left & ~right, dtype=np.bool_)


def _touching(blobs: Blobs, inner: tuple[int, int, int, int]) -> tuple[NDArray[np.bool_], ...]:
    """Which pieces touch the left, right, top and bottom side; bool (N,) each."""
    x, y, w, h = blobs[:, :4].T
    return x <= inner[0], x + w >= inner[2], y <= inner[1], y + h >= inner[3]
