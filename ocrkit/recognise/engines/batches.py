"""Crops to the network's input: height 48, grouped by width, batches bounded in size."""

from __future__ import annotations

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
    """How crops are brought to the network.

    A crop is scaled to height 48. One that is then wider than ``wide``, which is a line of text, is narrowed to
    ``squeeze`` of its width, but not below ``wide``: it reads as well, and its time goes with the width. None is
    wider than ``max_width``. It is padded on the right with the zeros the recogniser was trained with: by at
    least ``tail`` pixels, to at least ``min_width`` and to a multiple of ``multiple``. One that was narrowed is
    widened to a multiple of ``snap`` again, ``tail`` included, rather than padded: OpenVINO prepares for every new
    width anew, which takes as long as reading five values.

    One batch holds at most ``batch_width`` pixels of width in all: the output takes 9.4 kB for each of them
    (18,710 classes, a step of 8 pixels, float32), and what a batch holds between the layers should fit the
    processor's caches (a sixth less time at 1024 than at 4096).
    """

    min_width: int = Field(default=64, ge=16)
    tail: int = Field(default=16, ge=0)
    multiple: int = Field(default=16, ge=8)
    wide: int = Field(default=256, ge=64)
    squeeze: float = Field(default=0.65, ge=0.3, le=1)
    snap: int = Field(default=32, ge=8)
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
        size = max(1, settings.batch_width // padded)
        for start in range(0, len(group), size):
            part = group[start : start + size]
            pixels = np.zeros((len(part), 3, HEIGHT, padded), np.float32)
            for row, i in enumerate(part):
                _fill(pixels[row], crops[i], widths[i][0])
            yield Batch(tuple(part), pixels)


def _widths(crop: Image, settings: BatchSettings) -> tuple[int, int]:
    """Width after scaling, and after padding."""
    grey_or_bgr = crop.ndim == 2 or (crop.ndim == 3 and crop.shape[2] == 3)
    if crop.dtype != np.uint8 or not grey_or_bgr or 0 in crop.shape:
        raise EngineError(f"not a crop: {crop.dtype}, shape {crop.shape}; expected uint8, (H, W) or (H, W, 3)")
    whole = max(1, round(HEIGHT * crop.shape[1] / crop.shape[0]))
    scaled = min(settings.max_width, whole, max(settings.wide, round(whole * settings.squeeze)))
    wanted = scaled + settings.tail
    if settings.min_width < wanted and scaled < whole:
        padded = _rounded_up(wanted, settings.snap)
        return padded - settings.tail, padded
    return scaled, _rounded_up(max(settings.min_width, wanted), settings.multiple)


def _rounded_up(width: int, multiple: int) -> int:
    return -(-width // multiple) * multiple


def _fill(target: NDArray[np.float32], crop: Image, width: int) -> None:
    """Scale a crop into the left of ``target`` (3, 48, padded), values -1 to 1; the rest stays 0, as trained."""
    shrinking = crop.shape[0] > HEIGHT
    method = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    scaled = cv2.resize(crop, (width, HEIGHT), interpolation=method).astype(np.float32) / np.float32(127.5) - 1
    target[:, :, :width] = scaled if scaled.ndim == 2 else scaled.transpose(2, 0, 1)
