"""Lone strokes, specks, glyphs, gaps between digits, and looks at the edges of their bounds."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.line_components import line_components
from ocrkit.recognise.values.glyphs import glyphs_of, mask_of, print_of, tall
from ocrkit.recognise.values.second_look import (
    SecondLookSettings,
    doubted,
    is_label,
    is_text,
    judge,
    mass,
    plain,
)
from ocrkit.recognise.values.spacing import close_gaps, is_spaced
from ocrkit.recognise.values.speckless import SpecklessSettings, without_specks
from ocrkit.recognise.values.strokes import StrokeSettings, leaning, lone_stroke, uneven
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Alternative, Reading

HEIGHT = 30.0
Box = tuple[int, int, int, int]


def drawn(*boxes: Box, level: float | None = 0.0, middle: float | None = None) -> InkLine:
    """Full rectangles (left, top, width, height) on paper, and the box of all."""
    image = np.full((120, 240), 250, np.uint8)
    for left, top, width, height in boxes:
        image[top : top + height, left : left + width] = 20
    return inked(image, level, middle)


def inked(image: np.ndarray, level: float | None = 0.0, middle: float | None = None) -> InkLine:
    ys, xs = np.nonzero(image < 130)
    return InkLine(
        image, UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)), level, middle
    )


def slanted(lean: int, height: int = 30, thick: int = 3) -> InkLine:
    image = np.full((120, 240), 250, np.uint8)
    cv2.line(image, (100 + lean, 40), (100, 40 + height), 20, thick, cv2.LINE_AA)
    return inked(image)


DASH = (100, 60, 16, 4)


@pytest.mark.parametrize(
    ("boxes", "text"),
    [
        ((DASH,), "-"),
        ((DASH, (130, 60, 16, 4)), "--"),
        ((DASH, (130, 60, 33, 4)), "---"),  # two of them have run together
        (((100, 60, 30, 4),), "—"),
        (((60, 60, 30, 4), (120, 60, 30, 4)), "——"),
        (((60, 60, 30, 4), (120, 60, 16, 4)), "---"),
        (((100, 60, 4, 4),), None),  # a dot
        (((100, 60, 8, 11),), None),
        ((DASH, (130, 68, 16, 4)), None),  # not in a row
        ((DASH, (130, 60, 6, 4)), None),
        (((100, 45, 60, 14),), None),  # too high for a dash
        (((60, 50, 40, 2), (60, 58, 40, 2), (60, 50, 2, 10), (98, 50, 2, 10)), None),  # hollow
    ],
)
def test_dashes_are_told_by_their_shape(boxes: tuple[Box, ...], text: str | None) -> None:
    assert lone_stroke(drawn(*boxes), HEIGHT) == text


def test_a_dash_with_more_ink_beside_it_than_dirt_is_not_alone() -> None:
    bar = (60, 58, 40, 6)
    assert lone_stroke(drawn(bar, (120, 60, 3, 3)), HEIGHT) == "—"
    assert lone_stroke(drawn(bar, (120, 58, 6, 6)), HEIGHT) is None
    many = [(110 + 8 * i, 60, 4, 4) for i in range(4)]
    assert lone_stroke(drawn(bar, *many), HEIGHT) is None


@pytest.mark.parametrize(
    ("lean", "slash", "leans"),
    [(0, False, False), (4, False, True), (8, True, True), (14, True, True), (-4, False, False), (-8, False, True)],
)
def test_slashes_lean_to_the_right_and_ones_hardly(lean: int, slash: bool, leans: bool) -> None:
    assert (lone_stroke(slanted(lean), HEIGHT) == "/") is slash
    assert leaning(slanted(lean)) is leans


def test_a_slash_is_high_straight_and_thin() -> None:
    assert lone_stroke(slanted(8, height=12), HEIGHT) is None
    assert lone_stroke(slanted(8, height=20), HEIGHT) == "/"
    assert lone_stroke(slanted(10, thick=12), HEIGHT) is None
    bent = np.full((120, 240), 250, np.uint8)
    cv2.polylines(bent, [np.array([[108, 40], [108, 55], [96, 70]], np.int32)], False, 20, 3, cv2.LINE_AA)
    assert lone_stroke(inked(bent), HEIGHT) is None
    assert lone_stroke(inked(bent), HEIGHT, StrokeSettings(bend=0.2)) == "/"


def test_a_slash_struck_through_a_figure_is_uneven() -> None:
    assert not uneven(slanted(12))
    struck = slanted(16, height=40, thick=5).image.copy()
    cv2.line(struck, (98, 52), (112, 52), 20, 2, cv2.LINE_AA)  # the bar of a 7 stands out on the left
    assert lone_stroke(inked(struck), HEIGHT) == "/"
    assert uneven(inked(struck))


def test_where_there_is_no_ink_there_is_no_stroke() -> None:
    nothing = InkLine(np.full((20, 20), 250, np.uint8), UprightBox(5, 5, 15, 15))
    assert lone_stroke(nothing, HEIGHT) is None
    assert not leaning(nothing)
    assert not uneven(nothing)


DIGIT, NEXT = (60, 40, 18, 30), (90, 40, 18, 30)


@pytest.mark.parametrize(
    ("mark", "speck"),
    [
        ((80, 66, 6, 6), False),  # a point at the feet, between
        ((80, 44, 6, 6), True),  # above
        ((112, 66, 6, 6), True),  # behind the last
        ((50, 66, 6, 6), True),  # before the first
        ((80, 66, 6, 12), False),  # a comma
        ((120, 55, 14, 4), False),  # a dash
        ((80, 52, 6, 6), True),  # between, but too high
        ((114, 40, 8, 14), True),
        ((114, 40, 8, 18), False),  # more than half as high as a digit
    ],
)
def test_specks_are_what_is_small_and_no_point_between_digits(mark: Box, speck: bool) -> None:
    line = drawn(DIGIT, NEXT, mark)
    clean = without_specks(line, HEIGHT)
    assert (clean is not None) is speck
    if clean is None:
        return
    left, top, width, height = mark
    assert (clean.image[top : top + height, left : left + width] == 250).all()
    assert (clean.image[40:70, 60:78] == 20).all()
    assert (clean.image[40:70, 90:108] == 20).all()
    assert line.image[top, left] == 20  # what was given is as it was
    assert clean.ink.as_tuple() == pytest.approx((60, 40, 108, 70), abs=1)


def test_the_level_moves_with_the_ink_that_is_left() -> None:
    clean = without_specks(drawn(DIGIT, NEXT, (120, 80, 6, 6), level=3.0), HEIGHT)
    assert clean is not None
    assert clean.level == pytest.approx(3.0 - 8, abs=0.7)  # the middle of the ink was 63, and is 55
    unknown = without_specks(drawn(DIGIT, NEXT, (120, 80, 6, 6), level=None), HEIGHT)
    assert unknown is not None
    assert unknown.level is None


def test_specks_alone_and_no_specks_are_left() -> None:
    assert without_specks(drawn(DIGIT, NEXT), HEIGHT) is None
    assert without_specks(drawn((60, 40, 6, 6), (90, 40, 6, 6)), HEIGHT) is None
    with pytest.raises(ValidationError, match=r"small \(0.7\) must not be above large \(0.6\)"):
        SpecklessSettings(small=0.7)
    assert SpecklessSettings(small=0.6).small == 0.6


def glyph_boxes(*boxes: Box) -> list[tuple[int, int, int, int]]:
    found = glyphs_of(line_components(drawn(*boxes)))
    return [(round(g.left), round(g.top), round(g.width), round(g.height)) for g in found]


def test_pieces_one_above_the_other_are_one_glyph() -> None:
    assert glyph_boxes(DIGIT, NEXT) == [(0, 0, 18, 30), (30, 0, 18, 30)]
    assert glyph_boxes((60, 40, 18, 10), (60, 56, 18, 14)) == [(0, 0, 18, 30)]
    assert glyph_boxes((60, 40, 18, 10), (68, 56, 18, 14)) == [(0, 0, 26, 30)]  # they share more than half
    assert glyph_boxes((60, 40, 18, 10), (71, 56, 18, 14)) == [(0, 0, 18, 10), (11, 16, 18, 14)]
    assert glyph_boxes((60, 40, 40, 10), (70, 56, 10, 14)) == [(0, 0, 40, 30)]


def test_the_print_of_a_line_is_that_of_its_digits() -> None:
    line = drawn(DIGIT, NEXT, (115, 64, 6, 6), level=2.0, middle=50.0)
    components = line_components(line)
    glyphs = glyphs_of(components)
    assert [round(g.height) for g in tall(glyphs)] == [30, 30]
    found = print_of(line, components, glyphs)
    assert found is not None
    assert found.height == pytest.approx(30, abs=0.7)
    assert found.foot == pytest.approx(2 - 15 + 30, abs=0.7)
    assert found.baseline == pytest.approx(67, abs=0.7)
    assert print_of(line, components, ()) is None
    somewhere = print_of(drawn(DIGIT, level=None), components, glyphs)
    assert somewhere is not None
    assert (somewhere.foot, somewhere.baseline) == (None, None)
    lines = print_of(drawn(DIGIT, NEXT, level=2.0), components, glyphs)
    assert lines is not None
    assert (lines.foot is None, lines.baseline) == (False, None)
    assert mask_of(components).sum() == sum(c.area for c in components)


@pytest.mark.parametrize("thick", [3, 6])
def test_the_weight_of_a_print_is_the_width_of_its_strokes(thick: int) -> None:
    line = drawn((60, 30, thick, 60), (100, 30, thick, 60))
    components = line_components(line)
    found = print_of(line, components, glyphs_of(components))
    assert found is not None
    assert found.weight == pytest.approx(thick, rel=0.15)


def digits(*gaps: int, width: int = 16) -> InkLine:
    """Digits 30 high with these gaps between them."""
    left, boxes = 20, [(20, 40, width, 30)]
    for gap in gaps:
        left += width + gap
        boxes.append((left, 40, width, 30))
    return drawn(*boxes)


@pytest.mark.parametrize(
    ("line", "text", "closed"),
    [
        (digits(26, 26), "1 2 3", "123"),
        (digits(26, 31), "1 2 3", "1 2 3"),  # wider than full-width figures stand
        (digits(26, 26), "１　２３", "１２３"),
        (digits(26, 26), "1 2", "1 2"),  # more ink than digits
        (digits(26, 26, width=38), "1 2 3", "1 2 3"),  # wider than digits
        (digits(26), "1 2 3", "123"),
        (drawn(DIGIT), "1 2", "1 2"),
        (digits(26, 26), "1,2 3", "1,2 3"),
    ],
)
def test_gaps_between_digits_are_closed_where_they_are_full_width(line: InkLine, text: str, closed: str) -> None:
    found = close_gaps(line, Reading(text, 0.9, text, 0.9))
    assert (found.text, found.value_text) == (closed, closed)
    assert close_gaps(line, Reading("12", 0.9, text, 0.9)).text == "12"


@pytest.mark.parametrize(("text", "spaced"), [("1 2", True), (" 1 2 ", True), ("12", False), ("1 甲", False)])
def test_what_is_spaced(text: str, spaced: bool) -> None:
    assert is_spaced(text) is spaced


LOOK = SecondLookSettings(sure=0.75, agreed=0.5, text_sure=0.75, text_agreed=0.5)


def look(text: str, value: str | None, p: float, value_p: float = 0.0, least: float | None = None) -> Reading:
    return Reading(text, p, value, value_p, (Alternative(text, p),), least=least)


@pytest.mark.parametrize(
    ("reading", "enough"),
    [
        (look("12", "12", 0.75), True),
        (look("12", "12", 0.74), False),
        (look("12", "12", 0.1, 0.75), True),
        (look("12", "13", 0.9), False),
        (look("", "", 0.9), False),
        (Reading("12", None, "12", 0.9, (Alternative("12", 0.9),)), False),
        (look("公开", "1", 0.5625), True),  # 0.75 for each character
        (look("公开", "1", 0.56), False),
        (look("abcd", "1", 0.9), True),
        (look("abc", "1", 0.9), False),
    ],
)
def test_one_look_is_enough_where_it_is_plain(reading: Reading, enough: bool) -> None:
    assert plain(reading, LOOK) is enough


@pytest.mark.parametrize(
    ("text", "value", "words", "label"),
    [
        ("公开", "1", True, False),
        ("公", "1", False, False),
        ("公开信息", "1", True, True),
        ("公开件", "1", True, True),
        ("公开1234", "1", True, False),
        ("12", "1", False, False),
        ("1234", "1234", False, False),
        ("公开信12", "1", True, True),
        ("公开信123", "1", True, False),  # half of it
    ],
)
def test_text_and_labels_are_no_values(text: str, value: str, words: bool, label: bool) -> None:
    reading = look(text, value, 0.5)
    assert is_text(reading, LOOK) is words
    assert is_label(reading, LOOK) is label


def test_the_probability_of_a_text_in_a_reading() -> None:
    reading = Reading(
        "10",
        0.4,
        "10",
        0.3,
        (Alternative("10", 0.4), Alternative("1O", 0.2), Alternative("１０", 0.1), Alternative("7", 0.1)),
    )
    assert mass(reading, "10") == pytest.approx(0.7)
    assert mass(reading, "7") == 0.1
    assert mass(reading, "8") == 0.0
    assert mass(reading, None) == 0.0
    assert mass(Reading("日", 0.4, "0", 0.6, (Alternative("日", 0.4),)), "0") == 0.6
    assert mass(Reading("1", 1.0, "1", 1.0, (Alternative("1", 0.8), Alternative("１", 0.8))), "1") == 1.0
    told = doubted(look("1234", "1234", 0.0625)).doubts
    assert told == (Doubt(DoubtCode.IMPROBABLE, {"probability": 0.5}),)


def test_looks_are_judged_by_their_mean_and_by_how_many_read_freely() -> None:
    agreed = judge([look("12", "12", 0.25), look("12", "12", 0.75)], LOOK)
    assert (agreed.text, agreed.confidence, agreed.doubts) == ("12", 0.5, ())
    less = judge([look("12", "12", 0.25), look("12", "12", 0.7)], LOOK)
    assert [doubt.code for doubt in less.doubts] == [DoubtCode.IMPROBABLE]
    half = judge([look("12", "12", 0.9), look("l2", "12", 0.9, 0.9)], LOOK)
    assert [(doubt.code, doubt.detail) for doubt in half.doubts] == [
        (DoubtCode.FREE_READING_DIFFERS, {"texts": ("l2",)})
    ]
    most = judge([look("12", "12", 0.9)] * 2 + [look("l2", "12", 0.9, 0.9)], LOOK)
    assert most.doubts == ()
    other = judge([look("12", "12", 0.9)] * 2 + [look("13", "13", 0.9)], LOOK)
    assert [(doubt.code, doubt.detail) for doubt in other.doubts] == [(DoubtCode.LOOKS_DIFFER, {"texts": ("13",)})]
    assert other.confidence == pytest.approx(0.6)
    assert [doubt.code for doubt in judge([look("公", None, 0.2)] * 3, LOOK).doubts] == [DoubtCode.NO_VALUE_READ]


def test_a_doubtful_reading_keeps_how_sure_its_least_sure_character_is() -> None:
    looks = [look("l2", "12", 0.4, 0.5, least=0.6), look("l2", "12", 0.4, 0.3, least=0.9)]
    found = judge([*looks, look("z2", "12", 0.4, 0.3, least=0.9)], LOOK)
    assert found.doubts
    assert found.text == "l2"
    assert found.confidence == pytest.approx(0.8 / 3)
    assert found.least == pytest.approx(0.5)  # a look that reads otherwise counts 0
    assert judge([look("l2", "12", 0.4, 0.3)] * 3, LOOK).least is None


def test_words_are_words_where_most_looks_read_such_or_all_read_the_same() -> None:
    words = judge([look("公开信息", "1", 0.9), look("公开信息", "1", 0.9), look("12", "12", 0.9)], LOOK)
    assert words.text == "公开信息"
    assert DoubtCode.LOOKS_DIFFER in [doubt.code for doubt in words.doubts]
    same = judge([look("无", "1", 0.9)] * 3, LOOK)
    assert (same.text, same.doubts) == ("无", ())
    unsure = judge([look("无", "1", 0.4)] * 3, LOOK)
    assert unsure.doubts
    half = judge([look("公开信息", "1", 0.9), look("12", "12", 0.9)], LOOK)
    assert half.value_text == "12"
