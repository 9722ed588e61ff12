"""The checks of a line at the edges of their bounds, on lines that are made of figures, without pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ocrkit.recognise.values.checks.dash_or_feet import dash_or_feet
from ocrkit.recognise.values.checks.faint_ink import faint_ink
from ocrkit.recognise.values.checks.glyphs_overlap import glyphs_overlap
from ocrkit.recognise.values.checks.glyphs_unread import glyphs_unread
from ocrkit.recognise.values.checks.long_dash import long_dash
from ocrkit.recognise.values.checks.low_ink import low_ink
from ocrkit.recognise.values.checks.mark_left_out import mark_left_out
from ocrkit.recognise.values.checks.pale_ink import pale_ink
from ocrkit.recognise.values.checks.point_without_room import point_without_room
from ocrkit.recognise.values.checks.print_baseline import print_baseline
from ocrkit.recognise.values.checks.print_colour import print_colour
from ocrkit.recognise.values.checks.print_size import print_size
from ocrkit.recognise.values.checks.print_weight import print_weight
from ocrkit.recognise.values.context import Context, UsualPrint
from ocrkit.recognise.values.glyphs import Glyph, Print, tall
from ocrkit.recognise.values.settings import PrintSettings, ValueReaderSettings
from ocrkit.recognise.values.shapes import Fellows
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

HEIGHT = 32.0
CHOSEN = PrintSettings(
    own=0.25, pixels=1, size=0.125, baseline=0.125, weight=0.25, tint=(0.125, 0.5), room=0.75, dash=2.5
)
"""Bounds that floats hold exactly."""
SETTINGS = ValueReaderSettings(print=CHOSEN, faint=60, pale=0.5, low=0.5)


def glyph(left: float, top: float = 0, width: float = 16, height: float = 32) -> Glyph:
    return Glyph(left, top, left + width, top + height)


DIGITS = (glyph(0), glyph(20), glyph(40))
PRINT = Print(32.0, 10.0, 100.0, 4.0, 0.0)


def line(
    *glyphs: Glyph,
    text: str = "123",
    own: Print | None = PRINT,
    stroke: str | None = None,
    number: bool = True,
    **picture: object,
) -> Any:
    """What a check looks at of a line, as figures."""
    given = {
        "grain": 1.0,
        "tint": 0.0,
        "spot": 0.0,
        "level": 0.0,
        "left_out": (),
        "dash": False,
        "place": None,
        "ink": UprightBox(100, 50, 156, 82),
        **picture,
    }
    found = glyphs or DIGITS
    return SimpleNamespace(
        picture=SimpleNamespace(**given),
        glyphs=found,
        unsigned=lambda reading: found,
        tall=lambda reading: tall(found),
        print=own,
        stroke=stroke,
        first=reading(text),
        darkness=100.0,
        is_number=lambda reading: number,
        digits=lambda reading: text,
    )


def reading(text: str) -> Reading:
    return Reading(text, 0.9, text, 0.9)


def context(*prints: Print, fellows: Fellows | None = None, dark: float = 200.0, thin: float = 100.0) -> Context:
    return Context(HEIGHT, SETTINGS, dark, thin, UsualPrint(prints) if prints else None, fellows)


def spoken(check: Any, given: Any, about: Context, text: str = "123") -> bool:
    return bool(check(given, reading(text), about))


def prints(**of: Sequence[float | None]) -> list[Print]:
    """As many prints as there are values for one feature."""
    ((name, values),) = of.items()
    plain = {"height": 32.0, "foot": 10.0, "baseline": 100.0, "weight": 4.0, "tint": 0.0}
    return [Print(**{**plain, name: value}) for value in values]  # type: ignore[arg-type]


def test_shares_are_of_the_other_lines_that_are_known() -> None:
    usual = UsualPrint(tuple(prints(foot=[10, 10, 12, 15, None])))
    assert usual.share_near("foot", 10, 0) == 1 / 3
    assert usual.share_near("foot", 10, 2) == 2 / 3
    assert usual.count_near("foot", 10, 2) == 2
    assert usual.count_near("foot", 50, 1) == 0
    assert UsualPrint(tuple(prints(foot=[10]))).share_near("foot", 99, 0) == 1.0
    assert UsualPrint(tuple(prints(foot=[None]))).share_near("foot", 99, 0) == 1.0


@pytest.mark.parametrize(("lower", "doubted"), [(27, False), (26.9, True), (15, False)])
def test_digits_are_as_high_as_each_other(lower: float, doubted: bool) -> None:
    """An eighth of the height and a pixel; what is less than half as high is no digit."""
    given = line(*DIGITS, glyph(60, height=lower))
    assert spoken(print_size, given, context(*[PRINT] * 5)) is doubted


@pytest.mark.parametrize(("others", "doubted"), [([32, 37, 40, 40, 40], False), ([32, 37.1, 40, 40, 40], True)])
def test_a_height_is_the_tables_own_from_a_share_of_its_lines_on(others: list[float], doubted: bool) -> None:
    assert spoken(print_size, line(), context(*prints(height=others))) is doubted


@pytest.mark.parametrize(("cols", "doubted"), [((3, 4, 5, 6, 7), True), ((3, 5, 7, 9, 11), False)])
def test_what_hangs_together_in_a_row_counts_as_one(cols: tuple[int, ...], doubted: bool) -> None:
    """A date stamped over cells of a row of twelve is not the table's own size, nor is its colour."""
    own = [
        Print(height=40.0 if i in cols else 32.0, foot=10.0, baseline=100.0, weight=4.0, tint=0.0) for i in range(12)
    ]
    places = tuple(((0, 1), (i, i + 1)) for i in range(12))
    about = replace(context(PRINT), usual=UsualPrint(tuple(own), places))
    given = line(own=own[cols[1]], place=places[cols[1]])
    assert spoken(print_size, given, about) is doubted
    assert not spoken(print_size, line(own=own[0], place=places[0]), about)


