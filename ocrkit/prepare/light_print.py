"""Print that is lighter than the field it stands on, told from the field's roughness.

What no pixel tells many do: a stroke of a character, or of a thin rule, is no lighter than the grain of a worn sheet
in places, but lighter along all of its length. So the field is looked at over squares of several sizes, as a matched
filter does, and each is held against how much the field varies over squares of that size.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, PositiveFloat

from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

_SPARSE = 7
"""How much a field varies is asked of one pixel in so many."""


class LightPrintSettings(Settings):
    """When what is lighter than its field is print. Levels are of 256; lengths are pixels of the image that fields
    are looked for on.

    ``sizes``: of the squares, a stroke first. Print is lighter than its field by ``step`` levels and by ``noise``
    times how much the field varies over squares of one size; paper is lighter than the field by ``clear`` times that.
    What hangs together with such print is print too where it is lighter by ``weak`` times how much strokes vary.
    """

    sizes: tuple[PositiveFloat, ...] = Field(default=(1.0, 3.0, 6.0), min_length=1)
    step: float = Field(default=8.0, gt=0)
    noise: float = Field(default=7.0, gt=0)
    clear: float = Field(default=1.2, ge=1)
    weak: float = Field(default=2.5, gt=0)

    def least(self, rough: float) -> float:
        """By how many levels print is lighter than a field that varies by so much."""
        return max(self.step, self.noise * rough)


@dataclass(frozen=True)
class Paper:
    """The paper about fields: its ``level``, its ``noise``, and how many pixels one of the smaller image is."""

    level: float
    noise: float
    scale: float


def light_print(
    above: Floats, field: Mask, ground: Image, paper: Paper, settings: LightPrintSettings
) -> tuple[Mask, float]:
    """Where fields have print lighter than they are, bool (H, W), and by how many levels they vary over a stroke.

    ``above``, float32 (H, W): by how many levels each place is lighter than its ``ground``, uint8 (H, W); 0 where no
    field is.
    """
    if not field.any():
        return field, paper.noise
    may_be, sure, rough = field, np.zeros_like(field), 0.0
    for i, size in enumerate(settings.sizes):
        about = _mean(above, field, max(1, int(size * paper.scale)))
        # A field is rougher than paper, halftoned ones most of all, and its roughness is no print.
        varies = max(1.5 * float(np.median(np.abs(about[field][::_SPARSE]))), paper.noise / size)
        least = settings.least(varies)
        if i == 0:
            rough = varies
            may_be = field & (about >= np.float32(min(least, max(settings.step, settings.weak * rough))))
        sure |= may_be & (about >= np.float32(least)) & (ground <= paper.level - settings.clear * least)
        if least <= settings.step:  # nothing hides it
            break
    return _joined(sure, may_be, max(1, int(paper.scale))) & field, rough


def _mean(above: Floats, field: Mask, side: int) -> Floats:
    """Over squares, of the fields alone: beyond them is paper."""
    if side == 1:
        return above
    mean = np.asarray(cv2.blur(above, (side, side)), np.float32)
    share = np.asarray(cv2.boxFilter(field.view(np.uint8), cv2.CV_32F, (side, side)), np.float32)
    mean /= np.maximum(share, np.float32(1e-6))
    return mean


def _joined(sure: Mask, may_be: Mask, stroke: int) -> Mask:
    """Of what may be print that which hangs together with print that is ``sure``, and what is about it.

    No farther apart than two strokes are thick: a stroke's ends, thin parts and sides are no lighter than the
    roughness of their field in places. Dirt stands alone.
    """
    if not sure.any():
        return sure
    thick: Image = cv2.dilate(may_be.astype(np.uint8), np.ones((2 * stroke + 1,) * 2, np.uint8)).astype(np.uint8)
    n, labels = cv2.connectedComponents(thick, connectivity=8)
    has_sure = np.zeros(n, np.bool_)
    has_sure[labels[sure]] = True
    return np.asarray(has_sure[labels])
