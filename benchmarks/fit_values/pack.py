"""Lines of many files in one, small enough to carry to another machine."""

from __future__ import annotations

import lzma
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_values.alphabet import target
from benchmarks.fit_values.lines import Line
from ocrkit.recognise.engines.weighed import OTHER
from ocrkit.types.page import Image

_DEPTH = 3
"""Bits of a grey level that are left out: paper's noise, which takes most of the room."""

_WORDS, _LONGEST = 0.5, 24
"""The share of lines of words that is kept, and the longest line."""


@dataclass(frozen=True)
class Packed:
    """Crops, uint8 (H, W), with what should be read in each, and the level of its scan."""

    crops: tuple[Image, ...]
    targets: tuple[str, ...]
    levels: tuple[str, ...]


def pack(lines: Iterable[Line], file: Path, highest: int, seed: int = 0) -> int:
    """Write lines as one file, crops scaled down to ``highest`` pixels; returns how many there are."""
    rng = np.random.default_rng(seed)
    crops: list[Image] = []
    targets: list[str] = []
    levels: list[str] = []
    for line in lines:
        text = target(line.text)
        if len(text) <= _LONGEST and (OTHER not in text or rng.random() < _WORDS):
            crops.append(np.asarray(_lower(line.crop, highest) >> _DEPTH, np.uint8))
            targets.append(text)
            levels.append(line.level)
    shapes = np.array([crop.shape for crop in crops], np.uint16)
    pixels = lzma.compress(np.concatenate([crop.ravel() for crop in crops]).tobytes(), preset=4)
    file.write_bytes(pickle.dumps({"pixels": pixels, "shapes": shapes, "targets": targets, "levels": levels}))
    return len(crops)


def unpack(file: Path) -> Packed:
    """What ``pack`` wrote."""
    held = pickle.loads(file.read_bytes())  # of this command's own making
    pixels = np.frombuffer(lzma.decompress(held["pixels"]), np.uint8)
    ends = np.cumsum(held["shapes"].astype(int).prod(axis=1))
    parts = np.split(pixels, ends[:-1])
    crops = [_whole(part, shape) for part, shape in zip(parts, held["shapes"].astype(int), strict=True)]
    return Packed(tuple(crops), tuple(held["targets"]), tuple(held["levels"]))


def _whole(part: NDArray[np.uint8], shape: NDArray[np.int_]) -> Image:
    return np.asarray((part.reshape(shape) << _DEPTH) + (1 << _DEPTH) // 2, np.uint8)


def _lower(crop: Image, highest: int) -> Image:
    if crop.shape[0] <= highest:
        return crop
    width = max(1, round(crop.shape[1] * highest / crop.shape[0]))
    return np.asarray(cv2.resize(crop, (width, highest), interpolation=cv2.INTER_AREA), np.uint8)
