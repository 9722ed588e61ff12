"""A footnote's mark and a figure struck out are told apart from the value beside them, and kept as note."""

from __future__ import annotations

from decimal import Decimal

import cv2
import numpy as np
import pytest

from ocrkit.forms.number import parse_value
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.apart import Apart, ApartSettings, apart, struck_glyphs
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.text.marks import lowered, raised, struck, unstruck
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.report import Kind

SETTINGS = ApartSettings()
FOOT = 58


def line_of(image: Image, text: str) -> ValueLine:
    ys, xs = np.nonzero(image < 130)
    ink = UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    return ValueLine(InkLine(image, ink), Reading(text, 0.99, text, 0.99), None)


def set_type(*pieces: tuple[str, int, int, float]) -> Image:
    """Text at (x, up) in this scale, each piece on one line."""
    image = np.full((90, 240), 250, np.uint8)
    for text, x, up, scale in pieces:
        cv2.putText(image, text, (x, FOOT - up), cv2.FONT_HERSHEY_DUPLEX, scale, 20, 2, cv2.LINE_AA)
    return image


def told(line: ValueLine) -> Apart | None:
    return apart(line, line.first, SETTINGS)


def stroked(image: Image, x0: int, x1: int) -> Image:
    cv2.line(image, (x0, FOOT - 11), (x1, FOOT - 11), 20, 2)
    return image


@pytest.mark.parametrize(
    ("pieces", "way", "before"),
    [
        ((("31", 20, 0, 1.0), ("2", 66, 10, 0.6)), "raised", False),
        ((("31", 40, 0, 1.0), ("2", 22, 10, 0.6)), "raised", True),
        ((("31", 20, 0, 1.0), ("2", 66, 10, 1.0)), "raised", False),
        ((("31", 20, 0, 1.0), ("2", 66, -6, 0.6)), "lowered", False),
    ],
    ids=["a footnote", "before the figures", "as large as they are", "lowered"],
)
def test_a_mark_off_the_line_is_cut_from_the_figures(
    pieces: tuple[tuple[str, int, int, float], ...], way: str, before: bool
) -> None:
    image = set_type(*pieces)
    found = told(line_of(image, "312"))
    alone = line_of(set_type(pieces[0]), "31").picture
    assert found is not None
    assert found.value is not None
    assert (found.way, found.before) == (way, before)
    assert found.value.ink.as_tuple() == pytest.approx(alone.ink.as_tuple(), abs=2)
    assert (found.value.image < 130).sum() == pytest.approx((alone.image < 130).sum(), rel=0.05)
    assert (found.other.image < 130).sum() == pytest.approx((image < 130).sum() - (alone.image < 130).sum(), rel=0.05)


@pytest.mark.parametrize("text", ["312", "1,234", "-31", "44", "0.5", "7"])
def test_plain_figures_are_left_whole(text: str) -> None:
    assert told(line_of(set_type((text, 20, 0, 1.0)), text)) is None


def test_words_with_level_strokes_are_not_struck_out() -> None:
    image = set_type(("3.", 20, 0, 1.0))
    for x in (80, 130):  # a word's characters: wide, with a stroke from side to side
        cv2.rectangle(image, (x, FOOT - 22), (x + 24, FOOT), 20, 2)
        cv2.line(image, (x - 4, FOOT - 11), (x + 28, FOOT - 11), 20, 2)
    line = line_of(image, "")
    assert any(struck_glyphs(line, Reading("388", 0.9, "388", 0.9), SETTINGS))
    assert not any(struck_glyphs(line, Reading("3.日日", 0.9, "3", 0.9), SETTINGS))


def test_a_mark_between_figures_is_let_be() -> None:
    image = set_type(("3", 20, 0, 1.0), ("2", 44, 10, 0.6), ("1", 60, 0, 1.0))
    assert told(line_of(image, "321")) is None


def test_figures_struck_out_beside_others_are_cut_from_them() -> None:
    image = stroked(set_type(("12", 20, 0, 1.0), ("15", 90, 0, 1.0)), 18, 64)
    found = told(line_of(image, "1215"))
    assert found is not None
    assert found.value is not None
    assert (found.way, found.before) == ("struck", True)
    assert found.value.ink.x0 >= 88
    assert found.other.ink.x1 <= 68


class Script:
    """Gives the next of its answers to every call."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def read(self, crops: list[Image], values: bool = False) -> list[Reading]:
        text = self.answers.pop(0) if crops else ""
        return [Reading(text, 0.99, text, 0.99) for _ in crops]


def test_a_figure_struck_out_alone_is_text_in_review() -> None:
    image = stroked(set_type(("17", 20, 0, 1.0)), 18, 64)
    (found,) = ValueReader(Script("17")).read([line_of(image, "").picture])
    assert found.text == struck("17")
    assert DoubtCode.STRUCK_OUT in {doubt.code for doubt in found.doubts}


def test_beside_a_figure_struck_out_the_other_is_the_value() -> None:
    image = stroked(set_type(("12", 20, 0, 1.0), ("15", 90, 0, 1.0)), 18, 64)
    (found,) = ValueReader(Script("1215", "15", "12")).read([line_of(image, "").picture])
    assert found.text == f"{struck('12')} 15"
    assert found.value_text == "15"
    assert DoubtCode.STRUCK_OUT in {doubt.code for doubt in found.doubts}


@pytest.mark.parametrize(("reach", "is_struck"), [(18, True), (2, False)])
def test_a_thick_pen_strikes_out_where_it_goes_far_beyond_the_figure(reach: int, is_struck: bool) -> None:
    """It takes most of the middle of a 2, as a blot in a figure does."""
    image = set_type(("2", 60, 0, 1.0))
    columns = np.flatnonzero((image < 130).any(axis=0))
    cv2.line(image, (int(columns[0]) - reach, FOOT - 11), (int(columns[-1]) + reach, FOOT - 11), 20, 4)
    line = line_of(image, "2")
    assert any(struck_glyphs(line, line.first, SETTINGS)) is is_struck


def test_where_the_parts_cannot_be_read_the_whole_stays() -> None:
    image = stroked(set_type(("12", 20, 0, 1.0), ("15", 90, 0, 1.0)), 18, 64)
    (found,) = ValueReader(Script("1215", "15", "")).read([line_of(image, "").picture])
    assert found.text == "1215"


@pytest.mark.parametrize(
    ("text", "kind", "value", "note"),
    [
        (f"31{raised('1')}", "number", 31, "¹"),
        (f"31{lowered('12')}", "number", 31, "₁₂"),
        ("12②", "number", 12, "②"),
        (f"-3{raised('1')}（其中）", "number", -3, "¹ 其中"),
        (struck("17"), "text", None, None),
        (f"{struck('1208')} 15", "number", 15, "1208"),
        (f"{struck('1,208')}15", "number", 15, "1,208"),
        (f"15 {struck('12')}", "number", 15, "12"),
        (f"15{struck('12')}", "number", 15, "12"),
        (f"{struck('12')} {struck('15')}", "text", None, None),
    ],
)
def test_a_value_with_print_told_apart_is_the_value_and_a_note(
    text: str, kind: Kind, value: int | None, note: str | None
) -> None:
    found = parse_value(text)
    number = None if value is None else Decimal(value)
    assert (found.kind, found.number, found.note) == (kind, number, note)


def test_strokes_come_off_again() -> None:
    assert unstruck(struck("1 208")) == "1208"
