"""Chinese numerals come back as the numbers they were written from; what is open is not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrkit.text.numerals import arabic_digits, chinese_number, year_of
from ocrkit.text.widths import compact, half_width, nfkc, squeezed

DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number in words, as textbooks give it."""
    if number < 10:
        return DIGITS[number]
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            high, low = divmod(number, unit)
            words = spoken(high) + name
            if not low:
                return words
            return words + ("零" if low < unit // 10 else "") + spoken(low)
    raise AssertionError(number)


@given(st.integers(0, 10**11) | st.integers(0, 300))
def test_what_was_spoken_comes_back(number: int) -> None:
    words = spoken(number)
    assert chinese_number(words) == number
    assert chinese_number(words.replace("零", "〇")) == number
    if words.startswith("一十"):
        assert chinese_number(words.removeprefix("一")) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("两万三千", 23000), ("两百零二", 202), ("一百一十", 110), ("三百万", 3_000_000)],
)
def test_other_ways_of_speaking(words: str, number: int) -> None:
    assert chinese_number(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "三五", "一两", "一百五", "两万三", "万", "百", "零五", "十零", "一百零", "一百零二十", "一零百", "一千千",
     "二万万", "十百", "12", "甲", "一百零零五"],
)  # fmt: skip
def test_what_gives_no_one_number_is_none(words: str) -> None:
    assert chinese_number(words) is None


def test_digits_one_by_one() -> None:
    assert arabic_digits("第二〇二一零页") == "第20210页"


@pytest.mark.parametrize(
    ("digits", "year"),
    [("2021", 2021), ("２０２１", 2021), ("二〇二一", 2021), ("二零二一", 2021), ("二○二O", 2020), ("2Ｏ2O", 2020),
     ("1999", None), ("二一〇〇", None), ("202", None), ("20211", None)],
)  # fmt: skip
def test_years(digits: str, year: int | None) -> None:
    assert year_of(digits) == year


def test_widths() -> None:
    given = "１２，３　（ａ）。、《−》 ㈠"
    assert half_width(given) == "12,3 (a)。、《-》 ㈠"
    assert len(half_width(given)) == len(given)
    assert nfkc("１２㈠") == "12(一)"
    assert squeezed("１ 2\n　3") == "１23"
    assert compact("１ 2\n　㈠") == "12(一)"
