"""Crops, lines of a cell, the usual height, grey levels, windows: small pictures at the edges of every bound."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.errors import EngineError
from ocrkit.recognise.cells.components import Components, find_components, thickness_of
from ocrkit.recognise.cells.crops import CropSettings, InkLine, contrast, prepare_crop
from ocrkit.recognise.cells.levels import median_level, paper_level
from ocrkit.recognise.cells.line_components import AROUND, ENLARGED, line_components
from ocrkit.recognise.cells.rows import rows_of
from ocrkit.recognise.cells.text_height import in_rows, text_height
from ocrkit.recognise.windows import windows
from ocrkit.types.geometry import UprightBox

Box = tuple[int, int, int, int]


def pieces(*boxes: Box, size: tuple[int, int] = (200, 300)) -> Components:
    """Full rectangles of ink (left, top, width, height)."""
    ink = np.zeros(size, np.uint8)
    for left, top, width, height in boxes:
        ink[top : top + height, left : left + width] = 1
    return find_components(ink)


def lines(*boxes: Box, height: float = 20) -> list[list[int]]:
    """The tops of the pieces of each line."""
    return [sorted(line.top.tolist()) for line in rows_of(pieces(*boxes), height)]


def test_pieces_at_one_height_are_one_line_and_those_below_another() -> None:
    assert lines((0, 10, 10, 20), (20, 12, 10, 20), (0, 40, 10, 20)) == [[10, 12], [40]]


def test_strokes_of_one_character_are_one_line() -> None:
    assert lines((0, 10, 30, 3), (4, 18, 22, 3), (0, 27, 30, 3)) == [[10, 18, 27]]  # 三
    assert lines((0, 10, 10, 20), (0, 44, 30, 3)) == [[10], [44]]  # a low one, but too far
    assert lines((0, 10, 10, 20), (0, 43, 30, 3)) == [[10], [43]]  # nearer, and together too high
    assert lines((0, 10, 10, 20), (0, 32, 30, 3)) == [[10, 32]]
    assert lines((0, 10, 30, 3), (0, 27, 30, 3)) == [[10], [27]]  # 14 apart is 0.7 of the height


def test_lines_that_lean_into_each_other_are_cut_where_there_is_least_ink() -> None:
    upper, lower = (0, 10, 60, 22), (100, 30, 60, 22)  # two rows overlap: 42 in all
    assert lines(upper, lower) == [[10], [30]]
    assert lines((0, 10, 60, 20), (100, 29, 60, 18)) == [[10, 29]]  # 37 is less than 1.9 heights
    assert lines((0, 10, 60, 20), (100, 29, 60, 20), (0, 48, 60, 20), height=18) == [[10], [29], [48]]


def test_the_usual_height_is_that_of_most_cells() -> None:
    digits = [pieces((0, 10, 12, h), (20, 10, 12, h)) for h in (20, 20, 20, 21, 22)]
    assert text_height(digits).pixels == 20
    assert text_height(digits).sure
    dashes = [pieces((0, 20, 30, 3))] * 9
    assert text_height([*digits, *dashes]).pixels == 20
    assert text_height([*digits, pieces((50, 50, 2, 2))]).pixels == 20
    assert text_height(dashes).pixels == 3
    assert text_height([pieces()]).pixels == 0.0
    assert text_height([]).pixels == 0.0
    low = [pieces((0, 10, 40, 8), (60, 10, 40, 8))] * 2 + [pieces((0, 10, 12, 20))] * 3
    assert text_height(low).pixels == 20  # flat and low: dashes


def test_a_picture_in_some_cells_makes_print_no_taller() -> None:
    digits = [pieces((0, 10, 12, 20), (20, 10, 12, 20))] * 5
    pictures = [pieces((100, 10, 90, 90))] * 4
    assert text_height([*digits, *pictures]).pixels == 20


@pytest.mark.parametrize(
    ("second", "beside"),
    [
        ((20, 10, 12, 20), True),
        ((20, 15, 12, 20), True),  # a quarter of the height lower
        ((20, 16, 12, 20), False),
        ((20, 10, 12, 15), True),
        ((20, 10, 12, 14), False),  # less than three quarters as high
        ((32, 10, 12, 20), True),
        ((33, 10, 12, 20), False),  # farther than its height
        ((20, 10, 3, 20), True),
        ((20, 10, 2, 20), False),  # a sliver
        ((20, 10, 29, 20), True),
        ((20, 10, 30, 20), False),  # half as wide again as high
    ],
)
def test_characters_stand_in_rows(second: Box, beside: bool) -> None:
    assert in_rows(pieces((0, 10, 12, 20), second)).tolist() == [beside, beside]


def test_what_is_too_small_to_be_told_stands_in_no_row() -> None:
    assert in_rows(pieces((0, 10, 4, 7), (8, 10, 4, 7))).tolist() == [True, True]
    assert in_rows(pieces((0, 10, 4, 6), (8, 10, 4, 6))).tolist() == [False, False]
    assert in_rows(pieces((0, 10, 12, 20))).tolist() == [False]


def test_levels_are_medians() -> None:
    rng = np.random.default_rng(1)
    for n in (1, 2, 3, 10, 11, 400):
        pixels = rng.integers(0, 256, n).astype(np.uint8)
        assert median_level(pixels) == np.median(pixels)
    assert median_level(np.array([255], np.uint8)) == 255
    assert paper_level(np.array([0, 0, 0, 200, 210, 220, 230], np.uint8)) == 215
    assert paper_level(np.array([[7, 7], [7, 7]], np.uint8)) == 7
    assert paper_level(np.array([10, 250, 251, 252], np.uint8)) == 251


def page_with(ink: Box, paper: int = 250, dark: int = 30) -> np.ndarray:
    image = np.full((100, 200), paper, np.uint8)
    left, top, width, height = ink
    image[top : top + height, left : left + width : 3] = dark  # upright strokes
    image[top : top + height, left + width - 1] = dark
    return image


def test_a_crop_has_its_ink_in_the_middle_of_plain_paper() -> None:
    image = page_with((50, 40, 60, 20))
    crop = prepare_crop(image, UprightBox(50, 40, 110, 60))
    assert crop.shape == (26, 72)  # 0.15 above and below, 0.3 left and right of 20
    rows, cols = np.nonzero(crop == 30)
    assert (rows.min(), rows.max(), cols.min(), cols.max()) == (3, 22, 6, 65)
    assert (crop[crop != 30] == 250).all()


def test_low_ink_is_not_blown_up_and_the_halo_is_kept() -> None:
    image = page_with((50, 48, 40, 4))
    crop = prepare_crop(image, UprightBox(50, 48, 90, 52), text_height=20)
    assert crop.shape == (26, 52)
    assert prepare_crop(image, UprightBox(50, 48, 90, 52), text_height=2).shape == (8, 44)
    plain = CropSettings(above_below=0, left_right=0, halo=5)
    assert prepare_crop(image, UprightBox(50, 48, 90, 52), settings=plain).shape == (14, 50)
    assert prepare_crop(image, UprightBox(49.5, 47.5, 90.2, 52.1), settings=plain).shape == (16, 52)


def test_a_neighbour_beyond_the_halo_is_not_in_the_crop() -> None:
    image = page_with((50, 40, 60, 20))
    image[40:60, 116:120] = 0
    assert prepare_crop(image, UprightBox(50, 40, 110, 60)).min() == 30


def test_ink_at_the_edge_and_outside_the_image() -> None:
    image = page_with((0, 0, 30, 20))
    assert (prepare_crop(image, UprightBox(0, 0, 30, 20)) == 30).sum() == (image == 30).sum()
    corner = page_with((180, 90, 20, 10))
    assert (prepare_crop(corner, UprightBox(180, 90, 200, 100)) == 30).sum() == (corner == 30).sum()
    for box in (UprightBox(300, 10, 310, 20), UprightBox(10, 200, 20, 210)):
        with pytest.raises(EngineError, match="lies outside the image of 200 x 100"):
            prepare_crop(image, box)


def test_contrast_is_against_the_paper_around() -> None:
    image = page_with((50, 40, 60, 20), paper=200, dark=50)
    assert contrast(InkLine(image, UprightBox(50, 40, 110, 60))) == 150
    assert contrast(InkLine(image, UprightBox(300, 40, 310, 60))) == 0.0
    assert contrast(InkLine(page_with((0, 0, 9, 9), 200, 50), UprightBox(0, 0, 9, 9))) == 150


def test_components_of_a_line_are_enlarged_and_specks_are_none() -> None:
    image = np.full((100, 200), 250, np.uint8)
    image[40:60, 50:80] = 30
    image[45:55, 90:100] = 30
    image[50, 105] = 30
    found = line_components(InkLine(image, UprightBox(50, 40, 106, 60)))
    assert [(round(one.width / ENLARGED), round(one.height / ENLARGED)) for one in found] == [(30, 20), (10, 10)]
    assert found[0].left == pytest.approx(AROUND * ENLARGED, abs=1)
    assert line_components(InkLine(np.full((9, 9), 250, np.uint8), UprightBox(1, 1, 8, 8))) == []
    assert line_components(InkLine(image, UprightBox(500, 40, 506, 60))) == []


def test_a_line_is_as_thick_as_its_thickest_place_but_for_its_ends() -> None:
    level = np.zeros((12, 40), bool)
    level[4:7] = True
    assert thickness_of(level) == 3
    ends = level.copy()
    ends[:, :4] = ends[:, -4:] = True
    assert thickness_of(ends) == 3
    ends[:, 4] = True
    assert thickness_of(ends) == 12
    assert thickness_of(level.T) == 3
    short = np.zeros((12, 16), bool)
    short[4:7] = True
    short[:, 0] = True
    assert thickness_of(short) == 12


def test_windows_begin_and_end_with_ink_and_are_no_longer_than_asked() -> None:
    ink = np.zeros((1000, 10), bool)
    for y in range(20, 980, 40):
        ink[y : y + 20] = True
    found = windows(ink, 300)
    assert found[0][0] == 20
    assert found[-1][1] == 960
    assert all(0 < stop - start <= 300 for start, stop in found)
    assert all(ink[start].all() and ink[stop - 1].all() for start, stop in found)
    assert sum(int(ink[start:stop, 0].sum()) for start, stop in found) == ink[:, 0].sum()
    assert all(not ink[stop].any() for _, stop in found[:-1])  # between lines
    assert windows(ink, 940) == [(20, 960)]
    assert len(windows(ink, 939)) == 2
