"""A reader that remembers: what it was shown it does not ask again, whoever of it is asked."""

from __future__ import annotations

from scripted_crops import Given, crops

from ocrkit.recognise.engines.cascade import Cascade
from ocrkit.recognise.engines.remembered import Remembered
from ocrkit.types.reading import Reading


def text(words: str, least: float) -> Reading:
    return Reading(words, least, None, None, least=least)


def test_what_is_the_same_pixel_by_pixel_is_read_once() -> None:
    one, other, alike = crops(2)[0], crops(2)[1], crops(1)[0]
    small, large = Given(text("甲", 0.5), text("乙", 0.99)), Given(text("大", 0.9))
    found = Remembered(Cascade(small, large)).read([one, other, alike, alike.reshape(2, 8), other])
    assert [reading.text for reading in found] == ["大", "乙", "大", "大", "乙"]
    assert small.asked == [0, 1, 0]  # what has another shape is another crop
    assert large.asked == [0, 0]


def test_what_was_read_in_an_earlier_call_is_not_read_again() -> None:
    given = Given(*(text(words, 0.9) for words in "甲乙丙"))
    reader = Remembered(given)
    assert [reading.text for reading in reader.read(crops(2))] == ["甲", "乙"]
    assert [reading.text for reading in reader.read(crops(3))] == ["甲", "乙", "丙"]
    assert reader.read([]) == []
    assert given.asked == [0, 1, 2]


def test_a_crop_as_a_value_is_another_than_as_text() -> None:
    given = Given(text("甲", 0.9))
    reader = Remembered(given)
    reader.read(crops(1))
    reader.read(crops(1), values=True)
    assert given.asked == [0, 0]


def test_the_careful_and_the_quick_one_remember_too_each_for_itself() -> None:
    small, large = Given(text("甲", 0.99)), Given(text("大", 0.9))
    reader = Remembered(Cascade(small, large))
    for _ in range(2):
        assert [one.read(crops(1))[0].text for one in (reader, reader.careful(), reader.quick())] == [
            "甲",
            "大",
            "甲",
        ]
    assert small.asked == [0, 0]
    assert large.asked == [0]


def test_a_reader_that_is_only_one_is_its_own_careful_and_quick_one() -> None:
    given = Given(text("甲", 0.9))
    reader = Remembered(given)
    assert {one.read(crops(1))[0].text for one in (reader, reader.careful(), reader.quick())} == {"甲"}
    assert given.asked == [0]
