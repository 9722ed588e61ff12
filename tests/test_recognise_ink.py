"""The ink of a cell: rules and specks left aside, what is printed kept, lines told apart."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from cell_drawings import HEIGHT, INK, SETTINGS, cell, digits, stroke
from numpy.typing import NDArray

from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import MAYBE_MINUS, MAYBE_PRINTED, CellInk
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.sides import inside as inside_of
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.types.geometry import UprightBox


def ink_of(image: NDArray[np.uint8], height: float = HEIGHT) -> CellInk:
    box = UprightBox(0, 0, image.shape[1], image.shape[0])
    inner = inside_of(image, box, SETTINGS.sides).box
    return cell_ink(cell_components(image, Inside(inner), False, SETTINGS), inner, TextHeight(height), SETTINGS)


def inside(box: UprightBox, x: float, y: float) -> bool:
    return box.grown(1).contains(x, y)


def test_a_blank_cell_has_no_lines() -> None:
    noisy = np.clip(cell() + np.random.default_rng(1).normal(0, 4, (90, 240)), 0, 255).astype(np.uint8)
    assert ink_of(cell()) == CellInk(())
    assert ink_of(noisy).lines == ()


def test_specks_alone_are_no_line() -> None:
    image = cell()
    for x, y in ((40, 30), (120, 50), (200, 40)):
        cv2.circle(image, (x, y), 3, INK, -1)
    ink = ink_of(image)
    assert ink.lines == ()
    assert len(ink.specks) == 3


def test_digits_are_one_line_with_all_their_ink() -> None:
    image = cell()
    digits(image, "1048")
    (line,) = ink_of(image).lines
    rows, cols = np.nonzero(image < 128)
    assert line.as_tuple() == pytest.approx((cols.min(), rows.min(), cols.max() + 1, rows.max() + 1), abs=2)


def test_a_dash_is_kept() -> None:
    image = cell()
    stroke(image, 105, 44, 26, 4)
    (line,) = ink_of(image).lines
    assert line.as_tuple() == pytest.approx((105, 44, 131, 48), abs=1)


def test_a_minus_sign_belongs_to_its_number() -> None:
    image = cell()
    stroke(image, 40, 44, 14, 4)
    digits(image, "75")
    (line,) = ink_of(image).lines
    assert inside(line, 41, 45)


@pytest.mark.parametrize("tail", [0, 5])
def test_a_point_or_comma_between_digits_is_kept(tail: int) -> None:
    image = cell()
    digits(image, "3", x=60)
    digits(image, "14", x=105)
    stroke(image, 93, 56, 5, 5 + tail)
    ink = ink_of(image)
    assert len(ink.lines) == 1
    assert ink.specks == ()


@pytest.mark.parametrize(("x", "y", "size", "is_one"), [(93, 42, 5, True), (99, 42, 5, False), (93, 42, 9, False)])
def test_a_point_right_above_a_point_and_as_large_makes_a_colon(x: int, y: int, size: int, is_one: bool) -> None:
    image = cell()
    digits(image, "8", x=60)
    digits(image, "30", x=115)
    stroke(image, 93, 56, 5, 5)
    stroke(image, x, y, size, size)
    ink = ink_of(image)
    assert len(ink.lines) == 1
    assert (ink.specks == ()) == is_one


def test_specks_beside_and_above_digits_are_told_apart() -> None:
    image = cell()
    digits(image, "27", x=100)
    places = ((30, 45), (200, 58), (118, 14))
    for x, y in places:
        cv2.circle(image, (x, y), 2, INK, -1)
    ink = ink_of(image)
    (line,) = ink.lines
    assert len(ink.specks) == 3
    for x, y in places:
        assert any(inside(speck, x, y) for speck in ink.specks)
        assert not inside(line, x, y)


@pytest.mark.parametrize("text", ["27", "7"])
@pytest.mark.parametrize("y", [12, 74])
def test_a_wide_speck_above_or_below_is_no_line_of_its_own(text: str, y: int) -> None:
    image = cell()
    digits(image, text, x=100)
    stroke(image, 112, y, 8, 5)
    (line,) = ink_of(image).lines
    assert line.height < 1.2 * HEIGHT


def test_a_low_line_of_characters_parts_is_no_speck() -> None:
    """As in 其: legs below the rest, wider apart than a speck is."""
    image = cell(height=130)
    digits(image, "88", x=95, foot=60)
    for x in (95, 118):
        stroke(image, x, 78, 15, 11)
    (*_, low) = ink_of(image).lines
    assert (low.y0, low.y1) == pytest.approx((78, 89), abs=1)


def test_marks_between_lines_of_text_are_kept() -> None:
    """As in text set upright: 、 stands on a line of its own."""
    image = cell(height=200)
    digits(image, "8", x=100, foot=50)
    stroke(image, 105, 80, 11, 12)
    digits(image, "8", x=100, foot=150)
    assert len(ink_of(image).lines) == 3


@pytest.mark.parametrize(("y", "lines"), [(28, 2), (0, 1)], ids=["free", "cut by the side"])
def test_a_dash_on_a_line_of_its_own_is_kept_unless_the_cells_side_cuts_it(y: int, lines: int) -> None:
    image = cell(height=130)
    stroke(image, 105, y, 14, 4)
    digits(image, "27", x=95, foot=100)
    assert len(ink_of(image).lines) == lines


@pytest.mark.parametrize("pitch", [40, 55])
def test_lines_are_told_apart(pitch: int) -> None:
    image = cell(height=3 * pitch + 40)
    for i, text in enumerate(("1120", "356", "48817")):
        digits(image, text, foot=55 + i * pitch)
    lines = ink_of(image).lines
    assert len(lines) == 3
    feet = [line.y1 for line in lines]
    assert feet == pytest.approx([55 + i * pitch for i in range(3)], abs=4)


@pytest.mark.parametrize("beside", ["8", ""])
def test_level_strokes_of_one_character_are_one_line(beside: str) -> None:
    """As in 三: three strokes of one character, a third of its height apart."""
    image = cell()
    for i in range(3):
        stroke(image, 100 - 3 * i, 30 + i * 12, 24 + 6 * i, 4)
    digits(image, beside, x=140)
    assert len(ink_of(image).lines) == 1


def test_two_level_strokes_beside_other_ink_are_one_line() -> None:
    """As in 二: the paper between them is more than half of the character's height."""
    image = cell()
    stroke(image, 100, 30, 24, 4)
    stroke(image, 97, 54, 30, 4)
    digits(image, "8", x=140)
    assert len(ink_of(image).lines) == 1


