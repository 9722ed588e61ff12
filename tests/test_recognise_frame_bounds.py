"""Slivers of rules and frames in a cell: at the edges of every bound."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, INNER, SIZE, Box, pieces

from ocrkit.recognise.cells.components import Components, find_components
from ocrkit.recognise.cells.frames import FrameSettings, alone, frames, hollow
from ocrkit.recognise.cells.remnants import RemnantSettings, could_be_one, remnant_doubts, rule_remnants
from ocrkit.types.geometry import UprightBox

REMNANTS = RemnantSettings(thin=0.1, pixels=2, long=3, across=2, stroke=0.2, thick=0.3, near=0.5, dash=(0.5, 1.3))


def remnants(*boxes: Box, height: float = HEIGHT, size: tuple[int, int] = SIZE) -> list[bool]:
    found = pieces(*boxes, size=size)
    return rule_remnants(found, (0, 0, size[1], size[0]), height, REMNANTS).tolist()


@pytest.mark.parametrize(
    ("piece", "sliver"),
    [
        ((50, 0, 6, 2), True),
        ((50, 0, 5, 2), False),  # shorter than three times its thickness
        ((50, 0, 30, 3), False),
        ((50, 1, 30, 2), False),  # not flush
        ((50, 78, 30, 2), True),
        ((0, 20, 2, 6), True),
        ((0, 20, 2, 5), False),
        ((198, 20, 2, 30), True),
        ((197, 20, 2, 30), False),
        ((50, 0, 4, 80), True),  # from top to bottom
        ((50, 0, 5, 80), False),  # wider than a fifth of the height
        ((0, 40, 200, 4), True),
        ((0, 40, 200, 5), False),
        ((0, 40, 199, 4), False),
    ],
)
def test_slivers_are_flush_and_thin_or_run_from_side_to_side(piece: Box, sliver: bool) -> None:
    assert remnants(piece) == [sliver]


def test_a_line_from_side_to_side_is_longer_than_any_character() -> None:
    assert remnants((20, 0, 2, 40), size=(40, 60)) == [True]
    assert remnants((20, 0, 2, 40), size=(40, 60), height=20.1) == [False]
    assert remnants((20, 0, 3, 80), (0, 40, 200, 3)) == [False]  # both ways at once: a stroke through all


@pytest.mark.parametrize(
    ("sliver", "others", "one"),
    [
        ((0, 30, 2, 20), (), True),
        ((0, 30, 2, 26), (), True),
        ((0, 30, 2, 27), (), False),
        ((0, 30, 2, 10), (), True),
        ((0, 30, 2, 9), (), False),
        ((0, 0, 20, 20), (), False),  # not higher than wide
        ((0, 30, 2, 20), ((12, 30, 12, 20),), True),
        ((0, 30, 2, 20), ((13, 30, 12, 20),), False),
        ((50, 30, 2, 20), ((28, 30, 12, 20),), True),
        ((50, 30, 2, 20), ((27, 30, 12, 20),), False),
    ],
)
def test_a_sliver_as_high_as_a_digit_could_be_one(sliver: Box, others: tuple[Box, ...], one: bool) -> None:
    assert could_be_one(pieces(sliver), pieces(*others), HEIGHT, REMNANTS) is one


@pytest.mark.parametrize(
    ("sliver", "doubted"),
    [
        ((50, 0, 10, 2), True),  # as wide as a dash, and no hairline
        ((50, 0, 9, 2), False),
        ((50, 0, 26, 2), True),
        ((50, 0, 27, 2), False),
        ((50, 0, 20, 1), False),
        ((0, 0, 20, 2), False),  # in the corner
        ((180, 0, 20, 2), False),
    ],
)
def test_a_sliver_like_a_dash_is_no_sure_blank(sliver: Box, doubted: bool) -> None:
    found = pieces(sliver)
    told = [remnant_doubts(found, np.ones(1, bool), blank, INNER, HEIGHT, REMNANTS) for blank in (True, False)]
    assert [len(doubts) for doubts in told] == [int(doubted), 0]


FRAME = FrameSettings(least=1.5, long=3, stroke=0.2, band=0.1, covered=0.9, along=0.95)


def ring(width: int, height: int, stroke: int = 2, gap: int = 0) -> Components:
    ink = np.zeros((150, 200), np.uint8)
    ink[10 : 10 + height, 10 : 10 + width] = 1
    ink[10 + stroke : 10 + height - stroke, 10 + stroke : 10 + width - stroke] = 0
    ink[8 : 10 + stroke, 30 : 30 + gap] = 0
    return find_components(ink)


@pytest.mark.parametrize(
    ("components", "frame"),
    [
        (ring(60, 30), True),
        (ring(59, 30), False),  # three heights are 60
        (ring(60, 29), False),  # one and a half
        (ring(30, 60), True),
        (ring(100, 60, stroke=4), True),
        (ring(100, 60, stroke=5), False),  # thicker than a fifth of a height
        (ring(100, 60, gap=10), True),
        (ring(100, 60, gap=11), False),  # less than nine tenths of that side
    ],
)
def test_a_frame_is_large_thin_and_on_all_four_sides(components: Components, frame: bool) -> None:
    assert frames(components, HEIGHT, FRAME).tolist() == [frame]


def test_ink_inside_makes_it_no_frame() -> None:
    for extra, frame in ((1, True), (6, False)):
        ink = np.zeros((150, 200), np.uint8)
        ink[10:70, 10:110] = 1
        ink[12:68, 12:108] = 0
        ink[40 : 40 + extra, 12:34] = 1  # it hangs on the frame
        assert frames(find_components(ink), HEIGHT, FRAME).tolist() == [frame]


def test_hollow_pieces_have_hardly_any_ink() -> None:
    table = np.array([[0, 0, 20, 10, 19, 1], [0, 0, 20, 10, 20, 1]])
    found = Components(table, np.zeros((1, 1), np.int32), np.array([1, 2]))
    assert hollow(found).tolist() == [True, False]


def test_a_frame_like_fewer_than_two_others_stands_alone() -> None:
    frame, alike, other = UprightBox(0, 0, 100, 50), UprightBox(5, 5, 95, 50), UprightBox(0, 0, 89, 50)
    assert alone([[frame], [alike], [frame], []]) == [False, False, False, False]
    assert alone([[frame], [alike], [], []]) == [True, True, False, False]
    assert alone([[frame], [other], [frame]]) == [True, True, True]
    assert alone([[frame, other], [frame], [frame]]) == [True, False, False]
