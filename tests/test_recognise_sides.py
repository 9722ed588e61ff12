"""The sides of a cell: rules end where they end beside print, and print that touches one is told."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.recognise.cells.across import Cut, cut_at_rules, runs_on
from ocrkit.recognise.cells.sides import Inside, SideSettings, inside
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox

CELL = UprightBox(40, 40, 200, 90)
SETTINGS = SideSettings()
RULE = 4  # pixels, from the cell's side inwards


def ruled() -> NDArray[np.uint8]:
    """A page with a cell whose four rules lie just inside ``CELL``."""
    page = np.full((140, 260), 250, np.uint8)
    x0, y0, x1, y1 = CELL.as_ints()
    page[y0 : y0 + RULE] = page[y1 - RULE : y1] = 20
    page[:, x0 : x0 + RULE] = page[:, x1 - RULE : x1] = 20
    return page


def print_at(page: NDArray[np.uint8], right: int, text: str = "8") -> None:
    """Digits 24 pixels high whose ink ends before column ``right``."""
    mask = np.zeros(page.shape, np.uint8)
    cv2.putText(mask, text, (100, 78), cv2.FONT_HERSHEY_SIMPLEX, 24 / 22, 255, 3)
    inked = np.flatnonzero(mask.any(axis=0))
    moved = np.roll(mask, right - 1 - inked[-1], axis=1)
    page[moved > 0] = 20


def test_a_bare_rule_is_left_out_with_its_edge() -> None:
    found = inside(ruled(), CELL, SETTINGS)
    assert found == Inside((45, 45, 195, 85))


@pytest.mark.parametrize("gap", [1, 2])
def test_print_beside_a_rule_stays_whole(gap: int) -> None:
    page = ruled()
    print_at(page, 196 - gap, "18")
    found = inside(page, CELL, SETTINGS)
    assert found.box[2] >= 196 - gap
    assert found.against[1] == ()


def test_an_upright_stroke_beside_a_rule_is_no_rule() -> None:
    page = ruled()
    page[52:78, 190:194] = 20  # a 1, over half as high as the cell
    assert inside(page, CELL, SETTINGS).box[2] >= 194


@pytest.mark.parametrize("over", [0, 2])
def test_print_that_touches_a_rule_is_cut_where_the_rule_ends_and_told(over: int) -> None:
    page = ruled()
    print_at(page, 196 + over, "18")
    found = inside(page, CELL, SETTINGS)
    assert found.against[1]
    assert found.box[2] == 196


@pytest.mark.parametrize(("right", "told"), [(193, False), (196, True), (198, True)])
def test_blur_does_not_join_print_and_the_rule_it_stands_beside(right: int, told: bool) -> None:
    """Three pixels of paper are left darker than ink is elsewhere, but lighter than both."""
    page = ruled()
    print_at(page, right, "18")
    blurred = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.7), np.uint8)
    joined = SETTINGS.model_copy(update={"gap": 0.99})
    assert inside(blurred, CELL, joined).against[1]
    assert bool(inside(blurred, CELL, SETTINGS).against[1]) is told


def test_a_rule_that_leans_is_no_print() -> None:
    page = ruled()
    page[:, 196:] = 250
    for y in range(page.shape[0]):
        page[y, 194 + y // 40 : 198 + y // 40] = 20
    assert inside(page, CELL, SETTINGS).against[1] == ()


def test_print_under_the_next_cells_side_is_told_of_what_ends_there() -> None:
    page = ruled()
    print_at(page, 190, "18")
    page[60:70, 200:203] = 20
    found = inside(page, CELL, SETTINGS)
    near, far = UprightBox(150, 54, 190, 78), UprightBox(100, 54, 150, 78)
    assert found.against == ((), (), (), ())
    assert found.beyond == ((), ((60, 70),))
    assert found.goes_on([near], 20)
    assert not found.goes_on([far], 20)
    assert not found.goes_on([], 20)


def test_tiny_cells_keep_their_box() -> None:
    assert inside(ruled(), UprightBox(40, 40, 46, 46), SETTINGS) == Inside((40, 40, 46, 46))


CELLS = (
    GridCell((0, 1), (0, 1), UprightBox(0, 0, 100, 40)),
    GridCell((0, 1), (1, 2), UprightBox(100, 0, 200, 40)),
    GridCell((1, 2), (0, 2), UprightBox(0, 40, 200, 80)),
)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ((60, 10, 97, 34), (103, 10, 120, 34), True),
        ((60, 10, 97, 34), (120, 10, 140, 34), False),
        ((60, 2, 97, 18), (103, 20, 120, 36), False),
    ],
    ids=["on both sides of the rule", "far from it", "on two lines"],
)
def test_a_number_too_long_for_its_cell_is_told_on_both_sides(
    left: tuple[float, ...], right: tuple[float, ...], one: bool
) -> None:
    lines = [[UprightBox(*left)], [UprightBox(*right)], [UprightBox(60, 50, 103, 74)]]
    assert runs_on(CELLS, lines, near=10) == [one, one, False]


def test_cells_without_print_run_on_nowhere() -> None:
    assert runs_on(CELLS, [[], [], []], near=10) == [False] * 3


def test_where_print_often_touches_the_rules_what_touches_one_is_print() -> None:
    boxes = [CELL.as_ints()] * 3
    touched, bare = Inside(boxes[0], ((), ((54, 78),), (), ())), Inside(boxes[0])
    flag = Inside(boxes[0], (((54, 57),), (), (), ()))
    digit, far, right = UprightBox(180, 54, 200, 78), UprightBox(100, 54, 150, 78), UprightBox(240, 54, 270, 78)
    some = cut_at_rules(CELLS, [touched, flag, bare], [[digit], [right], [far]], 60, SETTINGS)
    assert some == [Cut.SIDE, Cut.BESIDE, Cut.NONE], "under the second's rule stands what is no part of its line"
    assert cut_at_rules(CELLS, [bare, flag, bare], [[far], [right], [far]], 60, SETTINGS) == [Cut.NONE] * 3


def test_what_is_as_high_as_a_character_under_a_rule_is_more_than_a_touch() -> None:
    high = Inside(CELL.as_ints(), ((), ((54, 78),), (), ()))
    digit = UprightBox(180, 54, 200, 78)
    assert cut_at_rules(CELLS[:1], [high], [[digit]], 60, SETTINGS) == [Cut.SIDE]
    assert cut_at_rules(CELLS[:1], [high], [[digit]], 24, SETTINGS) == [Cut.BESIDE]


def test_a_stroke_as_high_as_a_digit_may_hide_under_a_rule() -> None:
    flag_and_foot = Inside(CELL.as_ints(), ((), ((54, 57), (76, 78)), (), ()))
    assert flag_and_foot.has_hidden(26, SETTINGS)
    assert not flag_and_foot.has_hidden(60, SETTINGS)
