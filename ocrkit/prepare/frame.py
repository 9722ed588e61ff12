"""The image's frame: the lid and the cut of the scan lie along it, straight however the sheet is bent or skewed."""

from __future__ import annotations

from ocrkit.types.page import Image

_FRAME = 0.02
"""How far the frame reaches into the image, as a share of its shorter side."""


def without_frame(image: Image, ground: int) -> Image:
    """A copy of ``image``, uint8 (H, W), whose frame is ``ground``: what runs along it says nothing of the page."""
    edge = max(1, round(_FRAME * min(image.shape[:2])))
    inner = image.copy()
    inner[:edge] = inner[-edge:] = inner[:, :edge] = inner[:, -edge:] = ground
    return inner
