"""What is left of a cell's ink, its raster, print against rules, turned columns: at the edges of their bounds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.recognise.cells.across import runs_on
from ocrkit.recognise.cells.against_rule import AgainstRuleSettings, against_rule
from ocrkit.recognise.cells.given import GivenSettings, Raster, _ground_of
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.cells.rest import Pieces, RestSettings, TableOf, find_pieces, kinds_of, maybe_print
from ocrkit.recognise.turned import TurnedSettings, column_of, surer, turned_lines
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer
from ocrkit.types.reading import Alternative, Reading

SETTINGS = RestSettings(pale=0.5)
HEIGHT = 20.0
READ, BLANK = 0, 1
TABLE = TableOf(np.array([[0.0, 0, 100, 50], [100, 0, 200, 50]]), np.array([False, True]), HEIGHT, 200.0)


def piece(
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    cell: int = BLANK,
    peak: float = 200,
    sealed: float = 0,
    unlit: float = 0,
    ink: float = 1e6,
) -> Pieces:
    """A full rectangle; ``ink`` is how far the pixels about its peak stand out together."""
    box = np.array([[left, top, width, height, width * height]])
    nowhere = np.zeros(0, np.intp)
    figures = (np.array([each]) for each in (cell, peak, ink, sealed, unlit))
    return Pieces(box, *figures, (nowhere, nowhere), nowhere)


def kind(*box: int, **more: float) -> Ink:
    return Ink(int(kinds_of(piece(*box, **more), TABLE, SETTINGS)[0]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((150, 20, 2, 1), Ink.REST),  # a tenth of the height
        ((150, 20, 1, 1), Ink.SPECK),
        ((150, 20, 3, 3), Ink.REST),
        ((100, 20, 3, 20), Ink.RULE),  # flush with the left side and thin
        ((100, 20, 4, 20), Ink.REST),
        ((101, 20, 3, 20), Ink.REST),
        ((197, 20, 3, 20), Ink.RULE),
        ((196, 20, 3, 20), Ink.REST),
        ((120, 0, 30, 3), Ink.RULE),
        ((120, 1, 30, 3), Ink.REST),
        ((120, 47, 30, 3), Ink.RULE),
        ((120, 46, 30, 3), Ink.REST),
    ],
)
def test_specks_and_slivers_are_told_by_size_and_place(box: tuple[int, int, int, int], expected: Ink) -> None:
    assert kind(*box) == expected


@pytest.mark.parametrize(("peak", "expected"), [(100, Ink.REST), (99, Ink.SPECK)])
def test_what_is_paler_than_print_is_a_speck(peak: float, expected: Ink) -> None:
    assert kind(150, 20, 10, 20, peak=peak) == expected


@pytest.mark.parametrize(("peak", "expected"), [(50, Ink.REST), (49, Ink.SPECK)])
def test_of_less_ink_than_print_has_less_is_asked(peak: float, expected: Ink) -> None:
    half = SETTINGS.blurred * TABLE.strong / 2
    assert kind(150, 20, 10, 20, peak=peak, ink=half) == expected


@pytest.mark.parametrize(("ink", "expected"), [(400, Ink.REST), (399, Ink.SPECK)])
def test_less_ink_than_a_decimal_point_has_is_a_speck(ink: float, expected: Ink) -> None:
    assert kind(150, 20, 3, 1, ink=ink) == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((150, 20, 10, 8), Ink.REST),  # as high as a digit may be
        ((150, 20, 10, 7), Ink.SEAL),
        ((150, 10, 10, 30), Ink.REST),
        ((150, 10, 10, 31), Ink.SEAL),
        ((150, 10, 30, 20), Ink.REST),
        ((150, 10, 31, 20), Ink.SEAL),
        ((150, 20, 4, 2), Ink.REST),  # a dash
        ((150, 20, 3, 1), Ink.SEAL),
        ((150, 20, 32, 4), Ink.REST),
        ((150, 20, 33, 4), Ink.SEAL),
        ((150, 20, 10, 6), Ink.SEAL),  # not wide enough for its height
        ((100, 20, 10, 20), Ink.SEAL),  # it runs on past the cell
    ],
)
def test_a_seal_in_a_blank_cell_is_a_rest_where_it_is_like_print(
    box: tuple[int, int, int, int], expected: Ink
) -> None:
    assert kind(*box, sealed=0.6) == expected
    assert kind(*box, sealed=0.6, cell=READ) == Ink.SEAL
    assert kind(150, 20, 10, 20, sealed=0.5) == Ink.REST  # half of it is not most


def test_a_patch_too_dark_to_be_paper_is_a_rest_from_its_share_on() -> None:
    assert kind(100, 0, 50, 2, unlit=0.6) == Ink.REST  # two hundredths of the cell
    assert kind(100, 0, 33, 3, unlit=0.6) == Ink.RULE
    assert kind(100, 0, 50, 2, unlit=0.5) == Ink.RULE


def test_beside_a_line_only_large_pieces_could_be_print() -> None:
    for cell, size, maybe in ((BLANK, 3, True), (READ, 9, False), (READ, 10, True)):
        one = piece(50, 20, size, 3, cell=cell)
        assert maybe_print(one, np.array([Ink.REST], np.uint8), TABLE, SETTINGS).tolist() == [maybe]
        assert not maybe_print(one, np.array([Ink.SPECK], np.uint8), TABLE, SETTINGS).any()


def test_pieces_know_their_cell_peak_and_layers() -> None:
    ink = np.zeros((10, 20), np.uint8)
    ink[2:4, 3:6] = ink[6, 15] = 255
    owner = np.ones((10, 20), np.int16)
    owner[:, 10:] = 2
    away = np.full((10, 20), 7, np.uint8)
    away[3, 4] = 90
    layers = np.zeros((10, 20), np.uint8)
    layers[2, 3:6], layers[6, 15] = Layer.SEAL, Layer.UNLIT
    found = find_pieces(ink, owner, away, layers)
    assert len(found) == 2
    assert found.box.tolist() == [[3, 2, 3, 2, 6], [15, 6, 1, 1, 1]]
    assert (found.cell.tolist(), found.peak.tolist()) == ([0, 1], [90, 7])
    assert (found.sealed.tolist(), found.unlit.tolist()) == ([0.5, 0], [0, 1])
    assert found.longest.tolist() == [3, 1]
    kinds = np.zeros((10, 20), np.uint8)
    found.write(kinds, np.array([Ink.REST, Ink.SPECK], np.uint8))
    assert (kinds[2:4, 3:6] == Ink.REST).all()
    assert kinds[6, 15] == Ink.SPECK
    assert np.count_nonzero(kinds) == 7
    assert len(find_pieces(np.zeros((3, 3), np.uint8), owner[:3, :3], away[:3, :3], layers[:3, :3])) == 0


@pytest.mark.parametrize(
    ("step", "raster", "window"),
    [
        (1, (10, 20, 90, 40), (slice(5, 20), slice(2, 30))),
        (2, (5, 10, 45, 20), (slice(2, 10), slice(1, 15))),
        (3, (3, 6, 31, 14), (slice(2, 7), slice(1, 10))),
    ],
)
def test_a_raster_is_laid_over_part_of_a_page(
    step: int, raster: tuple[int, int, int, int], window: tuple[slice, slice]
) -> None:
    found = Raster.over(UprightBox(10, 20, 100, 60), (200, 300), step)
    assert (found.left, found.top, found.width, found.height) == raster
    assert found.shape == (raster[3], raster[2])
    inner = UprightBox(12.2, 25.2, 40.2, 40.2)
    assert found.window(inner) == window
    assert found.corners(inner) == (window[1].start, window[0].start, window[1].stop, window[0].stop)


def test_a_raster_ends_with_the_page_and_takes_the_middles_of_its_squares() -> None:
    page = np.arange(40 * 60, dtype=np.uint16).reshape(40, 60).astype(np.uint8)
    found = Raster.over(UprightBox(-5, -5, 100, 100), page.shape, 3)
    assert (found.left, found.top, found.width, found.height) == (0, 0, 20, 14)
    sampled = found.sampled(page)
    assert sampled.shape == (14, 20)
    assert np.array_equal(sampled[:13], page[1::3, 1::3])
    assert not sampled[13].any()  # the page ends within it
    part = Raster(2, 3, 4, 5, 2)
    assert np.array_equal(part.sampled(page), page[7:16:2, 5:12:2])


def beside_rule(top: int, height: int, width: int, column: int = 2) -> np.ndarray:
    """A blank cell 60 high and 100 wide, a rule at its left, ink that stands out from it."""
    ink = np.zeros((60, 100), bool)
    ink[:, :2] = True
    ink[top : top + height, column : column + width] = True
    return ink


@pytest.mark.parametrize(
    ("top", "height", "width", "found"),
    [
        (28, 4, 4, True),  # 0.18 of the height and more
        (28, 4, 3, False),
        (33, 4, 8, True),  # the middle is five pixels below the cell's
        (34, 4, 8, False),
        (24, 4, 8, True),
        (23, 4, 8, False),
        (15, 30, 8, False),  # it runs on up and down
    ],
)
def test_print_against_a_rule_stands_out_half_way_down(top: int, height: int, width: int, found: bool) -> None:
    ink = beside_rule(top, height, width)
    print_ = against_rule(ink, HEIGHT, AgainstRuleSettings())
    assert print_.any() == found
    if found:
        assert np.array_equal(np.argwhere(print_), np.argwhere(ink[:, 2:]) + np.array([0, 2]))


def test_a_column_inked_for_the_most_part_is_a_rule_and_a_cell_too_small_has_no_print() -> None:
    ink = beside_rule(28, 4, 8)
    ink[10:46, 2:10] = True  # 36 of 60
    assert not against_rule(ink, HEIGHT, AgainstRuleSettings()).any()
    assert against_rule(beside_rule(28, 4, 8), 30.0, AgainstRuleSettings()).any()
    assert not against_rule(beside_rule(28, 4, 8), 30.5, AgainstRuleSettings()).any()


def stack(n: int, width: float = 20, height: float = 20, gap: float = 5) -> list[UprightBox]:
    return [UprightBox(50, 10 + i * (height + gap), 50 + width, 10 + i * (height + gap) + height) for i in range(n)]


@pytest.mark.parametrize(
    ("lines", "text_height", "column"),
    [
        (stack(3), 20.0, True),
        (stack(2, height=40), 20.0, False),
        (stack(3, width=28), 20.0, True),  # 70 is two and a half times 28
        (stack(3, width=28.5), 20.0, False),
        (stack(3), 11.2, True),
        (stack(3), 11.0, False),  # wider than 1.8 heights
    ],
)
def test_a_column_is_tall_and_narrow(lines: list[UprightBox], text_height: float, column: bool) -> None:
    found = column_of(np.full((200, 200), 250, np.uint8), lines, text_height, TurnedSettings())
    assert (found is not None) is column


def test_a_column_has_half_a_height_of_paper_around() -> None:
    image = np.full((200, 200), 250, np.uint8)
    found = column_of(image, stack(3), 20.0, TurnedSettings())
    assert found is not None
    assert found.image.shape == (90, 40)
    assert found.ink.as_tuple() == (10, 10, 30, 80)
    up, down = turned_lines(found)
    assert up.image.shape == down.image.shape == (40, 90)
    assert (up.ink.as_tuple(), down.ink.as_tuple()) == ((10, 10, 80, 30), (10, 10, 80, 30))


def sure(text: str, least: float, *doubts: Doubt) -> Reading:
    return Reading(text, least, None, None, (Alternative(text, least),), doubts, least)


SURER = TurnedSettings(gain=0.25, sure=0.5)


@pytest.mark.parametrize(
    ("stacked", "turned", "text"),
    [
        (0.15, 0.4, "up"),
        (0.15, 0.39, "stack"),
        (0.25, 0.5, "up"),
        (0.45, 0.55, "up"),  # it alone is without doubt
        (0.45, 0.49, "stack"),
    ],
)
def test_a_turned_line_is_taken_where_it_is_plainly_surer(stacked: float, turned: float, text: str) -> None:
    lines = (sure("up", turned), sure("down", 0.1))
    assert surer(sure("stack", stacked), *lines, SURER).text == text
    assert surer(sure("stack", stacked), *lines[::-1], SURER).text == text


@pytest.mark.parametrize(
    ("up", "down", "text"), [(0.5, 0.49, "up"), (0.49, 0.1, "st"), (0.9, 0.5, "st"), (0.1, 0.9, "st")]
)
def test_a_sure_column_gives_way_to_a_line_that_is_sure_upwards_alone(up: float, down: float, text: str) -> None:
    assert surer(sure("st", 0.5), sure("up", up), sure("down", down), SURER).text == text


def test_two_turned_lines_as_sure_and_different_are_in_doubt() -> None:
    best = surer(sure("s", 0.1), sure("69", 0.9), sure("96", 0.66), SURER)
    assert best.doubts == (Doubt(DoubtCode.LOOKS_DIFFER, {"texts": ("96",)}),)
    assert [a.text for a in best.alternatives] == ["69", "96", "s"]
    assert surer(sure("s", 0.1), sure("69", 0.9), sure("96", 0.65), TurnedSettings(gain=0.25)).doubts == ()
    assert surer(sure("s", 0.1), sure("8", 0.9), sure("8", 0.9), SURER).doubts == ()


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (UprightBox(104, 10, 130, 30), True),  # half of its height is beside it
        (UprightBox(104, 10.1, 130, 30.1), False),
        (UprightBox(104.1, 0, 130, 20), False),  # too far
        (UprightBox(90, 0, 130, 20), True),
        (UprightBox(104, 15, 130, 25), True),  # half of the lower one
        (UprightBox(104, -10, 130, 10), True),
    ],
)
def test_lines_of_two_cells_are_one_where_they_are_near_and_level(other: UprightBox, one: bool) -> None:
    cells = [GridCell((0, 1), (c, c + 1), UprightBox(100 * c, 0, 100 * c + 100, 40)) for c in range(2)]
    line = UprightBox(50, 0, 100, 20)
    assert runs_on(cells, [[line], [other]], 4) == [one, one]
    below = [cells[0], GridCell((1, 2), (1, 2), cells[1].box)]
    assert runs_on(below, [[line], [other]], 4) == [False, False]


def ground(
    levels: NDArray[np.int_], cell: NDArray[np.int_], bare: NDArray[np.bool_] | None = None
) -> NDArray[np.int_]:
    free = np.ones(levels.shape, np.bool_) if bare is None else bare
    return _ground_of(levels.astype(np.uint8), cell.astype(np.int16), free, GivenSettings(slope=20)).astype(int)


def test_the_ground_of_a_narrow_cell_is_its_own_beside_darker_fields() -> None:
    rows = np.repeat([1, 2, 3], [20, 4, 20])[:, None] * np.ones((1, 30), int)
    levels = np.array([0, 160, 240, 160])[rows]
    assert (ground(levels, rows) == levels).all()


def test_the_ground_of_a_low_cell_full_of_digits_is_told_beside_them() -> None:
    """The digits and the blur about them are more than half of it."""
    levels, cell = np.full((8, 30), 240), np.ones((8, 30), int)
    levels[1:7, 4:28] = 150
    assert (ground(levels, cell) < 180).all()
    assert (ground(levels, cell, levels == 240) >= 220).all()
    few = np.zeros(levels.shape, np.bool_)
    few[0, :4] = True
    assert (ground(levels, cell, few) < 180).all(), "too few places tell"


@pytest.mark.parametrize(("darker", "seen"), [(0, 240), (12, 228), (60, 220)])
def test_the_ground_follows_the_light_within_a_cell_a_little(darker: int, seen: int) -> None:
    levels = np.full((30, 60), 240)
    levels[:, 40:] -= darker
    assert ground(levels, np.ones_like(levels))[15, [10, 55]].tolist() == [240, seen]


@pytest.mark.parametrize("level", [0, 5, 250, 255])
def test_no_ground_is_beyond_black_and_white(level: int) -> None:
    levels = np.full((30, 30), level)
    assert (ground(levels, np.ones_like(levels)) == level).all()


def test_beside_the_cells_the_ground_is_that_of_all() -> None:
    cell = np.zeros((30, 30), int)
    cell[:, 10:] = 1
    levels = np.where(cell > 0, 230, 40)
    assert (ground(levels, cell)[:, :4] >= 210).all()
