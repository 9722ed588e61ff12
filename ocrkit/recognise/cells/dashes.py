"""Dashes that coarse print or a rule left too short: told by those that stand alike in other cells of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.ink_parts import MAYBE_LOST, MAYBE_PRINTED, MAYBE_SMALL, CellInk
from ocrkit.recognise.cells.sides import Inner
from ocrkit.recognise.cells.standing import stands, together
from ocrkit.types.doubt import Doubt
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings


class DashSettings(Settings):
    """Which marks in a cell are a dash, though they could be dirt. Lengths are shares of the text height.

    ``fellows``: so many other cells of the table hold a mark that stands as it does, for dirt does not. ``near``: as
    high, and as far from the middle of the cell and from one of its sides or between both, to this length, a
    ``pixel`` at least; ``about``: so many times that of a mark that is likely one. ``part``: and at least so much of
    its fellows' width is left of it, ``rest``: of one that is likely one. ``flat``, ``wide``: the least width to
    height of these and their greatest width; ``off``: how far they are from the cell's middle at most. ``solid``: the
    least share of ink in the box of a mark that is a dash beyond doubt. ``high``: what has a piece of this height
    holds more than a dash; ``beside``: so near one is no dash what stands on its level. ``worn``: where this share of
    a table's dashes is in doubt, some left nothing at all. ``everywhere``: where this share of a table's cells
    without other print hold one, none of them is dirt.
    """

    fellows: int = Field(default=5, ge=1)
    near: float = Field(default=0.05, gt=0)
    pixel: float = Field(default=1.0, gt=0)
    about: float = Field(default=2.0, ge=1)
    part: float = Field(default=0.6, gt=0, le=1)
    rest: float = Field(default=0.3, gt=0, le=1)
    flat: float = Field(default=1.4, gt=1)
    wide: float = Field(default=1.3, gt=0)
    off: float = Field(default=0.3, gt=0)
    solid: float = Field(default=0.7, gt=0, le=1)
    high: float = Field(default=0.5, gt=0)
    beside: float = Field(default=0.6, gt=0)
    worn: float = Field(default=0.4, gt=0, le=1)
    everywhere: float = Field(default=0.9, gt=0, le=1)


def with_dashes(
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    inners: Sequence[Inner],
    height: float,
    settings: DashSettings,
) -> tuple[CellInk, ...]:
    """The ink of a table's cells, one entry each, and which marks are dashes; in blank ones these become lines.

    A mark alone in its cell is one beyond doubt if it is flat as they are. Of one that is not, or is in pieces, or
    has specks about it, the place tells as much: it is the likeliest reading, and a doubt.
    """
    loose = [own.which(~np.isin(own.numbers, ink.ruled)) for ink, own in zip(inks, pieces, strict=True)]
    stand = [stands(own, inner) for own, inner in zip(loose, inners, strict=True)]
    alone = np.concatenate([how for how in stand if len(how) == 1] or [np.empty((0, 6))])
    width, height_of, below = alone[:, 0], alone[:, 1], alone[:, 2]
    small = (width <= settings.wide * height) & (height_of < settings.high * height)
    likely = small & (np.abs(below) <= settings.off * height) & (width >= height_of)
    if likely.sum() <= settings.fellows:
        return tuple(inks)
    wanted = _Dashes(alone[likely & (width >= settings.flat * height_of)], alone[likely], height, settings)
    found = [
        wanted.seen_in(ink, own, inner, how) for ink, own, inner, how in zip(inks, loose, inners, stand, strict=True)
    ]
    return _beside_lost(found, settings)


def beyond_doubt(inks: Sequence[CellInk], settings: DashSettings) -> tuple[CellInk, ...]:
    """The ink of a table's cells: where nearly all without other print hold a mark in one place, these are dashes.

    Each by itself may be dirt. Dirt does not lie in the same place of every cell.
    """
    dashes, blanks = sum(ink.dash for ink in inks), sum(not ink.lines for ink in inks)
    if dashes <= 2 * settings.fellows or dashes < settings.everywhere * (dashes + blanks):
        return tuple(inks)
    return tuple(_answered(ink) if ink.dash and MAYBE_PRINTED in ink.doubts else ink for ink in inks)


def _answered(ink: CellInk) -> CellInk:
    left = tuple(doubt for doubt in ink.doubts if doubt != MAYBE_PRINTED)
    return replace(ink, doubts=left, answered=(*ink.answered, MAYBE_PRINTED))


def _beside_lost(inks: Sequence[CellInk], settings: DashSettings) -> tuple[CellInk, ...]:
    """The ink of a table's cells: where so many dashes are nearly gone others are gone, and no blank is sure."""
    dashes = [ink for ink in inks if ink.dash]
    worn = sum(MAYBE_PRINTED in ink.doubts for ink in dashes)
    if len(dashes) <= settings.fellows or worn < settings.worn * len(dashes):
        return tuple(inks)
    return tuple(ink if ink.lines else replace(ink, doubts=(*ink.doubts, MAYBE_LOST)) for ink in inks)


