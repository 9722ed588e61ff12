"""The ink of a cell and its rules: at the edges of every bound."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, INNER, Box, cell, pieces

from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import MAYBE_MINUS, MAYBE_PRINTED, MAYBE_SMALL, InkSettings
from ocrkit.recognise.cells.sides import Inside, SideSettings, inside
from ocrkit.recognise.cells.split import split_lines
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.types.geometry import UprightBox

SETTINGS = InkSettings(
    speck=0.4, digit_speck=0.5, stray=0.5, mark=0.25, dash=0.25, short_dash=0.4, flat=2, minus=1.5, apart=0.05
)
"""Bounds that are whole pixels at this height."""


DIGITS: tuple[Box, ...] = ((80, 30, 12, 20), (100, 30, 12, 20))


def lines(*boxes: Box, settings: InkSettings = SETTINGS) -> list[tuple[float, float, float, float]]:
    return [line.as_tuple() for line in split_lines(pieces(*boxes), INNER, HEIGHT, settings).lines]


def specks(*boxes: Box) -> list[tuple[float, float, float, float]]:
    return [speck.as_tuple() for speck in split_lines(pieces(*boxes), INNER, HEIGHT, SETTINGS).specks]


def test_digits_are_a_line_and_nothing_is_a_blank() -> None:
    assert lines(*DIGITS) == [(80, 30, 112, 50)]
    assert lines() == []
    assert lines((80, 30, 12, 20), (80, 55, 12, 20)) == [(80, 30, 92, 50), (80, 55, 92, 75)]


@pytest.mark.parametrize(
    ("piece", "speck"),
    [
        ((30, 33, 9, 9), True),  # beside digits: smaller than half a height
        ((30, 33, 10, 10), False),
        ((30, 33, 9, 6), False),  # half as wide again as high, and a quarter of the height: a minus sign
        ((30, 33, 9, 7), True),
        ((30, 33, 4, 2), True),  # too short for one
        ((30, 33, 5, 2), False),
    ],
)
def test_small_pieces_by_digits_are_specks_unless_they_are_flat(piece: Box, speck: bool) -> None:
    left, top, width, height = piece
    assert ((left, top, left + width, top + height) in specks(*DIGITS, piece)) is speck


WORDS: tuple[Box, ...] = tuple((20 + 9 * i, 30, 7, 20) for i in range(13))
"""More large pieces than a number has."""


@pytest.mark.parametrize(
    ("piece", "text"),
    [((180, 30, 7, 7), False), ((180, 30, 8, 8), True), ((180, 30, 6, 3), True), ((180, 30, 6, 4), False)],
)
def test_among_words_specks_are_smaller_and_nothing_is_painted_over(piece: Box, text: bool) -> None:
    (line,) = lines(*WORDS, piece)
    assert (line[2] == piece[0] + piece[2]) is text
    assert specks(*WORDS, piece) == []


@pytest.mark.parametrize(
    ("mark", "held"),
    [
        ((94, 46, 4, 4), True),  # a point between digits, at their feet
        ((94, 41, 4, 4), False),  # higher than 0.35 above them
        ((94, 42, 4, 4), True),  # 0.3 above
        ((94, 51, 4, 4), True),
        ((94, 52, 4, 4), False),  # below them
        ((114, 46, 4, 4), False),  # behind the last
        ((74, 46, 4, 4), False),
        ((82, 52, 4, 4), True),  # below a digit: a part of it
        ((82, 57, 4, 4), False),  # too far below
        ((82, 24, 4, 4), False),
    ],
)
def test_points_and_commas_belong_to_their_digits(mark: Box, held: bool) -> None:
    left, top, width, height = mark
    assert ((left, top, left + width, top + height) not in specks(*DIGITS, mark)) is held


def test_what_is_near_a_digit_s_lower_half_is_a_part_of_it() -> None:
    mark = (94, 41, 4, 4)  # two pixels from the digits on either side
    nearer = SETTINGS.model_copy(update={"apart": 0.1})
    assert split_lines(pieces(*DIGITS, mark), INNER, HEIGHT, nearer).specks == ()
    higher = (94, 37, 4, 4)
    assert len(split_lines(pieces(*DIGITS, higher), INNER, HEIGHT, nearer).specks) == 1


@pytest.mark.parametrize(
    ("low", "kept"),
    [
        ((90, 60, 9, 9), False),
        ((90, 60, 10, 10), True),  # as large as half a height: a line of its own
        ((90, 60, 8, 4), True),  # a dash of 0.4
        ((90, 60, 7, 3), False),
        ((90, 76, 8, 4), False),  # at the side of the cell, where no dash stands
        ((90, 0, 8, 4), False),
    ],
)
def test_what_is_small_above_or_below_a_single_line_is_a_speck(low: Box, kept: bool) -> None:
    settings = SETTINGS.model_copy(update={"digit_speck": 0.1, "speck": 0.1})
    assert (len(lines(*DIGITS, low, settings=settings)) == 2) is kept


@pytest.mark.parametrize(
    ("dash", "minus"),
    [
        ((70, 38, 4, 4), True),
        ((64, 38, 4, 4), True),  # 0.6 of the height before
        ((63, 38, 4, 4), False),
        ((70, 34, 4, 4), True),  # 0.3 of the line below its head
        ((70, 33, 4, 4), False),
        ((70, 43, 4, 4), True),
        ((72, 44, 4, 4), True),  # below that a point may be
        ((71, 46, 4, 4), True),  # a quarter of the height before
        ((70, 46, 4, 4), False),
        ((75, 46, 4, 4), True),
        ((76, 46, 4, 4), False),  # the tip of a 3 that fell off
        ((72, 50, 4, 4), True),  # half of it below the foot
        ((72, 51, 4, 4), False),
        ((70, 36, 5, 5), True),  # to a pixel 1.5 times as wide as high
        ((70, 36, 4, 5), False),
        ((70, 38, 3, 3), True),
        ((70, 38, 2, 2), False),
        ((114, 38, 4, 4), False),  # behind
    ],
)
def test_a_speck_where_a_minus_sign_or_a_point_stands_is_told(dash: Box, minus: bool) -> None:
    found = split_lines(pieces(*DIGITS, dash), INNER, HEIGHT, SETTINGS)
    assert (MAYBE_MINUS in found.doubts) is minus


def ink_of(*boxes: Box, sure: bool = True) -> tuple[object, ...]:
    return cell_ink(pieces(*boxes), INNER, TextHeight(HEIGHT, sure), SETTINGS).doubts


@pytest.mark.parametrize(
    ("speck", "doubted"),
    [
        ((98, 38, 5, 4), True),
        ((150, 38, 5, 4), True),
        ((158, 38, 5, 4), False),  # farther than 0.3 of the cell
        ((98, 43, 5, 4), True),
        ((98, 44, 5, 4), False),
        ((98, 40, 3, 3), True),  # a small one in the very middle
        ((98, 41, 3, 3), False),
        ((122, 39, 3, 3), True),
        ((124, 39, 3, 3), False),
    ],
)
def test_a_speck_where_a_lone_dash_stands_is_no_sure_blank(speck: Box, doubted: bool) -> None:
    assert (MAYBE_PRINTED in ink_of(speck)) is doubted


def test_small_print_is_no_sure_blank_where_it_stands_in_a_row_or_nothing_bears_the_height_out() -> None:
    row = [(20, 10, 5, 7), (28, 10, 5, 7)]
    assert MAYBE_SMALL in ink_of(*row)
    assert MAYBE_SMALL not in ink_of(row[0])
    assert MAYBE_SMALL in ink_of(row[0], sure=False)
    assert MAYBE_SMALL not in ink_of((20, 10, 5, 6), sure=False)  # too small to be read
    assert MAYBE_SMALL not in ink_of(*DIGITS, *row)


def test_each_component_is_accounted_for_as_print_or_rule() -> None:
    found = pieces(*DIGITS, (0, 78, 200, 2))
    ink = cell_ink(found, INNER, TextHeight(HEIGHT), SETTINGS)
    by_number = {component.number: component.box.as_tuple() for component in found}
    assert sorted(by_number[n] for n in ink.printed) == [(80, 30, 92, 50), (100, 30, 112, 50)]
    assert [by_number[n] for n in ink.ruled] == [(0, 78, 200, 80)]


def count(image: np.ndarray, on_seal: bool = False, settings: InkSettings | None = None) -> int:
    height, width = image.shape
    return len(cell_components(image, Inside((0, 0, width, height)), on_seal, settings or InkSettings()))


def test_ink_is_darker_than_its_ground_by_the_contrast() -> None:
    dark = InkSettings(contrast=28, depth=0.01, seal_contrast=48)
    for level, seen in ((221, 1), (222, 0)):
        assert count(cell((50, 30, 12, 20), ink=level), settings=dark) == seen
    for level, seen in ((201, 1), (202, 0)):
        assert count(cell((50, 30, 12, 20), ink=level), on_seal=True, settings=dark) == seen


def test_ink_is_darker_by_a_share_of_what_the_darkest_is() -> None:
    image = cell((50, 30, 12, 20))
    for level, seen in ((194, 2), (195, 1)):  # a quarter of 220 is 55
        both = image.copy()
        both[30:50, 100:112] = level
        assert count(both) == seen


def test_the_grain_of_the_paper_is_no_ink() -> None:
    assert count(cell((50, 30, 3, 1), (80, 30, 12, 20))) == 2
    assert count(cell((50, 30, 2, 1), (80, 30, 12, 20))) == 1
    assert count(np.zeros((0, 5), np.uint8)) == 0
    assert count(cell((0, 0, 130, 80), (150, 30, 12, 20))) == 2  # a picture over most of it: paper is what is light
    assert count(cell(paper=30)) == 0


@pytest.mark.parametrize(
    ("rules", "inner"),
    [
        ((), (1, 1, 199, 79)),
        (((0, 0, 200, 3),), (1, 4, 199, 79)),
        (((0, 78, 200, 2),), (1, 1, 199, 77)),
        (((0, 0, 4, 80),), (5, 1, 199, 79)),
        (((197, 0, 3, 80),), (1, 1, 196, 79)),
        (((0, 4, 200, 2),), (1, 7, 199, 79)),  # it hangs together with the side as near as this
        (((0, 5, 200, 2),), (1, 1, 199, 79)),
        (((0, 0, 60, 3),), (1, 4, 199, 79)),  # three tenths of the side
        (((0, 0, 59, 3),), (1, 1, 199, 79)),
        (((0, 0, 200, 2), (0, 3, 200, 1)), (1, 5, 199, 79)),  # a doubled one
        (((0, 0, 200, 2), (0, 5, 200, 1)), (1, 3, 199, 79)),
    ],
)
def test_the_ink_of_rules_is_left_out_of_the_cell(rules: tuple[Box, ...], inner: Box) -> None:
    page = np.full((120, 260), 250, np.uint8)
    page[20:100, 30:230] = cell(*rules)
    whole = UprightBox(30, 20, 230, 100)
    assert inside(page, whole, SideSettings()).box == tuple(a + b for a, b in zip(inner, (30, 20) * 2, strict=True))


def test_a_cell_at_the_edge_of_the_page_is_cut_there_and_a_small_one_is_as_it_is() -> None:
    image = cell((0, 0, 200, 3))
    assert inside(image, UprightBox(-5, -5, 250, 90), SideSettings()).box == (1, 4, 199, 79)
    assert inside(image, UprightBox(0, 20, 11, 31), SideSettings()).box == (0, 20, 11, 31)
    assert inside(image, UprightBox(0, 20, 12, 32), SideSettings()).box == (1, 21, 11, 31)


@pytest.mark.parametrize(("upper", "told"), [(30, True), (20, False)])
def test_two_points_before_a_number_are_a_colon(upper: int, told: bool) -> None:
    found = split_lines(pieces(*DIGITS, (66, 44, 4, 4), (66, upper, 4, 4)), INNER, HEIGHT, SETTINGS)
    assert (MAYBE_MINUS in found.doubts) is told


@pytest.mark.parametrize(
    ("parts", "broken"),
    [
        (((65, 30, 8, 6), (68, 38, 6, 8), (65, 48, 3, 2)), True),
        (((114, 30, 8, 7), (114, 38, 6, 9)), True),
        (((65, 30, 3, 3), (68, 46, 3, 3)), False),
        (((65, 30, 8, 7),), False),
        (((20, 30, 8, 7), (20, 38, 6, 9)), False),
        (((65, 60, 8, 7), (68, 68, 6, 9)), False),
    ],
    ids=["before", "behind", "dirt", "one piece", "far away", "below"],
)
def test_pieces_as_high_as_the_number_beside_them_may_be_a_digit(parts: tuple[Box, ...], broken: bool) -> None:
    found = split_lines(pieces(*DIGITS, *parts), INNER, HEIGHT, SETTINGS)
    assert len(found.lines) == 1
    assert (MAYBE_SMALL in found.doubts) == broken
