"""A long page in windows of a sheet's length: text is found at one scale, whatever the page's length."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_BAND = 1 / 100
"""Cuts go through the middle of blank bands: the ink of a row is averaged over this share of a window."""


def windows(ink: NDArray[np.bool_], longest: int) -> list[tuple[int, int]]:
    """Rows [start, stop) of windows that together hold all ink; ``ink`` is bool (H, W).

    A window is no more than ``longest`` rows high, begins and ends with ink, and ends between lines: where, in its
    last third, the rows have the least ink. Windows without ink are left out.
    """
    profile = np.count_nonzero(ink, axis=1).astype(np.float32)
    band = max(1, round(longest * _BAND))
    calm = cv2.blur(profile[:, None], (1, band), borderType=cv2.BORDER_REPLICATE)[:, 0]
    inked = np.flatnonzero(profile)
    found = []
    while len(inked):
        start, stop = int(inked[0]), int(inked[-1]) + 1
        if stop - start > longest:
            first = start + 2 * longest // 3
            stop = first + int(np.argmin(calm[first : start + longest])) + 1
        inside = inked[inked < stop]
        found.append((start, int(inside[-1]) + 1))
        inked = inked[len(inside) :]
    return found
