"""The checks of a line's glyphs, points, dashes and ink at the edges of their bounds, on lines made of figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from figured_lines import DIGITS, SETTINGS, context, glyph, line, spoken

from ocrkit.recognise.values.checks.dash_or_feet import dash_or_feet
from ocrkit.recognise.values.checks.faint_ink import faint_ink
from ocrkit.recognise.values.checks.glyphs_overlap import glyphs_overlap
from ocrkit.recognise.values.checks.glyphs_unread import glyphs_unread
from ocrkit.recognise.values.checks.long_dash import long_dash
from ocrkit.recognise.values.checks.low_ink import low_ink
from ocrkit.recognise.values.checks.mark_left_out import mark_left_out
from ocrkit.recognise.values.checks.pale_ink import pale_ink
from ocrkit.recognise.values.checks.point_without_room import point_without_room
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import Glyph
from ocrkit.recognise.values.shapes import Fellows
from ocrkit.types.geometry import UprightBox

FELLOWS = Fellows({}, {"1": np.array([0.5]), "2": np.array([0.25, 0.5, 0.75])}, {})

INK = UprightBox(100, 50, 156, 82)


@pytest.mark.parametrize(("count", "doubted"), [(2, False), (3, False), (4, True)])
def test_more_glyphs_than_digits_were_not_all_read(count: int, doubted: bool) -> None:
    given = line(*(glyph(20 * i) for i in range(count)), glyph(90, 24, 6, 8))
    assert spoken(glyphs_unread, given, context()) is doubted
    assert not spoken(glyphs_unread, line(*DIGITS, glyph(60), own=None), context())
    assert not spoken(glyphs_unread, line(*DIGITS, glyph(60), number=False), context())


def test_a_digits_usual_width_is_that_of_its_fellows_or_of_all() -> None:
    assert (FELLOWS.width("2"), FELLOWS.width("1"), FELLOWS.width("9")) == (0.5, 0.5, 0.5)
    assert Fellows({}, {}, {}).width("1") == 0.0


@pytest.mark.parametrize(("width", "doubted"), [(24, False), (23.9, True)])
def test_two_digits_in_the_room_of_one_are_doubted(width: float, doubted: bool) -> None:
    """Two digits of half their height are 32 wide; three quarters of that is enough."""
    assert spoken(glyphs_overlap, line(glyph(0, width=width), text="12"), context(fellows=FELLOWS)) is doubted
    assert not spoken(glyphs_overlap, line(glyph(0, width=width), text="1"), context(fellows=FELLOWS))
    assert not spoken(glyphs_overlap, line(glyph(0, width=9), text="12"), context())
    assert not spoken(glyphs_overlap, line(glyph(0, width=9), text="12", number=False), context(fellows=FELLOWS))


@pytest.mark.parametrize(
    ("stroke", "width", "doubted"), [("—", 80, False), ("—", 80.1, True), ("/", 99, False), (None, 99, False)]
)
def test_a_dash_longer_than_two_and_a_half_heights(stroke: str | None, width: float, doubted: bool) -> None:
    given = line(stroke=stroke, ink=UprightBox(0, 0, width, 4))
    assert spoken(long_dash, given, context()) is doubted


@pytest.mark.parametrize(
    ("stroke", "read", "level", "doubted"),
    [
        ("-", "-", 9.6, False),
        ("-", "-", 9.7, True),
        ("-", "1", 0, False),
        ("--", "22", 0, True),
        ("--", "2-", 0, False),
        ("/", "1", 99, False),
        (None, "1", 99, False),
        (None, "-", 9, False),
        (None, "-", 9.7, True),
        (None, "-", -9.7, True),
        (None, "-", None, False),
        (None, "", 99, False),
    ],
)
def test_dashes_off_the_middle_or_that_nobody_read(
    stroke: str | None, read: str, level: float | None, doubted: bool
) -> None:
    assert spoken(dash_or_feet, line(text=read, stroke=stroke, level=level), context(), read) is doubted


@pytest.mark.parametrize(("height", "low"), [(16, False), (15.9, True)])
def test_ink_lower_than_half_the_height_is_no_digit(height: float, low: bool) -> None:
    given = line(ink=UprightBox(0, 0, 50, height))
    assert spoken(low_ink, given, context()) is low
    assert not spoken(low_ink, given, context(), "无")
    small = Context(8.0, SETTINGS, 200, 100)
    assert spoken(low_ink, line(ink=UprightBox(0, 0, 50, 6.9)), small)
    assert not spoken(low_ink, line(ink=UprightBox(0, 0, 50, 7)), small)


def test_pale_and_faint_ink() -> None:
    for dark, pale in ((200, False), (201, True)):
        assert spoken(pale_ink, line(), context(dark=dark)) is pale
        assert spoken(pale_ink, line(stroke="-"), context(thin=dark)) is pale
    given = line()
    for darkness, faint in ((60, False), (59.9, True)):
        given.darkness = darkness
        assert spoken(faint_ink, given, context()) is faint
    given.picture.dash = True
    assert not spoken(faint_ink, given, context())


@pytest.mark.parametrize(
    ("sign", "others", "wide", "alike", "doubted"),
    [
        ("-", 12, 14, True, False),
        ("-", 11, 14, True, True),
        ("-", 12, 14, False, True),
        ("-", 12, 40, True, True),
        ("/", 12, 14, False, False),
        ("1", 12, 14, True, True),
    ],
    ids=["one of many", "one of few", "read by one network", "others are wider", "slash", "figure"],
)
def test_a_faint_stroke_that_looks_as_many_others_has_lost_none(
    sign: str, others: int, wide: float, alike: bool, doubted: bool
) -> None:
    """As many as ``faint_alike``; a dash, which is what is left of many figures, only where two networks read one."""
    given = line(text=sign, stroke=None if sign == "1" else sign, ink=UprightBox(0, 0, 14, 4))
    given.darkness, given.first = 30.0, replace(given.first, confirmed=alike)
    strokes = {sign: np.array([(wide, 4.0)] * others + [(14.0, 4.0)])}
    assert spoken(faint_ink, given, replace(context(), strokes=strokes), sign) is doubted


@pytest.mark.parametrize(("top", "doubted"), [(28, False), (20, False), (19.9, True), (10, True), (-4, True)])
def test_a_point_stands_at_the_feet_of_its_digits(top: float, doubted: bool) -> None:
    given = line(glyph(0, width=10), glyph(14, top=top, height=4, width=4), glyph(30, width=10))
    assert spoken(point_without_room, given, context(), "1.7") is doubted
    assert not spoken(point_without_room, given, context(), "17")
    given.is_number = lambda reading: False  # with words, whose strokes are marks as small
    assert not spoken(point_without_room, given, context(), "1.7")


@pytest.mark.parametrize(("third", "doubted"), [(40, True), (42.9, True), (43.1, False), (60, False)])
def test_digits_stand_apart_for_a_point(third: float, doubted: bool) -> None:
    """At a step of 20 pixels, a mark before the third digit."""
    digits = [glyph(left, width=10) for left in (0, 20, third, third + 20)]
    point = glyph(third - 6, top=28, height=4, width=4)
    given = line(digits[0], digits[1], point, *digits[2:])
    assert spoken(point_without_room, given, context(), "12.34") is doubted
    assert not spoken(point_without_room, given, context(), "1234")
    assert spoken(point_without_room, line(*digits), context(), "12.34") is doubted  # a speck that touches a digit
    assert not spoken(point_without_room, line(digits[1], point, *digits[2:]), context(), "2.34")
    assert not spoken(point_without_room, given, context(), "12.345")


def mark(dx: float, dy: float, size: float) -> UprightBox:
    return UprightBox(INK.x1 + dx, INK.y0 + dy, INK.x1 + dx + size, INK.y0 + dy + size)


@pytest.mark.parametrize(
    ("box", "doubted"),
    [
        (mark(4, 2, 8), True),
        (mark(4, 2, 7.0), False),  # less than 0.22 of the height
        (mark(4, 2, 7.1), True),
        (mark(4, 0, 22.3), True),
        (mark(4, 0, 22.5), False),
        (mark(-3.2, 2, 8), True),
        (mark(-3.3, 2, 8), False),
        (mark(19.2, 2, 8), True),
        (mark(19.3, 2, 8), False),
        (mark(4, 12, 8), True),  # half way down
        (mark(4, 12.1, 8), False),
        (mark(4, -13.6, 8), True),
        (mark(4, -13.7, 8), False),
    ],
)
def test_a_mark_behind_the_digits_heads_could_be_a_footnote(box: UprightBox, doubted: bool) -> None:
    assert spoken(mark_left_out, line(left_out=(box,)), context()) is doubted
    assert not spoken(mark_left_out, line(left_out=(box,), own=None), context())
    assert not spoken(mark_left_out, line(left_out=(box,), number=False), context())


@pytest.mark.parametrize(
    ("box", "twin"),
    [
        (UprightBox(125, 60, 130, 65), True),
        (UprightBox(127, 60, 132, 65), True),
        (UprightBox(129, 60, 134, 65), False),
        (UprightBox(126, 60, 129.2, 63.2), False),  # a third smaller or more
        (UprightBox(126, 60, 129.4, 63.4), True),
        (UprightBox(124, 60, 131.5, 67.5), True),  # half as large again
        (UprightBox(124, 60, 131.6, 67.6), False),
        (UprightBox(125, 72, 130, 76.9), True),
        (UprightBox(125, 72, 130, 77), False),  # they touch
    ],
)
def test_a_mark_above_a_point_could_make_it_a_colon(box: UprightBox, twin: bool) -> None:
    point = Glyph(25, 27, 30, 32)
    given = line(glyph(0), point, glyph(40), left_out=(box,))
    assert spoken(mark_left_out, given, context()) is twin
