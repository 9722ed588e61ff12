"""The ink of a doubtful value without the specks beside and above its digits.

Dirt that touches a digit, or nearly, is read along: 0 with a speck above it as ó, 1,730 behind one as *1,730. What
is read without it is a better guess, and no more than that: the value stays in review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from ocrkit.recognise.cells.colon import is_colon
from ocrkit.recognise.cells.components import Component
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.recognise.cells.line_components import AROUND, ENLARGED, line_components
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings


class SpecklessSettings(Settings):
    """``large``: from this share of the text height on a piece is a digit's; ``small``: below it, a speck's.

    ``flat``: a piece this many times as wide as high is a dash. ``foot``: how far above the digits' feet a point or
    comma may have its middle, as a share of the text height.
    """

    large: float = Field(default=0.6, gt=0)
    small: float = Field(default=0.5, gt=0)
    flat: float = Field(default=1.7, gt=1)
    foot: float = Field(default=0.35, gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.small > self.large:
            raise ValueError(f"small ({self.small:g}) must not be above large ({self.large:g})")
        return self


def without_specks(line: InkLine, text_height: float, settings: SpecklessSettings | None = None) -> InkLine | None:
    """The line with its specks painted over with paper; None where it has none, or nothing but them.

    ``text_height`` is the usual height of a digit there, in pixels. Dashes stay, and what stands where a point or
    a comma does: at the feet of the digits, between two of them; and the point above one, of a colon.
    """
    chosen = settings or SpecklessSettings()
    height = text_height * ENLARGED
    found = line_components(line)
    large = [piece for piece in found if max(piece.height, piece.width) >= chosen.large * height]
    small = [piece for piece in found if _is_speck(piece, large, height, chosen)]
    kept = [piece for piece in found if not any(piece is speck for speck in small)]
    specks = [piece for piece in small if not any(is_colon(piece.box, other.box, height) for other in kept)]
    rest = [piece for piece in found if not any(piece is speck for speck in specks)]
    if not specks or not rest:
        return None
    ink = _around(line, rest)
    moved = (ink.y0 + ink.y1 - line.ink.y0 - line.ink.y1) / 2
    level = None if line.level is None else line.level + moved
    return replace(line, image=_painted(line, specks), ink=ink, level=level)


def _is_speck(piece: Component, large: Sequence[Component], height: float, chosen: SpecklessSettings) -> bool:
    if max(piece.height, piece.width) >= chosen.small * height or piece.width >= chosen.flat * piece.height:
        return False
    if not large:
        return True
    between = min(p.left for p in large) < piece.left and piece.right < max(p.right for p in large)
    feet = float(np.median([p.bottom for p in large]))
    return not (between and piece.top < feet <= piece.top + piece.height / 2 + chosen.foot * height)


def _origin(line: InkLine) -> tuple[int, int]:
    """Where the pieces' image begins in the line's."""
    return max(0, int(np.floor(line.ink.x0)) - AROUND), max(0, int(np.floor(line.ink.y0)) - AROUND)


def _painted(line: InkLine, specks: Sequence[Component]) -> NDArray[np.uint8]:
    x0, y0 = _origin(line)
    mask = np.zeros(line.image.shape, np.uint8)
    for speck in specks:
        top, left = y0 + speck.top // ENLARGED, x0 + speck.left // ENLARGED
        mask[top : y0 - (-speck.bottom // ENLARGED), left : x0 - (-speck.right // ENLARGED)] = 1
    image = line.image.copy()
    image[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = paper_level(image)
    return image


def _around(line: InkLine, rest: Sequence[Component]) -> UprightBox:
    x0, y0 = _origin(line)
    boxes = [UprightBox(p.left, p.top, p.right, p.bottom) for p in rest]
    box = UprightBox.around(boxes)
    return UprightBox(x0 + box.x0 / ENLARGED, y0 + box.y0 / ENLARGED, x0 + box.x1 / ENLARGED, y0 + box.y1 / ENLARGED)