@pytest.mark.parametrize("width", [2, 4, 8])
def test_rules_at_the_sides_are_not_read(width: int) -> None:
    image = cell()
    cv2.rectangle(image, (0, 0), (239, 89), INK, width)
    assert ink_of(image).lines == ()
    digits(image, "690", x=80)
    (line,) = ink_of(image).lines
    assert line.x0 > 70
    assert line.x1 < 170
    assert line.y0 > 25
    assert line.y1 < 65


def test_a_digit_near_a_rule_keeps_its_ink() -> None:
    image = cell(height=60)
    image[:3] = INK
    digits(image, "5081", foot=44)
    (line,) = ink_of(image).lines
    assert line.y0 == pytest.approx(14, abs=2)
    assert line.y1 == pytest.approx(46, abs=2)


def test_faint_ink_is_ink() -> None:
    image = cell()
    digits(image, "314")
    faint = (250 - (250 - image.astype(int)) * 0.25).astype(np.uint8)
    (line,), (dark,) = ink_of(faint).lines, ink_of(image).lines
    assert line.as_tuple() == pytest.approx(dark.as_tuple(), abs=2)


def test_shaded_ground_is_paper() -> None:
    image = cell()
    image[:] = 190
    digits(image, "314")
    assert len(ink_of(image).lines) == 1
    image[:] = 190
    assert ink_of(image).lines == ()


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (0, 0, 5, 90), (230, 80, 300, 200), (10, 10, 10, 10)])
def test_tiny_boxes_and_boxes_over_the_edge_hold_nothing(box: tuple[int, int, int, int]) -> None:
    image = cell()
    inner = inside_of(image, UprightBox(*box), SETTINGS.sides).box
    assert (
        cell_ink(cell_components(image, Inside(inner), False, SETTINGS), inner, TextHeight(HEIGHT), SETTINGS).lines
        == ()
    )


@pytest.mark.parametrize(
    ("x", "y", "size", "doubted"),
    [
        (116, 43, (9, 6), True),
        (118, 44, (4, 4), True),
        (20, 43, (9, 6), False),
        (116, 15, (9, 6), False),
        (160, 44, (4, 4), False),
    ],
    ids=["a dash of few pixels", "a dot where a dash is", "at the cell's side", "near its top", "dust"],
)
def test_a_mark_alone_in_the_middle_of_a_cell_leaves_no_sure_blank(
    x: int, y: int, size: tuple[int, int], doubted: bool
) -> None:
    image = cell()
    stroke(image, x, y, *size)
    found = ink_of(image)
    assert found.lines == ()
    assert (MAYBE_PRINTED in found.doubts) is doubted


@pytest.mark.parametrize(
    ("x", "y", "size", "doubted"),
    [
        (46, 44, (5, 4), True),
        (46, 43, (5, 5), True),
        (46, 42, (8, 8), False),
        (20, 44, (5, 4), False),
        (54, 57, (5, 4), True),
        (46, 30, (5, 4), False),
        (47, 40, (3, 6), False),
    ],
    ids=[
        "a short minus sign",
        "a dot that a coarse scan left of one",
        "a speck as high as wide",
        "far from the number",
        "a point before it",
        "above it",
        "upright",
    ],
)
def test_a_mark_before_a_number_may_be_its_minus_sign(x: int, y: int, size: tuple[int, int], doubted: bool) -> None:
    image = cell()
    digits(image, "17")
    stroke(image, x, y, *size)
    found = ink_of(image)
    assert len(found.lines) == 1
    assert (MAYBE_MINUS in found.doubts) is doubted


def test_a_mark_before_digits_that_run_together_may_be_their_minus_sign() -> None:
    image = cell()
    stroke(image, 60, 30, 58, 30)
    stroke(image, 50, 43, 6, 5)
    assert MAYBE_MINUS in ink_of(image).doubts
