"""From a prepared page to boxes of words and level rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.borderless.settings import BorderlessSettings
from ocrkit.types.geometry import UprightBox, sheet_side
from ocrkit.types.page import Image

Boxes = NDArray[np.float64]
"""Float (N, 4): x0, y0, x1, y1 in pixels of the prepared image."""

_FEW = 8
"""With fewer pieces of ink than this a page has no text to measure."""
_SMALL = 4
"""Pieces less high than this many pixels say nothing about the size of text."""


@dataclass(frozen=True)
class Ink:
    """What is on a page: ``words`` and level ``rules`` as boxes, and the ``height`` of text in pixels."""

    words: Boxes
    rules: Boxes
    height: float


def find_ink(image: Image, without: Sequence[UprightBox], settings: BorderlessSettings) -> Ink | None:
    """The words and level rules outside the boxes ``without``; None where there is no text."""
    ink = (image < settings.ink).astype(np.uint8)
    for box in without:
        x0, y0, x1, y1 = (max(0, v) for v in box.grown(2).as_ints())
        ink[y0:y1, x0:x1] = 0
    letters = _letter_height(ink)
    if letters is None:
        return None
    level, upright = (_straight(ink, letters, settings, way) for way in (0, 1))
    text = np.where(cv2.dilate(level | upright, np.ones((3, 3), np.uint8)) > 0, 0, ink).astype(np.uint8)
    words = _words(text, letters, settings)
    if len(words) < _FEW:
        return None
    height = _usual(words)
    if height < settings.least_text * sheet_side(image.shape[1], image.shape[0]):
        return None
    return Ink(_outside_drawings(words, _boxes(text), settings.picture * height), _boxes(level), height)


def _outside_drawings(words: Boxes, pieces: Boxes, size: float) -> Boxes:
    """The words that are not in the box of a piece of ink larger than ``size`` both ways, nor as high themselves."""
    drawings = pieces[np.all(pieces[:, 2:] - pieces[:, :2] > size, axis=1)]
    middles = ((words[:, :2] + words[:, 2:]) / 2)[:, None]
    inside = np.any(np.all((middles >= drawings[:, :2]) & (middles <= drawings[:, 2:]), axis=2), axis=1)
    return np.asarray(words[~inside & (words[:, 3] - words[:, 1] <= size)])


def _boxes(mask: Image) -> Boxes:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = stats[1:, :4].astype(np.float64)
    boxes[:, 2:] += boxes[:, :2]
    return boxes


def _letter_height(ink: Image) -> float | None:
    boxes = _boxes(ink)
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letters = boxes[(heights >= _SMALL) & (heights < ink.shape[0] / 20) & (widths < 5 * heights)]
    return _usual(letters) if len(letters) >= _FEW else None


def _usual(boxes: Boxes) -> float:
    """The median height, each weighing what it is wide: dirt is much, but small."""
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    order = np.argsort(heights, kind="stable")
    weights = np.cumsum(widths[order])
    return float(heights[order][np.searchsorted(weights, weights[-1] / 2)])


def _straight(ink: Image, letters: float, settings: BorderlessSettings, way: int) -> Image:
    """Straight thin ink, level (``way`` 0) or upright (1), uint8 as ``ink``."""
    long, thick = round(settings.rule * letters), settings.rule_thickness * letters
    kernel = np.ones((1, long) if way == 0 else (long, 1), np.uint8)
    found = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    thin = stats[:, cv2.CC_STAT_HEIGHT if way == 0 else cv2.CC_STAT_WIDTH] <= max(3.0, thick)
    thin[0] = False
    return np.asarray(thin[labels], dtype=np.uint8)


def _words(text: Image, letters: float, settings: BorderlessSettings) -> Boxes:
    """Boxes of letters that stand together. Letters are about 0.65 text heights high."""
    height = letters / 0.65
    gap = max(1, round(settings.word_gap * height))
    kernel = np.ones((max(1, round(0.12 * height)), gap), np.uint8)
    padded = np.pad(text, gap)
    boxes = _boxes(np.asarray(cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)) - gap
    sides = boxes[:, 2:] - boxes[:, :2]
    return np.asarray(boxes[sides.max(axis=1) >= settings.speck * height])
