"""Pale marks of a character's size that stand alike in many cells of a table: hardly a stain does, so they are read.

A slash is a hair thin and on a coarse scan so much paler than digits that one by itself could be anything. A table
that shows through from the back may have such marks, too: they stay in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.ink_parts import MAYBE_PRINTED, PALE_BESIDE, CellInk
from ocrkit.recognise.cells.sides import Inner
from ocrkit.recognise.cells.standing import together
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings


class PaleFellowSettings(Settings):
    """When pale marks are print. Lengths are shares of the text height.

    ``fellows``: so many other cells of the table hold one that is as wide and high, as far below the middle of its
    cell, and as far from one of its sides or between both, to ``near``, ``pixels`` at least; ``elsewhere``: so many
    of them in other rows, and in other columns, for a streak runs through one. ``high``: the least and greatest
    height; dashes are told by themselves. ``wide``: the greatest width.
    """

    fellows: int = Field(default=5, ge=1)
    elsewhere: int = Field(default=2, ge=1)
    near: float = Field(default=0.12, gt=0)
    pixels: float = Field(default=2.0, gt=0)
    high: tuple[float, float] = (0.5, 1.5)
    wide: float = Field(default=1.5, gt=0)


def with_pale_fellows(
    cells: Sequence[GridCell],
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    inners: Sequence[Inner],
    height: float,
    settings: PaleFellowSettings,
) -> tuple[CellInk, ...]:
    """The ink of a table's cells, one entry each; in blank ones pale marks with fellows become lines, in doubt.

    ``height`` is that of a character, in pixels.
    """
    pale = {
        i: own.which(np.isin(own.numbers, ink.pale))
        for i, (ink, own) in enumerate(zip(inks, pieces, strict=True))
        if not ink.lines and ink.pale
    }
    if len(pale) <= settings.fellows:
        return tuple(inks)
    marks = np.concatenate([together(own, inners[i]) for i, own in pale.items()])
    least, most = (share * height for share in settings.high)
    sized = (marks[:, 1] >= least) & (marks[:, 1] <= most) & (marks[:, 0] <= settings.wide * height)
    alike = _alike(marks, height, settings)
    is_print = sized & (alike.sum(axis=1) > settings.fellows)
    for lines in ([cells[i].rows[0] for i in pale], [cells[i].cols[0] for i in pale]):
        elsewhere = np.not_equal.outer(lines, lines)
        is_print &= (alike & elsewhere).sum(axis=1) >= settings.elsewhere
    found = list(inks)
    for i in np.array(list(pale))[is_print].tolist():
        found[i] = _as_line(inks[i], pale[i])
    return tuple(found)


def _alike(marks: NDArray[np.float64], height: float, settings: PaleFellowSettings) -> NDArray[np.bool_]:
    """Which of these marks, float64 (N, 6), stand as each does; bool (N, N)."""
    slack = max(settings.pixels, settings.near * height)
    wide, high, below, left, right, between = (
        np.abs(marks[:, None, k] - marks[None, :, k]) <= slack for k in range(marks.shape[1])
    )
    return np.asarray(wide & high & below & (left | right | between))


def _as_line(ink: CellInk, mark: Components) -> CellInk:
    doubts = tuple(doubt for doubt in ink.doubts if doubt not in (MAYBE_PRINTED, PALE_BESIDE))
    return replace(
        ink,
        lines=(UprightBox.around(piece.box for piece in mark),),
        printed=tuple(mark.numbers.tolist()),
        pale=(),
        doubts=(*doubts, PALE_BESIDE),
    )
