"""Quarter turns: EXIF orientation, and pages scanned on a side or upside down."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocrkit.prepare.pieces import line_pieces, strung, text_of, unstacked
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.transform import Projective

ReadLines = Callable[[Sequence[Image]], Sequence[Reading]]
"""Reads crops of one line of text each, one reading a crop."""

_CHARACTERS = 4
"""Lines that lie on their side can read as a few stacked characters, and well at that; not as so many."""
_FEW = 3
_BY_CHANCE = 0.6
"""What lies on its side can still read this well."""
_READS_WELL = 0.85
"""A page whose first few lines read as well as this on average is upright, if most of its lines are level."""
_MARGIN = 0.3
"""A turn must have so much more for it than any other: two lines read well, say."""

_EXIF = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (1, False),
    7: (1, True),
    8: (3, False),
}
"""EXIF orientation: quarter turns clockwise after a mirroring left to right."""


@dataclass(frozen=True)
class Orientation:
    """Quarter turns clockwise that make a page upright, and for each turn that was tried how much speaks for it.

    ``reads`` are the scores of the pieces of text that read better so than otherwise, as far as they are better than
    chance, added up: a piece that is read perfectly, and only so, gives 0.4.
    """

    turns: int
    reads: dict[int, float]


def exif_steps(orientation: int) -> tuple[int, bool]:
    """(quarter turns clockwise, mirrored first) that make a raster of this EXIF orientation upright."""
    return _EXIF.get(orientation, (0, False))


def quarter_turn(image: Image, turns: int, mirror: bool = False) -> tuple[Image, Projective]:
    """The image turned clockwise by ``turns`` quarters (mirrored left to right first), and the map of its pixels."""
    h, w = image.shape[:2]
    matrix = np.eye(3)
    if mirror:
        image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        matrix = np.array([[-1.0, 0, w - 1], [0, 1, 0], [0, 0, 1]])
    for _ in range(turns % 4):
        h = image.shape[0]
        image = np.asarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), dtype=np.uint8)
        matrix = np.array([[0.0, -1, h - 1], [1, 0, 0], [0, 0, 1]]) @ matrix
    return image, Projective(matrix)


def find_turn(grey: Image, read: ReadLines, sample: int = 6, glance: ReadLines | None = None) -> Orientation | None:
    """The way up in which the page reads best; None where it has nothing to read.

    ``grey`` is evenly lit uint8 (H, W). Pieces of text lines are cut out level and upright, and short words and
    figures are strung together: where all lines are labels written upwards only these tell. ``glance`` reads less
    well in less time, which is enough for most pages; ``read`` is asked where it does not see the page upright.
    """
    text = text_of(grey)
    upright = line_pieces(text, sample)
    if len(upright) >= _FEW and text.mostly_level():
        first = line_scores((glance or read)(upright[:_FEW]))
        if float(np.mean(first)) >= _READS_WELL:
            return Orientation(0, {0: sum(_above_chance(first))})
    lines = [upright, line_pieces(text.turned(), sample)]
    lines += [[np.ascontiguousarray(piece[::-1, ::-1]) for piece in pieces] for pieces in lines]
    strips = strung(text, sample)
    if not any(lines) and not any(strips):
        return None
    if glance is not None and glance != read:
        glanced = _reads(lines, strips, glance)
        if _best(glanced) == 0:  # a page that seems to be turned is looked at as well as can be
            return Orientation(0, dict(enumerate(glanced)))
    sums = _reads(lines, strips, read)
    return Orientation(_best(sums) or 0, dict(enumerate(sums)))


def _reads(lines: Sequence[Sequence[Image]], strips: Sequence[Sequence[Image]], read: ReadLines) -> list[float]:
    """How much speaks for each turn."""
    return [a + b for a, b in zip(_by_lines(lines, read), _by_strips(strips, read), strict=True)]


def _best(sums: Sequence[float]) -> int | None:
    """The turn for which clearly more speaks than for any other, None where there is none."""
    *_, second, best = np.argsort(sums, kind="stable")
    return int(best) if sums[best] > 1.3 * sums[second] + _MARGIN else None


def _by_lines(lines: Sequence[Sequence[Image]], read: ReadLines) -> list[float]:
    """How much the lines of each turn say for it.

    Recognisers learn columns of upright characters as lines turned anticlockwise, and read such a line well. So a
    line tells of its turn only by how much better it reads than the column does that it would be.
    """
    pieces = [piece for each in lines for piece in each]
    scores = _above_chance(line_scores(read([*pieces, *map(unstacked, pieces)]))) if pieces else []
    better = iter(max(0.0, a - b) for a, b in zip(scores[: len(pieces)], scores[len(pieces) :], strict=True))
    return [sum(next(better) for _ in each) for each in lines]


def _by_strips(strips: Sequence[Sequence[Image]], read: ReadLines) -> list[float]:
    """How much the same strips of words say for each turn: by how much they read better so than in any other."""
    if not strips[0]:
        return [0.0] * 4
    scores = np.array(_above_chance(line_scores(read([strip for each in strips for strip in each])))).reshape(4, -1)
    order = np.sort(scores, axis=0)
    return np.where(scores == order[-1], order[-1] - order[-2], 0.0).sum(axis=1).tolist()  # type: ignore[no-any-return]


def line_scores(readings: Sequence[Reading]) -> list[float]:
    """How well each reads: the mean probability of its characters, 0.0 for fewer than four of them."""
    return [
        math.pow(reading.confidence, 1 / len(reading.text))
        if reading.text and len(reading.text) >= _CHARACTERS and reading.confidence
        else 0.0
        for reading in readings
    ]


def _above_chance(scores: Sequence[float]) -> list[float]:
    return [max(0.0, score - _BY_CHANCE) for score in scores]
