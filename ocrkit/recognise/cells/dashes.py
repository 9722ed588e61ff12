"""Dashes that coarse print or a rule left too short: told by those that stand alike in other cells of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Component, Components
from ocrkit.recognise.cells.ink import MAYBE_PRINTED, CellInk
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.settings import Settings


class DashSettings(Settings):
    """Which mark alone in its cell is a dash, though it could be dirt. Lengths are shares of the text height.

    ``fellows``: so many other cells of the table hold a mark that stands as it does, for dirt does not. ``near``: as
    high, and as far from the middle of the cell and from one of its sides or between both, to this length, a
    ``pixel`` at least; ``part``: and at least so much of its fellows' width is left of it. ``flat``, ``wide``: the
    least width to height of these and their greatest width; ``off``: how far they are from the cell's middle at most.
    """

    fellows: int = Field(default=5, ge=1)
    near: float = Field(default=0.05, gt=0)
    pixel: float = Field(default=1.0, gt=0)
    part: float = Field(default=0.6, gt=0, le=1)
    flat: float = Field(default=1.4, gt=1)
    wide: float = Field(default=1.3, gt=0)
    off: float = Field(default=0.3, gt=0)


def with_dashes(
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    inners: Sequence[Inner],
    height: float,
    settings: DashSettings,
) -> tuple[CellInk, ...]:
    """The ink of a table's cells, one entry each, and which marks are dashes; in blank ones these become lines."""
    alone = [_alone(ink, own) for ink, own in zip(inks, pieces, strict=True)]
    stands = [None if mark is None else _stands(mark, inner) for mark, inner in zip(alone, inners, strict=True)]
    known = np.array([how for how in stands if how is not None]).reshape(-1, 6)
    flat, short = known[:, 0] >= settings.flat * known[:, 1], known[:, 0] <= settings.wide * height
    known = known[flat & short & (np.abs(known[:, 2]) <= settings.off * height)]
    found = list(inks)
    for i, (mark, how) in enumerate(zip(alone, stands, strict=True)):
        if mark is not None and how is not None and _fellows(how, known, height, settings) > settings.fellows:
            found[i] = _as_line(inks[i], mark)
    return tuple(found)


def _alone(ink: CellInk, pieces: Components) -> Component | None:
    """The only piece of ink in a cell, its rules aside; None where there is none or more."""
    loose = pieces.which(~np.isin(pieces.numbers, ink.ruled))
    return next(iter(loose)) if len(loose) == 1 else None


def _stands(mark: Component, inner: Inner) -> NDArray[np.float64]:
    """How a mark stands in its cell: width, height, how far below the middle, from the left, the right, between."""
    x0, y0, x1, y1 = inner
    left, right = mark.left - x0, x1 - mark.right
    return np.array([mark.width, mark.height, mark.middle - (y0 + y1) / 2, left, right, (left - right) / 2])


def _fellows(mark: NDArray[np.float64], known: NDArray[np.float64], height: float, settings: DashSettings) -> int:
    """How many of the ``known`` marks, float64 (N, 6), stand as the mark does, itself with them."""
    away = np.abs(known - mark) <= max(settings.pixel, settings.near * height)
    wide = (mark[0] >= settings.part * known[:, 0]) & (mark[0] <= known[:, 0] + settings.pixel) & (mark[0] > mark[1])
    return int((wide & away[:, 1] & away[:, 2] & away[:, 3:].any(axis=1)).sum())


def _as_line(ink: CellInk, mark: Component) -> CellInk:
    doubts = tuple(doubt for doubt in ink.doubts if doubt != MAYBE_PRINTED)
    return replace(ink, lines=(mark.box,), specks=(), doubts=doubts, printed=(mark.number,), dash=True)
