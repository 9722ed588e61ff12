"""Two readers, one after the other: whom is believed, who is asked, and what is doubted where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from scripted_crops import Given, crops

from ocrkit.recognise.engines.cascade import Cascade, CascadeSettings
from ocrkit.recognise.engines.protocol import CarefulReader, CropReader
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD, Reading


def text(words: str, least: float) -> Reading:
    return Reading(words, least, None, None, least=least)


def value(digits: str, probability: float) -> Reading:
    return Reading(digits, probability, digits, probability, least=probability)


def both(first: Reading, second: Reading, values: bool = True) -> tuple[Reading, bool]:
    """What a cascade makes of one crop, and whether it asked the second reader."""
    small, large = Given(first), Given(second)
    (found,) = Cascade(small, large).read(crops(1), values)
    return found, bool(large.asked)


def test_only_what_the_first_is_not_sure_of_is_asked_of_the_second_in_its_place() -> None:
    small = Given(text("甲", 0.99), text("乙", 0.5), text("丙", 0.99), UNREAD, text("", 0.0))
    large = Given(*(text(f"大{number}", 0.9) for number in range(5)))
    found = Cascade(small, large).read(crops(5))
    assert [reading.text for reading in found] == ["甲", "大1", "丙", "大3", "大4"]
    assert large.asked == [1, 3, 4]


def test_the_second_is_not_troubled_where_the_first_is_sure_of_all() -> None:
    large = Given()
    assert Cascade(Given(text("甲", 0.99)), large).read(crops(1))[0].text == "甲"
    assert large.asked == []


@pytest.mark.parametrize(("least", "asked"), [(0.9, False), (0.89, True)])
def test_a_line_of_text_is_believed_sooner_than_a_cell(least: float, asked: bool) -> None:
    assert both(text("公民", least), text("公民", 0.9), values=False)[1] == asked


@pytest.mark.parametrize(
    ("words", "least", "asked"),
    [
        ("公民", 0.95, False),
        ("公民", 0.94, True),
        ("1.其他", 0.99, False),
        ("民", 0.99, True),  # one character, or most of it what a value has, may be a value misread
        ("增减无", 0.99, True),
        ("增减无其他", 0.99, True),
        ("增减其他", 0.99, False),
        ("2021年增减", 0.99, True),
    ],
)
def test_words_are_believed_from_the_first_where_it_is_sure_of_each_character(
    words: str, least: float, asked: bool
) -> None:
    assert both(text(words, least), text(words, 0.9))[1] == asked


@pytest.mark.parametrize(
    ("digits", "probability", "asked"),
    [("0", 0.98, False), ("０", 0.99, False), ("0", 0.97, True), ("1", 0.999, True), ("00", 0.999, True)],
)
def test_a_nought_is_believed_from_the_first_and_every_other_value_is_read_by_both(
    digits: str, probability: float, asked: bool
) -> None:
    assert both(value(digits, probability), value(digits, 0.9))[1] == asked


def test_where_the_first_is_sure_of_another_value_the_second_ones_is_in_doubt() -> None:
    found, _ = both(value("403", 0.97), value("103", 0.96))
    assert found.text == "103"
    assert [(doubt.code, doubt.detail) for doubt in found.doubts] == [(DoubtCode.LOOKS_DIFFER, {"texts": ("403",)})]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (value("403", 0.89), value("103", 0.96)),  # not sure
        (value("403", 0.97), value("４０３", 0.96)),  # the same, in another width
        (Reading("四0", 0.99, "0", 0.99, least=0.99), value("10", 0.96)),  # no value
    ],
)
def test_no_doubt_where_the_first_says_nothing_against_it(first: Reading, second: Reading) -> None:
    found, asked = both(first, second)
    assert asked
    assert found == second


def test_lines_of_text_are_believed_whatever_they_say_and_never_doubted() -> None:
    assert not both(text("2021", 0.99), text("2024", 0.9), values=False)[1]
    found, asked = both(value("2021", 0.89), value("2024", 0.9), values=False)
    assert asked
    assert found == value("2024", 0.9)


@pytest.mark.parametrize(("least", "asked"), [(0.99, False), (0.98, True)])
def test_a_line_with_figures_is_believed_later_than_words(least: float, asked: bool) -> None:
    """Of 977 one 7 is lost though what is left is read with 0.983; and figures are taken from it."""
    assert both(text("共97元", least), text("共977元", 0.95), values=False) == (
        (text("共977元", 0.95), True) if asked else (text("共97元", least), False)
    )


@pytest.mark.parametrize(
    ("first", "second", "is_first"),
    [
        (0.6, 0.54, True),
        (0.88, 0.31, True),
        (0.5, 0.6, False),
        (0.95, 0.9, False),
        (0.89, 0.89, False),
        (0.49, 0.2, False),  # both guess
    ],
)
def test_where_the_second_is_not_sure_either_the_surer_one_is_taken(
    first: float, second: float, is_first: bool
) -> None:
    given = text("规范性文件81件", first), text("規范性文件81件", second)
    assert both(*given, values=False) == (given[0] if is_first else given[1], True)


def test_what_is_read_once_more_is_read_by_the_second_alone() -> None:
    large = Given()
    cascade: CropReader = Cascade(Given(), large)
    assert isinstance(cascade, CarefulReader)
    assert cascade.careful() is large
    assert Cascade(Given(), cascade).careful() is large


def test_how_sure_is_a_setting() -> None:
    settings = CascadeSettings(sure=0.5, nought=0.6, against=0.99)
    large = Given(text("丙", 0.9), value("0", 0.9), value("7", 0.9))
    found = Cascade(Given(text("甲乙", 0.5), value("0", 0.6), value("1", 0.98)), large, settings).read(crops(3), True)
    assert large.asked == [2]
    assert not any(reading.doubts for reading in found)


class Telling(Given):
    def telling(self, tell):  # type: ignore[no-untyped-def]
        told = Telling(*self.readings)
        told.tell = tell
        return told

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        self.tell(0.5)  # type: ignore[attr-defined]
        self.tell(1.0)  # type: ignore[attr-defined]
        return super().read(crops, values)


def test_the_share_that_is_read_grows_over_both_and_ends_with_all() -> None:
    shares: list[float] = []
    cascade = Cascade(Telling(text("甲", 0.5)), Telling(text("甲", 0.9))).telling(shares.append)
    cascade.read(crops(1))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.125, 1.0)
