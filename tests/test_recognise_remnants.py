"""Slivers of rules at a cell's sides are not read; what could be print there is doubted, what is print is kept."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from ocrkit.recognise.cells.components import Components, thickness_of
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.remnants import (
    MAYBE_MARK,
    MAYBE_ONE,
    MAYBE_PARTED,
    MAYBE_TOUCHED,
    RemnantSettings,
    could_be_one,
    rule_remnants,
)
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.text_height import TextHeight

INNER = (10, 20, 310, 100)
HEIGHT = 30.0
SETTINGS = RemnantSettings()

EIGHT = (150, 45, 20, 30, 250)
SLIVERS = {
    "lying at the top": (280, 20, 28, 1, 28),
    "lying at the bottom": (12, 98, 60, 2, 110),
    "standing at the left": (10, 22, 2, 77, 140),
    "standing at the right, low": (308, 40, 2, 12, 20),
    "bent, from top to bottom": (270, 20, 35, 80, 420),
    "bent, from left to right": (10, 80, 300, 16, 1200),
}
INK = {
    "a dash": (140, 58, 30, 4, 110),
    "a minus sign by the side": (14, 58, 12, 4, 46),
    "a 1 near the side": (13, 45, 4, 30, 110),
    "a digit that touches the side": (10, 45, 20, 30, 250),
    "a thick stroke at the side": (10, 45, 5, 30, 140),
    "a point near the bottom": (150, 92, 4, 5, 18),
    "a character as high as the cell": (140, 20, 60, 80, 2400),
}


def _of(*pieces: tuple[int, int, int, int, int]) -> Components:
    """Pieces by x, y, width, height and area, as thick as their area over their length says."""
    table = np.array([(*p, min(p[2], p[3], p[4] // max(p[2:4]) + 1)) for p in pieces], np.intp).reshape(-1, 6)
    return Components(table, np.zeros((0, 0), np.int32), np.arange(1, len(table) + 1))


@pytest.mark.parametrize("sliver", SLIVERS.values(), ids=SLIVERS)
def test_slivers_are_told_from_the_ink_beside_them(sliver: tuple[int, int, int, int, int]) -> None:
    assert rule_remnants(_of(sliver, EIGHT), INNER, HEIGHT, SETTINGS).tolist() == [True, False]
    ink = cell_ink(_of(sliver, EIGHT), INNER, TextHeight(HEIGHT), InkSettings())
    assert [line.as_tuple() for line in ink.lines] == [(150, 45, 170, 75)]


@pytest.mark.parametrize("piece", INK.values(), ids=INK)
def test_ink_near_a_side_is_no_sliver(piece: tuple[int, int, int, int, int]) -> None:
    assert not rule_remnants(_of(piece), INNER, HEIGHT, SETTINGS).any()


@pytest.mark.parametrize(
    ("others", "doubted"), [((), True), (((16, 45, 20, 30, 250),), True), ((EIGHT,), False)],
    ids=["alone", "by a digit", "far from any"],
)  # fmt: skip
def test_a_sliver_as_high_as_a_digit_leaves_a_doubt_where_a_digit_could_stand(
    others: tuple[tuple[int, int, int, int, int], ...], doubted: bool
) -> None:
    sliver = (10, 46, 2, 29, 55)
    ink = cell_ink(_of(sliver, *others), INNER, TextHeight(HEIGHT), InkSettings())
    assert len(ink.lines) == len(others)
    assert ink.doubts == ((MAYBE_ONE,) if doubted else ())
    assert could_be_one(_of(sliver), _of(*others), HEIGHT, SETTINGS) is doubted


def test_slivers_of_another_height_leave_none() -> None:
    for sliver in (
        SLIVERS["standing at the left"],
        SLIVERS["standing at the right, low"],
        SLIVERS["lying at the top"],
    ):
        assert cell_ink(_of(sliver), INNER, TextHeight(HEIGHT), InkSettings()).doubts == ()


def test_no_ink_is_no_sliver() -> None:
    assert rule_remnants(_of(), INNER, HEIGHT, SETTINGS).tolist() == []
    assert cell_ink(_of(), INNER, TextHeight(HEIGHT), InkSettings()).lines == ()


def _drawn(text: str, *lines: tuple[int, int, int, int, int], size: tuple[int, int] = (240, 90)) -> CellInk:
    """The ink of a cell with digits 30 pixels high in its middle and lines (x0, y0, x1, y1, thickness) over them."""
    width, height = size
    image = np.full((height, width), 255, np.uint8)
    cv2.putText(image, text, (width // 2 - 13 * len(text), 60), cv2.FONT_HERSHEY_SIMPLEX, 1.35, 30, 4)
    for x0, y0, x1, y1, thick in lines:
        cv2.line(image, (x0, y0), (x1, y1), 30, thick)
    inner = (0, 0, width, height)
    return cell_ink(
        cell_components(image, Inside(inner), False, InkSettings()), inner, TextHeight(HEIGHT), InkSettings()
    )


@pytest.mark.parametrize("text", ["5", "7", "12", "128", "1280"])
@pytest.mark.parametrize("width", [160, 240, 450])
@pytest.mark.parametrize(("y", "slope"), [(60, 0), (59, 3), (45, -3), (31, 2)])
@pytest.mark.parametrize("thick", [2, 3])
def test_digits_touched_by_a_line_from_side_to_side_are_ink_and_in_doubt(
    text: str, width: int, y: int, slope: int, thick: int
) -> None:
    ink = _drawn(text, (0, y, width, y + slope, thick), size=(width, 90))
    assert len(ink.lines) == 1
    assert ink.lines[0].height >= 0.9 * HEIGHT
    assert ink.doubts == (MAYBE_TOUCHED,)


def test_digits_touched_by_an_upright_line_are_ink_and_in_doubt() -> None:
    ink = _drawn("5", (112, 0, 116, 90, 3))
    assert len(ink.lines) == 1
    assert ink.doubts == (MAYBE_TOUCHED,)


@pytest.mark.parametrize("line", [(120, 0, 122, 90, 3), (0, 46, 240, 47, 3)], ids=["upright", "level"])
def test_a_line_with_print_on_both_sides_may_part_two_cells(line: tuple[int, int, int, int, int]) -> None:
    upright = line[0] > 0
    image = np.full((90, 240), 255, np.uint8)
    for at in ((30, 60), (180, 60)) if upright else ((100, 36), (100, 86)):
        cv2.putText(image, "5", at, cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 4)
    cv2.line(image, line[:2], line[2:4], 30, line[4])
    inner = (0, 0, 240, 90)
    ink = cell_components(image, Inside(inner), False, InkSettings())
    doubts = cell_ink(ink, inner, TextHeight(HEIGHT), InkSettings()).doubts
    assert MAYBE_PARTED in doubts
    one_side = ink.which(ink.left < 100) if upright else ink.which(ink.top < 50)
    assert MAYBE_PARTED not in cell_ink(one_side, inner, TextHeight(HEIGHT), InkSettings()).doubts


def test_an_upright_line_by_a_digit_could_have_one_in_it() -> None:
    assert _drawn("5", (100, 0, 98, 90, 3)).doubts == (MAYBE_ONE,)
    assert _drawn("5", (12, 0, 8, 90, 3)).doubts == ()


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ((0, 90, 240, 0, 4), (240, 90)),
        ((0, 90, 240, 0, 2), (240, 90)),
        ((0, 45, 100, 45, 4), (100, 90)),
        ((0, 60, 240, 64, 3), (240, 90)),
        ((110, 0, 130, 0, 3), (240, 90)),
        ((110, 89, 130, 89, 3), (240, 90)),
    ],
    ids=["a diagonal", "a thin one", "a dash as wide as the cell", "a line", "a dash at the top", "at the bottom"],
)
def test_a_mark_that_could_be_printed_is_no_sure_blank(
    line: tuple[int, int, int, int, int], size: tuple[int, int]
) -> None:
    ink = _drawn("", line, size=size)
    assert ink.lines or ink.doubts == (MAYBE_MARK,)
    assert ink.doubts


@pytest.mark.parametrize(
    "line",
    [(0, 0, 240, 0, 3), (0, 89, 240, 88, 2), (0, 0, 0, 90, 3), (239, 0, 239, 90, 3), (0, 89, 30, 89, 3)],
    ids=["top", "bottom", "left", "right", "in a corner"],
)
def test_a_sliver_flush_with_a_side_leaves_a_sure_blank(line: tuple[int, int, int, int, int]) -> None:
    assert _drawn("", line) == CellInk((), ruled=(1,))


def test_thickness_is_that_of_the_line_a_turn_at_its_end_left_out() -> None:
    bent = cv2.line(np.zeros((40, 300), np.uint8), (0, 2), (299, 36), 1, 3) > 0
    assert thickness_of(bent) == thickness_of(bent.T) <= 5
    hooked = bent.copy()
    hooked[:, :3] = True
    assert thickness_of(hooked) == thickness_of(bent)
    crossed = bent.copy()
    crossed[5:35, 150:154] = True
    assert thickness_of(crossed) == 30


@pytest.mark.parametrize("wrong", [{"digit": (2.0, -1.0)}, {"digit": (0.0, 1.0)}, {"dash": (1.3, 0.2)}])
def test_least_and_greatest_lengths_must_be_in_order(wrong: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(ValidationError, match="greatest"):
        RemnantSettings.model_validate(wrong)