@dataclass(frozen=True, eq=False)
class _Dashes:
    """The marks that stand alone in a table's cells, float64 (N, 6) as ``standing`` gives them, at a text height.

    ``likely``: those that are near the middle and no higher than wide; ``known``: those of them that are flat.
    """

    known: NDArray[np.float64]
    likely: NDArray[np.float64]
    height: float
    settings: DashSettings

    def seen_in(self, ink: CellInk, loose: Components, inner: Inner, how: NDArray[np.float64]) -> CellInk:
        """The ink of a cell, whose pieces but for its rules are ``loose``, and whether these are a dash."""
        if len(loose) == 0 or (loose.height >= self.settings.high * self.height).any():
            return ink
        if self._is_sure(loose, how):
            return _as_line(ink, loose)
        place = self._in_place(how)
        mark, rest = loose.which(place), loose.which(~place)
        if not place.any() or _is_read(ink, mark) or self._on_its_level(rest, mark):
            return ink
        whole = together(mark, inner)
        enough = whole[:, 0] >= self.settings.rest * np.median(self.likely[:, 0])
        return _as_line(ink, mark, rest, (MAYBE_PRINTED,)) if enough and self._in_place(whole).all() else ink

    def _is_sure(self, loose: Components, how: NDArray[np.float64]) -> bool:
        """Whether the pieces of a cell are one solid stroke, wider than high: dirt in a dash's place is not."""
        if len(loose) != 1 or how[0, 0] <= how[0, 1] or not self._alike(how[0]):
            return False
        return bool(loose.area[0] >= self.settings.solid * how[0, 0] * how[0, 1])

    def _alike(self, mark: NDArray[np.float64]) -> bool:
        """Whether the mark, float64 (6,), stands as enough of the known dashes do."""
        away = np.abs(self.known - mark) <= self._slack
        wide = (mark[0] >= self.settings.part * self.known[:, 0]) & (mark[0] <= self.known[:, 0] + self._slack)
        return int((wide & away[:, 1] & away[:, 2] & away[:, 3:].any(axis=1)).sum()) > self.settings.fellows

    def _in_place(self, marks: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which marks, float64 (N, 6), lie where likely dashes do, bool (N,): inside the boxes of enough of them."""
        slack = self.settings.about * self._slack
        w, h, below, left, right, between = (marks[:, k, None] for k in range(6))
        wide, high, at, from_left, from_right, off = (self.likely[None, :, k] for k in range(6))
        by_left = (left >= from_left - slack) & (left + w <= from_left + wide + slack)
        by_right = (right >= from_right - slack) & (right + w <= from_right + wide + slack)
        by_middle = np.abs(between - off) + w / 2 <= wide / 2 + slack
        level = np.abs(below - at) + h / 2 <= high / 2 + slack
        inside = level & (by_left | by_right | by_middle)
        return np.asarray(inside.sum(axis=1) > self.settings.fellows, dtype=np.bool_)

    def _on_its_level(self, others: Components, mark: Components) -> bool:
        """Whether something else stands on the mark's level near it, as the points of an ellipsis do."""
        box = UprightBox.around(piece.box for piece in mark)
        level = (others.top < box.y1) & (others.bottom > box.y0)
        near = np.maximum(others.left - box.x1, box.x0 - others.right) < self.settings.beside * self.height
        return bool((level & near).any())

    @property
    def _slack(self) -> float:
        return max(self.settings.pixel, self.settings.near * self.height)


def _is_read(ink: CellInk, mark: Components) -> bool:
    """Whether the pieces of the mark are already what is to be read in the cell, no more and no less."""
    return set(ink.printed) == set(mark.numbers.tolist())


def _as_line(
    ink: CellInk, mark: Components, specks: Components | None = None, more: tuple[Doubt, ...] = ()
) -> CellInk:
    # A solid stroke that stands as the others do is no small print; what has specks about it may be.
    told = (MAYBE_PRINTED, MAYBE_SMALL) if specks is None else (MAYBE_PRINTED,)
    doubts = tuple(doubt for doubt in ink.doubts if doubt not in told)
    return replace(
        ink,
        lines=(UprightBox.around(piece.box for piece in mark),),
        specks=() if specks is None else tuple(piece.box for piece in specks),
        doubts=(*doubts, *more),
        printed=tuple(mark.numbers.tolist()),
        dash=True,
    )
