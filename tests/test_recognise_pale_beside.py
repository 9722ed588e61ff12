"""Ink much paler than print beside it is left out, and looked at where it goes on with a line; alone it is read."""

from __future__ import annotations

import numpy as np
import pytest
from inked import HEIGHT, INNER, SIZE, Box, cell

from ocrkit.recognise.cells.components import Components, find_components, no_components
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.line_picture import AroundSettings, line_picture
from ocrkit.recognise.cells.pale_beside import PaleSettings, hats, pale_beside, print_depth, read_on
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PageRef, PreparedPage
from ocrkit.types.transform import Chain

PRINT: Box = (100, 30, 4, 20)
FOLD: Box = (60, 2, 5, 70)
"""A shadow from the top of the cell to its foot."""

BESIDE: Box = (86, 30, 4, 20)
"""Where a digit before ``PRINT`` would stand."""

ABOVE: Box = (100, 4, 4, 18)


def inked(*pale: Box, level: int = 180) -> np.ndarray:
    """Print of 220 levels' depth, and other ink of 70."""
    image = cell(PRINT)
    for left, top, width, height in pale:
        image[top : top + height, left : left + width] = level
    return image


def pieces_of(image: np.ndarray) -> Components:
    (hat,) = hats(image, [INNER], HEIGHT, PaleSettings())
    return cell_components(image, Inside(INNER), False, InkSettings()).measured(hat)


def ink_of(image: np.ndarray, depth: float = 220.0) -> CellInk:
    return cell_ink(pieces_of(image), INNER, TextHeight(HEIGHT), InkSettings(), depth)


@pytest.mark.parametrize("pale", [(FOLD,), (ABOVE,), (FOLD, ABOVE)])
def test_a_fold_and_show_through_beside_print_are_no_lines(pale: tuple[Box, ...]) -> None:
    ink = ink_of(inked(*pale))
    assert ink.lines == (UprightBox(100, 30, 104, 50),)
    assert len(ink.pale) == len(pale)
    assert not ink.doubts


def test_what_is_as_dark_as_print_is_read_whatever_it_is() -> None:
    assert len(ink_of(inked(ABOVE, level=30)).lines) == 2
    assert not ink_of(inked(ABOVE, level=30)).pale


def test_pale_ink_that_could_be_a_digit_of_the_line_is_looked_at() -> None:
    ink = ink_of(inked(BESIDE))
    assert ink.lines == (UprightBox(100, 30, 104, 50),)
    assert [doubt.code for doubt in ink.doubts] == [DoubtCode.PALE_INK]


def test_pale_ink_alone_in_its_cell_is_no_number_and_is_looked_at() -> None:
    ink = ink_of(cell(PRINT, ink=180))
    assert not ink.lines
    assert len(ink.pale) == 1
    assert {doubt.code for doubt in ink.doubts} == {DoubtCode.MARK_IN_MIDDLE, DoubtCode.PALE_INK}


def test_pale_text_alone_in_its_cell_and_a_dash_are_read() -> None:
    row = tuple((10 + 12 * k, 30, 8, 18) for k in range(14))
    assert len(ink_of(cell(*row, ink=180)).lines) == 1
    assert ink_of(cell((90, 39, 14, 3), ink=180)).lines == (UprightBox(90, 39, 104, 42),)


def test_of_text_some_characters_may_be_paler() -> None:
    row = [(10 + 12 * k, 30, 4, 18) for k in range(14)]
    image = cell(*row)
    image[30:48, 46:50] = 180
    assert ink_of(image).lines == (UprightBox(10, 30, 170, 48),)
    assert not ink_of(image).doubts


def test_a_soft_slope_stands_out_less_than_a_stroke_as_dark() -> None:
    image = cell((100, 30, 3, 20))
    slope = np.abs(np.arange(60) - 30) / 30
    image[:, 20:80] = 30 + 220 * slope
    (hat,) = hats(image, [INNER], HEIGHT, PaleSettings())
    assert hat[:, 100:103].max() == 220
    assert hat[:, 20:80].max() < 60
    assert not list(hats(image, [], HEIGHT, PaleSettings()))


def test_the_crop_of_a_line_shows_none_of_it_and_all_of_the_print() -> None:
    image = inked((92, 24, 4, 40))
    pieces = pieces_of(image)
    ink = cell_ink(pieces, INNER, TextHeight(HEIGHT), InkSettings(), 220.0)
    page = PreparedPage(PageRef(1, "p"), (SIZE[1], SIZE[0]), image, np.zeros(SIZE, np.uint8), transform=Chain(()))
    picture = line_picture(page, ink.lines[0], ink, pieces, INNER, AroundSettings()).image
    assert sorted(set(picture.ravel().tolist())) == [30, 250]
    assert (picture == 30).sum() == 4 * 20


def test_the_depth_of_print_is_neither_that_of_dirt_nor_of_show_through() -> None:
    pages = [inked(ABOVE)] * 5 + [cell((10, 10, 3, 3), ink=0)] * 20
    assert print_depth([pieces_of(image) for image in pages], PaleSettings()) == 220
    assert print_depth([], PaleSettings()) == print_depth([no_components()], PaleSettings()) == 0


def test_a_speck_is_paler_than_print_of_its_size_only_if_it_is_much_paler() -> None:
    settings = PaleSettings()
    ink = np.zeros(SIZE, np.uint8)
    ink[10:12, 10:13] = ink[30:40, 10:13] = 1
    found = find_components(ink).measured(np.where(ink > 0, 70, 0))
    assert pale_beside(found, 220, settings).tolist() == [False, True]
    assert not pale_beside(find_components(ink), 220, settings).any()


@pytest.mark.parametrize(
    ("box", "goes_on"),
    [(BESIDE, True), ((60, 30, 12, 20), False), (ABOVE, False), (FOLD, False), ((92, 40, 5, 2), True)],
    ids=["beside", "too far", "above", "too tall", "a sign"],
)
def test_what_goes_on_with_a_line(box: Box, goes_on: bool) -> None:
    ink = np.zeros(SIZE, np.uint8)
    left, top, width, height = box
    ink[top : top + height, left : left + width] = 1
    line = UprightBox(100, 30, 104, 50)
    assert read_on(find_components(ink), [line], HEIGHT, PaleSettings()).tolist() == [goes_on]
