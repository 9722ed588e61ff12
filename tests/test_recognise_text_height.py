"""How high the text of a table is: what most of its cells say, whatever dashes, dirt and strokes there are."""

from __future__ import annotations

import cv2
import pytest
from cell_drawings import HEIGHT, INK, SETTINGS, cell, digits, stroke

from ocrkit.recognise.cells.ink import cell_components
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.text_height import text_height


def test_the_text_is_as_high_as_its_characters_however_many_dashes_there_are() -> None:
    number, dash, dirt = cell(), cell(), cell()
    digits(number, "1048")
    stroke(dash, 105, 43, 30, 3)
    stroke(dirt, 20, 20, 4, 4)
    cells = [
        cell_components(image, Inside((0, 0, 240, 90)), False, SETTINGS)
        for image in [number] * 3 + [dash] * 40 + [dirt] * 9
    ]
    assert text_height(cells).pixels == pytest.approx(HEIGHT, abs=4)
    assert text_height(cells[3:]).pixels > 0  # dashes alone are still something


def test_dashes_that_are_longer_than_the_print_is_high_do_not_tell_how_large_it_is() -> None:
    number, dash = cell(), cell()
    digits(number, "5")
    stroke(dash, 40, 43, 160, 3)
    cells = [cell_components(image, Inside((0, 0, 240, 90)), False, SETTINGS) for image in [number] * 3 + [dash] * 13]
    assert text_height(cells).pixels == pytest.approx(HEIGHT, abs=4)


def test_dirt_in_most_cells_does_not_tell_how_high_the_text_is() -> None:
    number, dirt = cell(), cell()
    digits(number, "1048")
    stroke(dirt, 20, 20, 3, 3)
    stroke(dirt, 90, 60, 2, 3)
    cells = [
        cell_components(image, Inside((0, 0, 240, 90)), False, SETTINGS) for image in [number] * 30 + [dirt] * 120
    ]
    assert text_height(cells).pixels == pytest.approx(HEIGHT, abs=4)
    assert text_height(cells[30:]).pixels > 0


def test_print_that_shows_through_beside_dashes_does_not_tell_how_high_the_text_is() -> None:
    """What is left of it is specks, in more cells than there are labels: the characters in rows tell."""
    label, dashed = cell(), cell()
    digits(label, "1048")
    stroke(dashed, 100, 45, 36, 4)
    for x, y in [(140, 30), (155, 52), (90, 60)]:
        stroke(dashed, x, y, 4, 8)
    cells = [
        cell_components(image, Inside((0, 0, 240, 90)), False, SETTINGS) for image in [label] * 20 + [dashed] * 120
    ]
    found = text_height(cells)
    assert found.pixels == pytest.approx(HEIGHT, abs=4)
    assert not found.sure


def test_the_text_is_not_as_high_as_a_few_long_strokes() -> None:
    """A pen stroke through some of the cells, and digits that run together: neither tells the height of a digit."""
    number, struck, joined = cell(), cell(height=140), cell()
    digits(number, "7")
    cv2.line(struck, (60, 10), (150, 125), INK, 3)
    stroke(joined, 60, 30, 90, 30)
    cells = [
        cell_components(image, Inside((0, 0, 240, len(image))), False, SETTINGS)
        for image in [number] * 23 + [struck] * 7
    ]
    assert text_height(cells).pixels == pytest.approx(HEIGHT, abs=4)
    dusty = cell_components(joined, Inside((0, 0, 240, 90)), False, SETTINGS)
    assert text_height([dusty] * 20).pixels == pytest.approx(30, abs=2)


@pytest.mark.parametrize(("with_row", "told"), [(20, True), (4, False)])
def test_the_rims_of_stains_in_most_cells_do_not_tell_how_high_the_text_is(with_row: int, told: bool) -> None:
    """They are much taller; the characters that stand in rows tell, if there are enough."""
    small, stained = cell(), cell()
    for image in (small, stained):
        stroke(image, 30, 15, 6, 60)
    cv2.putText(small, "1048", (90, 55), cv2.FONT_HERSHEY_DUPLEX, 0.8, (INK,), 2)
    cells = [
        cell_components(image, Inside((0, 0, 240, 90)), False, SETTINGS)
        for image in [small] * with_row + [stained] * (40 - with_row)
    ]
    found = text_height(cells)
    assert (found.pixels == pytest.approx(17, abs=3)) == told
    assert not found.sure


def test_a_fold_through_a_column_of_cells_does_not_tell_how_high_the_text_is() -> None:
    """The fold is as high as its cells; digits in crowded cells are too, and stand in rows."""
    inner = (0, 15, 240, 75)
    number, folded, fold = cell(), cell(), cell()
    digits(number, "1048")
    digits(folded, "1048")
    for image in (folded, fold):
        stroke(image, 200, 0, 6, 90)
    cells = [
        cell_components(image, Inside(inner), False, SETTINGS) for image in [number] * 3 + [folded] * 5 + [fold] * 12
    ]
    assert text_height(cells).pixels == 60
    assert text_height(cells, [inner] * 20).pixels == pytest.approx(HEIGHT, abs=4)
    crowded = cell_components(number[25:65], Inside((0, 0, 240, 40)), False, SETTINGS)
    x0, y0, x1, y1 = crowded.left.min(), crowded.top.min(), crowded.right.max(), crowded.bottom.max()
    tight = (int(x0), int(y0), int(x1), int(y1))
    assert text_height([crowded] * 9, [tight] * 9).pixels == text_height([crowded] * 9).pixels
