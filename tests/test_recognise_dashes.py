"""A mark that could be dirt by itself is a dash where the dashes of its table stand alike; a leaning rule is none."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, INNER, Box, cell, pieces

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.dashes import DashSettings, beyond_doubt, with_dashes
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.sides import Inside, SideSettings, inside
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.recognise.values.strokes import lone_stroke
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox

DASH: Box = (194, 42, 6, 3)
"""Against the right side, a little below the middle."""

SHORT: Box = (196, 42, 4, 3)
"""The same, cut: too short to be no speck."""


def told(*cells: tuple[Box, ...], sure: bool = True) -> tuple[CellInk, ...]:
    """The ink of a table's cells with these rectangles in them; ``sure``: whether much print tells its height."""
    found = [pieces(*boxes) for boxes in cells]
    inks = [cell_ink(own, INNER, TextHeight(HEIGHT, sure), InkSettings()) for own in found]
    return with_dashes(inks, found, [INNER] * len(cells), HEIGHT, DashSettings())


def test_a_short_mark_that_stands_as_the_dashes_do_is_one() -> None:
    assert not told((SHORT,))[0].lines
    *_, short = told(*[(DASH,)] * 6, (SHORT,))
    assert short.dash
    assert short.lines == (UprightBox(196, 42, 200, 45),)
    assert not short.doubts
    assert not short.specks


def test_dashes_that_stand_alike_are_no_small_print_where_little_tells_how_high_print_is() -> None:
    hyphen = (96, 38, 7, 5)
    *_, alone = told(*[(hyphen,)] * 7, sure=False)
    assert alone.dash
    assert not alone.doubts
    (few,) = told((hyphen,), sure=False)
    assert DoubtCode.SMALL_PRINT_OR_SPECKS in [doubt.code for doubt in few.doubts]


@pytest.mark.parametrize(
    "mark",
    [(196, 52, 4, 3), (150, 42, 4, 3), (196, 42, 4, 6), (189, 42, 11, 3)],
    ids=["lower", "elsewhere", "higher", "wider"],
)
def test_a_mark_that_stands_otherwise_is_none(mark: Box) -> None:
    assert not told(*[(DASH,)] * 6, (mark,))[-1].dash


@pytest.mark.parametrize(
    "marks",
    [((198, 42, 2, 3),), ((196, 41, 4, 4),), ((194, 42, 2, 3), (198, 43, 2, 2)), (SHORT, (20, 60, 3, 3))],
    ids=["too short", "as high as wide", "in two", "beside dirt"],
)
def test_what_is_left_where_the_dashes_stand_is_likely_one_and_looked_at(marks: tuple[Box, ...]) -> None:
    *_, ink = told(*[(DASH,)] * 6, marks)
    assert ink.dash
    assert [doubt.code for doubt in ink.doubts] == [DoubtCode.MARK_IN_MIDDLE]
    assert len(ink.lines) == 1
    assert not any(speck in ink.lines for speck in ink.specks)


def test_where_most_dashes_are_nearly_gone_no_blank_is_sure() -> None:
    square: Box = (120, 41, 4, 4)
    *_, blank = told(*[(square,)] * 7, ())
    assert [doubt.code for doubt in blank.doubts] == [DoubtCode.DASH_MAYBE_LOST]
    assert not blank.lines
    *_, beside_sure_ones = told(*[(DASH,)] * 7, (SHORT,), ())
    assert not beside_sure_ones.doubts


def test_dots_in_a_row_are_no_dash() -> None:
    dots = tuple((182 + 6 * k, 42, 3, 3) for k in range(3))
    assert not told(*[(DASH,)] * 6, dots)[-1].dash


def test_square_marks_that_stand_alike_in_many_cells_are_likely_dashes() -> None:
    square: Box = (120, 41, 4, 4)
    assert all(ink.dash and ink.doubts for ink in told(*[(square,)] * 7))


def test_marks_in_one_place_of_nearly_every_cell_are_dashes() -> None:
    square: Box = (120, 41, 4, 4)
    print_: Box = (100, 30, 20, 24)
    few, settings = told(*[(square,)] * 7), DashSettings()
    assert all(ink.doubts for ink in beyond_doubt(few, settings)), "so few may be chance"
    many = beyond_doubt(told(*[(square,)] * 20, (print_,), ()), settings)
    assert all(ink.dash and not ink.doubts for ink in many[:20])
    assert {doubt.code for ink in many[:20] for doubt in ink.answered} == {DoubtCode.MARK_IN_MIDDLE}, "kept"
    assert [doubt.code for doubt in many[-1].doubts] == [DoubtCode.DASH_MAYBE_LOST], (
        "of the blank one that is no proof"
    )
    blanks = beyond_doubt(told(*[(square,)] * 20, *[()] * 5), settings)
    assert all(ink.doubts for ink in blanks), "blanks beside them may be dashes that are gone, and these dirt"


def test_a_few_marks_that_stand_alike_may_be_dirt() -> None:
    assert not any(ink.dash for ink in told(*[(SHORT,)] * 5))


def test_no_mark_beside_print_is_a_dash() -> None:
    with_print = (SHORT, (100, 30, 12, 20))
    assert not told(*[(DASH,)] * 6, with_print)[-1].dash


def test_marks_as_coarse_as_their_pixels_tell_each_other() -> None:
    coarse: Box = (194, 41, 6, 4)
    assert all(ink.lines for ink in told(*[(coarse,)] * 7))
    assert not any(ink.lines for ink in told(*[(coarse,)] * 3))


def test_a_dash_cut_short_is_read_by_its_shape_where_its_table_says_so() -> None:
    image = cell((96, 38, 4, 4))
    box = UprightBox(96, 38, 100, 42)
    assert lone_stroke(InkLine(image, box), HEIGHT) is None
    assert lone_stroke(InkLine(image, box, dash=True), HEIGHT) == "-"


def test_what_a_leaning_rule_leaves_beside_a_dash_is_no_ink_of_the_cell() -> None:
    page = np.full((140, 260), 250, np.uint8)
    for y in range(page.shape[0]):
        page[y, 40:44] = page[y, 194 + y // 45 : 198 + y // 45] = 20
        page[y, 193 + y // 45] = 185  # its edge, too light for a rule and dark enough for ink
    page[40:44] = page[86:90] = 20
    page[64:67, 186:196] = 20  # a dash that runs into the rule
    found = inside(page, UprightBox(40, 40, 200, 90), SideSettings())
    (dash,) = cell_components(page, found, False, InkSettings())
    assert (dash.top, dash.bottom) == (63, 68)  # a row of the rule's edge stays above and below
    with_rule = cell_components(page, Inside(found.box, found.against), False, InkSettings())
    assert max(part.height for part in with_rule) > 20
