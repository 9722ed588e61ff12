"""The ink of a cell, slivers of its rules, frames and what a page says of a line: at the edges of every bound."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.components import Components, find_components
from ocrkit.recognise.cells.frames import FrameSettings, alone, frames, hollow
from ocrkit.recognise.cells.ink import (
    MAYBE_MINUS,
    MAYBE_PRINTED,
    MAYBE_SMALL,
    CellInk,
    InkSettings,
    cell_components,
    cell_ink,
    split_lines,
)
from ocrkit.recognise.cells.remnants import RemnantSettings, could_be_one, remnant_doubts, rule_remnants
from ocrkit.recognise.cells.sides import SideSettings, inside
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.recognise.read import _grain, _line, _on_seal, _tint
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PageRef, PreparedPage
from ocrkit.types.transform import Chain, Projective

Box = tuple[int, int, int, int]
SIZE = (80, 200)
INNER = (0, 0, 200, 80)
HEIGHT = 20.0
SETTINGS = InkSettings(
    speck=0.4, digit_speck=0.5, stray=0.5, mark=0.25, dash=0.25, short_dash=0.4, flat=2, minus=1.5, apart=0.05
)
"""Bounds that are whole pixels at this height."""


def pieces(*boxes: Box, size: tuple[int, int] = SIZE) -> Components:
    """Full rectangles of ink (left, top, width, height)."""
    ink = np.zeros(size, np.uint8)
    for left, top, width, height in boxes:
        ink[top : top + height, left : left + width] = 1
    return find_components(ink)


DIGITS: tuple[Box, ...] = ((80, 30, 12, 20), (100, 30, 12, 20))


def lines(*boxes: Box, settings: InkSettings = SETTINGS) -> list[tuple[float, float, float, float]]:
    return [line.as_tuple() for line in split_lines(pieces(*boxes), INNER, HEIGHT, settings).lines]


def specks(*boxes: Box) -> list[tuple[float, float, float, float]]:
    return [speck.as_tuple() for speck in split_lines(pieces(*boxes), INNER, HEIGHT, SETTINGS).specks]


def test_digits_are_a_line_and_nothing_is_a_blank() -> None:
    assert lines(*DIGITS) == [(80, 30, 112, 50)]
    assert lines() == []
    assert lines((80, 30, 12, 20), (80, 55, 12, 20)) == [(80, 30, 92, 50), (80, 55, 92, 75)]


@pytest.mark.parametrize(
    ("piece", "speck"),
    [
        ((30, 33, 9, 9), True),  # beside digits: smaller than half a height
        ((30, 33, 10, 10), False),
        ((30, 33, 9, 6), False),  # half as wide again as high, and a quarter of the height: a minus sign
        ((30, 33, 9, 7), True),
        ((30, 33, 4, 2), True),  # too short for one
        ((30, 33, 5, 2), False),
    ],
)
def test_small_pieces_by_digits_are_specks_unless_they_are_flat(piece: Box, speck: bool) -> None:
    left, top, width, height = piece
    assert ((left, top, left + width, top + height) in specks(*DIGITS, piece)) is speck


WORDS: tuple[Box, ...] = tuple((20 + 9 * i, 30, 7, 20) for i in range(13))
"""More large pieces than a number has."""


@pytest.mark.parametrize(
    ("piece", "text"),
    [((180, 30, 7, 7), False), ((180, 30, 8, 8), True), ((180, 30, 6, 3), True), ((180, 30, 6, 4), False)],
)
def test_among_words_specks_are_smaller_and_nothing_is_painted_over(piece: Box, text: bool) -> None:
    (line,) = lines(*WORDS, piece)
    assert (line[2] == piece[0] + piece[2]) is text
    assert specks(*WORDS, piece) == []


@pytest.mark.parametrize(
    ("mark", "held"),
    [
        ((94, 46, 4, 4), True),  # a point between digits, at their feet
        ((94, 41, 4, 4), False),  # higher than 0.35 above them
        ((94, 42, 4, 4), True),  # 0.3 above
        ((94, 51, 4, 4), True),
        ((94, 52, 4, 4), False),  # below them
        ((114, 46, 4, 4), False),  # behind the last
        ((74, 46, 4, 4), False),
        ((82, 52, 4, 4), True),  # below a digit: a part of it
        ((82, 57, 4, 4), False),  # too far below
        ((82, 24, 4, 4), False),
    ],
)
def test_points_and_commas_belong_to_their_digits(mark: Box, held: bool) -> None:
    left, top, width, height = mark
    assert ((left, top, left + width, top + height) not in specks(*DIGITS, mark)) is held


def test_what_is_near_a_digit_s_lower_half_is_a_part_of_it() -> None:
    mark = (94, 41, 4, 4)  # two pixels from the digits on either side
    nearer = SETTINGS.model_copy(update={"apart": 0.1})
    assert split_lines(pieces(*DIGITS, mark), INNER, HEIGHT, nearer).specks == ()
    higher = (94, 37, 4, 4)
    assert len(split_lines(pieces(*DIGITS, higher), INNER, HEIGHT, nearer).specks) == 1


@pytest.mark.parametrize(
    ("low", "kept"),
    [
        ((90, 60, 9, 9), False),
        ((90, 60, 10, 10), True),  # as large as half a height: a line of its own
        ((90, 60, 8, 4), True),  # a dash of 0.4
        ((90, 60, 7, 3), False),
        ((90, 76, 8, 4), False),  # at the side of the cell, where no dash stands
        ((90, 0, 8, 4), False),
    ],
)
def test_what_is_small_above_or_below_a_single_line_is_a_speck(low: Box, kept: bool) -> None:
    settings = SETTINGS.model_copy(update={"digit_speck": 0.1, "speck": 0.1})
    assert (len(lines(*DIGITS, low, settings=settings)) == 2) is kept


@pytest.mark.parametrize(
    ("dash", "minus"),
    [
        ((70, 38, 4, 4), True),
        ((64, 38, 4, 4), True),  # 0.6 of the height before
        ((63, 38, 4, 4), False),
        ((70, 34, 4, 4), True),  # 0.3 of the line below its head
        ((70, 33, 4, 4), False),
        ((70, 43, 4, 4), True),
        ((70, 44, 4, 4), False),
        ((70, 36, 4, 5), True),  # to a pixel as wide as high
        ((70, 36, 4, 6), False),
        ((70, 38, 3, 3), True),
        ((70, 38, 2, 2), False),
        ((114, 38, 4, 4), False),  # behind
    ],
)
def test_a_speck_where_a_minus_sign_stands_is_told(dash: Box, minus: bool) -> None:
    found = split_lines(pieces(*DIGITS, dash), INNER, HEIGHT, SETTINGS)
    assert (MAYBE_MINUS in found.doubts) is minus


def ink_of(*boxes: Box, sure: bool = True) -> tuple[object, ...]:
    return cell_ink(pieces(*boxes), INNER, TextHeight(HEIGHT, sure), SETTINGS).doubts


@pytest.mark.parametrize(
    ("speck", "doubted"),
    [
        ((98, 38, 5, 4), True),
        ((150, 38, 5, 4), True),
        ((158, 38, 5, 4), False),  # farther than 0.3 of the cell
        ((98, 43, 5, 4), True),
        ((98, 44, 5, 4), False),
        ((98, 40, 3, 3), True),  # a small one in the very middle
        ((98, 41, 3, 3), False),
        ((122, 39, 3, 3), True),
        ((124, 39, 3, 3), False),
    ],
)
def test_a_speck_where_a_lone_dash_stands_is_no_sure_blank(speck: Box, doubted: bool) -> None:
    assert (MAYBE_PRINTED in ink_of(speck)) is doubted


def test_small_print_is_no_sure_blank_where_it_stands_in_a_row_or_nothing_bears_the_height_out() -> None:
    row = [(20, 10, 5, 7), (28, 10, 5, 7)]
    assert MAYBE_SMALL in ink_of(*row)
    assert MAYBE_SMALL not in ink_of(row[0])
    assert MAYBE_SMALL in ink_of(row[0], sure=False)
    assert MAYBE_SMALL not in ink_of((20, 10, 5, 6), sure=False)  # too small to be read
    assert MAYBE_SMALL not in ink_of(*DIGITS, *row)


def test_each_component_is_accounted_for_as_print_or_rule() -> None:
    found = pieces(*DIGITS, (0, 78, 200, 2))
    ink = cell_ink(found, INNER, TextHeight(HEIGHT), SETTINGS)
    by_number = {component.number: component.box.as_tuple() for component in found}
    assert sorted(by_number[n] for n in ink.printed) == [(80, 30, 92, 50), (100, 30, 112, 50)]
    assert [by_number[n] for n in ink.ruled] == [(0, 78, 200, 80)]


def cell(*boxes: Box, paper: int = 250, ink: int = 30, size: tuple[int, int] = SIZE) -> np.ndarray:
    image = np.full(size, paper, np.uint8)
    for left, top, width, height in boxes:
        image[top : top + height, left : left + width] = ink
    return image


def count(image: np.ndarray, on_seal: bool = False, settings: InkSettings | None = None) -> int:
    height, width = image.shape
    return len(cell_components(image, (0, 0, width, height), on_seal, settings or InkSettings()))


def test_ink_is_darker_than_its_ground_by_the_contrast() -> None:
    dark = InkSettings(contrast=28, depth=0.01, seal_contrast=48)
    for level, seen in ((221, 1), (222, 0)):
        assert count(cell((50, 30, 12, 20), ink=level), settings=dark) == seen
    for level, seen in ((201, 1), (202, 0)):
        assert count(cell((50, 30, 12, 20), ink=level), on_seal=True, settings=dark) == seen


def test_ink_is_darker_by_a_share_of_what_the_darkest_is() -> None:
    image = cell((50, 30, 12, 20))
    for level, seen in ((194, 2), (195, 1)):  # a quarter of 220 is 55
        both = image.copy()
        both[30:50, 100:112] = level
        assert count(both) == seen


def test_the_grain_of_the_paper_is_no_ink() -> None:
    assert count(cell((50, 30, 3, 1), (80, 30, 12, 20))) == 2
    assert count(cell((50, 30, 2, 1), (80, 30, 12, 20))) == 1
    assert count(np.zeros((0, 5), np.uint8)) == 0
    assert count(cell((0, 0, 130, 80), (150, 30, 12, 20))) == 2  # a picture over most of it: paper is what is light
    assert count(cell(paper=30)) == 0


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


def page_of(image: np.ndarray, layers: np.ndarray, scale: tuple[float, float] = (1.0, 1.0)) -> PreparedPage:
    steps = Chain((Projective(np.diag([*scale, 1.0])),))
    return PreparedPage(PageRef(1, "p"), (200, 80), image, layers, transform=steps)


def test_the_share_of_ink_that_is_coloured() -> None:
    image, layers = cell((20, 20, 20, 20)), np.zeros(SIZE, np.uint8)
    line = UprightBox(10, 10, 60, 60)
    assert _tint(page_of(image, layers), line, 250) == 0.0
    layers[20:40, 20:25] = Layer.COLOURED
    layers[50:60, 20:40] = Layer.COLOURED  # paper
    assert _tint(page_of(image, layers), line, 250) == 0.25
    assert _tint(page_of(image, layers), UprightBox(-5, -5, 15, 15), 250) == 0.0
    assert _tint(page_of(image, layers), line, 60) == 0.0  # no darker than half of the paper


@pytest.mark.parametrize(
    ("scale", "grain"), [((1, 1), 1.0), ((2, 2), 2.0), ((0.5, 0.5), 1.0), ((1, 3), 3.0), ((4, 2), 4.0)]
)
def test_the_grain_is_that_of_the_coarser_direction(scale: tuple[float, float], grain: float) -> None:
    page = page_of(cell(), np.zeros(SIZE, np.uint8), scale)
    assert _grain(page, UprightBox(10, 10, 60, 40)) == pytest.approx(grain)


@pytest.mark.parametrize(
    ("rules", "inner"),
    [
        ((), (1, 1, 199, 79)),
        (((0, 0, 200, 3),), (1, 4, 199, 79)),
        (((0, 78, 200, 2),), (1, 1, 199, 77)),
        (((0, 0, 4, 80),), (5, 1, 199, 79)),
        (((197, 0, 3, 80),), (1, 1, 196, 79)),
        (((0, 4, 200, 2),), (1, 7, 199, 79)),  # it hangs together with the side as near as this
        (((0, 5, 200, 2),), (1, 1, 199, 79)),
        (((0, 0, 60, 3),), (1, 4, 199, 79)),  # three tenths of the side
        (((0, 0, 59, 3),), (1, 1, 199, 79)),
        (((0, 0, 200, 2), (0, 3, 200, 1)), (1, 5, 199, 79)),  # a doubled one
        (((0, 0, 200, 2), (0, 5, 200, 1)), (1, 3, 199, 79)),
    ],
)
def test_the_ink_of_rules_is_left_out_of_the_cell(rules: tuple[Box, ...], inner: Box) -> None:
    page = np.full((120, 260), 250, np.uint8)
    page[20:100, 30:230] = cell(*rules)
    whole = UprightBox(30, 20, 230, 100)
    assert inside(page, whole, SideSettings()).box == tuple(a + b for a, b in zip(inner, (30, 20) * 2, strict=True))


def test_a_cell_at_the_edge_of_the_page_is_cut_there_and_a_small_one_is_as_it_is() -> None:
    image = cell((0, 0, 200, 3))
    assert inside(image, UprightBox(-5, -5, 250, 90), SideSettings()).box == (1, 4, 199, 79)
    assert inside(image, UprightBox(0, 20, 11, 31), SideSettings()).box == (0, 20, 11, 31)
    assert inside(image, UprightBox(0, 20, 12, 32), SideSettings()).box == (1, 21, 11, 31)


@pytest.mark.parametrize(("x", "y", "on"), [(44, 30, True), (43, 30, False), (95, 30, True), (96, 30, False)])
def test_a_seal_within_six_pixels_of_a_cell_is_on_it(x: int, y: int, on: bool) -> None:
    layers = np.zeros(SIZE, np.uint8)
    layers[y, x] = Layer.SEAL
    assert _on_seal(page_of(cell(), layers), (50, 20, 90, 60)) is on
    turned = np.ascontiguousarray(layers.T)
    assert _on_seal(page_of(cell(size=(200, 80)), turned), (20, 50, 60, 90)) is on


def test_specks_in_the_picture_of_a_line_are_painted_over_and_told_and_others_are_not() -> None:
    text, at_edge, far = (80, 30, 30, 20), (70, 36, 6, 4), (150, 36, 6, 4)
    image = cell(text, at_edge, far)
    boxes = [UprightBox(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h in (text, at_edge, far)]
    ink = CellInk((boxes[0],), tuple(boxes[1:]))
    line = _line(page_of(image, np.zeros(SIZE, np.uint8)), boxes[0], ink, INNER, None)
    assert line.image.shape == (36, 46)
    assert line.ink.as_tuple() == (8, 8, 38, 28)
    assert (line.image[8:28, 8:38] == 30).all()
    assert (line.image < 250).sum() == 600  # the speck at the edge of the picture is gone, to its first column
    assert [mark.as_tuple() for mark in line.left_out] == [(-2, 14, 4, 18)]
    assert (line.level, line.middle) == (None, None)
    level = _line(page_of(image, np.zeros(SIZE, np.uint8)), boxes[0], ink, INNER, 38.0)
    assert (level.level, level.middle) == (2.0, 38.0)
