"""Whether a page is black and white: a fax, a copy, a scan made so. On one, a stroke is there or it is gone."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import Field

from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

_SIDE = 1000
"""Of larger pages the middle is looked at, so many pixels a side."""


class ToneSettings(Settings):
    """When a page is black and white.

    ``between``: pixels are neither where their darkness is between these shares of that of the darkest ``ink`` of
    its pixels; ``least``: a page has this share of the darker ones that are neither, but for one that is black and
    white. A coarse grey page has half of them at the edges of its strokes, one that a JPEG file holds keeps few.
    """

    between: tuple[float, float] = (0.3, 0.7)
    ink: float = Field(default=0.002, gt=0, lt=1)
    least: float = Field(default=0.08, gt=0, lt=1)


def is_bilevel(image: Image, settings: ToneSettings) -> bool:
    """Whether a page as given, uint8 (H, W) or (H, W, 3) BGR, is black and white but for its file's compression.

    A page with next to no ink is not.
    """
    shares = _between(image, settings)
    return shares is not None and shares < settings.least


def _between(image: Image, settings: ToneSettings) -> float | None:
    """The share of the pixels darker than paper that are much lighter than ink; None without ink."""
    height, width = image.shape[:2]
    top, left = max(0, height - _SIDE) // 2, max(0, width - _SIDE) // 2
    part = image[top : top + _SIDE, left : left + _SIDE]
    grey = part if part.ndim == 2 else cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    levels = np.bincount(grey.ravel(), minlength=256)
    paper = int(levels[128:].argmax()) + 128
    darkest = int(np.searchsorted(levels.cumsum(), settings.ink * grey.size))
    low, high = (round(paper - share * (paper - darkest)) for share in settings.between[::-1])
    ink = int(levels[:high].sum())
    return None if paper - darkest < 64 or not ink else float(levels[low:high].sum()) / ink
