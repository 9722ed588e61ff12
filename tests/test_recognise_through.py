"""A fold that runs down a cell and into its print: the line is as high as the print, and a person looks at it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.components import find_components
from ocrkit.recognise.cells.ink import cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.remnants import MAYBE_TOUCHED
from ocrkit.recognise.cells.text_height import TextHeight

HEIGHT = 30.0
TOP, BOTTOM = 55, 85
"""The rows of the print."""


def folded(fold: tuple[tuple[int, int], tuple[int, int]] | None, digits: int = 3) -> CellInk:
    """The ink of a cell of 300 x 140 pixels with print in its middle, and of a fold across it."""
    ink = np.zeros((140, 300), np.uint8)
    for i in range(digits):
        ink[TOP:BOTTOM, 100 + 30 * i : 118 + 30 * i] = 1
        ink[TOP + 6 : BOTTOM - 6, 105 + 30 * i : 113 + 30 * i] = 0
    if fold is not None:
        cv2.line(ink, *fold, (1,), 4)
    return cell_ink(find_components(ink), (0, 0, 300, 140), TextHeight(HEIGHT), InkSettings())


@pytest.mark.parametrize("fold", [((168, -5), (168, 145)), ((120, -5), (205, 145))], ids=["upright", "leaning"])
def test_the_line_is_as_high_as_its_print_and_holds_what_the_fold_touches(
    fold: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (line,) = folded(fold).lines
    assert (line.y0, line.y1) == (TOP, BOTTOM)
    assert line.x0 == 100
    assert 178 <= line.x1 <= 190
    assert MAYBE_TOUCHED in folded(fold).doubts
    assert len(folded(fold).printed) == 3, "two digits, and the third with the fold"


def test_a_fold_far_from_the_print_is_no_part_of_the_line() -> None:
    far = np.array(folded(((250, -5), (250, 145))).lines[0].as_tuple())
    assert (far == folded(None).lines[0].as_tuple()).all()


def test_where_all_print_hangs_on_the_fold_it_is_one_line_as_before() -> None:
    found = folded(((108, -5), (108, 145)), digits=1)
    assert [line.height for line in found.lines] == [140]
    assert MAYBE_TOUCHED in found.doubts
