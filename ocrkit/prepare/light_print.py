"""Print that is lighter than the field it stands on, told from the field's roughness.

What no pixel tells many do: a stroke of a character, or of a thin rule, is no lighter than the grain of a worn sheet
in places, but lighter along all of its length. So the field is looked at over squares of several sizes, as a matched
filter does, and each is held against how much the field varies over squares of that size.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

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

    sizes: tuple[float, ...] = Field(default=(1.0, 3.0, 6.0), min_length=1)
    step: float = Field(default=8.0, gt=0)
    noise: float = Field(default=7.0, gt=0)
    clear: float = Field(default=1.2, ge=1)
    weak: float = Field(default=2.5, gt=0)

    def least(self, rough: float) -> float:
        """By how many levels print is lighter than a field that varies by so much."""
        return max(self.step, self.noise * rough)


def light_print(
    above: Floats, field: Mask, room: Floats, noise: float, scale: float, settings: LightPrintSettings
) -> tuple[Mask, float]:
    """Where fields have print lighter than they are, bool (H, W), and by how many levels they vary over a stroke.

    ``above``, float32 (H, W): by how many levels each place is lighter than its ground, 0 where no field is;
    ``room``: by how many paper is. ``noise`` is the paper's, in levels; one pixel of ``settings`` is ``scale`` here.
    """
    if not field.any():
        return field, noise
    over = field.astype(np.float32)
    may_be, sure, rough = field, np.zeros_like(field), 0.0
    for size in settings.sizes:
        about = _mean(above, over, max(1, int(size * scale)))
        # A field is rougher than paper, halftoned ones most of all, and its roughness is no print.
        varies = max(1.5 * float(np.median(np.abs(about[field][::_SPARSE]))), noise / size)
        least = settings.least(varies)
        if size == settings.sizes[0]:
            rough = varies
            may_be = field & (about >= np.float32(min(least, max(settings.step, settings.weak * rough))))
        sure |= may_be & (about >= np.float32(least)) & (room >= settings.clear * least)
        if least <= settings.step:  # nothing hides it
            break
    return _joined(sure, may_be, max(1, int(scale))) & field, rough


def _mean(above: Floats, over: Floats, side: int) -> Floats:
    """Over squares, of the fields alone: beyond them is paper."""
    if side == 1:
        return above
    mean, share = (np.asarray(cv2.blur(part, (side, side)), np.float32) for part in (above, over))
    return np.asarray(mean / np.maximum(share, 1e-6), np.float32)


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
