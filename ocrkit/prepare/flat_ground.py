"""Where a page's ground is flat, darker than paper or as light: what fields and paper are found by."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from ocrkit.prepare.fields import FieldSettings
from ocrkit.prepare.light_print import Mask
from ocrkit.types.page import Image

_ROUNDING = 1e-6
"""By how much a share of a window's pixels may be off a whole number of them, and is that number all the same."""

_BITS = 2
"""What is known of a place, field or paper or both, takes so many."""


@dataclass(frozen=True)
class FlatGround:
    """The ground about each place, uint8 (H, W), and the page's paper and its noise, in levels.

    ``least``: by how many levels a field is darker than paper; ``tolerance``: by how many one ground differs.
    ``core`` and ``bare_paper``: where a field or paper is flat, uint8 0 or 1.
    """

    ground: Image
    paper: float
    noise: float
    least: float
    tolerance: float
    core: Image
    bare_paper: Image


def flat_ground(small: Image, window: int, settings: FieldSettings, share: float = 1.0) -> FlatGround:
    """The grounds of a page, uint8 (H, W); with less than a ``share`` of 1 what is less dark and flat is core too."""
    ground = np.asarray(cv2.medianBlur(small, window), dtype=np.uint8)
    paper = float(np.percentile(ground[::4, ::4], 75))
    away = np.asarray(cv2.absdiff(small, ground), dtype=np.uint8)
    noise = 1.5 * _median(away, (ground > 0.9 * paper).astype(np.uint8))
    least = max(settings.step, settings.noise * noise)
    tolerance = max(settings.step, 3 * noise) / 2
    darker = ground < paper - share * least
    # Much of what is about has the ground's level, as between print that is not too dense.
    level = (away <= tolerance).astype(np.uint8)
    of_level = cv2.boxFilter(level, cv2.CV_16U, (window, window), normalize=False)
    flat = of_level >= math.ceil(share * settings.flat * window**2 - _ROUNDING)
    core, bare_paper = ((part & flat).astype(np.uint8) for part in (darker, ~darker))
    return FlatGround(ground, paper, noise, least, tolerance, core, bare_paper)


def _median(levels: Image, within: Image) -> float:
    """The median of ``levels`` where ``within``, uint8 (H, W), is not 0; 0.0 where it is nowhere."""
    counts = cv2.calcHist([levels], [0], within, [256], [0, 256]).ravel().cumsum(dtype=np.float64)
    middle = counts[-1] / 2
    if not middle:
        return 0.0
    return float(np.searchsorted(counts, middle) + np.searchsorted(counts, middle, side="right")) / 2


def broad(looked: FlatGround, settings: FieldSettings) -> tuple[Image, Mask]:
    """What may be fields with their print, uint8 0 or 1, and where paper is bare, bool; broader than print, both."""
    square = np.ones((settings.smallest,) * 2, np.uint8)
    bare = cv2.morphologyEx(looked.bare_paper, cv2.MORPH_OPEN, square) > 0
    field = cv2.morphologyEx(filled(looked.core, bare), cv2.MORPH_OPEN, square)
    return np.asarray(field, dtype=np.uint8), bare


def filled(core: Image, paper: Mask) -> Image:
    """The fields with the print in them: what has ``core`` for its next flat ground to the left and to the right.

    ``core`` is where a field is flat, uint8 0 or 1, ``paper`` where paper is, bool. Print stands in lines, so it is
    the ground before and behind it that tells what it stands on.
    """
    known = core + 2 * paper.astype(np.uint8)
    before, after = _last_known(known), _last_known(known[:, ::-1])[:, ::-1]
    return np.asarray(core | ((before == 1) & (after == 1)), dtype=np.uint8)


def _last_known(known: Image) -> Image:
    """In each row the last value above 0 at or before each place, 0 where there is none; uint8 (H, W)."""
    columns = np.arange(known.shape[1], dtype=np.int32) << _BITS
    last = np.maximum.accumulate(np.where(known > 0, columns | known, 0), axis=1)
    return np.asarray(last & ((1 << _BITS) - 1), dtype=np.uint8)