def test_lines_of_one_cell_hang_together_and_most_of_a_table_is_its_own() -> None:
    heights = [40.0] * 5 + [32.0] * 10
    spans = [(3, 4), (3, 4), (4, 5), (4, 5), (5, 6), *((i, i + 1) for i in (0, 1, 2, *range(6, 13)))]
    own = prints(height=heights)
    usual = UsualPrint(tuple(own), tuple(((0, 1), span) for span in spans))
    assert usual.share_near("height", 40.0, 5, ((0, 1), (3, 4))) == 0.0
    assert usual.share_near("height", 40.0, 5) == 4 / 14
    row = UsualPrint(tuple(own[:1] + own[5:]), tuple(((0, 1), (i, i + 1)) for i in range(11)))
    assert row.share_near("height", 32.0, 5, ((0, 1), (4, 5))) == 9 / 10


@pytest.mark.parametrize(("others", "doubted"), [([32] * 5, True), ([32, 32, 32, 32, 22], False), ([32] * 3, False)])
def test_a_height_that_not_one_of_a_few_others_has_is_strange(others: list[float], doubted: bool) -> None:
    small = Print(height=21.0, foot=10.0, baseline=100.0, weight=4.0, tint=0.0)
    some = UsualPrint((small, *prints(height=others))) if 1 + len(others) >= SETTINGS.print.few else None
    assert spoken(print_size, line(own=small), replace(context(), some=some)) is doubted


@pytest.mark.parametrize(("height", "doubted"), [(24, False), (37.7, False), (37.8, True), (47, True)])
def test_where_few_lines_tell_no_digit_is_higher_than_the_tables_characters(height: float, doubted: bool) -> None:
    """A date stamped over a cell on a page as black as its stamp, in a table of five numbers."""
    stamped = line(glyph(0, height=height), own=Print(height, 0.0, 990.0, 4.0, 0.0))
    assert spoken(print_size, stamped, context()) is doubted


@pytest.mark.parametrize("check", [print_size, print_weight, print_baseline])
def test_only_numbers_in_a_known_print_are_held_against_the_tables(check: Any) -> None:
    strange = Print(90.0, 90.0, 990.0, 90.0, 0.0)
    about = context(*[PRINT] * 9)
    assert spoken(check, line(glyph(0, height=90), own=strange), about)
    assert not spoken(check, line(glyph(0, height=90), own=strange, number=False), about)
    assert not spoken(check, line(glyph(0, height=90), own=None), about)
    unknown = spoken(check, line(glyph(0, height=90), own=strange), context())
    assert unknown == (check is print_size), "a digit of 90 pixels among characters of 32 is of no print of theirs"


