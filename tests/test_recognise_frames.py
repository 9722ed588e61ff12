"""Frames and pictures in cells spoil no estimate: most cells tell, and what does not fit is no sure blank."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from sheets import on_paper

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.frames import FrameSettings, frames
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import MAYBE_SMALL, CellInk, InkSettings
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.text_height import TextHeight, in_rows, text_height
from ocrkit.recognise.read import read_cells
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

SETTINGS = InkSettings()
SIZE = 220  # of a square cell, in pixels
INNER = (0, 0, SIZE, SIZE)
HEIGHT = 26.0  # of a digit, in pixels
INK = 30

Picture = NDArray[np.uint8]


def cell(text: str = "", x: int = 80, foot: int = 120, height: float = HEIGHT) -> Picture:
    """A cell with digits; the font's are 22 pixels high at scale 1."""
    image = np.full((SIZE, SIZE), 250, np.uint8)
    cv2.putText(image, text, (x, foot), cv2.FONT_HERSHEY_SIMPLEX, height / 22, INK, 2 + (height > 20), cv2.LINE_AA)
    return image


def framed(text: str = "", stroke: int = 2) -> Picture:
    image = cell(text)
    cv2.rectangle(image, (28, 14), (192, 206), INK, stroke)
    return image


def picture(text: str = "") -> Picture:
    image = cell(text)
    cv2.rectangle(image, (40, 40), (180, 180), INK, -1)
    return image


def components(*images: Picture) -> list[Components]:
    return [cell_components(image, Inside(INNER), False, SETTINGS) for image in images]


def ink_of(image: Picture, usual: TextHeight) -> CellInk:
    return cell_ink(*components(image), INNER, usual, SETTINGS)


def is_frame(image: Picture) -> list[bool]:
    return sorted(frames(*components(image), HEIGHT, FrameSettings()).tolist(), reverse=True)


def test_a_frame_is_told_from_what_it_holds() -> None:
    assert is_frame(framed()) == [True]
    assert is_frame(framed("12", stroke=5)) == [True, False, False]
    assert is_frame(cell("8012")) == [False] * 4
    assert is_frame(picture()) == [False]


@pytest.mark.parametrize("shape", ["ring", "half", "slash", "small", "struck"])
def test_what_is_not_four_sides_of_a_large_box_is_no_frame(shape: str) -> None:
    image = cell()
    if shape == "ring":
        cv2.circle(image, (110, 110), 90, INK, 2)
    elif shape == "half":
        cv2.polylines(image, [np.array([(30, 30), (190, 30), (190, 190)])], False, INK, 2)
    elif shape == "slash":
        cv2.line(image, (30, 190), (190, 30), INK, 2)
    elif shape == "small":
        cv2.rectangle(image, (90, 90), (120, 120), INK, 2)  # the character 口
    else:
        image = framed()
        cv2.line(image, (30, 190), (190, 30), INK, 2)
    assert is_frame(image) == [False]


def test_text_in_a_frame_is_the_cells_text() -> None:
    ink = ink_of(framed("12"), TextHeight(HEIGHT))
    (line,) = ink.lines
    assert (len(ink.frames), ink.doubts) == (1, ())
    assert 75 <= line.x0 < line.x1 <= 135
    assert line.height == pytest.approx(HEIGHT, abs=4)
    empty = ink_of(framed(), TextHeight(HEIGHT))
    assert empty == CellInk((), frames=ink.frames, ruled=empty.ruled)


NUMBERS = ["01", "12", "49", "86", "26", "63", "3", "40", "77", "5"]
DIGITS = ["1", "7", "4", "8", "2", "6", "3", "4", "9", "5"]


@pytest.mark.parametrize("texts", [NUMBERS, DIGITS], ids=["numbers", "single digits"])
@pytest.mark.parametrize("made", [framed, picture])
@pytest.mark.parametrize("share", [0.1, 0.5, 2])
def test_frames_and_pictures_do_not_tell_how_high_the_text_is(
    texts: Sequence[str], made: type[object], share: float
) -> None:
    others = [framed() if made is framed else picture()] * round(share * len(texts))
    found = components(*map(cell, texts), *others)
    usual = text_height(found)
    inks = [cell_ink(one, INNER, usual, SETTINGS) for one in found[: len(texts)]]
    assert all(ink.lines or ink.doubts for ink in inks)  # never a sure blank
    if made is framed or texts is NUMBERS:
        assert usual.pixels == pytest.approx(HEIGHT, abs=4)
        assert all(len(ink.lines) == 1 for ink in inks)


def test_where_every_cell_has_a_frame_the_text_in_them_is_the_usual() -> None:
    usual = text_height(components(*(framed(text) for text in NUMBERS)))
    assert usual.pixels == pytest.approx(HEIGHT, abs=4)
    assert usual.sure


def test_a_row_of_small_print_among_large_is_no_sure_blank() -> None:
    usual = text_height(components(*(cell(text, height=60) for text in ("12", "34", "56", "78"))))
    assert usual.sure
    small = ink_of(cell("108", height=13), usual)
    assert small.lines or MAYBE_SMALL in small.doubts


def test_specks_are_a_sure_blank_where_rows_of_characters_bear_the_height_out() -> None:
    specks = cell()
    for x, y in ((40, 150), (120, 50), (190, 90)):
        cv2.circle(specks, (x, y), 3, INK, -1)
    (found,) = components(specks)
    assert not in_rows(found).any()
    assert ink_of(specks, TextHeight(HEIGHT)).doubts == ()
    assert ink_of(specks, TextHeight(HEIGHT, sure=False)).doubts == (MAYBE_SMALL,)


class _Says:
    """Reads every crop as the same text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        value = self._text if self._text.isdigit() else ""
        return [Reading(self._text, 1.0, value, 1.0, least=1.0) for _ in crops]


@pytest.mark.parametrize(
    ("count", "text", "doubted"), [(1, "12", True), (2, "12", True), (3, "12", False), (1, "照片", False)]
)
def test_a_value_in_a_frame_is_doubtful_unless_it_is_the_tables_frame(count: int, text: str, doubted: bool) -> None:
    page = on_paper(np.hstack([framed("12")] * count + [cell("12")] * 3))
    boxes = [UprightBox(SIZE * i, 0, SIZE * (i + 1), SIZE) for i in range(count + 3)]
    cells = [GridCell((0, 1), (i, i + 1), box) for i, box in enumerate(boxes)]
    readings = read_cells(page, cells, _Says(text), CellSettings())
    found = [DoubtCode.VALUE_IN_FRAME in {doubt.code for doubt in reading.doubts} for reading in readings]
    assert found == [doubted] * count + [False] * 3
    assert {reading.text for reading in readings} == {text}


def test_print_under_a_dark_picture_that_fills_most_of_its_cell_is_ink() -> None:
    image = cell("12", foot=200)
    image[:160] = INK
    assert len(components(image)[0]) == 3
    assert len(components(cell())[0]) == 0
