"""What a table's rules leave at the sides of its cells: slivers of bent, doubled or badly cut rules.

The recogniser reads a sliver lying flat as 一 and one standing as 1. A sliver is flush with the side of the cell and
thinner than a stroke of text, or runs from side to side, longer than any character. Values keep off the sides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.ink_rows import Blobs
from ocrkit.types.settings import Settings

MAYBE_ONE = "thin ink by the rule left out: a remnant of it, or a 1"


class RemnantSettings(Settings):
    """Lengths are shares of the text height.

    ``thin``: a sliver's greatest thickness, ``pixels`` at least; ``long``: its least length over its thickness.
    ``across``, ``stroke``: a rule from side to side is longer than the one, and has a mean width up to the other.
    ``digit``: the least and greatest height of a digit 1; ``near``: how near it stands to other digits.
    """

    thin: float = Field(default=0.10, gt=0)
    pixels: int = Field(default=2, ge=1)
    long: float = Field(default=3.0, gt=1)
    across: float = Field(default=1.6, gt=1)
    stroke: float = Field(default=0.2, gt=0)
    digit: tuple[float, float] = (0.5, 1.3)
    near: float = Field(default=0.8, ge=0)


def rule_remnants(
    blobs: Blobs, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces of ink are slivers of rules; bool (N,).

    ``inner`` (x0, y0, x1, y1) is the cell without its rules, ``height`` the usual height of a character, in pixels.
    """
    x, y, w, h, area = blobs.T
    left, right, top, bottom = x <= inner[0], x + w >= inner[2], y <= inner[1], y + h >= inner[3]
    thin = max(settings.pixels, settings.thin * height)
    lying = (top | bottom) & (h <= thin) & (w >= settings.long * h)
    standing = (left | right) & (w <= thin) & (h >= settings.long * w)
    length = np.maximum(settings.across * height, 1)
    down = top & bottom & (h >= length) & (area <= settings.stroke * height * h)
    over = left & right & (w >= length) & (area <= settings.stroke * height * w)
    return np.asarray(lying | standing | down | over, dtype=np.bool_)


def could_be_one(remnants: Blobs, others: Blobs, height: float, settings: RemnantSettings) -> bool:
    """Whether a sliver is as high as a digit and stands where one could: alone in its cell, or next to other ink."""
    least, most = (share * height for share in settings.digit)
    upright = remnants[(remnants[:, 3] >= least) & (remnants[:, 3] <= most) & (remnants[:, 3] > remnants[:, 2])]
    if len(upright) == 0 or len(others) == 0:
        return len(upright) > 0
    start, stop = upright[:, None, 0], upright[:, None, 0] + upright[:, None, 2]
    gap = np.maximum(others[:, 0] - stop, start - (others[:, 0] + others[:, 2]))
    return bool((gap <= settings.near * height).any())
