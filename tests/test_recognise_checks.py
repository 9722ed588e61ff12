"""Each check of a line: in a file named as its code, registered, speaking where it should and there alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values import checks
from ocrkit.recognise.values.checks import CHECKS
from ocrkit.recognise.values.context import Context, context_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

HEIGHT = 30.0
CONTEXT = Context(HEIGHT, ValueReaderSettings(), digits_darkness=200, strokes_darkness=120)


def line_of(
    text: str, height: int = 30, lean: int = 0, ink: int = 20, stroke: str | None = None, level: float = 0.0
) -> ValueLine:
    """A stroke of this height that leans to the right by ``lean`` pixels, read as ``text``."""
    image = np.full((80, 80), 250, np.uint8)
    cv2.line(image, (40 - lean // 2, 40 + height // 2), (40 + lean // 2, 40 - height // 2), ink, 4, cv2.LINE_AA)
    box = UprightBox(37 - lean // 2, 40 - height / 2, 43 + lean // 2, 40 + height / 2)
    return ValueLine(InkLine(image, box, level), Reading(text, 0.99, text, 0.99), stroke)


PLAIN = line_of("1")
DOUBTED: Mapping[DoubtCode, tuple[ValueLine, ValueLine]] = {
    DoubtCode.SLASH_OR_ONE: (line_of("1", lean=8), line_of("7", lean=8)),
    DoubtCode.POINT_OR_COMMA: (line_of("3.043"), line_of("3.04")),
    DoubtCode.NUMBERS_SIDE_BY_SIDE: (line_of("29 29"), line_of("2929")),
    DoubtCode.LOW_INK: (line_of("1", height=10), line_of("无", height=10)),
    DoubtCode.FAINT_INK: (line_of("1", ink=200), line_of("1", ink=130)),
    DoubtCode.DASH_OR_FEET: (line_of("-", stroke="-", level=12), line_of("-", stroke="-", level=3)),
    DoubtCode.PALE_INK: (line_of("1", ink=160), line_of("-", ink=160, stroke="-")),
}
"""A line that a check doubts, and one like it that it does not."""


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
    assert code in doubts(spoken)
    assert code not in doubts(silent)


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
