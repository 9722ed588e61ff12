"""Lines of text by projection: where they stand in plain rows and columns no network is needed to find them.

A page is cut where rows are blank, and what is left where columns are, in turn (G. Nagy and S. Seth, "Hierarchical
representation of optically scanned documents", ICPR 1984). Where what comes out are lines of one height and nothing
else the page is plain. Otherwise nothing is said of it: it is for the network to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

Mask = NDArray[np.bool_]
_Span = tuple[int, int]


class PlainSettings(Settings):
    """What plain text looks like; lengths are shares of the usual height of its lines.

    ``use``: whether it is looked for. ``ink``: the lightest grey of print. ``heights``: of a usual line, in
    pixels, the least and the most. ``tallest``: a line is no higher, as a heading may be. ``low``: one that is
    lower is a few strokes of a character, and those that follow it within ``near`` are its others. ``speck``:
    what is smaller both ways is a point or dirt, and makes no line. ``apart``: columns are this far apart, and
    so are parts of a line that are read by themselves. ``lowest``: a line that is lower is a dash, or what is
    left of a rule, and is left out as the network leaves it out. ``letter``: what is smaller both ways is no
    line, and where there are more than ``dirt`` of those, as a share of lines, the page is not plain. ``rule``:
    a stroke so long and no higher than ``thin`` is no text. ``hole``: what is so large both ways, stands alone
    and is ``solid``, as a share of its box, is no character. ``above``, ``beside``: paper that a line is read
    with. ``pale``: what is darker may be print too; where any such is larger than ``left_out`` and no line's
    end, the page is not plain. ``stop``: a speck of at least this size at the foot of a line, no farther than
    ``behind`` from its end, may be the full stop that it ends with, which is as small.
    """

    use: bool = True
    ink: int = Field(default=189, ge=1, le=255)
    heights: tuple[int, int] = (18, 90)
    tallest: float = Field(default=1.9, gt=1)
    low: float = Field(default=0.55, gt=0, lt=1)
    near: float = Field(default=0.45, gt=0, lt=1)
    speck: float = Field(default=0.22, gt=0, lt=1)
    apart: float = Field(default=2.5, gt=0)
    lowest: float = Field(default=0.35, gt=0, lt=1)
    letter: float = Field(default=0.6, gt=0, lt=1)
    dirt: float = Field(default=0.1, ge=0, lt=1)
    rule: float = Field(default=3.0, gt=1)
    thin: float = Field(default=0.25, gt=0, lt=1)
    hole: float = Field(default=0.5, gt=0)
    solid: float = Field(default=0.7, gt=0, lt=1)
    above: float = Field(default=0.2, ge=0)
    beside: float = Field(default=0.25, ge=0)
    pale: int = Field(default=228, ge=1, le=255)
    left_out: float = Field(default=0.35, gt=0, lt=1)
    stop: float = Field(default=0.12, gt=0, lt=1)
    behind: float = Field(default=0.6, gt=0)


def plain_lines(image: Image, settings: PlainSettings) -> list[UprightBox] | None:
    """The box of every line, in pixels of ``image``, uint8 (H, W), top to bottom; None where it is not plain."""
    height, width = image.shape
    size = max(1, width // 2), max(1, height // 2)
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    pieces = _Pieces(np.asarray(small < settings.ink, np.uint8))
    ink = pieces.mask(pieces.stats[:, cv2.CC_STAT_AREA] > _DUST)
    usual = _usual_height(ink)
    if usual is None:
        return []
    if not settings.heights[0] <= 2 * usual <= settings.heights[1] or pieces.too_high(settings.tallest * usual):
        return None
    found = list(_cut(pieces.mask(pieces.text(usual, settings)), (0, 0), usual, settings))
    boxes = [box for box in found if box is not None]
    lines = [box for box in boxes if box.height >= settings.lowest * usual]
    dirt = sum(max(box.width, box.height) < settings.letter * usual for box in boxes)
    if len(boxes) < len(found) or dirt > 1 + settings.dirt * len(lines):
        return None
    stops = pieces.stats[pieces.stops(usual, settings)]
    lines = [_with_stop(box, stops, usual, settings) for box in lines]
    whole = _with_ends([_enlarged(box, usual, settings) for box in lines], small, usual, settings)
    if whole is None:
        return None
    x, y = width / small.shape[1], height / small.shape[0]
    at_full_size = (UprightBox(b.x0 * x, b.y0 * y, b.x1 * x, b.y1 * y) for b in whole)
    return sorted(at_full_size, key=lambda box: (box.y0, box.x0))


_DUST = 2
"""Ink of no more pixels, on an image half as large each way, is no part of a stroke."""


class _Pieces:
    """The connected pieces of ink, uint8 (H, W) of 0 and 1; row 0 of ``stats`` is what is no ink."""

    def __init__(self, ink: Image) -> None:
        _, self._labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
        self.stats = np.asarray(stats, np.int32)

    def mask(self, kept: Mask) -> Mask:
        """Where the pieces are that are kept."""
        kept = kept.copy()
        kept[0] = False
        return np.asarray(kept[self._labels])

    def counts(self, inside: Mask) -> NDArray[np.intp]:
        """How many pixels of each piece are ``inside``."""
        return np.bincount(self._labels[inside], minlength=len(self.stats))

    def too_high(self, most: float) -> bool:
        """Whether any piece is higher."""
        return bool((self.stats[1:, cv2.CC_STAT_HEIGHT] > most).any())

    def text(self, usual: float, settings: PlainSettings) -> Mask:
        """Which are neither specks nor rules; ``usual`` is the height of a line."""
        wide, high = self.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].T
        is_rule = (wide >= settings.rule * usual) & (high <= settings.thin * usual)
        return np.asarray((np.maximum(wide, high) >= settings.speck * usual) & ~is_rule)

    def stops(self, usual: float, settings: PlainSettings) -> Mask:
        """Which are specks as large as a full stop."""
        size = self.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
        return np.asarray((size.min(axis=1) >= settings.stop * usual) & (size.max(axis=1) < settings.speck * usual))


def _usual_height(ink: Mask) -> float | None:
    """The height of rows with ink that most ink stands in, None where there is none."""
    profile = np.count_nonzero(ink, axis=1)
    spans = _spans(profile > 0, 0)
    if not spans:
        return None
    heights = np.array([stop - start for start, stop in spans])
    weights = np.array([int(profile[start:stop].sum()) for start, stop in spans])
    order = np.argsort(heights)
    middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(heights[order][middle])


def _cut(part: Mask, at: tuple[int, int], height: float, settings: PlainSettings) -> Iterator[UprightBox | None]:
    """The lines in a part of the page that begins ``at`` (x, y), None for what is no line."""
    x, y = at
    rows = _joined_rows(_spans(np.asarray(part.any(axis=1)), 0), height, settings)
    for top, bottom in rows:
        band = part[top:bottom]
        columns = _spans(np.asarray(band.any(axis=0)), round(settings.apart * height))
        if len(columns) > 1:
            for left, right in columns:
                yield from _cut(band[:, left:right], (x + left, y + top), height, settings)
        elif bottom - top > settings.tallest * height:
            yield None
        elif not _is_hole(band[:, slice(*columns[0])], height, settings):
            left, right = columns[0]
            yield UprightBox(x + left, y + top, x + right, y + bottom)


def _is_hole(line: Mask, height: float, settings: PlainSettings) -> bool:
    """Whether a line is nothing but a hole that was punched, or a blot."""
    high, wide = line.shape
    return (
        min(high, wide) >= settings.hole * height
        and max(high, wide) <= 1.4 * min(high, wide)
        and bool(line.mean() >= settings.solid)
    )


def _joined_rows(rows: Sequence[_Span], height: float, settings: PlainSettings) -> list[_Span]:
    """Rows of which low ones that stand close are one line: 二 is two strokes."""
    joined: list[_Span] = list(rows[:1])
    for row in rows[1:]:
        last = joined[-1]
        is_low = min(last[1] - last[0], row[1] - row[0]) < settings.low * height
        if is_low and row[0] - last[1] <= settings.near * height and row[1] - last[0] <= 1.2 * height:
            joined[-1] = (last[0], row[1])
        else:
            joined.append(row)
    return joined


def _spans(inked: Mask, apart: int) -> list[_Span]:
    """Where there is ink, [start, stop), gaps of up to ``apart`` within."""
    at = np.flatnonzero(inked)
    if not len(at):
        return []
    ends = np.flatnonzero(np.diff(at) > apart + 1)
    return [(int(at[a]), int(at[b - 1]) + 1) for a, b in pairwise([0, *(ends + 1).tolist(), len(at)])]


def _with_stop(line: UprightBox, stops: NDArray[np.int32], usual: float, settings: PlainSettings) -> UprightBox:
    """The line with the full stop behind it, if one of ``stops`` is one: rows of x, y, width, height."""
    x, y, wide, high = stops[:, :4].T
    at_foot = (y + high / 2 >= (line.y0 + line.y1) / 2) & (y + high <= line.y1 + settings.stop * usual)
    behind = (x >= line.x1) & (x - line.x1 <= settings.behind * usual) & at_foot
    return replace(line, x1=float((x + wide)[behind].max())) if behind.any() else line


def _enlarged(box: UprightBox, usual: float, settings: PlainSettings) -> UprightBox:
    """The line with paper around it; one that is low, such as 一, with as much as its fellows take."""
    missing = max(0.0, (usual - box.height) / 2) if box.height < settings.low * usual else 0.0
    above, beside = settings.above * usual + missing, settings.beside * usual
    return UprightBox(box.x0 - beside, box.y0 - above, box.x1 + beside, box.y1 + above)


def _with_ends(
    lines: list[UprightBox], small: Image, usual: float, settings: PlainSettings
) -> list[UprightBox] | None:
    """The lines with what is paler at their ends; None where anything pale and as large as a letter is left out."""
    pale = _Pieces(np.asarray(cv2.blur(small, (3, 3)) < settings.pale, np.uint8))
    inside = np.zeros(small.shape, np.uint8)
    for box in lines:
        _fill(inside, box)
    wide, high, area = pale.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA]].T
    outside = area > 2 * pale.counts(inside > 0)
    outside &= np.maximum(wide, high) >= settings.left_out * usual
    outside[0] = False
    found = list(lines)
    for x, y, w, h in pale.stats[outside][:, :4].tolist():
        piece = UprightBox(x, y, x + w, y + h)
        at = next((i for i, box in enumerate(found) if _is_end(piece, box, usual)), None)
        if at is None:
            return None
        found[at] = UprightBox.around([found[at], piece])
    return [_within(box, small) for box in found]


def _is_end(piece: UprightBox, line: UprightBox, usual: float) -> bool:
    beside = max(piece.x0 - line.x1, line.x0 - piece.x1)
    return line.y0 <= piece.y0 and piece.y1 <= line.y1 and beside <= 1.5 * usual


def _within(box: UprightBox, image: Image) -> UprightBox:
    height, width = image.shape
    return UprightBox(max(0.0, box.x0), max(0.0, box.y0), min(float(width), box.x1), min(float(height), box.y1))


def _fill(target: Image, box: UprightBox) -> None:
    x0, y0, x1, y1 = (max(0, v) for v in box.as_ints())
    target[y0:y1, x0:x1] = 1
