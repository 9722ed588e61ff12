"""The sides of a cell: where its rules end and its inside begins, for print that stands against a rule, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.levels import counted, median_of, share_level, share_of
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

Inner = tuple[int, int, int, int]
"""A cell without its rules, (x0, y0, x1, y1) in whole pixels."""

_NEAR = 4
"""A rule begins so near to the side of its cell, in pixels."""

_EDGE = 2
"""Pixels beside a rule that are neither it nor paper."""

_DARKEST = 2
"""So many percent of a cell's pixels are as dark as its rules and its print."""

_AHEAD = 16
"""Ink that goes on no further than this from a rule is looked at no further."""

_GAP, _RULE, _PRINT = 1, 3, 5
"""Paper between a rule and print beside it is looked for no farther than so many pixels from where the rule ends: the
narrowest stroke that touches the rule is wider. So far from there, in and out, are the rule and the print."""

_ROWS = 2
"""Print takes so many pixels along a rule, and the rule's own edge is no rougher."""


class SideSettings(Settings):
    """What of the ink at a cell's side is rule.

    ``contrast``: ink is darker than the cell's ground by so many levels; ``deep``: what touches a rule also by this
    share of what the darkest is, for a stain or a fold beside the rule is none. ``reach``: a rule's ink is looked
    for this far into the cell, as a share of its smaller side. ``share``: a row (column) of pixels next to the side
    with this share inked is rule. ``bare``: at least this share of a side has no print against it; where the rule
    ends there tells where it ends beside print. ``run_on``: print on both sides of a rule, nearer than this many
    text heights, is one. ``goes_on``: print that touches the other side of a rule may belong to what ends so near
    to it. ``stroke``: the least and greatest height of a digit's stroke along a rule. ``often``: where the lines of
    so many cells touch a rule, what touches one elsewhere is print too. ``room``: a sign at a rule is all there is
    where its cell has this room beside it, in text heights, two digits and more, and ``behind`` the rule so far
    nothing is printed. ``thin``: under a rule no thicker than this share of the text height no digit is hidden beside
    one that touches it: a 1 and the paper before it take more. ``gap``: what is lighter than a rule and than print
    beside it, by this share of the paler one, parts them: of 60 pages of ``benchmarks.over_rules`` (seed 5) 47 more
    of 3,797 numbers are accepted so, all right.
    """

    contrast: int = Field(default=28, ge=1, le=200)
    deep: float = Field(default=0.35, ge=0, lt=1)
    reach: float = Field(default=0.16, ge=0, le=0.4)
    share: float = Field(default=0.3, gt=0, le=1)
    bare: float = Field(default=0.2, gt=0, lt=1)
    run_on: float = Field(default=0.45, ge=0)
    goes_on: float = Field(default=0.8, ge=0)
    stroke: tuple[float, float] = (0.5, 1.3)
    often: float = Field(default=0.1, gt=0, le=1)
    room: float = Field(default=1.3, ge=0)
    behind: float = Field(default=1.6, ge=0)
    thin: float = Field(default=0.25, ge=0)
    gap: float = Field(default=0.35, gt=0, lt=1)


Stretches = tuple[tuple[int, int], ...]
"""Where something touches a rule: rows (columns for level ones) of the page, [start, stop) each."""

Rim = tuple[int, tuple[int, ...]]
"""How many columns of a leaning rule are left inside its cell, row by row, from a row of the page on."""

_NO_RIM: Rim = (0, ())


