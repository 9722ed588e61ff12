"""Tables as printers and scanners make them: shaded, broken, open, folded, with strokes that are no rules."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from drawings import A4, CELLS, INK, N_COLS, N_ROWS, XS, YS, Drawing, found, spans
from sheets import WORDS, given, on_paper

from ocrkit.prepare.prepare import prepare
from ocrkit.tables.find import find_tables


@pytest.mark.parametrize("width", [1, 2, 4, 8])
def test_rules_of_any_width(width: int) -> None:
    assert found(Drawing(width=width).rules()) == [CELLS]


def test_thick_outline_and_hair_rules_inside() -> None:
    drawing = Drawing(width=1).rules(ink=90)
    for i in (0, -1):
        drawing.level(i, width=9)
        drawing.upright(i, width=9)
    drawing.level(1, width=6)
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("shade", [225, 190, 150])
def test_shaded_header(shade: int) -> None:
    drawing = Drawing()
    drawing.image[YS[0] : YS[1], XS[0] : XS[-1]] = shade
    drawing.image[YS[1] : YS[-1], XS[0] : XS[1]] = shade
    drawing.rules()
    for col in range(N_COLS):
        drawing.text("Head", 0, col)
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("seed", range(6))
def test_broken_rules(seed: int) -> None:
    """Gaps of up to 40 pixels at 300 dpi: in level rules between any two rules across, in upright ones every 250.

    What is lost of a short rule's very end, or of one only a row long, is lost: such rules are whole here.
    """
    rng = np.random.default_rng(seed)
    drawing = Drawing().rules()
    for y in YS:
        for start, stop in pairwise(XS):
            gap = int(rng.integers(10, 41))
            at = int(rng.integers(start + 60, stop - 60 - gap))
            drawing.image[y - 6 : y + 7, at : at + gap] = 250
    for x in XS:
        for y in range(YS[0] + 30, YS[-1], 250):
            at = y + int(rng.integers(0, 150))
            drawing.image[at : at + int(rng.integers(10, 41)), x - 6 : x + 7] = 250
    drawing.upright(2, YS[0], YS[1])
    assert found(drawing) == [CELLS]


def test_missing_side_rules() -> None:
    drawing = Drawing().rules()
    for x in (XS[0], XS[-1]):
        drawing.image[:, x - 6 : x + 7] = 250
    (table,) = find_tables(prepare(given(drawing.image)))
    assert spans(table) == CELLS
    assert table.box.x0 == pytest.approx(XS[0], abs=12)
    assert table.box.x1 == pytest.approx(XS[-1], abs=12)


@pytest.mark.parametrize("side", ["bottom", "top"])
def test_open_cells_at_the_page_edge(side: str) -> None:
    """The paper ends inside the table: the last row of cells has no rule there, and is a row all the same."""
    page, cells = Drawing().rules().image[: YS[-1] - 30], CELLS
    if side == "top":
        page = page[::-1]
        cells = sorted(((N_ROWS - b, N_ROWS - a), cols) for (a, b), cols in CELLS)
    (table,) = find_tables(prepare(given(np.ascontiguousarray(page))))
    assert sorted(spans(table)) == sorted(cells)


def test_a_stray_rule_across_the_page_is_no_line_of_the_table() -> None:
    drawing = Drawing().rules()
    cv2.line(drawing.image, (150, 1900), (2300, 1900), INK, 3)
    cv2.line(drawing.image, (2350, 300), (2350, 2400), INK, 3)
    assert found(drawing) == [CELLS]


def test_a_stray_stroke_inside_a_cell_is_no_line_of_the_table() -> None:
    drawing = Drawing().rules()
    cv2.line(drawing.image, (XS[0] + 60, YS[4] + 60), (XS[1] - 60, YS[4] + 60), INK, 3)
    cv2.line(drawing.image, (XS[1] + 200, YS[3] + 25), (XS[1] + 200, YS[4] - 25), INK, 3)
    assert found(drawing) == [CELLS]


@pytest.mark.parametrize("upright", [False, True])
def test_a_fold_through_the_table_is_no_rule(upright: bool) -> None:
    drawing = Drawing().rules()
    if upright:
        cv2.line(drawing.image, (1280, 0), (1280, A4[0]), 215, 4)
    else:
        cv2.line(drawing.image, (0, 980), (A4[1], 980), 215, 4)
    assert found(drawing) == [CELLS]


def test_text_makes_no_cells() -> None:
    drawing = Drawing().rules()
    for r in range(N_ROWS):
        for c in range(N_COLS):
            if (r, c) not in ((1, 2), (2, 1), (2, 2)):
                drawing.text("1174" if (r + c) % 2 else "EHHE", r, c)
    assert found(drawing) == [CELLS]


def test_dense_strokes_make_no_cells() -> None:
    """Characters of many level and upright strokes, as 量 and 圖 have, fill the cells line by line."""
    drawing = Drawing().rules()
    for top in range(YS[3] + 20, YS[4] - 60, 60):
        for left in range(XS[1] + 20, XS[2] - 70, 56):
            for k in (0, 12, 24, 36):
                cv2.line(drawing.image, (left, top + k), (left + 44, top + k), INK, 3)
            for k in (0, 22, 44):
                cv2.line(drawing.image, (left + k, top), (left + k, top + 36), INK, 3)
    assert found(drawing) == [CELLS]


def test_two_tables_on_a_page() -> None:
    drawing = Drawing().rules()
    block = drawing.image[YS[0] - 50 : YS[-1] + 50].copy()
    drawing.image[1800 : 1800 + len(block)] = block
    assert found(drawing) == [CELLS, CELLS]


def test_text_underlines_and_single_boxes_are_no_tables() -> None:
    drawing = Drawing()
    for i in range(20):
        y = 300 + 90 * i
        cv2.putText(drawing.image, WORDS, (200, y), cv2.FONT_HERSHEY_DUPLEX, 1.6, 30, 3, cv2.LINE_AA)
        if i % 3 == 0:
            cv2.line(drawing.image, (200, y + 20), (1700, y + 20), 30, 3)
    cv2.rectangle(drawing.image, (100, 100), (2380, 3400), 30, 4)
    cv2.rectangle(drawing.image, (600, 2400), (1800, 2900), 30, 4)
    assert find_tables(prepare(given(drawing.image))) == []


def test_the_page_is_left_as_it_was() -> None:
    page = on_paper(Drawing().rules().image)
    image, seals = page.image.copy(), page.seals.copy()
    find_tables(page)
    assert np.array_equal(page.image, image)
    assert np.array_equal(page.seals, seals)
