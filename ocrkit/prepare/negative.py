"""Negatives: light print on a dark ground, as microfilm, some copiers and dark screens give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image

_SPARSE = 8
"""Whether most of the page is dark is asked of one pixel in so many, each way."""

_SIDE = 1000
"""Strokes are looked at on an image whose sheet is this long."""

_GROUND = 31
"""The ground is the median over a square of so many pixels there: no stroke of print fills half of it."""

_STROKE = 30
"""What differs from its ground by so many levels is a stroke."""


@dataclass(frozen=True)
class Polarity:
    """What stands on what: shares of the page.

    ``light`` and ``dark`` are strokes lighter and darker than the ground they stand on, ``ground`` the part whose
    ground is as dark as that under the light ones.
    """

    light: float
    dark: float
    ground: float

    @property
    def negative(self) -> bool:
        """Whether nearly all print is light on dark, and the dark is the page's ground and not a field on it."""
        return self.light > 4 * self.dark and self.light > 1e-4 and self.ground > 0.5


def find_polarity(image: Image) -> Polarity | None:
    """What stands on what on a page, uint8 (H, W) or (H, W, 3) BGR; None where most of it is light, as pages are.

    The level of a page does not tell: a page in poor light is as dark as a pale negative, and a page photographed
    on a dark desk has more desk than paper. Strokes do: thin, and on either side of their ground.
    """
    sparse = _grey(image[::_SPARSE, ::_SPARSE])
    if not sparse.size or 2 * float(np.median(sparse)) >= float(sparse.min()) + float(sparse.max()):
        return None
    factor = min(1.0, _SIDE / sheet_side(image.shape[1], image.shape[0]))
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    small = _grey(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    ground = cv2.medianBlur(small, _GROUND)
    light, dark = (cv2.subtract(*pair) > _STROKE for pair in ((small, ground), (ground, small)))
    if not light.any():
        return Polarity(0.0, float(dark.mean()), 0.0)
    between = (float(np.median(small[light])) + float(np.median(ground[light]))) / 2
    return Polarity(float(light.mean()), float(dark.mean()), float((ground < between).mean()))


def _grey(image: NDArray[Any]) -> Image:
    image = np.asarray(image, dtype=np.uint8)
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
