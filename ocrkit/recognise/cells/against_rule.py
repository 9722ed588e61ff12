"""Ink of a blank cell that stands out from a rule at its side: print against the rule, or the rule's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Component, find_components
from ocrkit.types.settings import Settings


class AgainstRuleSettings(Settings):
    """Lengths are shares of the text height.

    ``rule``: a column with this share inked is rule. ``side``: how far print against a rule stands out from it at
    least, ``middle``: and how near it is to the cell's middle, up and down.
    """

    rule: float = Field(default=0.6, gt=0)
    side: float = Field(default=0.18, gt=0)
    middle: float = Field(default=0.25, gt=0)


def against_rule(ink: NDArray[np.bool_], height: float, settings: AgainstRuleSettings) -> NDArray[np.bool_]:
    """Which of a blank cell's ``ink``, bool (H, W), stands out from its left or right rule, half way down it.

    ``height``: the text's, in pixels of the picture.
    """
    if min(ink.shape, default=0) < 2 * height:
        return np.zeros_like(ink)
    loose = ink.copy()
    loose[:, ink.mean(axis=0) >= settings.rule] = False
    middle, room = ink.shape[0] / 2, settings.middle * height
    first, last = max(0, int(middle - 2 * room)), int(middle + 2 * room) + 1
    band = loose[first:last]
    found = np.zeros_like(ink)
    for piece in find_components(band.astype(np.uint8), least=2):
        if _stands_out(piece, len(band), room) and piece.width >= settings.side * height:
            found[first + piece.top : first + piece.bottom, piece.left : piece.right] |= piece.mask
    return found


def _stands_out(piece: Component, rows: int, room: float) -> bool:
    """Whether a piece lies about the middle of a band of so many rows, all of it."""
    return abs(piece.middle - rows / 2) <= room and piece.top > 0 and piece.bottom < rows
