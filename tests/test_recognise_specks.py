"""Doubtful values are looked at without their specks: digits, points, commas and dashes stay, so does the doubt."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.recognise.values.speckless import SpecklessSettings, without_specks
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Alternative, Reading

HEIGHT = 30.0


def line_of(image: Image) -> InkLine:
    ys, xs = np.nonzero(image < 200)
    return InkLine(image, UprightBox(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))


def written(text: str = "5081", x: int = 40) -> Image:
    image = np.full((90, 220), 250, np.uint8)
    cv2.putText(image, text, (x, 60), cv2.FONT_HERSHEY_SIMPLEX, HEIGHT / 22, 0, 3, cv2.LINE_AA)
    return image


def dotted(image: Image, x: int, y: int, radius: int = 2) -> Image:
    return np.asarray(cv2.circle(image.copy(), (x, y), radius, 0, -1), np.uint8)


@pytest.mark.parametrize(("x", "y"), [(30, 45), (160, 58), (90, 22), (90, 70), (34, 59)])
def test_specks_around_digits_are_painted_over(x: int, y: int) -> None:
    clean = line_of(written())
    found = without_specks(line_of(dotted(written(), x, y)), HEIGHT)
    assert found is not None
    assert np.array_equal(found.image < 128, clean.image < 128)
    assert found.ink.as_tuple() == pytest.approx(clean.ink.as_tuple(), abs=2)


def test_the_points_of_a_colon_are_no_specks() -> None:
    clock = dotted(written("5", 40) & written("7", 84), 74, 58)
    assert without_specks(line_of(dotted(clock, 74, 44)), HEIGHT) is None
    assert without_specks(line_of(dotted(clock, 79, 44)), HEIGHT) is not None


def test_digits_points_commas_and_minus_signs_are_no_specks() -> None:
    assert without_specks(line_of(written()), HEIGHT) is None
    spaced = written("5", 40) & written("7", 80)
    assert without_specks(line_of(dotted(spaced, 71, 59)), HEIGHT) is None
    comma = cv2.line(dotted(spaced, 71, 59), (71, 59), (69, 65), 0, 2)
    assert without_specks(line_of(np.asarray(comma, np.uint8)), HEIGHT) is None
    minus = spaced.copy()
    minus[44:47, 20:32] = 0
    assert without_specks(line_of(minus), HEIGHT) is None


def test_specks_alone_are_left_for_what_they_are() -> None:
    blank = np.full((90, 220), 250, np.uint8)
    assert without_specks(line_of(dotted(dotted(blank, 60, 40), 100, 50)), HEIGHT) is None


def test_nothing_given_is_changed() -> None:
    line = line_of(dotted(written(), 30, 45))
    before = line.image.copy()
    without_specks(line, HEIGHT)
    assert np.array_equal(line.image, before)


def reading(text: str, probability: float, value: str) -> Reading:
    return Reading(text, probability, value, probability, (Alternative(text, probability),))


class BySpeck:
    """Reads ``dirty`` from a crop with a small piece of ink in it, ``clean`` from one without."""

    def __init__(self, dirty: Reading, clean: Reading) -> None:
        self.dirty, self.clean, self.crops = dirty, clean, 0

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        self.crops += len(crops)
        return [self._one(crop) for crop in crops]

    def _one(self, crop: Image) -> Reading:
        _, _, stats, _ = cv2.connectedComponentsWithStats((crop < 128).astype(np.uint8))
        return self.dirty if stats[1:, 3].min() < HEIGHT / 2 else self.clean


@pytest.mark.parametrize("dirty", [reading("ó", 0.2, "0"), reading("*5,081", 0.97, "5,081")])
def test_what_is_plain_without_the_speck_is_read_and_stays_in_doubt(dirty: Reading) -> None:
    engine = BySpeck(dirty, reading("5081", 0.99, "5081"))
    (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
    assert (found.text, found.value_text) == ("5081", "5081")
    assert found.doubts[0] == Doubt(DoubtCode.READ_WITH_SPECKS, {"text": dirty.text})
    assert [a.text for a in found.alternatives] == ["5081", dirty.text]


def test_what_was_doubted_with_the_speck_is_told_too() -> None:
    engine = BySpeck(reading("ó", 0.2, "0"), reading("5081", 0.99, "5081"))
    (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
    assert Doubt(DoubtCode.FREE_READING_DIFFERS, {"texts": ("ó",)}) in found.doubts


def test_digits_set_wide_apart_are_one_number_without_the_speck_too() -> None:
    engine = BySpeck(reading("ó", 0.2, "0"), reading("5 0 8 1", 0.99, "5081"))
    (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
    assert found.text == "5081"


@pytest.mark.parametrize("wrong", [{"small": 5.0, "large": 0.1}, {"small": 0.61}])
def test_a_speck_must_not_be_larger_than_a_digit(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="must not be above"):
        SpecklessSettings.model_validate(wrong)


def test_what_is_not_plain_without_it_either_stays_as_it_was() -> None:
    engine = BySpeck(reading("ó", 0.2, "0"), reading("50-1", 0.3, "50-1"))
    (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
    assert Doubt(DoubtCode.FREE_READING_DIFFERS, {"texts": ("ó",)}) in found.doubts


def test_what_is_the_same_without_it_keeps_its_own_doubts() -> None:
    engine = BySpeck(reading("5081", 0.3, "5081"), reading("5081", 0.99, "5081"))
    (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
    assert (found.text, found.doubts) == ("5081", (Doubt(DoubtCode.IMPROBABLE, {"probability": 0.3}),))


def test_plain_values_and_words_are_not_looked_at_for_specks() -> None:
    for sure in (reading("5081", 0.99, "5081"), reading("其他组织名称", 0.99, "1")):
        engine = BySpeck(sure, sure)
        (found,) = ValueReader(engine).read([line_of(dotted(written(), 90, 22))], HEIGHT)
        assert (found.text, found.doubts, engine.crops) == (sure.text, (), 1)


def test_a_dash_beside_a_speck_is_told_by_its_shape_and_doubted() -> None:
    image = np.full((90, 220), 250, np.uint8)
    image[44:48, 80:94] = 0
    unsure = reading("_•", 0.1, "4")
    (found,) = ValueReader(BySpeck(unsure, unsure)).read([line_of(dotted(image, 106, 40, 4))], HEIGHT)
    assert found.text == "-"
    assert found.doubts[0] == Doubt(DoubtCode.READ_WITH_SPECKS, {"text": "_•"})
