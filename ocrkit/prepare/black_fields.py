"""Fields as dark as print, as faxes and copies make them: where they end."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.fields import FieldSettings, long_runs
from ocrkit.prepare.touching import touching
from ocrkit.types.page import Image


def to_its_end(
    kept: Image, grey: Image, between: NDArray[np.float32], scale: float, settings: FieldSettings
) -> Image:
    """Fields as dark as print, uint8 0 or 1: where their ground is bare, and as far as it runs straight.

    ``kept`` was found on an image ``scale`` times smaller; what is darker than ``between`` is black. Print close to a
    field is as dark as it, and there taken for part of it; thick print on it is taken for paper; and what that left
    of a field outside would be print. What has no light print or rule on it may be ink, such as a blot.
    """
    reach, side = 2 * round(settings.window / 2 * scale) + 1, round(settings.smallest * scale)
    about = np.asarray(cv2.dilate(kept, np.ones((reach, reach), np.uint8)), np.uint8)
    alike = np.asarray(grey < between, np.uint8) & about
    square = np.ones((side, side), np.uint8)
    bare = np.asarray(cv2.morphologyEx(alike, cv2.MORPH_OPEN, square), np.uint8)
    # A stem that touches a field makes an upright run with it, a thin one.
    thin = max(1, round(settings.ruled * scale))
    runs = long_runs(alike, round(settings.long * scale), thin) | bare
    whole = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((thin, thin), np.uint8))
    ground = touching(np.asarray(whole, np.uint8), bare)  # light rules are within
    filled: Image = np.zeros(kept.shape, np.uint8)
    ends, _ = cv2.findContours(ground, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(filled, ends, -1, (1,), cv2.FILLED)
    # What ground encloses is print on it, or a cell on paper.
    enclosed = filled & (1 - ground)
    paper = touching(enclosed, np.asarray(cv2.morphologyEx(enclosed, cv2.MORPH_OPEN, square), np.uint8))
    filled[paper > kept] = 0
    within = np.asarray(cv2.erode(filled, np.ones((thin + 1, thin + 1), np.uint8)), np.uint8)
    return touching(filled, _larger(within & (1 - alike), (side / 4) ** 2))


def _larger(mask: Image, area: float) -> Image:
    """The pieces of ``mask`` of at least so many pixels; uint8 0 or 1."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] >= area
    large[0] = False
    return np.asarray(large[labels], np.uint8)
