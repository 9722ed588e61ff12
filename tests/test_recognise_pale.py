"""Pale marks beside print: one alone may be a stain; those that stand alike in many cells of a table are print."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, INNER, Box, pieces

from ocrkit.recognise.cells.ink import cell_ink
from ocrkit.recognise.cells.ink_parts import MAYBE_PRINTED, PALE_BESIDE, CellInk, InkSettings
from ocrkit.recognise.cells.pale_fellows import PaleFellowSettings, with_pale_fellows
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox

SLASH: Box = (97, 31, 6, 18)
"""In the middle of its cell."""

DARK, PALE = 200, 60
"""By how many levels print and what may be a stain stand out."""


def told(*cells: tuple[Box, ...], wide: int = 3) -> tuple[CellInk, ...]:
    """The ink of the cells of a table of so many columns with these pale rectangles in them."""
    found = [pieces(*boxes) for boxes in cells]
    found = [own.measured(np.where(own.labels > 0, PALE, 0).astype(np.uint8)) for own in found]
    inks = [cell_ink(own, INNER, TextHeight(HEIGHT), InkSettings(), DARK) for own in found]
    places = [((i // wide, i // wide + 1), (i % wide, i % wide + 1)) for i in range(len(cells))]
    grid = [GridCell(*place, UprightBox(*map(float, INNER))) for place in places]
    return with_pale_fellows(grid, inks, found, [INNER] * len(cells), HEIGHT, PaleFellowSettings(fellows=5))


def test_a_pale_mark_alone_is_none() -> None:
    (ink,) = told((SLASH,))
    assert not ink.lines
    assert PALE_BESIDE in ink.doubts


@pytest.mark.parametrize(("count", "is_print"), [(5, False), (6, True), (20, True)])
def test_pale_marks_that_stand_alike_are_print_and_looked_at(count: int, is_print: bool) -> None:
    for ink in told(*[(SLASH,)] * count):
        assert bool(ink.lines) == is_print
        assert PALE_BESIDE in ink.doubts
    if is_print:
        assert ink.lines == (UprightBox(97, 31, 103, 49),)
        assert ink.printed == (1,)
        assert not ink.pale
        assert MAYBE_PRINTED not in ink.doubts


@pytest.mark.parametrize(
    "mark",
    [(97, 10, 6, 18), (40, 31, 6, 18), (97, 31, 16, 18), (97, 38, 6, 4)],
    ids=["higher up", "elsewhere", "wider", "lower than a digit"],
)
def test_a_pale_mark_that_stands_otherwise_is_none(mark: Box) -> None:
    *others, ink = told(*[(SLASH,)] * 8, (mark,))
    assert all(other.lines for other in others)
    assert not ink.lines


@pytest.mark.parametrize("mark", [(97, 5, 3, 70), (80, 15, 40, 45)], ids=["a line of the back", "a blot"])
def test_what_is_larger_than_a_character_is_none_however_often(mark: Box) -> None:
    assert not any(ink.lines for ink in told(*[(mark,)] * 12))


@pytest.mark.parametrize("wide", [1, 20])
def test_marks_of_one_column_or_row_may_be_a_streak(wide: int) -> None:
    assert not any(ink.lines for ink in told(*[(SLASH,)] * 12, wide=wide))


def test_stains_here_and_there_are_none() -> None:
    rng = np.random.default_rng(5)
    stains = [
        ((int(x), int(y), 8, 14),) for x, y in zip(rng.integers(5, 180, 12), rng.integers(2, 60, 12), strict=True)
    ]
    assert not any(ink.lines for ink in told(*stains))
