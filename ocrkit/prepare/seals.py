"""Red seals over text and rules: taken out of the grey image, and remembered."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.page import Image

_REDNESS = 24
"""How far red stands above the other two colours in seal ink, more than in the paper (pale pink counts: JPEG blurs
colour)."""

_MIN_SHARE = 1e-4
"""Less red than this share of the page is no seal."""

_SPARSE = 4
"""Most pages have no seal: first only one pixel in so many, each way, is looked at."""


def drop_seals(image: Image) -> tuple[Image, NDArray[np.bool_]]:
    """Grey image without red ink, and where the red was.

    ``image`` is uint8 (H, W) or (H, W, 3) BGR; returns uint8 (H, W) and bool (H, W). Under red ink the red channel
    is read alone: there seal ink is as bright as paper, and black print stays black.
    """
    if image.ndim == 2:
        return image.copy(), np.zeros(image.shape, dtype=np.bool_)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if _reddish(image[::_SPARSE, ::_SPARSE]).mean() < _MIN_SHARE / 2:
        return np.asarray(grey, dtype=np.uint8), np.zeros(grey.shape, dtype=np.bool_)
    reddish = _reddish(image)
    if reddish.mean() < _MIN_SHARE:
        return np.asarray(grey, dtype=np.uint8), np.zeros(grey.shape, dtype=np.bool_)
    red = image[:, :, 2]
    # Chroma is stored at half resolution: the seal's edge in colour is wider than in light.
    near = cv2.dilate(reddish.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    out = np.asarray(grey, dtype=np.uint8)
    out[near] = _under_red(image[near], paper=float(np.percentile(red[::8, ::8], 80)))
    return out, reddish


def _reddish(image: Image) -> NDArray[np.bool_]:
    """Where there may be seal ink; bool (H, W) of uint8 (H, W, 3) BGR."""
    blue, green, red = cv2.split(image)
    redness = cv2.subtract(red, cv2.max(blue, green))
    found = np.asarray(redness > _REDNESS + np.median(redness[::8, ::8]))
    if found.any():  # brown (damp stains, old paper) is as red as pale pink, but has less blue than green
        found &= cv2.subtract(green, blue) <= cv2.subtract(red, green)
    return found


def _under_red(pixels: NDArray[np.uint8], paper: float) -> NDArray[np.uint8]:
    """Grey of what lies under seal ink; ``pixels`` is (N, 3) BGR, ``paper`` the red channel of bare paper.

    Seal ink takes a little red away too. How much is seen where it is reddest (seal on bare paper), and given back
    in proportion to each pixel's redness: black print under the seal is not red and stays as it is.
    """
    red = pixels[:, 2].astype(np.float32)
    redness = red - pixels[:, :2].max(axis=1)
    full = max(float(np.percentile(redness, 90)), 1.0)
    kept = min(1.0, float(np.median(red[redness >= 0.8 * full])) / max(paper, 1.0))
    share = np.clip(redness / full, 0.0, 1.0)
    return np.asarray(np.clip(red / (1.0 - share * (1.0 - kept)), 0, 255), dtype=np.uint8)
