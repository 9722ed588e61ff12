"""What a page shows of thin dark lines, at one size for all pages, and alike for level and upright ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.trace import thin_dark
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image

_SURE = 242
"""A line is surely one where more of it is inked, of 255."""

_HALF = 128
"""Half of a line, of 255."""

_ROWS = 3
"""Every so many rows are asked how dark a page's rules are."""

STEP, _WANDER = 4, 13
"""How far a line is off its place is looked for at every so many pixels; it is the same over so many of those."""


@dataclass(frozen=True)
class LineInk:
    """Lines of one direction, laid out so that they are level.

    ``dark`` says by how many levels each pixel is darker than what lies beside it across the line, ``ink`` (0/1)
    where that is more than noise; ``through`` (0/1) is the ink of the other direction. All maps are uint8 (H, W), and
    say of each pixel what is seen of a line that lies there.
    """

    dark: Image
    ink: Image
    through: Image

    FAR: ClassVar[int] = 15

    def part(self, rows: tuple[int, int], cols: tuple[int, int]) -> LineInk:
        """What lies in ``rows`` and ``cols`` [start, stop)."""
        window = np.s_[rows[0] : rows[1], cols[0] : cols[1]]
        return LineInk(*(np.ascontiguousarray(m[window]) for m in (self.dark, self.ink, self.through)))

    @cached_property
    def broad(self) -> Image:
        """``ink`` a pixel higher and lower: what is left of skew steps a line from row to row."""
        return _image(cv2.dilate(self.ink, np.ones((3, 1), np.uint8)))

    @cached_property
    def middle(self) -> Image:
        """How dark the line is around here, most where its middle lies; 0 where less than half of it is inked.

        One for every ``STEP`` pixels along the line. Strokes of text beside a side that is not drawn move nothing off
        its place.
        """
        some = np.s_[:, ::STEP]
        share = cv2.blur(self.broad[some] * np.uint8(255), (_WANDER, 1))
        return _image(cv2.blur(np.ascontiguousarray(self.dark[some]), (_WANDER, 1)) * (share >= _HALF))

    @cached_property
    def darkest(self) -> Image:
        """The most of ``dark`` a pixel higher or lower."""
        return _image(cv2.dilate(self.dark, np.ones((3, 1), np.uint8)))

    @cached_property
    def thick(self) -> Image:
        """How many of the pixels up to five above and below are inked."""
        return _image(cv2.boxFilter(self.ink, -1, (1, 11), normalize=False, borderType=cv2.BORDER_CONSTANT))

    @cached_property
    def beside(self) -> Image:
        """Whether there is ink of any kind in the six pixels from here down, 0/1."""
        return _image(cv2.dilate(self.ink | self.through, np.ones((6, 1), np.uint8), anchor=(0, 0)))

    @cached_property
    def strokes(self) -> Image:
        """The most of ``dark`` in the ``FAR`` pixels from here down: how dark the print there is."""
        return _image(cv2.dilate(self.dark, np.ones((self.FAR, 1), np.uint8), anchor=(0, 0)))

    @cached_property
    def crossing(self) -> Image:
        """Whether there is ink of the other direction in the three pixels from here down, 0/1."""
        return _image(cv2.dilate(self.through, np.ones((3, 1), np.uint8), anchor=(0, 0)))


def _image(array: NDArray[np.generic]) -> Image:
    return np.asarray(array, np.uint8)


@dataclass(frozen=True)
class PageInk:
    """A page's level and upright lines (transposed). ``factor`` is its size against the page it was made from."""

    level: LineInk
    upright: LineInk
    factor: float

    @cached_property
    def print_dark(self) -> float:
        """How dark the page's rules are, as its darkest ones are; 1.0 where it has none."""
        sure = []
        for lines in (self.level, self.upright):
            rows = np.s_[::_ROWS]
            sure.append(lines.dark[rows][cv2.blur(lines.ink[rows] * np.uint8(255), (STEP * _WANDER, 1)) >= _SURE])
        dark = np.concatenate(sure)
        return float(np.percentile(dark, 80)) if dark.size else 1.0


def dense(ink: Image, length: int, share: float, border: int = cv2.BORDER_DEFAULT) -> Image:
    """Where over ``length`` pixels along a level line at least this share of ``ink`` (0/1) is set, uint8 0/1."""
    blurred = cv2.blur(ink * np.uint8(255), (length, 1), borderType=border)
    return _image(cv2.threshold(blurred, math.ceil(255 * share) - 1, 1, cv2.THRESH_BINARY)[1])


def _shrunk(image: Image, factor: float) -> Image:
    """The page at its size here: the darkest of each four pixels of one twice that size.

    A hairline that falls between two pixels would be pale in both, and look unlike those beside it that do not.
    """
    if factor >= 1.0:
        return image
    h, w = (max(1, round(side * factor)) for side in image.shape)
    by = cv2.INTER_AREA if 2 * factor < 1 else cv2.INTER_LINEAR
    twice = cv2.resize(image, (2 * w, 2 * h), interpolation=by)
    rows = cv2.min(twice[::2], twice[1::2])
    return _image(cv2.min(np.ascontiguousarray(rows[:, ::2]), np.ascontiguousarray(rows[:, 1::2])))


def page_ink(image: Image, seals: NDArray[np.bool_], settings: TableSettings) -> PageInk:
    """The lines of a prepared page: ``image`` is grey uint8 (H, W), ``seals`` bool (H, W).

    Where a seal was, only what is as dark as print counts: what is left of a seal is paler.
    """
    factor = min(1.0, settings.side / sheet_side(image.shape[1], image.shape[0]))
    small = _shrunk(image, factor)
    # Noise is the same everywhere; a rule goes on. Three pixels along it tell them apart better than one.
    along = (3, 1), (1, 3)
    darks = [_image(cv2.blur(thin_dark(small, axis, settings.thickest), along[1 - axis])) for axis in (1, 0)]
    inks = [(dark > settings.contrast).astype(np.uint8) for dark in darks]
    if seals.any():
        near = cv2.resize(seals.astype(np.uint8), small.shape[::-1], interpolation=cv2.INTER_NEAREST)
        near = cv2.dilate(near, np.ones((5, 5), np.uint8))
        for ink, dark in zip(inks, darks, strict=True):
            ink[(near > 0) & (dark < settings.seal_contrast)] = 0
    turned = [_image(cv2.transpose(m)) for m in (darks[1], inks[1], inks[0])]
    return PageInk(LineInk(darks[0], inks[0], inks[1]), LineInk(*turned), factor)
