"""Where lines of text are: PaddleOCR's detection network, and boxes from the map that it gives.

The network gives for each pixel the probability that it lies in the shrunken middle of a line of text; lines are
its connected regions, grown back (M. Liao et al., "Real-time scene text detection with differentiable
binarization", AAAI 2020). Figures are those PaddleOCR uses with these weights.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.network import Network, Pixels
from ocrkit.recognise.lines.crops import Quad
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

_STRIDE = 32
"""Input sides are multiples of this."""

_MEAN, _SPREAD = (np.array(v, np.float32) * 255 for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
"""Of the channels in training, in the order in which PaddleOCR hands them over."""


class TextMapSettings(Settings):
    """How lines are found.

    The longer side is scaled down to ``longest`` pixels. A region is made of pixels above ``threshold``, counts where
    their mean in its box is at least ``least``, and is grown by its area over its outline, times ``grow``. Regions
    narrower than ``narrowest`` pixels of the map, or than two more once grown, are left out. No more than ``most``
    lines are taken: a page of noise would take hours.
    """

    longest: int = Field(default=960, ge=320, le=4000)
    threshold: float = Field(default=0.3, gt=0, lt=1)
    least: float = Field(default=0.6, ge=0, le=1)
    grow: float = Field(default=1.5, ge=0)
    narrowest: float = Field(default=3, ge=0)
    most: int = Field(default=1000, ge=1)


def text_map(image: Image, network: Network, settings: TextMapSettings) -> NDArray[np.float32]:
    """The probability of text, float32, at the scale the network works at. ``image`` is uint8 (H, W).

    Raises ``EngineError``.
    """
    factor = min(1.0, settings.longest / max(image.shape))
    height, width = (max(_STRIDE, round(int(side * factor) / _STRIDE) * _STRIDE) for side in image.shape)
    small = cv2.resize(image, (width, height)).astype(np.float32)
    pixels: Pixels = np.empty((1, 3, height, width), np.float32)
    for channel, mean, spread in zip(pixels[0], _MEAN, _SPREAD, strict=True):
        np.multiply(small - mean, 1 / spread, out=channel)
    output = network.run(pixels)
    if output.shape != (1, 1, height, width):
        raise EngineError(f"the detector's output has shape {output.shape}, its input {pixels.shape}")
    return np.asarray(output[0, 0], np.float32)


def quads(found: NDArray[np.float32], size: tuple[int, int], settings: TextMapSettings) -> list[Quad]:
    """A box for every line in a map, in pixels of the image, whose ``size`` is (width, height)."""
    binary = (found > settings.threshold).astype(np.uint8)
    contours, _ = cv2.findContours(binary, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    scale = np.array([size[0] / found.shape[1], size[1] / found.shape[0]])
    boxes = []
    for contour in contours:
        smallest = cv2.minAreaRect(contour)
        middle, (width, height), angle = smallest
        if min(width, height) < settings.narrowest or _mean(found, smallest) < settings.least:
            continue
        more = 2 * settings.grow * width * height / (2 * (width + height))
        if min(width, height) + more < settings.narrowest + 2:
            continue
        corners = cv2.boxPoints((middle, (width + more, height + more), angle)) * scale
        boxes.append(_from_upper_left(np.clip(np.round(corners), 0, size)))
        if len(boxes) == settings.most:
            break
    return boxes


def _mean(found: NDArray[np.float32], box: cv2.typing.RotatedRect) -> float:
    """The mean of the map over a box."""
    corners = cv2.boxPoints(box)
    limits = (found.shape[1] - 1, found.shape[0] - 1)
    x0, y0 = np.clip(np.floor(corners.min(axis=0)), 0, limits).astype(int)
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)), 0, limits).astype(int)
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (x0, y0)).astype(np.int32)], (1.0,))
    return float(cv2.mean(found[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _from_upper_left(corners: NDArray[np.float64]) -> Quad:
    """Corners clockwise from the upper left one: of the two on the left the upper one, of those on the right too."""
    left, right = np.split(corners[np.argsort(corners[:, 0], kind="stable")], 2)
    (upper_left, lower_left), (upper_right, lower_right) = (pair[np.argsort(pair[:, 1])] for pair in (left, right))
    return np.array([upper_left, upper_right, lower_right, lower_left], np.float32)
