"""Full-width figures: how far apart a table sets its digits, and which lines are shown with less paper between."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.set_close import SetCloseSettings, full_width_pitch, set_close
from ocrkit.types.geometry import UprightBox

SETTINGS = SetCloseSettings()


def line(text: str, pitch: float = 44.0, ink: int = 20) -> InkLine:
    """Figures whose middles are ``pitch`` pixels apart, about 30 high; a space is a place with nothing in it."""
    image = np.full((80, round(pitch * (len(text) + 2))), 250, np.uint8)
    for i, figure in enumerate(text):
        (wide, _), _ = cv2.getTextSize(figure, cv2.FONT_HERSHEY_DUPLEX, 1.4, 2)
        at = (round(pitch * (i + 1.0) - wide / 2), 55)
        cv2.putText(image, figure, at, cv2.FONT_HERSHEY_DUPLEX, 1.4, ink, 2, cv2.LINE_AA)
    ys, xs = np.nonzero(image < 130)
    return InkLine(image, UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)))


NUMBERS = ("12", "305", "47", "88", "1640", "29")
WIDE = [line(text) for text in NUMBERS]


def pitch() -> float:
    found = full_width_pitch(WIDE, SETTINGS)
    assert found is not None
    return found


def test_a_table_set_full_width_is_known_by_the_places_of_its_digits() -> None:
    assert 1.3 < pitch() < 1.7


def test_digits_side_by_side_are_not_full_width() -> None:
    assert full_width_pitch([line(text, 27.0) for text in NUMBERS], SETTINGS) is None


def test_numbers_in_columns_without_a_rule_between_are_not_full_width() -> None:
    """They are now nearer, now farther apart."""
    lines = [line(text, apart) for text, apart in (("12", 34.0), ("30", 45.0), ("47", 52.0), ("88", 40.0))]
    assert full_width_pitch(lines, SETTINGS) is None


def test_few_numbers_do_not_tell() -> None:
    assert full_width_pitch(WIDE[:1], SETTINGS) is None


@pytest.mark.parametrize("text", ["12", "305", "1640", "3.5", "12.75", "+30", "-16"])
def test_a_full_width_number_is_set_close_and_keeps_its_ink(text: str) -> None:
    given = line(text)
    found = set_close(given, pitch(), SETTINGS)
    dark = [(one.image < 130).sum() for one in (given, found)]
    assert dark[0] == dark[1]
    assert found.ink.width < 0.8 * given.ink.width
    x0, x1 = round(found.ink.x0), round(found.ink.x1)
    inked = np.flatnonzero((found.image < 130).any(axis=0))
    assert (x0, x1) == (inked[0], inked[-1] + 1), "the box of the ink is that of the closer one"


@pytest.mark.parametrize("text", ["12 34", "3  5", "7"])
def test_numbers_farther_apart_stay_so(text: str) -> None:
    """What a lost rule leaves in one cell is not made one number."""
    given = line(text)
    assert set_close(given, pitch(), SETTINGS) is given


@pytest.mark.parametrize("ink", [145, 180, 210])
def test_pale_print_between_digits_is_not_taken_out(ink: int) -> None:
    given = line("35")
    middle = round((given.ink.x0 + given.ink.x1) / 2)
    cv2.rectangle(given.image, (middle - 2, 50), (middle + 1, 54), (ink,), -1)
    assert set_close(given, pitch(), SETTINGS) is given


def test_two_columns_whose_rule_was_lost_are_not_full_width() -> None:
    assert full_width_pitch([line(text) for text in ("12", "30", "47", "88", "64", "29")], SETTINGS) is None


def test_what_is_set_close_already_stays() -> None:
    given = line("305", 27.0)
    assert set_close(given, pitch(), SETTINGS) is given


def test_a_digit_that_broke_is_one() -> None:
    broken = line("300")
    broken.image[:, 128:136] = 250  # the middle of the second nought
    found = set_close(broken, pitch(), SETTINGS)
    assert found.ink.width < 0.8 * broken.ink.width


@pytest.mark.parametrize("image", [np.full((80, 100), 250, np.uint8), np.zeros((0, 0), np.uint8)])
def test_a_line_without_ink_stays(image: np.ndarray) -> None:
    blank = InkLine(image, UprightBox(0, 0, image.shape[1], image.shape[0]))
    assert set_close(blank, pitch(), SETTINGS) is blank
    assert full_width_pitch([blank] * 9, SETTINGS) is None
