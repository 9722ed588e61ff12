"""Whether a page is black and white: a fax, a copy, a scan made so. On one, a stroke is there or it is gone."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import Field

from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class ToneSettings(Settings):
    """When a page is black and white.

    ``between``: pixels are neither where their darkness is between these shares of that of ink, which is the darkest
    ``ink`` of all that are darker than paper by ``contrast`` levels. ``least``: a page has this share of the darker
    ones that are neither, but for one that is black and white. A coarse grey page has half of them at the edges of
    its strokes, a black and white one that a JPEG file holds keeps few.
    """

    between: tuple[float, float] = (0.3, 0.7)
    ink: float = Field(default=0.1, gt=0, lt=1)
    contrast: int = Field(default=64, ge=1, le=255)
    least: float = Field(default=0.08, gt=0, lt=1)


def is_bilevel(image: Image, settings: ToneSettings) -> bool:
    """Whether a page as given, uint8 (H, W) or (H, W, 3) BGR, is black and white but for its file's compression.

    A page with next to no ink is not.
    """
    shares = _between(image, settings)
    return shares is not None and shares < settings.least


def _between(image: Image, settings: ToneSettings) -> float | None:
    """The share of the pixels darker than paper that are much lighter than ink; None without ink."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    levels = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    paper = int(levels[128:].argmax()) + 128
    dark = levels[: max(0, paper - settings.contrast)]
    if not dark.any():
        return None
    darkest = int(np.searchsorted(dark.cumsum(dtype=np.float64), settings.ink * float(dark.sum(dtype=np.float64))))
    low, high = (round(paper - share * (paper - darkest)) for share in settings.between[::-1])
    ink = float(levels[:high].sum(dtype=np.float64))
    return float(levels[low:high].sum(dtype=np.float64)) / ink if ink else None
