"""Streaks that run through several cells are no marks of theirs; what fills no cell, or few cells, is read."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, Box

from ocrkit.recognise.cells.components import find_components
from ocrkit.recognise.cells.ink import cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.remnants import MAYBE_MARK
from ocrkit.recognise.cells.streaks import GOES_ON, StreakSettings, with_streaks
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox

WIDE, HIGH = 80, 60
"""Of a cell without its rules, in pixels; a rule is 4 pixels wide."""

STREAK: tuple[Box, ...] = tuple((x, 40, 14, 3) for x in range(0, 80, 18))
"""Broken, from side to side."""

DASH: tuple[Box, ...] = ((26, 29, 28, 3),)
DIGIT: Box = (36, 10, 8, 20)


def told(row: list[tuple[Box, ...]], level: bool = True, wide: int = WIDE) -> tuple[CellInk, ...]:
    """The ink of cells side by side with these rectangles in them; of cells one below the other if not ``level``."""
    cells, inners, pieces = [], [], []
    for i, boxes in enumerate(row):
        ink = np.zeros((HIGH, wide), np.uint8)
        for left, top, width, height in boxes:
            ink[top : top + height, left : left + width] = 1
        start = i * (wide + 4)
        inner = (start, 0, start + wide, HIGH) if level else (0, start, HIGH, start + wide)
        pieces.append(find_components(ink if level else np.ascontiguousarray(ink.T), inner[:2], 1))
        along, across = (i, i + 1), (0, 1)
        cells.append(GridCell(*((across, along) if level else (along, across)), UprightBox(*map(float, inner))))
        inners.append(inner)
    inks = [
        cell_ink(own, inner, TextHeight(HEIGHT), InkSettings()) for own, inner in zip(pieces, inners, strict=True)
    ]
    return with_streaks(cells, inks, pieces, inners, HEIGHT, StreakSettings())


@pytest.mark.parametrize("level", [True, False])
@pytest.mark.parametrize(("count", "is_streak"), [(2, False), (3, True), (6, True)])
def test_what_runs_through_several_cells_is_no_mark_of_one(count: int, is_streak: bool, level: bool) -> None:
    for ink in told([STREAK] * count, level):
        assert (MAYBE_MARK in ink.doubts and not ink.lines and not ink.printed) == is_streak
        if is_streak:
            assert set(ink.ruled) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("level", [True, False])
@pytest.mark.parametrize("is_behind", [True, False])
def test_where_a_streak_ends_in_a_cell_it_is_no_sure_dash(level: bool, is_behind: bool) -> None:
    """On a fax such a streak was a dash, accepted; what stands by itself is one."""
    end: tuple[Box, ...] = ((0 if is_behind else 35, 40, 45, 3),)
    lone: tuple[Box, ...] = ((26, 40, 28, 3),)
    for last, is_doubtful in ((end, True), (lone, False)):
        row = [STREAK, STREAK]
        found = told([*row, last] if is_behind else [last, *row], level)[-1 if is_behind else 0]
        assert found.lines
        assert (GOES_ON in found.doubts) == is_doubtful


def test_a_streak_may_lean_and_have_specks_beside_it() -> None:
    leaning = [tuple((x, y + 2 * i, w, h) for x, y, w, h in STREAK) for i in range(4)]
    leaning[1] = (*leaning[1], (40, 8, 2, 2))
    assert all(ink.doubts == (MAYBE_MARK,) for ink in told(leaning))


@pytest.mark.parametrize("level", [True, False])
def test_dashes_in_every_cell_are_none(level: bool) -> None:
    assert all(ink.lines and MAYBE_MARK not in ink.doubts for ink in told([DASH] * 6, level))


def test_a_cell_with_print_keeps_it_and_ends_the_streak() -> None:
    row = told([STREAK, STREAK, (*STREAK, DIGIT), STREAK, STREAK, STREAK])
    assert row[2].lines
    assert [MAYBE_MARK in ink.doubts and not ink.lines for ink in row] == [False, False, False, True, True, True]


def test_strokes_that_do_not_go_on_are_none() -> None:
    steps = [tuple((x, 8 + 20 * (i % 2), w, h) for x, _, w, h in STREAK) for i in range(6)]
    assert not any(MAYBE_MARK in ink.doubts and not ink.lines for ink in told(steps))


def test_ones_that_fill_low_rows_are_none() -> None:
    one: tuple[Box, ...] = ((1, 28, 20, 4),)  # upright: in rows as high as print
    assert not any(MAYBE_MARK in ink.doubts and not ink.lines for ink in told([one] * 8, level=False, wide=22))


def test_a_table_without_cells_or_ink_has_none() -> None:
    assert with_streaks([], [], [], [], HEIGHT, StreakSettings()) == ()
    assert not any(ink.doubts for ink in told([()] * 4))
