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

from ocrkit.recognise.cells.components import Components
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.settings import Settings

MAYBE_ONE = Doubt(DoubtCode.SLIVER_OR_ONE)
MAYBE_MARK = Doubt(DoubtCode.LINE_LEFT_OUT)
MAYBE_PARTED = Doubt(DoubtCode.LINE_PARTS_CELL)
MAYBE_TOUCHED = Doubt(DoubtCode.LINE_TOUCHES_PRINT)


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


def rule_remnants(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces of ink are slivers of rules; bool (N,).

    ``inner`` (x0, y0, x1, y1) is the cell without its rules, ``height`` the usual height of a character, in pixels.
    """
    down, over = from_side_to_side(components, inner, height, settings)
    length = np.where(down, components.height, components.width)
    thin = (components.area <= settings.stroke * height * length) & (components.thickness <= settings.thick * height)
    # What runs both ways is no rule but a stroke through the whole cell.
    return np.asarray(_flush(components, inner, height, settings) | ((down ^ over) & thin), dtype=np.bool_)


def remnant_doubts(
    components: Components,
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
    others = components.which(~remnant)
    down, over = from_side_to_side(components, inner, height, settings)
    loose = remnant & ~_flush(components, inner, height, settings)
    if could_be_one(components.which(remnant), others, height, settings) or _beside(
        components.which(loose & down), others, height, settings
    ):
        doubts.append(MAYBE_ONE)
    if is_blank and (loose.any() or _like_a_dash(components.which(remnant), inner, height, settings).any()):
        doubts.append(MAYBE_MARK)
    if ((down | over) & ~remnant).any():
        doubts.append(MAYBE_TOUCHED)
    if _between(components.which(loose & down), components.which(loose & over), others):
        doubts.append(MAYBE_PARTED)
    return tuple(doubts)


def _between(down: Components, over: Components, others: Components) -> bool:
    """Whether one of these lines, which run down or over the cell, has other ink on both of its sides."""
    if len(others) == 0:
        return False
    beside = (others.left.min() < down.left) & (others.right.max() > down.right)
    return bool(beside.any() or ((others.top.min() < over.top) & (others.bottom.max() > over.bottom)).any())


def could_be_one(remnants: Components, others: Components, height: float, settings: RemnantSettings) -> bool:
    """Whether a sliver is as high as a digit and stands where one could: alone in its cell, or next to other ink."""
    least, most = (share * height for share in settings.digit)
    of_height = (remnants.height >= least) & (remnants.height <= most)
    upright = remnants.which(of_height & (remnants.height > remnants.width))
    if len(others) == 0:
        return len(upright) > 0
    return _beside(upright, others, height, settings)


def _beside(upright: Components, others: Components, height: float, settings: RemnantSettings) -> bool:
    """Whether one of the pieces stands as near to other ink as one digit to the next."""
    start, stop = upright.left[:, None], upright.right[:, None]
    gap = np.maximum(others.left - stop, start - others.right)
    return bool((gap <= settings.near * height).any())


def _flush(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces are thin and lie along a side of the cell, bool (N,)."""
    left, right, top, bottom = _touching(components, inner)
    w, h = components.width, components.height
    thin = max(settings.pixels, settings.thin * height)
    lying = (top | bottom) & (h <= thin) & (w >= settings.long * h)
    standing = (left | right) & (w <= thin) & (h >= settings.long * w)
    return np.asarray(lying | standing, dtype=np.bool_)


def from_side_to_side(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces run from top to bottom and which from left to right, longer than a character; bool (N,) each."""
    left, right, top, bottom = _touching(components, inner)
    length = max(settings.across * height, 1)
    return top & bottom & (components.height >= length), left & right & (components.width >= length)


def _like_a_dash(
    slivers: Components, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which slivers are as wide as a dash, thicker than a hairline and away from the cell's corners; bool (N,)."""
    left, right, _, _ = _touching(slivers, inner)
    least, most = (share * height for share in settings.dash)
    w, h = slivers.width, slivers.height
    return np.asarray((w >= least) & (w <= most) & (w > h) & (h > 1) & ~left & ~right, dtype=np.bool_)


def _touching(components: Components, inner: tuple[int, int, int, int]) -> tuple[NDArray[np.bool_], ...]:
    """Which pieces touch the left, right, top and bottom side; bool (N,) each."""
    x0, y0, x1, y1 = inner
    return components.left <= x0, components.right >= x1, components.top <= y0, components.bottom >= y1
