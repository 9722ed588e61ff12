"""Each check of a line: in a file named as its code, registered, speaking where it should and there alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_lines import (
    CONTEXT,
    HEIGHT,
    TABLE,
    box,
    confirmed,
    left_out,
    likely_dash,
    line_of,
    long_dash,
    picture_line,
    printed_over,
    set_line,
    struck,
    with_mark,
)

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values import checks
from ocrkit.recognise.values.checks import CHECKS
from ocrkit.recognise.values.context import Context, context_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

PLAIN = line_of("1")
DOUBTED: Mapping[DoubtCode, tuple[ValueLine, ValueLine]] = {
    DoubtCode.SLASH_OR_ONE: (line_of("1", lean=8), line_of("7", lean=8)),
    DoubtCode.BOX_OR_NOUGHT: (box(round_=False), box(round_=True)),
    DoubtCode.POINT_OR_COMMA: (line_of("3.043"), line_of("3.04")),
    DoubtCode.POINT_WITHOUT_ROOM: (set_line("12700", read="1.2700"), set_line("1.2700")),
    DoubtCode.NUMBERS_SIDE_BY_SIDE: (line_of("29 29"), line_of("2929")),
    DoubtCode.LOW_INK: (line_of("1", height=10), line_of("无", height=10)),
    DoubtCode.FAINT_INK: (line_of("1", ink=200), line_of("1", ink=130)),
    DoubtCode.MARK_IN_MIDDLE: (likely_dash(0.5), likely_dash(0.7)),
    DoubtCode.DASH_OR_FEET: (line_of("-", stroke="-", level=12), line_of("-", stroke="-", level=3)),
    DoubtCode.PALE_INK: (line_of("1", ink=160), line_of("-", ink=160, stroke="-")),
    DoubtCode.PRINT_SIZE: (with_mark("31", "1", 0.75, 0), set_line("311")),
    DoubtCode.PRINT_BASELINE: (with_mark("31", "1", 1.0, 6), set_line("311")),
    DoubtCode.PRINT_WEIGHT: (set_line("52", thick=5), set_line("52")),
    DoubtCode.PRINT_COLOUR: (set_line("52", tint=0.4), set_line("52", tint=0.02)),
    DoubtCode.STRUCK_OUT: (struck("17"), set_line("4")),
    DoubtCode.GLYPHS_UNREAD: (set_line("312", read="31"), set_line("312")),
    DoubtCode.GLYPHS_OVERLAP: (printed_over("5", "2"), set_line("52")),
    DoubtCode.UNLIKE_FELLOWS: (set_line("17", read="11"), set_line("11")),
    DoubtCode.MARK_LEFT_OUT: (left_out("52", 4, 2, 8), left_out("52", 40, 2, 8)),
    DoubtCode.PERCENT_INSIDE: (set_line("3%0"), set_line("30%")),
    DoubtCode.LONG_DASH: (long_dash(120), long_dash(50)),
}
"""A line that a check doubts, and one like it that it does not."""

OF_PRINT = {code for code in DoubtCode if code.startswith(("print_", "glyphs_"))}
OF_PRINT |= {DoubtCode.MARK_LEFT_OUT, DoubtCode.UNLIKE_FELLOWS}
"""What is told by comparing with the lines of ``TABLE``."""


PRINTED = context_of(TABLE, HEIGHT, ValueReaderSettings())


def test_faint_ink_that_two_networks_read_alike_for_sure_has_lost_nothing() -> None:
    faint = line_of("1", ink=200)
    assert DoubtCode.FAINT_INK not in doubts(confirmed(faint))
    unsure = replace(faint, first=replace(faint.first, confidence=0.9, value_confidence=0.9))
    assert DoubtCode.FAINT_INK in doubts(confirmed(unsure))


@pytest.mark.parametrize(("fellows", "read", "doubted"), [(12, "/", False), (11, "/", True), (12, "1", True)])
def test_a_faint_slash_as_many_others_are_has_lost_nothing(fellows: int, read: str, doubted: bool) -> None:
    """Twelve 7s do not lose their bars alike, and what is left of one no sure network reads as a slash."""
    faint = line_of(read, ink=200, lean=8, stroke="/")
    others = [line_of("/", ink=200, lean=8, stroke="/")] * fellows
    assert (DoubtCode.FAINT_INK in doubts(faint, context_of([faint, *others], HEIGHT, CONTEXT.settings))) is doubted
    unsure = replace(faint, first=replace(faint.first, confidence=0.4, value_confidence=0.4))
    assert DoubtCode.FAINT_INK in doubts(unsure, context_of([unsure, *others], HEIGHT, CONTEXT.settings))
    wide = line_of("/", ink=200, lean=20, stroke="/")
    assert DoubtCode.FAINT_INK in doubts(wide, context_of([wide, *others], HEIGHT, CONTEXT.settings))


@pytest.mark.parametrize(("fellows", "doubted"), [(0, True), (3, False)])
def test_a_slash_like_no_other_that_is_not_even_is_struck_through_a_figure(fellows: int, doubted: bool) -> None:
    """Of a 1 its flag is left, or its foot; where the table has such slashes it is how they are printed."""
    slash = line_of("/", height=34, lean=18, stroke="/")
    image = slash.picture.image.copy()
    cv2.line(image, (35, 37), (42, 37), 20, 2)  # the flag
    struck = replace(slash, picture=replace(slash.picture, image=image))
    others = [struck] * fellows
    found = doubts(struck, context_of([struck, *others], HEIGHT, CONTEXT.settings))
    assert (DoubtCode.SLASH_OR_ONE in found) is doubted
    assert DoubtCode.SLASH_OR_ONE not in doubts(slash, context_of([slash], HEIGHT, CONTEXT.settings))


def doubts(line: ValueLine, context: Context = CONTEXT) -> list[DoubtCode]:
    return [doubt.code for check in CHECKS for doubt in check(line, line.first, context)]


def test_each_check_stands_in_a_file_named_as_its_code_and_is_registered() -> None:
    files = {p.stem for p in Path(str(checks.__file__)).parent.glob("*.py")} - {"__init__"}
    assert files == {check.__module__.rsplit(".", 1)[1] for check in CHECKS} == {str(code) for code in DOUBTED}
    assert len(CHECKS) == len(files)


def test_a_plain_line_is_not_doubted() -> None:
    assert doubts(PLAIN) == []


@pytest.mark.parametrize("code", DOUBTED)
def test_a_check_speaks_where_it_should_and_there_alone(code: DoubtCode) -> None:
    spoken, silent = DOUBTED[code]
    context = PRINTED if code in OF_PRINT else CONTEXT
    assert code in doubts(spoken, context)
    assert code not in doubts(silent, context)


def test_a_table_in_one_print_is_not_doubted() -> None:
    assert [doubts(line, PRINTED) for line in TABLE] == [[]] * len(TABLE)


SIGNED = [set_line(text) for text in ("+270", "+1", "+6", "+42")]


@pytest.mark.parametrize("line", SIGNED)
def test_a_plus_sign_is_no_digit(line: ValueLine) -> None:
    """It is higher than half of them, and has a size and a place of its own."""
    assert doubts(line, PRINTED) == []
    assert doubts(line, context_of([*TABLE, *SIGNED], HEIGHT, ValueReaderSettings())) == []


@pytest.mark.parametrize("text", ["412", "112", "712", "44", "41", "11", "4405"])
def test_a_digit_that_was_read_as_a_plus_sign_is_one_too_many(text: str) -> None:
    assert DoubtCode.GLYPHS_UNREAD in doubts(set_line(text, read=f"+{text[1:]}"), PRINTED)


@pytest.mark.parametrize(
    "line", [set_line("+31", read="+3"), set_line("+27", read="+2.7"), set_line("-31", read="-3")]
)
def test_digits_after_a_sign_are_judged_as_others(line: ValueLine) -> None:
    assert doubts(line, PRINTED) != []


@pytest.mark.parametrize("line", [set_line("52", scale=0.75), set_line("52", scale=1.3), set_line("52", down=7)])
def test_a_number_in_a_print_of_its_own_is_doubted(line: ValueLine) -> None:
    """All its digits are alike, and unlike the table's: a stamp's, a mark in a blank cell."""
    assert {DoubtCode.PRINT_SIZE, DoubtCode.PRINT_BASELINE} & set(doubts(line, PRINTED))


def test_totals_that_are_bold_are_the_table_s_own() -> None:
    totals = [set_line(text, thick=4) for text in ("45", "60")]
    context = context_of([*TABLE, *totals], HEIGHT, ValueReaderSettings())
    assert [doubts(line, context) for line in totals] == [[], []]


def test_a_few_lines_do_not_tell_what_the_table_s_print_is() -> None:
    context = context_of(TABLE[:4], HEIGHT, ValueReaderSettings())
    assert context.usual is None
    assert doubts(set_line("52", scale=0.75), context) == []


def test_what_is_usual_is_that_of_the_line_s_own_kind_where_there_are_enough() -> None:
    digits, dash = [line_of("1", ink=20)] * 8, line_of("-", ink=160, stroke="-")
    few, many = (context_of([*digits, *[dash] * n], HEIGHT, ValueReaderSettings()) for n in (7, 9))
    assert few.usual_darkness(dash) == few.usual_darkness(digits[0]) == digits[0].darkness
    assert many.usual_darkness(dash) == dash.darkness < many.usual_darkness(digits[0])


def test_a_row_of_dashes_that_no_look_read_as_one_may_be_the_feet_of_digits() -> None:
    seen = line_of("--", stroke="--")
    unseen = replace(seen, first=Reading("22", 0.9, "22", 0.9))
    assert DoubtCode.DASH_OR_FEET not in doubts(seen)
    assert DoubtCode.DASH_OR_FEET in doubts(unseen)


def set_apart(*pieces: tuple[str, int, int], read: str) -> ValueLine:
    """Digits at (x, thickness) on one line, read as one number."""
    image = np.full((90, 240), 250, np.uint8)
    for text, x, thick in pieces:
        cv2.putText(image, text, (x, 58), cv2.FONT_HERSHEY_DUPLEX, 1.0, 20, thick, cv2.LINE_AA)
    return picture_line(image, read)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (set_apart(("31", 20, 2), ("25", 72, 2), read="3125"), DoubtCode.NUMBERS_SIDE_BY_SIDE),
        (set_apart(("31", 20, 2), ("25", 54, 2), read="3125"), DoubtCode.GLYPHS_OVERLAP),
        (set_apart(("31", 20, 2), ("25", 60, 4), read="3125"), DoubtCode.PRINT_WEIGHT),
    ],
    ids=["a gap that the table has nowhere", "digits into each other", "bold digits behind plain ones"],
)
def test_what_is_set_beside_a_number_is_doubted_though_of_its_size(line: ValueLine, code: DoubtCode) -> None:
    assert code in doubts(line, PRINTED)


def test_digits_of_two_weights_are_doubted_in_any_table() -> None:
    """A bold 4 beside a 4 was 44, accepted, in a table of a few numbers. Other digits differ by their shapes too."""
    assert DoubtCode.PRINT_WEIGHT in doubts(set_apart(("4", 20, 2), ("4", 48, 4), read="44"))
    assert DoubtCode.PRINT_WEIGHT in doubts(set_apart(("3", 20, 2), ("1", 48, 5), read="31"))
    for text in ("44", "31", "17", "2206", "185"):
        assert DoubtCode.PRINT_WEIGHT not in doubts(set_line(text))


def test_digits_as_far_apart_as_the_table_sets_them_are_not_doubted() -> None:
    assert doubts(set_line("3125"), PRINTED) == []


def test_two_digits_of_which_one_is_raised_are_doubted_in_any_table() -> None:
    raised = with_mark("3", "1", 1.0, 6)
    assert DoubtCode.PRINT_BASELINE in doubts(raised)
    assert DoubtCode.PRINT_BASELINE not in doubts(set_line("31"))


def test_dust_above_a_digit_does_not_make_it_higher() -> None:
    line = set_line("31")
    image = line.picture.image.copy()
    x = int(line.picture.ink.x0) + 8
    image[line.picture.ink.as_ints()[1] - 6 : line.picture.ink.as_ints()[1] - 3, x : x + 3] = 20
    dusty = picture_line(image, "31")
    assert len(dusty.glyphs) == 3
    assert doubts(dusty, PRINTED) == []


@pytest.mark.parametrize("round_", [False, True], ids=["box", "nought"])
@pytest.mark.parametrize("angle", [0, 4])
@pytest.mark.parametrize("thick", [6, 14], ids=["thin", "thick"])
def test_a_box_of_a_few_pixels_is_told_from_a_nought(thick: int, angle: int, round_: bool) -> None:
    """12 pixels high, a little turned, and blurred as print on a coarse scan is."""
    large = np.full((320, 320), 250, np.uint8)
    if round_:
        cv2.ellipse(large, ((160, 160), (70, 90), 0.0), (20,), thick, cv2.LINE_AA)
    else:
        cv2.rectangle(large, (125, 115), (195, 205), (20,), thick)
    turn = cv2.getRotationMatrix2D((160, 160), angle, 1.0)
    large = np.asarray(cv2.warpAffine(large, turn, (320, 320), borderValue=(250,)), np.uint8)
    image = cv2.GaussianBlur(cv2.resize(large, (40, 40), interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    ys, xs = np.nonzero(image < 180)
    ink = UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    line = ValueLine(InkLine(image, ink), Reading("0", 0.99, "0", 0.99), None)
    assert (DoubtCode.BOX_OR_NOUGHT in doubts(line)) is not round_


def slash(height: int, width: int) -> ValueLine:
    image = np.full((120, 120), 250, np.uint8)
    cv2.line(image, (40, 40 + height), (40 + width, 40), (20,), 2, cv2.LINE_AA)
    return ValueLine(picture_line(image, "/").picture, Reading("/", 0.99, "/", 0.99), "/")


def seven(bar: bool) -> ValueLine:
    """A 7, or what is left of it without its bar."""
    image = np.full((80, 120), 250, np.uint8)
    cv2.line(image, (44, 53), (58, 28), (20,), 2, cv2.LINE_AA)
    if bar:
        cv2.line(image, (40, 28), (58, 28), (20,), 2, cv2.LINE_AA)
        return picture_line(image, "7")
    return ValueLine(picture_line(image, "/").picture, Reading("/", 0.99, "/", 0.99), "/")


def test_a_slash_as_high_as_digits_and_part_of_a_seven_lost_its_bar_unless_the_table_has_others_like_it() -> None:
    rest, flatter, higher = seven(bar=False), slash(26, 24), slash(42, 12)
    table = [*(line for line in TABLE if "7" not in (line.first.text or "")), *[seven(bar=True)] * 3]

    def doubted(line: ValueLine, *others: ValueLine) -> bool:
        return bool(doubts(line, context_of([*table, line, *others], HEIGHT, ValueReaderSettings())))

    assert doubted(rest)
    assert doubted(rest, higher)
    assert not doubted(rest, seven(bar=False))
    assert not doubted(flatter)
    assert not doubted(higher)


def test_a_coloured_figure_among_slashes_is_of_another_colour() -> None:
    slashes = [line_of("/", lean=8, stroke="/") for _ in range(30)]
    figure, black = set_line("18", tint=0.9), set_line("18")
    for lines, told in (([*slashes, figure], True), ([*slashes, black], False), ([*slashes[:3], figure], False)):
        found = doubts(lines[-1], context_of(lines, HEIGHT, ValueReaderSettings()))
        assert (DoubtCode.PRINT_COLOUR in found) == told
    red = [set_line("18", tint=0.9) for _ in range(6)]
    assert DoubtCode.PRINT_COLOUR not in doubts(red[0], context_of([*slashes, *red], HEIGHT, ValueReaderSettings()))


def test_a_figure_much_higher_than_the_table_s_characters_is_of_another_size() -> None:
    slashes = [line_of("/", lean=8, stroke="/") for _ in range(30)]
    for scale, told in ((1.0, False), (2.2, True)):
        figure = set_line("1", scale=scale, down=10)
        context = context_of([*slashes, figure], 22.0, ValueReaderSettings())
        assert context.usual is None
        assert (DoubtCode.PRINT_SIZE in doubts(figure, context)) == told
