"""Rules broken all over, hidden by a stamp, or mimicked by characters that touch the rules above and below."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from sheets import given

from ocrkit.prepare.prepare import prepare
from ocrkit.tables.find import find_tables

A4 = (3508, 2480)  # at 300 dpi
XS = (300, 700, 1050, 1500, 1800, 2200)
YS = tuple(range(400, 1001, 50))
N_ROWS, N_COLS = len(YS) - 1, len(XS) - 1
PAPER, INK = 250, 40

Spans = set[tuple[tuple[int, int], tuple[int, int]]]


def cells(merged: Spans) -> Spans:
    """All cells of the grid, those in ``merged`` in place of the squares that they cover."""
    single = {((r, r + 1), (c, c + 1)) for r in range(N_ROWS) for c in range(N_COLS)}
    covered = {((r, r + 1), (c, c + 1)) for rows, cols in merged for r in range(*rows) for c in range(*cols)}
    return (single - covered) | merged


def ruled(merged: Spans, width: int = 1) -> NDArray[np.uint8]:
    """A page with the table's rules, each drawn cell by cell."""
    image = np.full(A4, PAPER, np.uint8)
    for (r0, r1), (c0, c1) in cells(merged):
        cv2.rectangle(image, (XS[c0], YS[r0]), (XS[c1], YS[r1]), INK, width)
    return image


def wiped(image: NDArray[np.uint8], rng: np.random.Generator, share: float) -> NDArray[np.uint8]:
    """The page with short gaps in its rules anywhere, crossings and ends too: ``share`` of their length."""
    image = image.copy()
    lines = [(x, y, 1, 0) for y in YS for x in range(XS[0], XS[-1], 12)]
    lines += [(x, y, 0, 1) for x in XS for y in range(YS[0], YS[-1], 12)]
    for x, y, dx, dy in lines:
        if rng.random() < share:
            image[y - 6 * dy - 3 : y + 6 * dy + 4, x - 6 * dx - 3 : x + 6 * dx + 4] = PAPER
    return image


def found(image: NDArray[np.uint8]) -> list[Spans]:
    return [{(cell.rows, cell.cols) for cell in table.cells} for table in find_tables(prepare(given(image)))]


def test_rules_broken_all_over() -> None:
    """Hair-thin rules, a ninth of them gone: of the cells of six pages nine in ten come back.

    Where nothing is left of an edge two cells run together, which costs both.
    """
    merged: Spans = {((0, 1), (0, 5)), ((4, 8), (0, 1))}
    drawn = cells(merged)
    missing = 0
    for seed in range(6):
        (table,) = found(wiped(ruled(merged), np.random.default_rng(seed), 0.08))
        missing += len(drawn - table)
    assert missing <= 0.1 * 6 * len(drawn)


@pytest.mark.parametrize("seed", range(4))
def test_text_vouches_for_no_rule(seed: int) -> None:
    """Ones stand in line with a column, one under the other, in merged cells of a table of broken rules."""
    merged: Spans = {((r, r + 1), (1, 3)) for r in range(3, 9)}
    image = wiped(ruled(merged), np.random.default_rng(seed), 0.08)
    for r in range(3, 9):
        cv2.line(image, (XS[2], YS[r] + 12), (XS[2], YS[r + 1] - 12), INK, 3)
    (table,) = found(image)
    assert merged <= table


@pytest.mark.parametrize("bulge", [12, 16])
def test_a_bracket_in_line_with_a_column_is_no_part_of_it(bulge: int) -> None:
    merged: Spans = {((0, 1), (0, 5)), ((5, 6), (0, 5))}
    image = ruled(merged, width=3)
    for r in (0, 5):
        middle = (XS[2] + bulge // 2, (YS[r] + YS[r + 1]) // 2)
        cv2.ellipse(image, middle, (bulge, 25), 0, 90, 270, INK, 2)
    assert found(image) == [cells(merged)]


def test_a_stroke_in_a_line_of_text_is_no_column() -> None:
    """In a cramped row an upright stroke touches the rules above and below; text goes on to both sides of it."""
    merged: Spans = {((2, 3), (0, 5))}
    image = ruled(merged, width=3)
    x, top, bottom = 1250, YS[2], YS[3]
    cv2.line(image, (x, top), (x, bottom), INK, 3)
    for side in (-1, 1):
        for k in (10, 18, 26):
            cv2.line(image, (x + side * 7, top + k), (x + side * 24, top + k + 8), INK, 3)
    assert found(image) == [cells(merged)]
    image[YS[2] + 6 : YS[3] - 5, x - 30 : x - 4] = image[YS[2] + 6 : YS[3] - 5, x + 5 : x + 31] = PAPER
    assert len(found(image)[0]) == len(cells(merged)) + 1  # without the text it is a rule like others


GREY = (PAPER - 42,)


def test_strokes_in_line_with_each_other_vouch_for_no_column() -> None:
    """Cramped rows of centred text have the same character at the same place now and then; worn text is greyer."""
    merged: Spans = {((r, r + 1), (0, 5)) for r in (2, 4, 6)}
    image = ruled(merged, width=3)
    for r in (2, 4, 6):
        for x in (1250, 1250 + 31 * r):
            cv2.line(image, (x, YS[r]), (x, YS[r + 1]), INK, 3)
            for side in (-1, 1):
                for k in (10, 18, 26):
                    cv2.line(image, (x + side * 7, YS[r] + k), (x + side * 24, YS[r] + k + 8), GREY, 3)
    assert found(image) == [cells(merged)]


def test_a_rule_that_a_stamp_hides_goes_on_behind_it() -> None:
    """What is right of the stamp meets one rule across only, and counts as it is in line with what is left of it."""
    merged: Spans = {((r, r + 1), (2, 5)) for r in range(4, N_ROWS)}
    image = ruled(merged, width=3)
    image[YS[8] - 20 : YS[8] + 21, XS[2] + 40 : XS[2] + 300] = PAPER
    assert found(image) == [cells(merged)]


def test_a_stamp_hides_nothing_where_a_merged_cell_is() -> None:
    """Rules on both sides of a merged cell are in line, and longer than it is wide: it stays one cell."""
    merged: Spans = {((3, 6), (2, 3))}
    assert found(ruled(merged, width=3)) == [cells(merged)]


@pytest.mark.parametrize("share", [0.5, 0.65])
@pytest.mark.parametrize("columns", [(2,), range(N_COLS)], ids=["one", "row"])
@pytest.mark.parametrize("seed", range(2))
def test_a_dash_is_no_rule(share: float, columns: Sequence[int], seed: int) -> None:
    """Dashes in the middle of cells of a table of broken rules."""
    image = wiped(ruled(set(), width=3), np.random.default_rng(seed), 0.02)
    without = found(image)
    for c in columns:
        dash(image, c, (YS[5] + YS[6]) // 2, share)
    assert found(image) == without


def test_a_dash_in_line_with_the_rules_beside_is_no_rule() -> None:
    """A dash in a merged cell lies exactly where the rule between its rows would."""
    merged: Spans = {((4, 6), (2, 3))}
    image = wiped(ruled(merged, width=3), np.random.default_rng(0), 0.02)
    dash(image, 2, YS[5], 0.23)
    (table,) = found(image)
    assert merged <= table


def dash(image: NDArray[np.uint8], column: int, y: int, share: float) -> None:
    middle, half = (XS[column] + XS[column + 1]) // 2, round(share * (XS[column + 1] - XS[column]) / 2)
    cv2.line(image, (middle - half, y), (middle + half, y), INK, 3)
