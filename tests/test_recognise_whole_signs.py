"""Lone signs that touch a rule: whole where they are as high as those that stand free, in doubt elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.across import Cut
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.whole_signs import WholeSettings, whole_signs
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

SETTINGS = WholeSettings()
FREE = [("/", 34, Cut.NONE)] * 12


def whole(*cells: tuple[str, int, Cut], lines: int = 1, width: int = 15) -> set[int]:
    """Which of these cells, given as text, height and cut, have a whole sign.

    All are 15 wide but the last one, which is ``width`` and has so many ``lines``.
    """
    image = np.zeros((60, 60), np.uint8)
    pictures = [[InkLine(image, UprightBox(5, 5, 20, 5 + height))] for _, height, _ in cells]
    pictures[-1] = [InkLine(image, UprightBox(5, 5, 5 + width, 5 + cells[-1][1]))] * lines
    readings = [Reading(text, 0.9, text, 0.9) for text, _, _ in cells]
    return whole_signs([cut for *_, cut in cells], pictures, readings, SETTINGS)


@pytest.mark.parametrize(
    ("height", "found"), [(34, {12}), (32, {12}), (31, set()), (37, {12}), (40, set()), (68, set())]
)
def test_a_slash_on_a_rule_that_is_as_high_as_the_others_is_whole(height: int, found: set[int]) -> None:
    assert whole(*FREE, ("/", height, Cut.LEVEL)) == found


@pytest.mark.parametrize(("width", "found"), [(15, {12}), (14, set()), (16, {12}), (18, set())])
def test_a_nought_at_a_rule_beside_it_that_is_as_wide_as_the_others_is_whole(width: int, found: set[int]) -> None:
    noughts = [("0", 27, Cut.NONE)] * 12
    assert whole(*noughts, ("0", 27, Cut.SIDE), width=width) == found


@pytest.mark.parametrize(
    ("probability", "cut", "found"),
    [(0.95, Cut.LEVEL, {0}), (0.94, Cut.LEVEL, set()), (0.99, Cut.SIDE, set()), (0.99, Cut.BESIDE, set())],
)
def test_nothing_else_looks_like_a_sign_on_a_level_rule(probability: float, cut: Cut, found: set[int]) -> None:
    """无 where no other stands free; beside it more may be behind the rule."""
    picture = InkLine(np.zeros((60, 60), np.uint8), UprightBox(5, 5, 20, 20))
    for text in ("无", "/"):
        reading = Reading(text, probability, text, probability)
        assert whole_signs([cut], [[picture]], [reading], SETTINGS) == (found if text == "无" else set())
    two = Reading("无", 0.99, "无", 0.99)
    assert whole_signs([Cut.LEVEL], [[picture] * 2], [two], SETTINGS) == set()


def test_what_stands_under_a_rule_or_beyond_it_no_size_tells() -> None:
    assert whole(*FREE, ("/", 34, Cut.BESIDE)) == set()


def test_digits_and_words_are_not_asked() -> None:
    """A bold 7 without its bar is as high as a 1, and looks like one."""
    assert whole(*[("1", 34, Cut.NONE)] * 12, ("1", 34, Cut.LEVEL)) == set()
    assert whole(*FREE, ("1", 34, Cut.LEVEL)) == set()
    assert whole(*[("1", 34, Cut.NONE)] * 12, ("1", 34, Cut.SIDE)) == set()


def test_few_signs_that_stand_free_do_not_tell() -> None:
    assert whole(*FREE[1:], ("/", 34, Cut.LEVEL)) == set()


def test_a_sign_beside_another_line_is_not_alone() -> None:
    assert whole(*FREE, ("/", 34, Cut.LEVEL), lines=2) == set()
