"""The diagonal of a head cell is a ruling line; a stroke through a value, or through an empty cell, is not."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from sheets import on_paper

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.diagonal import DiagonalSettings, diagonals, painted_over
from ocrkit.recognise.cells.ink import cell_components
from ocrkit.recognise.cells.ink_parts import InkSettings
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.read import read_cells
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

HEIGHT = 22.0
WIDE, TALL = 300, 130
INNER = (0, 0, WIDE, TALL)
BELOW, ABOVE = (14, 118), (200, 34)
SETTINGS = DiagonalSettings()


class Said:
    """A ``CropReader`` that reads x for sure, and keeps the crops."""

    def __init__(self) -> None:
        self.crops: list[Image] = []

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        self.crops.extend(crops)
        return [Reading("x", 0.99, "x", 0.99, least=0.99) for _ in crops]


def head(*texts: tuple[str, tuple[int, int]], lines: tuple[tuple[int, int, int, int], ...]) -> Image:
    image = np.full((TALL, WIDE), 250, np.uint8)
    for x0, y0, x1, y1 in lines:
        cv2.line(image, (x0, y0), (x1, y1), 30, 3, cv2.LINE_AA)
    for text, at in texts:
        cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 30, 2, cv2.LINE_AA)
    return image


FALLING, RISING = (0, 0, WIDE - 1, TALL - 1), (0, TALL - 1, WIDE - 1, 0)


def ink_of(image: Image) -> Components:
    return cell_components(image, Inside(INNER), False, InkSettings())


@pytest.mark.parametrize(
    ("line", "places"), [(FALLING, (BELOW, ABOVE)), (RISING, ((14, 34), (200, 118)))], ids=["falling", "rising"]
)
def test_line_between_two_texts_is_taken_out_whole_and_nothing_else(
    line: tuple[int, int, int, int], places: tuple[tuple[int, int], ...]
) -> None:
    texts = tuple(zip(("AB", "CD"), places, strict=True))
    image, without = head(*texts, lines=(line,)), head(*texts, lines=())
    found = diagonals(ink_of(image), INNER, HEIGHT, SETTINGS)
    assert len(found) == 1
    left = painted_over(image, INNER, found)
    np.testing.assert_array_equal(left < 128, without < 128)


def test_three_names_have_two_lines() -> None:
    lines = ((0, 0, WIDE - 1, TALL - 20), (0, 0, WIDE - 70, TALL - 1))
    image = head(("A", (14, 118)), ("B", (240, 34)), ("C", (WIDE - 40, TALL - 2)), lines=lines)
    assert len(diagonals(ink_of(image), INNER, HEIGHT, SETTINGS)) in (1, 2)


@pytest.mark.parametrize(
    "image",
    [
        head(lines=(FALLING,)),
        head(("1208", (110, 75)), lines=(FALLING,)),
        head(("AB", BELOW), lines=(FALLING,)),
        head(("AB", BELOW), ("CD", ABOVE), lines=()),
        head(("AB", BELOW), ("CD", ABOVE), lines=((100, 40, 190, 90),)),
    ],
    ids=["empty", "struck", "one-side", "none", "short"],
)
def test_other_strokes_stay(image: Image) -> None:
    assert diagonals(ink_of(image), INNER, HEIGHT, SETTINGS) == ()


def test_cell_struck_through_from_corner_to_corner_is_no_sure_blank() -> None:
    page = np.full((TALL + 40, 2 * WIDE), 250, np.uint8)
    page[20 : 20 + TALL, 20 : 20 + WIDE] = head(lines=(FALLING,))
    cells = [GridCell((0, 1), (0, 1), UprightBox(20, 20, 20 + WIDE, 20 + TALL))]
    assert read_cells(on_paper(page), cells, Said(), CellSettings())[0].doubts


def test_two_names_of_a_head_cell_are_told_apart_and_for_a_person_to_place() -> None:
    engine = Said()
    page = np.full((TALL + 40, 2 * WIDE), 250, np.uint8)
    page[20 : 20 + TALL, 20 : 20 + WIDE] = head(("AB", BELOW), ("CD", ABOVE), lines=(FALLING,))
    cells = [GridCell((0, 1), (0, 1), UprightBox(20, 20, 20 + WIDE, 20 + TALL))]
    found = read_cells(on_paper(page), cells, engine, CellSettings())[0]
    assert found.text == "x/x"
    assert DoubtCode.DIAGONAL_HEAD in {doubt.code for doubt in found.doubts}
    assert max(crop.shape[0] for crop in engine.crops) < TALL / 2
