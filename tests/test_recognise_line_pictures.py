"""What a page gives of a line of ink: its picture, its colour, how fine it is, seals about it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from inked import INNER, SIZE, cell

from ocrkit.recognise.cells.components import no_components
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.line_picture import AroundSettings, grain, is_on_seal, line_picture, tints
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PageRef, PreparedPage
from ocrkit.types.transform import Chain, Projective

AROUND = AroundSettings()


def page_of(image: np.ndarray, layers: np.ndarray, scale: tuple[float, float] = (1.0, 1.0)) -> PreparedPage:
    steps = Chain((Projective(np.diag([*scale, 1.0])),))
    return PreparedPage(PageRef(1, "p"), (200, 80), image, layers, transform=steps)


def test_the_share_of_ink_that_is_coloured() -> None:
    image, layers = cell((20, 20, 20, 20)), np.zeros(SIZE, np.uint8)
    line = UprightBox(10, 10, 60, 60)
    assert tints(page_of(image, layers), line, 250, AROUND) == (0.0, 0.0)
    layers[20:40, 20:25] = Layer.COLOURED
    layers[50:60, 20:40] = Layer.COLOURED  # paper
    assert tints(page_of(image, layers), line, 250, AROUND) == (0.25, 0.25)
    assert tints(page_of(image, layers), UprightBox(-5, -5, 15, 15), 250, AROUND) == (0.0, 0.0)
    assert tints(page_of(image, layers), line, 36, AROUND) == (0.0, 0.0)  # hardly darker than the paper


def test_one_coloured_digit_of_many_stands_out_in_the_part_it_takes() -> None:
    image, layers = cell(*((20 + 14 * i, 20, 8, 20) for i in range(12))), np.zeros(SIZE, np.uint8)
    layers[20:40, 20:28] = Layer.COLOURED
    whole, part = tints(page_of(image, layers), UprightBox(20, 20, 182, 40), 250, AROUND)
    assert whole == pytest.approx(1 / 12)
    assert part > 0.9


def test_light_colours_are_ink() -> None:
    image, layers = cell(*((20 + 14 * i, 20, 8, 20) for i in range(4))), np.zeros(SIZE, np.uint8)
    image[20:40, 20:28] = 160  # pink
    image[20:40, 28:32] = 230  # and its colour beyond it, on paper
    layers[20:40, 20:32] = Layer.COLOURED
    whole, part = tints(page_of(image, layers), UprightBox(20, 20, 70, 40), 250, AROUND)
    assert (whole, part) == (0.25, 1.0)


@pytest.mark.parametrize(
    ("scale", "expected"), [((1, 1), 1.0), ((2, 2), 2.0), ((0.5, 0.5), 1.0), ((1, 3), 3.0), ((4, 2), 4.0)]
)
def test_the_grain_is_that_of_the_coarser_direction(scale: tuple[float, float], expected: float) -> None:
    page = page_of(cell(), np.zeros(SIZE, np.uint8), scale)
    assert grain(page, UprightBox(10, 10, 60, 40), AROUND) == pytest.approx(expected)


@pytest.mark.parametrize(("x", "y", "on"), [(44, 30, True), (43, 30, False), (95, 30, True), (96, 30, False)])
def test_a_seal_within_six_pixels_of_a_cell_is_on_it(x: int, y: int, on: bool) -> None:
    layers = np.zeros(SIZE, np.uint8)
    layers[y, x] = Layer.SEAL
    assert is_on_seal(page_of(cell(), layers), (50, 20, 90, 60), AROUND) is on
    turned = np.ascontiguousarray(layers.T)
    assert is_on_seal(page_of(cell(size=(200, 80)), turned), (20, 50, 60, 90), AROUND) is on


def test_specks_in_the_picture_of_a_line_are_painted_over_and_told_and_others_are_not() -> None:
    text, at_edge, far = (80, 30, 30, 20), (70, 36, 6, 4), (150, 36, 6, 4)
    image = cell(text, at_edge, far)
    boxes = [UprightBox(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h in (text, at_edge, far)]
    page = page_of(image, np.zeros(SIZE, np.uint8))
    ink = CellInk((boxes[0], UprightBox(80, 60, 110, 70)), tuple(boxes[1:]))
    line = line_picture(page, boxes[0], ink, no_components(), INNER, AROUND)
    assert line.image.shape == (36, 46)
    assert line.ink.as_tuple() == (8, 8, 38, 28)
    assert (line.image[8:28, 8:38] == 30).all()
    assert (line.image < 250).sum() == 600  # the speck at the edge of the picture is gone, to its first column
    assert [mark.as_tuple() for mark in line.left_out] == [(-2, 14, 4, 18)]
    assert (line.level, line.middle) == (None, None)
    level = line_picture(page, boxes[0], replace(ink, lines=(boxes[0],)), no_components(), (0, 0, 200, 76), AROUND)
    assert (level.level, level.middle) == (2.0, 38.0)
