"""Uneven light and coloured fields: divide the page by its own ground, so that print is dark on white everywhere.

Where the ground is paper it is divided by the paper. A field (a filled heading, a coloured band of rows) is darker
than the paper around it, and print on it may be darker or lighter than it: what stands out from a field either way
becomes dark.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from pydantic import Field

from ocrkit.prepare.fields import FieldSettings
from ocrkit.prepare.find_fields import find_fields
from ocrkit.prepare.light_print import Mask
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class LightSettings(Settings):
    """How the ground is estimated. Levels are of 256."""

    white: float = Field(default=245.0, gt=0, le=255)
    """Paper gets this level."""
    dark: int = Field(default=70, ge=0, le=255)
    """A large ground darker than this that touches the page's edge is no paper (a desk, a scanner's lid)."""
    fields: FieldSettings = FieldSettings()


@dataclass(frozen=True)
class EvenPage:
    """The page as if evenly lit, uint8 (H, W), and where it was too dark to be paper or in a field; None: nowhere."""

    image: Image
    unlit: Mask | None = None
    fields: Mask | None = None


_CELL = 8
"""The paper is estimated on an image this many times smaller: light changes slowly."""


def even_light(grey: Image, settings: LightSettings | None = None) -> EvenPage:
    """The page as if evenly lit: paper near 255, ink dark; ``grey`` is uint8 (H, W).

    The paper's brightness is a grey closing (which takes ink away) of the page made smaller, smoothed; the page
    is divided by it. Where there is no paper at all the result is white.
    """
    settings = settings or LightSettings()
    h, w = grey.shape
    small = cv2.resize(grey, (max(1, w // _CELL), max(1, h // _CELL)), interpolation=cv2.INTER_AREA)
    side = max(5, (min(small.shape) // 24) | 1)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), side / 2)
    full = cv2.resize(paper, (w, h), interpolation=cv2.INTER_LINEAR)
    even = np.asarray(cv2.divide(grey, full, scale=settings.white), dtype=np.uint8)
    found = find_fields(grey, settings.fields)
    if found is not None:
        found.flatten(grey, even, settings.white)
    dark = cv2.dilate((paper < settings.dark).astype(np.uint8), np.ones((3, 3), np.uint8))
    if not dark.any():
        return EvenPage(even, None, None if found is None else found.mask)
    unlit = cv2.resize(dark, (w, h), interpolation=cv2.INTER_NEAREST) > 0
    if found is not None:
        unlit &= ~found.mask
    even[unlit] = 255
    return EvenPage(even, unlit, None if found is None else found.mask)