@dataclass(frozen=True)
class Inside:
    """A cell without its rules.

    ``against``: where its left, right, upper and lower rule are touched from inside, by print or by their own
    roughness. ``beyond``: where its left and its right rule are, from the other side. ``rims``: what of its left and
    right rule is inside all the same, where that leans and is cut beside print, not beyond it.
    """

    box: Inner
    against: tuple[Stretches, Stretches, Stretches, Stretches] = ((), (), (), ())
    beyond: tuple[Stretches, Stretches] = ((), ())
    rims: tuple[Rim, Rim] = (_NO_RIM, _NO_RIM)

    def without_rims(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The ink of the cell, uint8 (H, W), without what is left of its rules."""
        if not any(any(columns) for _, columns in self.rims):
            return ink
        bare = ink.copy()
        for (begin, columns), side in zip(self.rims, (bare, bare[:, ::-1]), strict=True):
            first = max(0, self.box[1] - begin)
            rows = np.array(columns[first : first + len(ink)], np.intp)
            top = max(0, begin - self.box[1])
            part = side[top : top + len(rows)]
            part[np.arange(part.shape[1]) < rows[: len(part), None]] = 0
        return bare

    def is_touched_off(self, lines: Sequence[UprightBox]) -> bool:
        """Whether its left or right rule is touched from inside by what is none of the cell's ``lines``."""
        return any(bool(self.against[side]) and not self.is_met(lines, (side,)) for side in (0, 1))

    def has_hidden(self, height: float, settings: SideSettings) -> bool:
        """Whether something as high as a character of ``height`` pixels may stand under its left or right rule."""
        return any(_as_high_as(side, height, settings) for side in self.against[:2])

    def has_beyond(self, side: int, height: float, settings: SideSettings) -> bool:
        """Whether something as high as that touches its left (0) or right (1) rule from the other side."""
        return len(self.beyond) > side and _as_high_as(self.beyond[side], height, settings)

    def is_met(self, lines: Sequence[UprightBox], sides: Sequence[int] = (0, 1, 2, 3)) -> bool:
        """Whether one of the cell's lines, given as boxes, touches one of these ``sides`` (left, right, ...)."""
        gaps = [self._gaps(line) for line in lines]
        return any(gap[side][0] <= 1 and _meet(self.against[side], gap[side][1]) for gap in gaps for side in sides)

    def goes_on(self, lines: Sequence[UprightBox], near: float) -> bool:
        """Whether one of them ends no more than ``near`` pixels from where something touches a rule's other side."""
        return any(
            gap <= near and _meet(beyond, along)
            for line in lines
            for beyond, (gap, along) in zip(self.beyond, self._gaps(line), strict=False)
        )

    def _gaps(self, line: UprightBox) -> tuple[tuple[float, tuple[float, float]], ...]:
        """How far a line is from each side, and where along it."""
        x0, y0, x1, y1 = self.box
        down, over = (line.y0, line.y1), (line.x0, line.x1)
        return (line.x0 - x0, down), (x1 - line.x1, down), (line.y0 - y0, over), (y1 - line.y1, over)


def _as_high_as(stretches: Stretches, height: float, settings: SideSettings) -> bool:
    """Whether what touches a rule may be one character of ``height`` pixels."""
    least, most = (share * height for share in settings.stroke)
    return bool(stretches) and least <= stretches[-1][1] - stretches[0][0] <= most


def _meet(stretches: Stretches, along: tuple[float, float]) -> bool:
    return any(start < along[1] and along[0] < stop for start, stop in stretches)


def inside(image: Image, box: UprightBox, settings: SideSettings) -> Inside:
    """The cell without the ink of its rules, in pixels of ``image``; print against a rule is cut where that ends."""
    x0, y0, x1, y1 = box.as_ints()
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(image.shape[1], x1), min(image.shape[0], y1)
    cell = image[y0:y1, x0:x1]
    reach = max(4, round(settings.reach * min(cell.shape, default=0)))
    if min(cell.shape, default=0) < 3 * reach:
        return Inside((x0, y0, x1, y1))
    counts = counted(cell)
    paper = int(median_of(counts))
    dark = cell < paper - settings.contrast
    rows, cols = dark.sum(axis=1) / dark.shape[1], dark.sum(axis=0) / dark.shape[0]
    left, right, top, bottom = (
        _rule_depth(side[:reach], settings.share) for side in (cols, cols[::-1], rows, rows[::-1])
    )
    around = max(0, x0 - 2 * _NEAR), max(0, y0 - 2 * _NEAR)
    level = paper - max(settings.contrast, settings.deep * (paper - share_of(counts, _DARKEST / 100)))
    wider = image[around[1] : y1 + 2 * _NEAR, around[0] : x1 + 2 * _NEAR]
    across = _Strip.of(wider[y0 + top - around[1] : y1 - bottom - around[1]], level, paper)
    down = _Strip.of(wider[:, x0 + left - around[0] : x1 - right - around[0]].T, level, paper)
    before = x0 - around[0], y0 - around[1]
    behind = wider.shape[1] - x1 + around[0], wider.shape[0] - y1 + around[1]
    first = _side(across, before[0], left, y0 + top, settings)
    last = _side(across.mirrored, behind[0], right, y0 + top, settings)
    upper = _side(down, before[1], top, x0 + left, settings)
    lower = _side(down.mirrored, behind[1], bottom, x0 + left, settings)
    inner = (x0 + first.depth, y0 + upper.depth, x1 - last.depth, y1 - lower.depth)
    against = (first.inside, last.inside, upper.inside, lower.inside)
    return Inside(inner, against, (first.outside, last.outside), (first.rim, last.rim))


def _rule_depth(shares: NDArray[np.float64], limit: float) -> int:
    """How many rows from the side on are rule: up to the first clean one after the last that is not."""
    full = np.flatnonzero(shares >= limit)
    if len(full) == 0:
        return 1
    depth = int(full[0])
    # Only what hangs together with the side: a line of text further in is none of the rule.
    for i in full:
        if i > depth + _EDGE:
            break
        depth = int(i)
    return depth + _EDGE if full[0] <= _NEAR else 1


@dataclass(frozen=True, slots=True)
class _Side:
    """How many columns of a cell are rule, where something touches it from inside and from outside, and its rim."""

    depth: int
    inside: Stretches = ()
    outside: Stretches = ()
    rim: Rim = _NO_RIM


@dataclass(frozen=True, eq=False, slots=True)
class _Strip:
    """A cell and what is around it, uint8 (H, W), its ``dark`` pixels, bool (H, W), and the level of its paper."""

    image: Image
    dark: NDArray[np.bool_]
    paper: int

    @classmethod
    def of(cls, image: Image, level: float, paper: int) -> _Strip:
        return cls(image, image < level, paper)

    @property
    def mirrored(self) -> _Strip:
        return _Strip(self.image[:, ::-1], self.dark[:, ::-1], self.paper)


def _side(strip: _Strip, at: int, depth: int, begin: int, settings: SideSettings) -> _Side:
    """One side of a cell: ``depth`` columns from ``at`` on are taken for rule, but no print is.

    ``strip`` has the inside of the cell on its right, and ``begin`` is its first row. A side that is no
    rule all along tells nothing.
    """
    dark = strip.dark
    first = max(0, at - _NEAR)
    near = np.ascontiguousarray(dark[:, : at + depth + 1])
    shares = near.sum(axis=0) / len(near)
    solid = first + np.flatnonzero(shares[first:-1] >= 1.0 - settings.bare)
    if len(solid) == 0 or not (shares[solid[-1] + 1 :].any() or shares[: solid[0]].any()):
        return _Side(depth)
    rule, start = int(solid[-1]), int(solid[0])
    rows = np.flatnonzero(near[:, rule] & near[:, start])
    under, _ = _against(near[rows, start::-1], rows, begin, settings.bare)
    touched, ends = _against(_until_bare(dark[:, rule:], rows), rows, begin, settings.bare)
    over = tuple(part for part in touched if not _is_apart(part, strip, rows, ends + rule, begin, settings.gap))
    behind = np.arange(at + depth - rule)
    printed = (near[rows, rule:-1] & (behind > ends[:, None])).any(axis=1)
    if np.count_nonzero(printed) < _ROWS:
        return _Side(depth, over, under)
    depth = max(0, min(depth, int(rule + ends[printed].max()) - at))
    left = np.maximum(0, np.interp(np.arange(len(dark)), rows, ends).astype(np.intp) + rule - at - depth)
    left += 1  # what is as light as its edge
    for start, stop in touched:
        left[max(0, start - begin - 1) : stop - begin + 1] -= 1
    return _Side(depth, over, under, (begin, tuple(left.tolist())))


def _is_apart(
    part: tuple[int, int], strip: _Strip, rows: NDArray[np.intp], ends: NDArray[np.intp], begin: int, gap: float
) -> bool:
    """Whether in all of a stretch what stands beside a rule is parted from it by something lighter than both.

    Where print is set close to a rule, blur darkens the paper between them, but where the rule ends it is lighter all
    the same; past a stroke that touches the rule the paper begins farther out. ``rows`` of the strip are those that
    tell where the rule ``ends``; ``part`` counts from ``begin`` on more.
    """
    own = (rows >= part[0] - begin) & (rows < part[1] - begin)
    across = ends[own, None] + np.arange(-_RULE, _PRINT + 1)
    pixels = strip.image[rows[own, None], np.clip(across, 0, strip.image.shape[1] - 1)]
    away = strip.paper - cv2.blur(pixels.astype(np.float32), (1, _ROWS + 1), borderType=cv2.BORDER_REPLICATE)
    here = slice(_RULE - _GAP, _RULE + _GAP + 1)
    both = np.minimum(np.maximum.accumulate(away, axis=1), np.maximum.accumulate(away[:, ::-1], axis=1)[:, ::-1])
    lighter = (both > 0) & (away <= (1 - gap) * both)
    return bool(lighter[:, here].any(axis=1).all())


def _until_bare(dark: NDArray[np.bool_], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Of these ``rows`` of ``dark``, as many columns from the first on as tell where the ink there ends."""
    some = dark[rows, :_AHEAD]
    return dark[rows] if some.all(axis=1).any() else some


def _against(
    ink: NDArray[np.bool_], rows: NDArray[np.intp], begin: int, bare: float
) -> tuple[Stretches, NDArray[np.intp]]:
    """Where something touches a rule, and where the rule ends in each of the ``rows``.

    ``ink`` (H, W) begins in the rule. Where that is bare tells where it ends beside print: on the line between.
    """
    stop = ink.argmin(axis=1)
    stop[stop == 0] = ink.shape[1]  # all of it is ink, for the first column is
    if stop.max() <= stop.min() + 1:  # as beside most rules: bare all along
        return (), stop
    plain = stop <= share_level(stop, bare) + 1
    ends = np.ceil(np.interp(rows, rows[plain], stop[plain])).astype(np.intp)
    touched = rows[stop > ends + 1] + begin
    parts = np.split(touched, np.flatnonzero(np.diff(touched) > _ROWS) + 1)
    return tuple((int(part[0]), int(part[-1]) + 1) for part in parts if len(part) >= _ROWS), ends
