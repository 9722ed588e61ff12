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


@pytest.mark.parametrize("column", [1, 3])
@pytest.mark.parametrize(("start", "ink"), [(YS[0], 185), (YS[-1] - 100, INK)])
def test_a_fold_in_line_with_a_column_does_not_tie_two_tables_together(column: int, start: int, ink: int) -> None:
    drawing = Drawing().rules()
    below = np.roll(drawing.image, 1000, axis=0)
    drawing.image[:] = np.minimum(drawing.image, below)
    fold = np.full_like(drawing.image, 250)
    cv2.line(fold, (XS[column], start), (XS[column], YS[0] + 1300), ink, 3)
    drawing.image[:] = np.minimum(drawing.image, fold)
    assert found(drawing) == [CELLS, CELLS]


def test_a_row_that_is_open_on_both_sides_is_of_the_table() -> None:
    """Two of its inner rules go on through it: no fold."""
    drawing = Drawing().rules()
    drawing.image[YS[4] + 6 : YS[5] - 6, XS[0] - 8 : XS[0] + 9] = 250
    drawing.image[YS[4] + 6 : YS[5] - 6, XS[-1] - 8 : XS[-1] + 9] = 250
    assert len(found(drawing)) == 1


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


def test_a_side_in_line_with_that_of_a_table_close_by_is_kept() -> None:
    """Below a narrower table, whose left side alone runs on in the other's."""
    drawing = Drawing().rules()
    top = YS[-1] + 20
    for y in (top, top + 120, top + 240):
        cv2.line(drawing.image, (XS[0], y), (XS[1], y), INK, 3)
    for x in (XS[0], 500, XS[1]):
        cv2.line(drawing.image, (x, top), (x, top + 240), INK, 3)
    assert found(drawing)[0] == CELLS


@pytest.mark.parametrize("past", [60, 220])
def test_a_rule_drawn_too_long_is_still_one(past: int) -> None:
    drawing = Drawing().rules()
    drawing.level(3, XS[0], XS[-1] + past)
    drawing.upright(3, YS[0], YS[-1] + past)
    assert found(drawing) == [CELLS]


def test_a_column_with_strokes_of_text_below_it_is_kept() -> None:
    """The lower part of a column, and right below the table upright strokes line by line."""
    drawing = Drawing().rules()
    for k in range(4):
        top = YS[-1] + 16 + 40 * k
        cv2.line(drawing.image, (XS[2], top), (XS[2], top + 30), INK, 3)
    assert CELLS in found(drawing)


def test_pale_rules_that_end_on_dark_ones_are_the_tables_own() -> None:
    drawing = Drawing().rules(ink=205)
    for i in (0, 1, len(YS) - 1):
        drawing.level(i)
    for i in (0, 3, len(XS) - 1):
        drawing.upright(i)
    assert found(drawing) == [CELLS]


def test_narrow_columns_keep_their_crossings_where_print_shines_through() -> None:
    drawing = Drawing()
    xs, ys = range(400, 2000, 60), range(500, 1400, 70)
    for y in ys:
        cv2.line(drawing.image, (xs[0], y), (xs[-1], y), INK, 3)
    for x in xs:
        cv2.line(drawing.image, (x, ys[0]), (x, ys[-1]), INK, 3)
    plain = found(drawing)
    shown_through(drawing, 0.17, 47, 31)
    assert plain[0] in found(drawing)
    assert len(plain[0]) == (len(xs) - 1) * (len(ys) - 1)
