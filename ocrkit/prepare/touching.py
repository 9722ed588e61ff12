"""Pieces of a mask by what touches them."""

from __future__ import annotations

import cv2
import numpy as np

from ocrkit.types.page import Image


def touching(mask: Image, seed: Image, connectivity: int = 4) -> Image:
    """The pieces of ``mask`` with a pixel of ``seed`` in them; uint8 0 or 1 all, (H, W)."""
    labels = cv2.connectedComponents(mask, connectivity=connectivity)[1]
    touched = np.bincount(labels[seed > 0], minlength=int(labels.max(initial=0)) + 1) > 0
    touched[0] = False
    return np.asarray(touched[labels], np.uint8)
