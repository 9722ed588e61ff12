"""Numbers at the rule beside them: whole where the digit there is as wide as the table's others of its kind."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.across import Cut, Ends, met_from_beyond, met_from_outside, set_at_rule
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.sides import Inside, SideSettings
from ocrkit.recognise.whole_numbers import WholeNumberSettings, whole_numbers
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

SETTINGS = WholeNumberSettings()
FREE, RIGHT, LEFT = (False, False), (False, True), (True, False)


def drawn(text: str, lost: int = 0) -> InkLine:
    """The picture of a number whose last digit lacks so many pixels of columns at its right end."""
    image = np.full((80, 400), 250, np.uint8)
    for i, sign in enumerate(text):
        cv2.putText(image, sign, (20 + 30 * i, 58), cv2.FONT_HERSHEY_DUPLEX, 1.3, 20, 2, cv2.LINE_AA)
    inked = np.argwhere(image < 128)
    (y0, x0), (y1, x1) = inked.min(axis=0), inked.max(axis=0) + 1
    image[:, x1 - lost :] = 250
    return InkLine(image, UprightBox(float(x0), float(y0), float(x1 - lost), float(y1)))


def whole(*cells: tuple[str, Cut, Ends], lost: int = 0, lines: int = 1) -> set[int]:
    """Which of these cells, given as text, cut and ends, hold a whole number; the last one lost some columns."""
    pictures = [[drawn(text)] for text, _, _ in cells]
    pictures[-1] = [drawn(cells[-1][0], lost)] * lines
    readings = [Reading(text, 0.99, text, 0.99) for text, _, _ in cells]
    cuts, ends = [cut for _, cut, _ in cells], [end for _, _, end in cells]
    return whole_numbers(cuts, pictures, readings, ends, SETTINGS)


OTHERS = [("505", Cut.NONE, FREE), ("5", Cut.NONE, FREE)]


@pytest.mark.parametrize(("lost", "found"), [(0, {2}), (4, set()), (8, set())])
def test_a_number_whose_digit_at_the_rule_is_as_wide_as_the_others_is_whole(lost: int, found: set[int]) -> None:
    assert whole(*OTHERS, ("25", Cut.SIDE, RIGHT), lost=lost) == found


def test_where_all_numbers_end_on_the_rule_their_other_digits_tell() -> None:
    alike = [("515", Cut.SIDE, RIGHT), ("255", Cut.SIDE, RIGHT)]
    assert whole(*alike) == {0, 1}
    assert whole(*alike, lost=5) == {0}


def test_of_one_fellow_or_none_nothing_is_told() -> None:
    assert whole(("5", Cut.NONE, FREE), ("25", Cut.SIDE, RIGHT)) == set()
    assert whole(*OTHERS, ("28", Cut.SIDE, RIGHT)) == set()


def test_what_goes_on_beyond_the_rule_no_width_tells() -> None:
    assert whole(*OTHERS, ("25", Cut.BESIDE, RIGHT)) == set()


def test_two_lines_and_words_are_no_number() -> None:
    assert whole(*OTHERS, ("25", Cut.SIDE, RIGHT), lines=2) == set()
    assert whole(*OTHERS, ("5L", Cut.SIDE, RIGHT)) == set()


def test_where_the_others_end_on_the_rule_print_there_is_the_cells_own() -> None:
    """What touches the other rule may be set over that, and one cell alone tells nothing."""
    assert set_at_rule([Cut.SIDE] * 4, [RIGHT, RIGHT, LEFT, (True, True)]) == {0, 1}
    assert set_at_rule([Cut.SIDE] * 3, [LEFT, LEFT, RIGHT]) == {0, 1}
    assert set_at_rule([Cut.SIDE, Cut.BESIDE, Cut.LEVEL, Cut.NONE], [RIGHT] * 4) == set()


def test_print_at_a_rule_meets_the_cell_beyond_it_and_no_other() -> None:
    boxes = [((0, 1), (0, 1)), ((0, 2), (1, 2)), ((1, 2), (0, 1)), ((2, 3), (0, 1)), ((2, 3), (1, 2))]
    cells = [GridCell(rows, cols, UprightBox(0, 0, 1, 1)) for rows, cols in boxes]
    assert met_from_beyond(cells, [RIGHT, FREE, FREE, FREE, FREE]) == {1}
    assert met_from_beyond(cells, [FREE, LEFT, FREE, FREE, FREE]) == {0, 2}
    assert met_from_beyond(cells, [LEFT, RIGHT, FREE, FREE, LEFT]) == {3}


def test_what_touches_a_side_of_the_table_from_outside_may_be_the_blank_cells() -> None:
    cells = [GridCell((0, 1), (i, i + 1), UprightBox(0, 0, 1, 1)) for i in range(2)]
    touched = Inside((0, 0, 40, 40), beyond=(((5, 25),), ((5, 25),)))
    for insides, height, found in (
        ([touched, touched], 20.0, [True, True]),
        ([Inside((0, 0, 40, 40), beyond=((), ((5, 25),))), touched], 20.0, [False, True]),
        ([touched, Inside((0, 0, 40, 40))], 20.0, [True, False]),
        ([touched, touched], 10.0, [False, False]),
    ):
        assert met_from_outside(cells, insides, height, SideSettings()) == found
