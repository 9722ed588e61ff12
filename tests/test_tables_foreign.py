"""Lines across a table that are none of its rules: folds, streaks, and print that shows through."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawings import A4, CELLS, INK, XS, YS, Drawing, found


def shown_through(drawing: Drawing, strength: float, down: int, along: int = 0) -> None:
    """The same print on the back of the sheet, mirrored and shifted, ``strength`` as dark."""
    back = np.roll(drawing.image[:, ::-1], (down, along), axis=(0, 1))
    back = cv2.GaussianBlur(back, (0, 0), 2.0)
    drawing.image[:] = np.clip(drawing.image - strength * (250.0 - back), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("down", [57, 330, 1500])
@pytest.mark.parametrize("along", [-40, 13])
def test_print_that_shows_through_is_not_the_table(down: int, along: int) -> None:
    drawing = Drawing().rules()
    for row in (0, 4, 5):
        drawing.text("1174", row, 3)
    shown_through(drawing, 0.16, down, along)
    assert CELLS in found(drawing)


def test_rules_of_which_most_are_shown_through() -> None:
    """Two tables shine through one: pale rules outnumber the dark ones."""
    drawing = Drawing().rules()
    back = Drawing().rules().image
    for down, along in ((37, 61), (-53, -49)):
        ghost = np.roll(back, (down, along), axis=(0, 1))
        drawing.image[:] = np.clip(drawing.image - 0.17 * (250.0 - ghost), 0, 255).astype(np.uint8)
    assert found(drawing) == [CELLS]


def test_print_bleached_in_patches_is_all_of_one_table() -> None:
    """The light fell on one side: rules of all shades from pale to dark, none of them shown through."""
    drawing = Drawing().rules()
    left = np.linspace(0.25, 1.0, A4[1])[None, :]
    drawing.image[:] = (250 - (250.0 - drawing.image) * left).astype(np.uint8)
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("ink", [40, 120, 190])
@pytest.mark.parametrize("upright", [False, True])
def test_a_line_that_runs_on_past_the_table_is_none_of_its_rules(upright: bool, ink: int) -> None:
    """As dark as the rules themselves: a fold of a copy, a streak of the machine."""
    drawing = Drawing().rules()
    if upright:
        cv2.line(drawing.image, (1280, 0), (1280, A4[0]), ink, 3)
    else:
        cv2.line(drawing.image, (0, 980), (A4[1], 980), ink, 3)
    assert found(drawing) == [CELLS]


def test_a_streak_that_begins_in_the_table_and_runs_off_the_page() -> None:
    drawing = Drawing().rules()
    cv2.line(drawing.image, (XS[1] + 90, 980), (A4[1], 980), INK, 2)
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("fall", [-14, 12, 20])
def test_a_streak_that_slants_is_no_rule(fall: int) -> None:
    drawing = Drawing().rules()
    cv2.line(drawing.image, (XS[1] + 90, 975), (XS[4] + 40, 975 + fall), INK, 2)
    assert found(drawing) == [CELLS]


def test_a_table_whose_rules_all_run_on_is_open_there() -> None:
    """The last column has no rule on its right: its level rules run on past the last upright, no folds."""
    drawing = Drawing().rules()
    drawing.image[YS[0] - 20 : YS[-1] + 20, XS[-1] - 6 : XS[-1] + 7] = 250
    for i in range(len(YS)):
        drawing.level(i, XS[4], XS[-1])
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("seed", range(4))
def test_text_below_a_table_does_not_lengthen_its_columns(seed: int) -> None:
    """Upright strokes of characters right below, line by line where the columns are."""
    drawing, rng = Drawing().rules(), np.random.default_rng(seed)
    for line in range(4):
        top = YS[-1] + 28 + 60 * line
        for left in range(XS[0], XS[-1], 20):
            cv2.line(drawing.image, (left, top), (left + int(rng.integers(-2, 3)), top + 42), INK, 3)
    assert CELLS in found(drawing)


def test_tables_whose_sides_are_in_line_keep_them() -> None:
    """Below a table another of the same width: the sides of each run on in the other's."""
    drawing = Drawing().rules()
    block = drawing.image[YS[0] - 50 : YS[-1] + 50].copy()
    top = YS[-1] + 110
    drawing.image[top : top + len(block)] = block
    assert found(drawing) == [CELLS, CELLS]
