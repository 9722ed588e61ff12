"""Streaks of a scanner and folds that run through several cells: no mark of one of them, however broken there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.remnants import MAYBE_MARK
from ocrkit.recognise.cells.sides import Inner
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.settings import Settings

GOES_ON = Doubt(DoubtCode.LINE_TOUCHES_PRINT)


class StreakSettings(Settings):
    """What a streak is. Lengths are shares of the text height unless said otherwise.

    ``thick``: its pieces are no thicker, and lie as near to one line. ``most``: so much of a cell from side to side
    is covered by them, and all but ``end`` of it on either side, both shares of that way, which is ``long`` at least:
    no dash and no digit fills it. ``cells``: it runs through so many cells in a row, ``pixels`` off at most.
    """

    thick: float = Field(default=0.3, gt=0)
    most: float = Field(default=0.6, gt=0, le=1)
    end: float = Field(default=0.1, gt=0, lt=0.5)
    long: float = Field(default=2.2, gt=1)
    cells: int = Field(default=3, ge=2)
    pixels: float = Field(default=3.0, gt=0)


@dataclass(frozen=True, eq=False)
class _Band:
    """The pieces, by number, that run through a cell from one side to the other, and where, in pixels."""

    at: float
    numbers: NDArray[np.intp]


def with_streaks(
    cells: Sequence[GridCell],
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    inners: Sequence[Inner],
    height: float,
    settings: StreakSettings,
) -> tuple[CellInk, ...]:
    """The ink of a table's cells, one entry each; cells with nothing but a part of a streak are blank, in doubt.

    What is read is in doubt where a stroke goes on beyond the cell's side: the end of a streak looks like a dash
    there. ``height`` is that of a character, in pixels.
    """
    found = list(inks)
    for level in (True, False):
        bands = [
            _band(ink, own, inner, height, level, settings)
            for ink, own, inner in zip(found, pieces, inners, strict=True)
        ]
        for run in _runs(cells, bands, level, settings):
            for i in run:
                band = bands[i]
                assert band is not None  # runs are of cells with one
                found[i] = _without(found[i], band)
        for i in _run_on(cells, found, pieces, inners, height, level, settings):
            found[i] = replace(found[i], doubts=(*found[i].doubts, GOES_ON))
    return tuple(found)


def _band(
    ink: CellInk, pieces: Components, inner: Inner, height: float, level: bool, settings: StreakSettings
) -> _Band | None:
    """The pieces from side to side (``level``: from left to right), None where there are none, or other print."""
    loose = pieces.which(~np.isin(pieces.numbers, ink.ruled))
    start, stop = (inner[0], inner[2]) if level else (inner[1], inner[3])
    way = stop - start
    if not len(loose) or way < settings.long * height:
        return None
    first, last = (loose.left, loose.right) if level else (loose.top, loose.bottom)
    low, high = (loose.top, loose.bottom) if level else (loose.left, loose.right)
    thick = settings.thick * height
    thin, middle = high - low <= thick, (low + high) / 2
    if not thin.any():
        return None
    at = _median(middle[thin], (last - first)[thin])
    of = thin & (np.abs(middle - at) <= thick)
    if not set(ink.printed) <= set(loose.numbers[of].tolist()):
        return None
    covered = float((last - first)[of].sum())
    reaches = max(first[of].min() - start, stop - last[of].max()) <= settings.end * way
    return _Band(at, loose.numbers[of]) if reaches and covered >= settings.most * way else None


def _median(values: NDArray[np.float64], weights: NDArray[np.intp]) -> float:
    """The value below and above which half of the weight lies."""
    order = np.argsort(values)
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2)])


def _runs(
    cells: Sequence[GridCell], bands: Sequence[_Band | None], level: bool, settings: StreakSettings
) -> list[list[int]]:
    """The cells side by side (or one below the other) through which one streak runs."""
    ways = [(cell.rows, cell.cols) if level else (cell.cols, cell.rows) for cell in cells]
    at = {(line, along[0]): i for i, (across, along) in enumerate(ways) for line in range(*across)}
    runs: list[list[int]] = []
    taken: set[int] = set()
    for i in sorted(range(len(cells)), key=lambda i: ways[i][1][0]):
        if i in taken:
            continue
        run = [i] if bands[i] is not None else []
        while run and (next_ := _next(run[-1], at, ways[run[-1]], bands, settings)) is not None:
            run.append(next_)
        taken.update(run)
        if len(run) >= settings.cells:
            runs.append(run)
    return runs


def _next(
    i: int,
    at: dict[tuple[int, int], int],
    way: tuple[tuple[int, int], tuple[int, int]],
    bands: Sequence[_Band | None],
    settings: StreakSettings,
) -> int | None:
    """The cell behind a cell's end in which its streak goes on; None where there is none."""
    own = bands[i]
    for line in range(*way[0]):
        j = at.get((line, way[1][1]))
        other = bands[j] if j is not None else None
        if own is not None and other is not None and abs(own.at - other.at) <= settings.pixels:
            return j
    return None


def _run_on(
    cells: Sequence[GridCell],
    inks: Sequence[CellInk],
    pieces: Sequence[Components],
    inners: Sequence[Inner],
    height: float,
    level: bool,
    settings: StreakSettings,
) -> set[int]:
    """The cells of whose print a thin stroke touches a side beyond which it goes on, in the cell next to it."""
    ways = [(cell.rows, cell.cols) if level else (cell.cols, cell.rows) for cell in cells]
    at = {(line, along[0]): i for i, (across, along) in enumerate(ways) for line in range(*across)}
    every = [_at_sides(own, inner, height, level, settings) for own, inner in zip(pieces, inners, strict=True)]
    printed = [
        _at_sides(own.which(np.isin(own.numbers, ink.printed)), inner, height, level, settings)
        if ink.printed and (len(of[0]) or len(of[1]))
        else (np.zeros(0), np.zeros(0))
        for of, ink, own, inner in zip(every, inks, pieces, inners, strict=True)
    ]

    def meet(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
        return bool((np.abs(one[:, None] - other) <= settings.pixels).any())

    found = set()
    for i, (across, along) in enumerate(ways):
        for j in {at.get((line, along[1])) for line in range(*across)} if len(every[i][1]) else ():
            if j is not None:
                found |= {i} if meet(printed[i][1], every[j][0]) else set()
                found |= {j} if meet(every[i][1], printed[j][0]) else set()
    return found


def _at_sides(
    pieces: Components, inner: Inner, height: float, level: bool, settings: StreakSettings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """At which heights thin strokes touch the first side of a cell, and the last."""
    if not len(pieces):
        return np.zeros(0), np.zeros(0)
    start, stop = (inner[0], inner[2]) if level else (inner[1], inner[3])
    first, last = (pieces.left, pieces.right) if level else (pieces.top, pieces.bottom)
    low, high = (pieces.top, pieces.bottom) if level else (pieces.left, pieces.right)
    thin = (high - low <= settings.thick * height) & (last - first > high - low)
    if not thin.any():
        return np.zeros(0), np.zeros(0)
    middle = (low + high) / 2
    return middle[thin & (first - start < settings.pixels)], middle[thin & (stop - last < settings.pixels)]


def _without(ink: CellInk, band: _Band) -> CellInk:
    """The ink of a cell with a streak as a rule is left out: what could be a mark is a doubt."""
    numbers = band.numbers.tolist()
    return replace(
        ink,
        lines=(),
        specks=(),
        printed=(),
        ruled=(*ink.ruled, *numbers),
        pale=tuple(number for number in ink.pale if number not in numbers),
        dash=False,
        doubts=(MAYBE_MARK,),
        answered=(),
    )
