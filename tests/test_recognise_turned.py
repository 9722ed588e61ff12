"""Text set sideways is read as the line it is; a column of characters stays one; upside-down figures are doubted."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from installed import crop_reader
from sheets import on_paper

from ocrkit.recognise.read import read_cells
from ocrkit.recognise.settings import CellSettings
from ocrkit.recognise.turned import TurnedSettings, column_of, is_doubtful, surer, turned_lines
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

SETTINGS = TurnedSettings()
HEIGHT = 26.0


def stack(*tops: float, width: float = 20.0) -> list[UprightBox]:
    return [UprightBox(100.0, top, 100.0 + width, top + 22.0) for top in tops]


def written(text: str) -> Image:
    """A level line of text on paper, (60, 260)."""
    image = np.full((60, 260), 250, np.uint8)
    cv2.putText(image, text, (12, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 30, 3, cv2.LINE_AA)
    return image


def test_column_is_told_by_its_shape() -> None:
    page = np.full((300, 300), 250, np.uint8)
    assert column_of(page, stack(20, 50, 80, 110), HEIGHT, SETTINGS) is not None
    assert column_of(page, stack(20, 50), HEIGHT, SETTINGS) is None, "two lines of digits are two lines"
    assert column_of(page, stack(20, 50, 80, 110, width=120), HEIGHT, SETTINGS) is None, "lines of words"


def test_turned_lines_are_level_and_keep_their_ink() -> None:
    level = written("2024")
    page = np.full((300, 100), 250, np.uint8)
    page[20:280, 20:80] = np.rot90(level)  # written upwards
    rows, cols = np.nonzero(page < 128)
    column = column_of(page, [UprightBox(cols.min(), y, cols.max() + 1, y + 1) for y in rows], 30.0, SETTINGS)
    assert column is not None
    for line, picture in zip(turned_lines(column), (level, np.rot90(level, 2)), strict=True):
        x0, y0, x1, y1 = line.ink.as_ints()
        ink = line.image[y0:y1, x0:x1]
        y, x = np.nonzero(picture < 128)
        np.testing.assert_array_equal(ink, picture[y.min() : y.max() + 1, x.min() : x.max() + 1])
        assert (line.image < 128).sum() == (ink < 128).sum()


def test_a_column_is_turned_only_where_that_reads_plainly_surer() -> None:
    doubtful, sure, poor = (
        Reading("4\n2", 0.3, least=0.4),
        Reading("Total", 0.98, least=0.99),
        Reading("x", 0.2, least=0.2),
    )
    assert is_doubtful(doubtful, SETTINGS)
    assert not is_doubtful(sure, SETTINGS)
    assert surer(doubtful, poor, sure, SETTINGS).text == "Total"
    assert surer(doubtful, poor, poor, SETTINGS) is doubtful
    stacked = Reading("a\nb", 0.95, least=0.95)
    assert surer(stacked, poor, sure, SETTINGS) is stacked
    doubted = replace(stacked, doubts=(Doubt(DoubtCode.NO_VALUE_READ),))
    assert surer(doubted, sure, poor, SETTINGS).text == "Total"
    assert surer(doubted, replace(sure, doubts=doubted.doubts), poor, SETTINGS) is doubted


def test_characters_told_though_they_lie_on_their_side_are_put_in_order() -> None:
    stacked, up, poor = Reading("量\n数", 0.99, least=0.99), Reading("数量", 0.98, least=0.98), Reading(None, None)
    assert surer(stacked, up, poor, SETTINGS).text == "数量"
    assert surer(stacked, up, poor, SETTINGS).doubts == ()
    assert surer(stacked, up, Reading("量数", 0.98, least=0.98), SETTINGS) is stacked
    assert surer(stacked, poor, up, SETTINGS) is stacked
    other = surer(stacked, Reading("又日", 0.98, least=0.98), poor, SETTINGS)
    assert [doubt.code for doubt in other.doubts] == [DoubtCode.LOOKS_DIFFER]


def test_figures_that_are_others_upside_down_are_doubted() -> None:
    up, down = Reading("16", 0.95, "16", 0.95), Reading("91", 0.9, "91", 0.9)
    found = surer(Reading("1\n6", 0.2), up, down, SETTINGS)
    assert found.text == "16"
    assert [doubt.code for doubt in found.doubts] == [DoubtCode.LOOKS_DIFFER]


@pytest.mark.parametrize("turns", [1, -1])
def test_text_written_up_or_down_the_cell_is_read(turns: int) -> None:
    page = np.full((400, 700), 250, np.uint8)
    page[60:320, 60:120] = np.rot90(written("Total 2024"), turns)
    for x in (300, 460):
        cv2.putText(page, "127", (x, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 30, 3, cv2.LINE_AA)
    boxes = [UprightBox(20, 20, 220, 380), UprightBox(240, 20, 420, 380), UprightBox(430, 20, 680, 380)]
    cells = [GridCell((0, 1), (i, i + 1), box) for i, box in enumerate(boxes)]
    found = read_cells(on_paper(page), cells, crop_reader(), CellSettings())
    assert [reading.text for reading in found] == ["Total 2024", "127", "127"]
