"""Skew: the angle at which rows of ink stand out most."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.frame import without_frame
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image

_SIDE = 1000

_STROKE = 15
"""Ink is darker than the paper within so many pixels; stains and shadows are broader."""

_INK = 24
"""By how many levels."""


def find_skew(grey: Image, max_deg: float) -> float:
    """Skew in degrees, positive where lines fall to the right; 0.0 on a blank page.

    ``grey`` is evenly lit uint8 (H, W). The row profile of the ink is sharpest at the right angle: the sum of
    squared differences of neighbouring rows is maximised (after Postl, ICPR 1986), first in steps of half a
    degree, then finer around the best.
    """
    scale = min(1.0, _SIDE / sheet_side(grey.shape[1], grey.shape[0]))  # enlarged, a long strip would be gigabytes
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((_STROKE, _STROKE), np.uint8))
    small = without_frame(np.asarray(small, dtype=np.uint8), 0)
    rows, cols = np.nonzero(small > _INK)
    if len(rows) < 50:
        return 0.0
    weight = small[rows, cols].astype(np.float64)
    # Without the jitter pixels fall into rows most sharply at 0 degrees, whatever the page's skew.
    jitter = np.random.default_rng(0).uniform(-0.5, 0.5, len(rows))
    y = (rows - small.shape[0] / 2 + jitter).astype(np.float32)
    x = (cols - small.shape[1] / 2).astype(np.float32)
    best = 0.0
    for step, reach in ((0.5, max_deg), (0.1, 0.5), (0.02, 0.1)):
        angles = best + np.arange(-round(reach / step), round(reach / step) + 1) * step
        scores = [_sharpness(x, y, weight, angle) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _sharpness(x: NDArray[np.float32], y: NDArray[np.float32], weight: NDArray[np.float64], degrees: float) -> float:
    t = np.deg2rad(degrees)
    row = y * np.float32(np.cos(t)) - x * np.float32(np.sin(t))
    row = np.rint(row, out=row).astype(np.intp)
    profile = np.bincount(row - row.min(), weights=weight)
    return float(np.square(np.diff(profile)).sum())
