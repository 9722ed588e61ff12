"""The shapes of a table's digits: in one print every 4 looks like the other 4s.

A digit is held against its fellows, those that were read as the same in the table. What was read as it and does not
look like them is another sign, another print, or has lost or gained strokes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.values.glyphs import Glyph, mask_of

SIDE = 24
"""Digits are compared as pictures so many pixels high."""

_SAME = 0.03
"""Pictures of one shape differ by so much where strokes lie between pixels."""

Shape = NDArray[np.float32]
"""A digit's ink, 0 to 1, (SIDE, SIDE); its height fills the picture, its width keeps its proportion."""


def shape_of(glyph: Glyph) -> Shape:
    """The shape of a glyph, in the middle of the picture; what is wider than high is cut."""
    mask = mask_of(glyph.parts).astype(np.float32)
    width = max(1, round(mask.shape[1] * SIDE / mask.shape[0]))
    small = cv2.resize(mask, (width, SIDE), interpolation=cv2.INTER_AREA)
    found = np.zeros((SIDE, SIDE), np.float32)
    kept = min(width, SIDE)
    at, cut = (SIDE - kept) // 2, (width - kept) // 2
    found[:, at : at + kept] = small[:, cut : cut + kept]
    return cv2.GaussianBlur(found, (3, 3), 0).astype(np.float32, copy=False)


@dataclass(frozen=True, eq=False)
class Fellows:
    """The digits of one table by what they were read as: shapes (N, SIDE, SIDE), widths (N,) in shares of their
    heights, and which line each stands in, (N,)."""

    shapes: Mapping[str, Shape]
    widths: Mapping[str, NDArray[np.float64]]
    lines: Mapping[str, NDArray[np.intp]]

    def unlike(self, digit: str, shape: Shape, line: int, least: int) -> float | None:
        """How unlike its fellows of other lines a digit is, as a multiple of how unlike they are each other.

        None where there are fewer than ``least`` of them.
        """
        if digit not in self.shapes:
            return None
        others = self.shapes[digit][self.lines[digit] != line]
        if len(others) < least:
            return None
        mean = others.mean(axis=0)
        own = float(np.abs(shape - mean).mean())
        usual = np.abs(others - mean).mean(axis=(1, 2))
        return own / max(float(np.median(usual)), _SAME)

    def width(self, digit: str) -> float:
        """The usual width of a digit, as a share of its height; of any digit where none was read."""
        found = self.widths.get(digit)
        if found is None:
            every = list(self.widths.values())
            return float(np.median(np.concatenate(every))) if every else 0.0
        return float(np.median(found))


def fellows_of(lines: Iterable[tuple[int, str, Sequence[Glyph]]]) -> Fellows:
    """The digits of lines given as (number, digits read, glyphs as high as digits), one glyph a digit."""
    shapes: defaultdict[str, list[Shape]] = defaultdict(list)
    widths: defaultdict[str, list[float]] = defaultdict(list)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for number, digits, glyphs in lines:
        for digit, glyph in zip(digits, glyphs, strict=True):
            shapes[digit].append(shape_of(glyph))
            widths[digit].append(glyph.width / glyph.height)
            where[digit].append(number)
    return Fellows(
        {digit: np.stack(found) for digit, found in shapes.items()},
        {digit: np.array(found) for digit, found in widths.items()},
        {digit: np.array(found) for digit, found in where.items()},
    )
