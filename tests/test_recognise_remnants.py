"""Slivers of rules at a cell's sides are not read; what could be a digit there is doubted, what is one is kept."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.ink import InkSettings, cell_ink
from ocrkit.recognise.ink_rows import Blobs
from ocrkit.recognise.remnants import MAYBE_ONE, RemnantSettings, could_be_one, rule_remnants

INNER = (10, 20, 310, 100)
HEIGHT = 30.0
SETTINGS = RemnantSettings()

EIGHT = (150, 45, 20, 30, 250)
SLIVERS = {
    "lying at the top": (280, 20, 28, 1, 28),
    "lying at the bottom": (12, 98, 60, 2, 110),
    "standing at the left": (10, 22, 2, 77, 140),
    "standing at the right, low": (308, 40, 2, 12, 20),
    "bent, from top to bottom": (270, 20, 35, 80, 420),
    "bent, from left to right": (10, 80, 300, 16, 1200),
}
INK = {
    "a dash": (140, 58, 30, 4, 110),
    "a minus sign by the side": (14, 58, 12, 4, 46),
    "a 1 near the side": (13, 45, 4, 30, 110),
    "a digit that touches the side": (10, 45, 20, 30, 250),
    "a thick stroke at the side": (10, 45, 5, 30, 140),
    "a point near the bottom": (150, 92, 4, 5, 18),
    "a character as high as the cell": (140, 20, 60, 80, 2400),
}


def _of(*pieces: tuple[int, int, int, int, int]) -> Blobs:
    return np.array(pieces, np.intp).reshape(-1, 5)


@pytest.mark.parametrize("sliver", SLIVERS.values(), ids=SLIVERS)
def test_slivers_are_told_from_the_ink_beside_them(sliver: tuple[int, int, int, int, int]) -> None:
    assert rule_remnants(_of(sliver, EIGHT), INNER, HEIGHT, SETTINGS).tolist() == [True, False]
    ink = cell_ink(_of(sliver, EIGHT), INNER, HEIGHT, InkSettings())
    assert [line.as_tuple() for line in ink.lines] == [(150, 45, 170, 75)]


@pytest.mark.parametrize("piece", INK.values(), ids=INK)
def test_ink_near_a_side_is_no_sliver(piece: tuple[int, int, int, int, int]) -> None:
    assert not rule_remnants(_of(piece), INNER, HEIGHT, SETTINGS).any()


@pytest.mark.parametrize(
    ("others", "doubted"), [((), True), (((16, 45, 20, 30, 250),), True), ((EIGHT,), False)],
    ids=["alone", "by a digit", "far from any"],
)  # fmt: skip
def test_a_sliver_as_high_as_a_digit_leaves_a_doubt_where_a_digit_could_stand(
    others: tuple[tuple[int, int, int, int, int], ...], doubted: bool
) -> None:
    sliver = (10, 46, 2, 29, 55)
    ink = cell_ink(_of(sliver, *others), INNER, HEIGHT, InkSettings())
    assert len(ink.lines) == len(others)
    assert ink.doubts == ((MAYBE_ONE,) if doubted else ())
    assert could_be_one(_of(sliver), _of(*others), HEIGHT, SETTINGS) is doubted


def test_slivers_of_another_height_leave_none() -> None:
    for sliver in (
        SLIVERS["standing at the left"],
        SLIVERS["standing at the right, low"],
        SLIVERS["lying at the top"],
    ):
        assert cell_ink(_of(sliver), INNER, HEIGHT, InkSettings()).doubts == ()


def test_no_ink_is_no_sliver() -> None:
    assert rule_remnants(_of(), INNER, HEIGHT, SETTINGS).tolist() == []
    assert cell_ink(_of(), INNER, HEIGHT, InkSettings()).lines == ()
