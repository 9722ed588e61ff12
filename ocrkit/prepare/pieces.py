"""Pieces of text to tell by how a page lies: lines, and short words and figures strung together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.shrink import roughly_shrunk
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image

_SIDE = 1500
"""Text is looked for on an image whose sheet is this long; the lengths below are pixels of it."""

_DARK = 190
"""Ink is darker."""
_RULE = 60
_LINE_GAP, _WORD_GAP = 17, 9
"""Ink so far apart along a line belongs to one line; so far apart either way, to one word."""
_HEIGHT = (8, 48)
_LONG = 4
"""A line is at least so many times as long as high."""
_LONGEST = 6
_COMPACT = 2.5
"""A word is no more than so many times as long as wide, and can be read whichever way it is turned."""
_STRING = 4
"""Words in one strip: two or three figures make up the characters of a line."""


@dataclass(frozen=True)
class Text:
    """A page, evenly lit uint8 (H, W), and where on a smaller image of it, ``scale`` times as large, its text is.

    ``ink`` is 1 where there is ink that belongs to no rule, else 0; uint8.
    """

    page: Image
    ink: Image
    scale: float

    def turned(self) -> Text:
        """The same turned clockwise by a quarter."""
        page, ink = (np.asarray(cv2.rotate(v, cv2.ROTATE_90_CLOCKWISE), np.uint8) for v in (self.page, self.ink))
        return Text(page, ink, self.scale)

    def mostly_level(self) -> bool:
        """Whether lines of text, all together, are longer level than they are upright."""
        half = np.asarray(
            cv2.resize(self.ink * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) > 60, np.uint8
        )
        level, upright = (int(_line_boxes(ink, 2)[:, 2].sum()) for ink in (half, np.ascontiguousarray(half.T)))
        return level >= upright


def text_of(grey: Image) -> Text:
    """Where the text of an evenly lit page is, uint8 (H, W)."""
    small = roughly_shrunk(grey, _SIDE / sheet_side(grey.shape[1], grey.shape[0]))
    ink = (small < _DARK).astype(np.uint8)
    level, upright = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, _RULE), (_RULE, 1))
    )
    ink[cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8)) > 0] = 0
    return Text(grey, ink, max(small.shape) / max(grey.shape))


def line_pieces(text: Text, count: int, longest: int = _LONGEST) -> list[Image]:
    """Up to ``count`` pieces of text lines, each one line high and at most ``longest`` times as long."""
    boxes = _line_boxes(text.ink)
    boxes = boxes[np.argsort(-boxes[:, 2] * boxes[:, 4], kind="stable")][:count]
    return [_cut(text, (x, y, min(w, longest * h), h)) for x, y, w, h, _ in boxes]


def _line_boxes(ink: Image, smaller: int = 1) -> NDArray[np.int64]:
    """Level lines of text, (x, y, width, height, area), shape (N, 5), on ink that is ``smaller`` times as small."""
    smear = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _LINE_GAP // smaller | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smear, connectivity=8)
    width, height, area = stats[1:, 2:].T.astype(np.int64)
    low, high = (side // smaller for side in _HEIGHT)
    fits = (height >= low) & (height <= high) & (width >= _LONG * height) & (area > 0.4 * width * height)
    return np.asarray(stats[1:][fits], dtype=np.int64)


def strung(text: Text, count: int) -> list[list[Image]]:
    """For each quarter turn clockwise, up to ``count`` strips of words turned so, side by side; the same words each.

    A word is ink that stands alone and is about as high as wide: figures in a table's cells, short labels.
    """
    smear = cv2.morphologyEx(text.ink, cv2.MORPH_CLOSE, np.ones((_WORD_GAP, _WORD_GAP), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smear, connectivity=8)
    sides = np.sort(stats[1:, 2:4], axis=1)
    fits = (sides[:, 0] >= _HEIGHT[0]) & (sides[:, 1] <= 2 * _HEIGHT[1]) & (sides[:, 1] <= _COMPACT * sides[:, 0])
    boxes = stats[1:][fits]
    boxes = boxes[np.argsort(-boxes[:, 4], kind="stable")][: count * _STRING]
    words = [_cut(text, box[:4]) for box in boxes.astype(int)]
    groups = [words[i : i + _STRING] for i in range(0, len(words), _STRING)]
    return [[_strip([np.rot90(word, -turns) for word in group]) for group in groups] for turns in range(4)]


def unstacked(line: Image) -> Image:
    """A line turned back into the column of upright characters that it may be: its characters side by side.

    ``line`` is that column turned anticlockwise, top to the left; a character is about as wide as the line is high.
    """
    inked = np.flatnonzero((line < _DARK).any(axis=0))
    parts: list[tuple[int, int]] = []
    for first, last in ((int(run[0]), int(run[-1]) + 1) for run in np.split(inked, _ends(inked)) if len(run)):
        if parts and last - parts[-1][0] <= len(line):
            first = parts.pop()[0]
        parts.append((first, last))
    return _strip([np.rot90(line[:, first:last], -1) for first, last in parts]) if parts else line


def _ends(inked: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(inked) > 1) + 1


def _cut(text: Text, box: Sequence[int]) -> Image:
    """The piece (x, y, width, height) of the smaller image, with a little paper around it, at full size."""
    x, y, w, h = (int(v) for v in box)
    x0, y0, x1, y1 = (round(v / text.scale) for v in (x - 3, y - 3, x + w + 3, y + h + 3))
    return np.ascontiguousarray(text.page[max(0, y0) : y1, max(0, x0) : x1])


def _strip(words: Sequence[Image]) -> Image:
    """Words side by side in the middle of one line, paper between them."""
    height = max(len(word) for word in words)
    padded = []
    for word in words:
        above = (height - len(word)) // 2
        sides = (above, height - len(word) - above, height // 8, height // 8)
        padded.append(cv2.copyMakeBorder(word, *sides, cv2.BORDER_CONSTANT, value=(255.0,)))
    return np.ascontiguousarray(np.hstack(padded), dtype=np.uint8)