@pytest.mark.parametrize(
    ("others", "doubted"), [([4, 5.3, 9, 9, 9, 9, 9, 9, 9], False), ([4, 5.4, 9, 9, 9, 9, 9, 9, 9], True)]
)
def test_strokes_are_as_wide_as_some_others_of_the_table(others: list[float], doubted: bool) -> None:
    """A quarter of the width and a third of a pixel; half of ``own``, an eighth, is one of eight."""
    assert spoken(print_weight, line(), context(*prints(weight=others))) is doubted


@pytest.mark.parametrize(("bottom", "doubted"), [(37, False), (37.1, True), (27, False), (26.9, True)])
def test_digits_stand_on_one_line(bottom: float, doubted: bool) -> None:
    given = line(*DIGITS, Glyph(60, bottom - 30, 76, bottom))
    assert spoken(print_baseline, given, context(*[PRINT] * 5)) is doubted


@pytest.mark.parametrize(
    ("mark", "raised"),
    [
        (glyph(60, 0, 8, 8), True),
        (glyph(60, 0, 7, 7), False),  # smaller than any mark
        (glyph(60, 8.7, 8, 8), True),
        (glyph(60, 8.9, 8, 8), False),  # its middle is lower than four tenths
        (glyph(60, 2, 10.3, 8), True),
        (glyph(60, 2, 10.4, 8), False),  # flat
        (glyph(60, 24, 8, 8), False),  # a point
    ],
)
def test_a_small_glyph_at_the_heads_is_a_raised_mark(mark: Glyph, raised: bool) -> None:
    assert spoken(print_baseline, line(*DIGITS, mark), context(*[PRINT] * 5)) is raised


def test_a_line_off_its_cells_usual_place_is_strange_unless_another_stands_on_it() -> None:
    lower = Print(32.0, 30.0, 120.0, 4.0, 0.0)
    assert spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower))
    beside = Print(32.0, 10.0, 125.0, 4.0, 0.0)  # another cell's line, on the same line of the page
    assert not spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower, beside))
    farther = Print(32.0, 10.0, 125.1, 4.0, 0.0)
    assert spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower, farther))
    common = [lower, lower, PRINT, PRINT, PRINT]
    assert not spoken(print_baseline, line(own=lower), context(*common))  # a quarter of the others
    for unknown in (Print(32.0, None, None, 4.0, 0.0), Print(32.0, 30.0, None, 4.0, 0.0)):
        assert not spoken(print_baseline, line(own=unknown), context(*[PRINT] * 8))


@pytest.mark.parametrize(
    ("tint", "others", "doubted"),
    [
        (0.125, [0.0] * 9, False),
        (0.126, [0.0] * 9, True),
        (0.49, [0.49] * 9, True),  # part of the line is coloured
        (0.5, [0.5] * 9, False),
        (0.9, [0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], True),
        (0.9, [0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], False),
        (1.0, [1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], False),
    ],
)
def test_colour_is_the_tables_own_or_doubted(tint: float, others: list[float], doubted: bool) -> None:
    assert spoken(print_colour, line(tint=tint), context(*prints(tint=others))) is doubted
    assert spoken(print_colour, line(tint=tint), context()) is (0.125 < tint < 0.5)


@pytest.mark.parametrize(("spot", "doubted"), [(0.5, False), (0.51, True)])
def test_one_coloured_digit_of_many_is_doubted(spot: float, doubted: bool) -> None:
    assert spoken(print_colour, line(tint=0.1, spot=spot), context()) is doubted


@pytest.mark.parametrize(("count", "doubted"), [(2, False), (3, False), (4, True)])
def test_more_glyphs_than_digits_were_not_all_read(count: int, doubted: bool) -> None:
    given = line(*(glyph(20 * i) for i in range(count)), glyph(90, 24, 6, 8))
    assert spoken(glyphs_unread, given, context()) is doubted
    assert not spoken(glyphs_unread, line(*DIGITS, glyph(60), own=None), context())
    assert not spoken(glyphs_unread, line(*DIGITS, glyph(60), number=False), context())


FELLOWS = Fellows({}, {"1": np.array([0.5]), "2": np.array([0.25, 0.5, 0.75])}, {})


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


INK = UprightBox(100, 50, 156, 82)


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
