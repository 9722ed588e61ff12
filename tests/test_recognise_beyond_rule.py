"""A nought at a rule beside it is all there is where it has room and nothing stands behind the rule."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.recognise.cells.beyond_rule import is_alone
from ocrkit.recognise.cells.sides import SideSettings, inside
from ocrkit.types.geometry import UprightBox

HEIGHT, RULE, SETTINGS = 24.0, 4, SideSettings()


def page(cell: UprightBox, left: bool = False) -> tuple[NDArray[np.uint8], UprightBox]:
    """A page with a cell and a nought that touches its right or left rule, and the nought's box inside the cell."""
    image = np.full((140, 320), 250, np.uint8)
    x0, y0, x1, y1 = cell.as_ints()
    for x in (x0, x1 - RULE):
        image[y0:y1, x : x + RULE] = 20
    for y in (y0, y1 - RULE):
        image[y : y + RULE, x0:x1] = 20
    middle = x0 + RULE + 8 if left else x1 - RULE - 9
    cv2.ellipse(image, ((middle, 65), (18, 24), 0.0), (20,), 3, cv2.LINE_AA)
    ink = UprightBox(x0 + RULE, 52, x0 + RULE + 18, 78) if left else UprightBox(x1 - RULE - 18, 52, x1 - RULE, 78)
    return image, ink


def told(image: NDArray[np.uint8], cell: UprightBox, ink: UprightBox) -> bool:
    found = inside(image, cell, SETTINGS)
    x0, _, x1, _ = found.box
    line = UprightBox(max(ink.x0, x0), ink.y0, min(ink.x1, x1), ink.y1)
    assert found.is_met([line], (0, 1))
    return is_alone(image, found, [line], HEIGHT, SETTINGS)


WIDE, NARROW = UprightBox(120, 40, 220, 90), UprightBox(120, 40, 156, 90)


@pytest.mark.parametrize("left", [False, True])
def test_a_nought_with_room_and_bare_paper_behind_the_rule_is_alone(left: bool) -> None:
    image, ink = page(WIDE, left)
    assert told(image, WIDE, ink)


@pytest.mark.parametrize(("x", "y", "size"), [(224, 74, 3), (240, 54, 14)], ids=["a point", "a digit"])
def test_what_stands_behind_the_rule_may_be_the_rest_of_a_number(x: int, y: int, size: int) -> None:
    image, ink = page(WIDE)
    image[y : y + size, x : x + size] = 20
    assert not told(image, WIDE, ink)
    mirrored = UprightBox(320 - WIDE.x1, WIDE.y0, 320 - WIDE.x0, WIDE.y1)
    other = UprightBox(320 - ink.x1, ink.y0, 320 - ink.x0, ink.y1)
    assert not told(np.ascontiguousarray(image[:, ::-1]), mirrored, other)


def test_what_stands_above_the_sign_or_far_off_is_none_of_it() -> None:
    image, ink = page(WIDE)
    image[44:48, 230:234] = image[60:70, 270:280] = 20
    assert told(image, WIDE, ink)


def test_in_a_cell_too_narrow_for_two_digits_the_rule_itself_may_be_one() -> None:
    image, ink = page(NARROW)
    assert not told(image, NARROW, ink)


def test_under_a_rule_as_thick_as_a_digit_one_may_be() -> None:
    image, ink = page(WIDE)
    image[40:90, 220:226] = 20
    assert not told(image, WIDE, ink)


def test_two_lines_are_no_lone_sign() -> None:
    image, ink = page(WIDE)
    found = inside(image, WIDE, SETTINGS)
    assert not is_alone(image, found, [ink, UprightBox(130, 52, 140, 78)], HEIGHT, SETTINGS)


def test_at_the_pages_edge_nothing_tells() -> None:
    image, ink = page(WIDE)
    found = inside(image, WIDE, SETTINGS)
    x1 = found.box[2]
    assert not is_alone(image[:, :x1], found, [ink], HEIGHT, SETTINGS)
