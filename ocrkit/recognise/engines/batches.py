"""Crops to the network's input: height 48, grouped by width, batches bounded in size."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.errors import EngineError
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

HEIGHT = 48
"""The input height the recogniser was trained with, in pixels."""

STEP = 8
"""Input pixels per time step of its output."""


class BatchSettings(Settings):
    """How crops are brought to the network, in batches of few shapes.

    OpenVINO prepares for every new shape of input anew, which takes as long as reading five to ten values. So widths
    are multiples of a quarter of a power of two (64, 80, 96, 112, 128, 160, ...), and counts powers of four.

    A crop is scaled to height 48. One that is then wider than ``wide``, which is a line of text, is narrowed to the
    least such width that is ``squeeze`` of its own or more (0.67 of it in the mean), but not below ``wide``: it reads
    as well, and its time goes with the width. None is wider than ``max_width``. The others are padded on the right
    with the zeros the recogniser was trained with: by at least ``tail`` pixels, and to at least ``min_width``.

    One batch holds at most ``batch_width`` pixels of width in all: the output takes 9.4 kB for each of them
    (18,710 classes, a step of 8 pixels, float32), and what a batch holds between the layers should fit the
    processor's caches (a sixth less time at 1024 than at 4096).
    """

    min_width: int = Field(default=64, ge=16)
    tail: int = Field(default=16, ge=0)
    wide: int = Field(default=256, ge=64)
    squeeze: float = Field(default=0.6, ge=0.3, le=1)
    max_width: int = Field(default=3200, ge=320)
    batch_width: int = Field(default=1024, ge=320)


@dataclass(frozen=True)
class Batch:
    """Input float32 (batch, 3, 48, width) and the places of its crops in the sequence given."""

    indices: tuple[int, ...]
    pixels: NDArray[np.float32]


def batches(crops: Sequence[Image], settings: BatchSettings) -> Iterator[Batch]:
    """Every crop once, crops of like width together. Raises ``EngineError`` for what is not an image."""
    widths = [_widths(crop, settings) for crop in crops]
    by_width: dict[int, list[int]] = {}
    for i, (_, padded) in enumerate(widths):
        by_width.setdefault(padded, []).append(i)
    for padded in sorted(by_width):
        group = by_width[padded]
        while group:
            count = _count(len(group), settings.batch_width // padded)
            part, group = group[:count], group[count:]
            pixels = np.zeros((count, 3, HEIGHT, padded), np.float32)
            for row, i in enumerate(part):
                _fill(pixels[row], crops[i], widths[i][0])
            yield Batch(tuple(part), pixels)


def _count(left: int, most: int) -> int:
    """How many crops go together: the largest power of four that neither is more than."""
    count = 1
    while 4 * count <= min(left, most):
        count *= 4
    return count


def _widths(crop: Image, settings: BatchSettings) -> tuple[int, int]:
    """Width after scaling, and after padding."""
    grey_or_bgr = crop.ndim == 2 or (crop.ndim == 3 and crop.shape[2] == 3)
    if crop.dtype != np.uint8 or not grey_or_bgr or 0 in crop.shape:
        raise EngineError(f"not a crop: {crop.dtype}, shape {crop.shape}; expected uint8, (H, W) or (H, W, 3)")
    whole = max(1, round(HEIGHT * crop.shape[1] / crop.shape[0]))
    scaled = min(settings.max_width, whole, max(settings.wide, math.ceil(whole * settings.squeeze)))
    padded = _rounded_up(max(settings.min_width, scaled + settings.tail))
    return (min(whole, padded - settings.tail) if scaled < whole else scaled), padded


def _rounded_up(width: int) -> int:
    """The next width that batches have."""
    quarter = max(STEP, 1 << (width.bit_length() - 3))
    return -(-width // quarter) * quarter


def _fill(target: NDArray[np.float32], crop: Image, width: int) -> None:
    """Scale a crop into the left of ``target`` (3, 48, padded), values -1 to 1; the rest stays 0, as trained."""
    shrinking = crop.shape[0] > HEIGHT
    method = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    scaled = cv2.resize(crop, (width, HEIGHT), interpolation=method).astype(np.float32) / np.float32(127.5) - 1
    target[:, :, :width] = scaled if scaled.ndim == 2 else scaled.transpose(2, 0, 1)
