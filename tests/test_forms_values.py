"""How a value is written down, and what goes to a person instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrkit.forms.number import parse_value
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.values import read_value
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import Box
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.report import Cell
from ocrkit.types.table import Place, TableCell


def cell_of(reading: Reading, *, signed: bool = False) -> Cell:
    place = Place(page=3, box=Box(1, 2, 3, 4))
    cell = TableCell(
        rows=(0, 1), cols=(0, 1), places=(place,), text=reading.text, confidence=reading.confidence, reading=reading
    )
    return read_value(cell, FormSettings(), signed=signed)


def read(text: str | None, value_text: str | None = None, confidence: float = 0.99, *, signed: bool = False) -> Cell:
    return cell_of(Reading(text=text, confidence=confidence, value_text=value_text), signed=signed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234", "1234"),
        ("1，234，567", "1234567"),
        ("１２３４", "1234"),
        ("59237.2449", "59237.2449"),
        ("11398889", "11398889"),
        (" 16 ", "16"),
        ("7730.28", "7730.28"),
    ],
)
def test_plain_numbers(text: str, value: str) -> None:
    cell = read(text)
    assert (cell.kind, cell.value, cell.text, cell.status) == ("number", Decimal(value), text, "accepted")
    assert (cell.page, cell.box, cell.confidence) == (3, Box(1, 2, 3, 4), 0.99)


def test_notes_and_units() -> None:
    noted = read("22（其中修订 16 件）")
    assert (noted.value, noted.note, noted.unit, noted.status) == (22, "其中修订 16 件", None, "accepted")
    assert (read("251000元").value, read("251000元").unit) == (251000, "元")
    assert (read("160.5964 万元").value, read("160.5964 万元").unit) == (Decimal("160.5964"), "万元")
    assert (read("16件").unit, read("12.5%").unit) == ("件", "%")


@pytest.mark.parametrize("text", ["-3", "减3", "减少 3", "－3", "—3"])
def test_signs_belong_in_a_change_column(text: str) -> None:
    assert (read(text, signed=True).value, read(text, signed=True).status) == (-3, "accepted")
    assert (read(text).value, read(text).status) == (-3, "review")
    assert read("增3", signed=True).value == 3


@pytest.mark.parametrize(
    ("text", "confidence", "signed", "status"),
    [
        ("4", 0.93, True, "review"),
        ("4", 0.99, True, "accepted"),
        ("4", 0.93, False, "accepted"),
        ("-4", 0.93, True, "accepted"),
        ("0", 0.93, True, "accepted"),
    ],
)
def test_a_change_without_a_sign_must_be_read_surely(text: str, confidence: float, signed: bool, status: str) -> None:
    assert read(text, confidence=confidence, signed=signed).status == status


@pytest.mark.parametrize("text", ["/", "-", "—", "–", "——", "－", "无", " 无 ", "／", "ー"])
def test_dashes_are_not_zero(text: str) -> None:
    assert (read(text).kind, read(text).value, read(text).text, read(text).status) == ("dash", None, text, "accepted")


def test_a_long_dash_read_as_a_numeral() -> None:
    assert (read("一").kind, read("一").status) == ("dash", "accepted")
    assert read("一", confidence=0.5).status == "review"


def test_blank_and_unread_differ() -> None:
    assert (read("").kind, read("").text, read("").status) == ("blank", "", "accepted")
    assert (read("  ").kind, read("  ").text) == ("blank", "")
    unread = read(None)
    assert (unread.kind, unread.text, unread.value, unread.status) == ("unreadable", None, None, "review")


@pytest.mark.parametrize(
    "text", ["口", "O", "o", "〇", "D", "l", "I", "|", ".0", "①", "12a", "1O", "3-", "1..2", "_", "二"]
)
def test_what_could_be_a_misread_number_is_text_for_review(text: str) -> None:
    assert (read(text).kind, read(text).value, read(text).status) == ("text", None, "review")


def test_words_are_words() -> None:
    assert (read("详见附件").kind, read("详见附件").status) == ("text", "accepted")


@pytest.mark.parametrize("text", ["12,34", "1,2345", "007", "00", "1.", "1 2", "1 234", "0,123", "3, 173", "201. 52"])
def test_odd_spellings_are_reviewed(text: str) -> None:
    assert (read(text).kind, read(text).status) == ("number", "review")
    assert all(read(text).doubts)


@pytest.mark.parametrize(
    ("text", "value_text", "status"),
    [
        ("12", "12", "accepted"),
        ("1,234", "1234", "accepted"),
        ("—", "-", "accepted"),
        ("一", "—", "accepted"),
        ("", "", "accepted"),
        ("12", "17", "review"),
        ("0", "", "review"),
        ("", "1", "review"),
        ("口", "0", "review"),
        ("无", "7", "review"),
        ("16件", "16", "review"),
        ("22（其中修订16件）", "2216件", "accepted"),
        ("22（其中修订16件）", "7216件", "review"),
        ("详见附件", "1", "review"),
    ],
)
def test_the_two_decodings_must_agree(text: str, value_text: str, status: str) -> None:
    cell = read(text, value_text)
    assert cell.status == status
    assert cell.text == text


def test_the_free_reading_is_never_replaced() -> None:
    cell = read("口", "0")
    assert (cell.kind, cell.value, cell.text) == ("text", None, "口")


def test_a_readers_doubts_send_to_review() -> None:
    faint = Doubt(DoubtCode.FAINT_INK)
    reading = Reading("5", 0.6, "5", 0.6, (Alternative("5", 0.6), Alternative("6", 0.3)), (faint,))
    cell = cell_of(reading)
    assert (cell.status, cell.doubts) == ("review", (faint,))
    assert [(guess.text, guess.probability) for guess in cell.alternatives] == [("5", 0.6), ("6", 0.3)]


WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789,.-()%"}
numbers = st.decimals(min_value=0, max_value=99_999_999, places=4, allow_nan=False, allow_infinity=False)


@given(
    numbers,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "-", "减", "增"]),
    st.sampled_from(["", "元", "万元", "件"]),
    st.sampled_from(["", "其中修订三件", "含两项"]),
)
def test_what_is_written_is_read_back(
    value: Decimal, grouped: bool, wide: bool, sign: str, unit: str, note: str
) -> None:
    digits = f"{value.normalize():,f}" if grouped else f"{value.normalize():f}"
    text = sign + digits + unit + (f"({note})" if note else "")
    found = parse_value(text.translate(WIDE) if wide else text)
    assert found.kind == "number"
    assert found.number == (-value if sign in ("-", "减") else value)
    assert (found.unit, found.note, found.doubts) == (unit or None, note or None, ())


@given(st.text(max_size=12))
def test_any_text_is_some_kind(text: str) -> None:
    found = parse_value(text)
    assert (found.number is not None) == (found.kind == "number")
    assert found.kind in ("number", "blank", "dash", "text")


def test_a_point_before_three_digits_and_words_may_be_a_comma() -> None:
    codes = {
        text: {doubt.code for doubt in read(text).doubts}
        for text in (
            "4.651(其中 1438 件)",
            "4.65(其中 3 件)",
            "4,651(件)",
            "4.651元",
            "4.65元",
            "1,254.651元",
            "1254.651元",
            "4.659%",
        )
    }
    assert {text for text, found in codes.items() if DoubtCode.POINT_OR_COMMA in found} == {
        text
        for text in codes
        if "4.651" in text  # not of a share
    }
