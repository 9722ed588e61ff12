"""Grids a few lines off the paper's, and what the form's labels make of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from form_tables import Square, Style, cut, damage, make_table, numbers, print_form, relabel, squares_of
from found_grids import (
    EDITIONS,
    FORMS,
    HIGH,
    REQUESTS,
    grid_of,
    in_the_middle,
    mended,
    of,
    print_at,
    regridded,
    spans,
)

from ocrkit.forms.settings import FormSettings
from ocrkit.prior.regrid import regrid
from ocrkit.prior.settings import PriorSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Edition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table


def cut_column(table: Table, col: int, texts: Callable[[str], tuple[str, str]], rows: range | None = None) -> Table:
    """The table with a stray line down the middle of column ``col``, through the cells of ``rows``."""
    squares = []
    for s in squares_of(table):
        cols = s.cols[0] + (s.cols[0] > col), s.cols[1] + (s.cols[1] > col)
        if s.cols[0] <= col < s.cols[1] and (rows is None or s.rows[0] in rows):
            left, right = texts(s.text or "")
            squares += [
                Square(s.rows, (cols[0], col + 1), left),
                Square(s.rows, (col + 1, cols[1]), right),
            ]
        else:
            squares.append(replace(s, cols=cols))
    return make_table(squares)


def halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_a_form_as_printed_stays_as_it_is(key: str, edition: Edition) -> None:
    for seed in (None, 1, 2, 3):
        style = Style(rng=None if seed is None else random.Random(seed))
        assert mended(print_form(edition, numbers(edition), style)) is None


def test_a_table_of_another_kind_stays_as_it_is() -> None:
    squares = [Square((r, r + 1), (c, c + 1), f"第{r}行{c}") for r in range(5) for c in range(4)]
    assert mended(make_table(squares)) is None


def test_a_line_through_labels_is_left_out() -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = cut_column(printed, 2, halves, rows=range(7, 20))
    (made,) = mended(found) or ()
    assert spans(made.grid) == spans(printed)
    assert sum(made.placed) == 13  # the labels that the line cut


def test_lines_under_the_heading_of_one_column_are_left_out() -> None:
    """Slashes close below each other look like a rule; all values' columns are two, and nothing stands in them."""
    printed = relabel(print_form(REQUESTS, numbers(REQUESTS)), lambda cell: _blank_values(cell.text))
    found = printed
    for col in range(9, 2, -1):
        found = cut_column(found, col, lambda text: (text, ""), rows=range(3, 28))
    assert found.n_cols == 17
    (made,) = mended(found) or ()
    assert spans(made.grid) == spans(printed)


def _blank_values(text: str | None) -> str | None:
    return "" if text and text.isdigit() else text


@pytest.mark.parametrize("text", ["其他", "法律服务机构其他", "法律服务机构"])
@pytest.mark.parametrize("stray", [0, 1])
def test_a_column_whose_heading_ran_together_with_the_next_one_stays(text: str, stray: int) -> None:
    """The line that parts them below is the form's, however like one of them what was read over both is."""
    found = cut_column(print_form(REQUESTS, numbers(REQUESTS)), stray, lambda text: (text, ""), rows=range(3, 28))
    heads = [s for s in squares_of(found) if s.text in ("法律服务机构", "其他") and s.rows[1] == 3]
    cols = (min(s.cols[0] for s in heads), max(s.cols[1] for s in heads))
    assert cols[1] - cols[0] == 2
    kept = [s for s in squares_of(found) if s not in heads]
    table = make_table([*kept, Square(heads[0].rows, cols, text)])
    values = {s.text for s in squares_of(table) if s.text and s.text.isdigit()}
    made = mended(table)
    grid = made[0].grid if made else grid_of(table)
    edges = {cell.cols for cell in grid.cells if cell.rows[0] >= 3}
    assert len([cols for cols in edges if cols[1] - cols[0] == 1]) >= 8, values


def test_columns_that_the_paper_divides_stay() -> None:
    """The parts of a column have headings of their own below the form's."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = cut_column(printed, 9, lambda text: (text, "4"), rows=range(3, 28))
    lower = [replace(s, rows=tuple(r + (r >= 3) for r in s.rows)) for s in squares_of(found)]
    heads = [Square((3, 4), (c, c + 1), "人" if c < 10 else "次") for c in (9, 10)]
    rest = [replace(s, rows=(s.rows[0], 3)) if s.rows[1] == 4 and s.cols == (9, 11) else s for s in lower]
    assert mended(make_table([*rest, *heads])) is None


def test_a_printed_column_of_its_own_stays() -> None:
    """It has a heading, and values: no line at its sides is too many."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    more = [Square((0, 3), (10, 11), "备注"), *(Square((r, r + 1), (10, 11), "7") for r in range(3, 28))]
    assert mended(make_table([*squares_of(printed), *more])) is None


def test_a_row_of_the_form_that_is_missing_is_not_made_up() -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    kept = [s for s in squares_of(printed) if s.rows != (4, 5)]
    up = [replace(s, rows=(s.rows[0] - (s.rows[0] > 4), s.rows[1] - (s.rows[1] > 4))) for s in kept]
    assert mended(make_table(up)) is None


@pytest.mark.parametrize("above", [True, False])
def test_a_row_with_nothing_in_it_goes_to_the_row_whose_print_is_then_in_the_middle(above: bool) -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    squares = []
    for s in squares_of(printed):
        if s.rows == (8, 9):
            squares += [s, Square((9, 10), s.cols, "")]
        else:
            squares.append(replace(s, rows=(s.rows[0] + (s.rows[0] > 8), s.rows[1] + (s.rows[1] > 8))))
    found = make_table(squares)
    ink = in_the_middle(found)
    row, middle = ((8, 9), 9 * HIGH) if above else ((10, 11), 10 * HIGH)
    for i, cell in enumerate(found.cells):
        if cell.rows == row:
            ink[i] = [print_at(cell.box.centre[0], middle)]
    (made,) = mended(found, ink) or ()
    assert spans(made.grid) == spans(printed)
    assert {cell.box.y0 for cell in made.grid.cells if cell.rows == (9, 10)} == {(10 if above else 9) * HIGH}
    assert not any(made.placed)  # nothing stood on both sides of the line


def test_a_line_with_values_above_and_below_stays_though_one_label_stands_across_it() -> None:
    """Labels that cannot be read ask for fewer rows, but print in most cells on both sides says that it is one."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    group = max((s for s in squares_of(printed) if s.cols == (1, 2)), key=lambda s: s.rows[1] - s.rows[0])
    first, last = group.rows
    cut_at = (first + last) // 2
    squares = []
    for s in squares_of(printed):
        is_label = s.cols == (2, 3) and first <= s.rows[0] < last
        squares.append(replace(s, text="糊") if is_label else s)
    squares.remove(group)
    squares += [replace(group, rows=(first, cut_at)), Square((cut_at, last), group.cols, "")]
    whole = make_table(squares)
    unsure = Doubt(DoubtCode.LINE_UNREAD)
    cells = tuple(cell.doubted(unsure) if cell.text == "糊" else cell for cell in whole.cells)
    found = whole.model_copy(update={"cells": cells})
    ink = in_the_middle(found)
    for i, cell in enumerate(found.cells):
        if cell.rows == (first, cut_at) and cell.cols == group.cols:
            ink[i] = [print_at(cell.box.centre[0], cut_at * HIGH - 8)]
    made = mended(found, ink)
    grid = made[0].grid if made else grid_of(found)
    assert grid.n_rows == printed.n_rows


def test_tables_with_a_heading_between_them_are_parted() -> None:
    first, second = print_form(of("proactive"), numbers(of("proactive"))), print_form(REQUESTS, numbers(REQUESTS))
    wide = [replace(s, cols=(s.cols[0], 10 if s.cols[1] == first.n_cols else s.cols[1])) for s in squares_of(first)]
    n = first.n_rows
    heading = Square((n, n + 1), (0, 10), "三、收到和处理政府信息公开申请情况")
    below = [replace(s, rows=(s.rows[0] + n + 1, s.rows[1] + n + 1)) for s in squares_of(second)]
    joined = make_table([*wide, heading, *below])
    made = regridded(joined)
    assert made is not None
    assert [spans(each.grid) for each in made.tables] == [spans(first), spans(second)]
    assert not any(placed for each in made.tables for placed in each.placed)
    assert [joined.cells[i].text for i in made.outside] == [heading.text]


def test_the_label_of_a_group_is_one_cell_where_a_line_cuts_it() -> None:
    """A fold through the group's cell: what is in the middle of both parts, or cut, is one label."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    squares = []
    for s in squares_of(printed):
        if s.text == "（三）不予公开":
            squares += [Square((s.rows[0], 12), s.cols, "（三）不"), Square((12, s.rows[1]), s.cols, "予公开")]
        else:
            squares.append(s)
    (made,) = mended(make_table(squares)) or ()
    assert spans(made.grid) == spans(printed)


def test_an_empty_head_cell_that_is_printed_stays() -> None:
    """Its neighbour's label stands in the middle of its own cell, not of both."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    squares = []
    for s in squares_of(printed):
        if s.text == "申请人情况":
            squares += [replace(s, cols=(3, 8)), Square(s.rows, (8, 10), "")]
        else:
            squares.append(s)
    assert mended(make_table(squares)) is None


def test_a_value_cut_by_a_line_is_placed_by_the_form() -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = cut_column(printed, 5, lambda text: halves(text) if text.isdigit() else (text, ""), rows=range(3, 9))
    (made,) = mended(found) or ()
    assert spans(made.grid) == spans(printed)
    placed = {cell.rows[0] for cell, placed in zip(made.grid.cells, made.placed, strict=True) if placed}
    assert placed == set(range(3, 9))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_misread_labels_change_no_grid(key: str, edition: Edition, seed: int) -> None:
    """Half of the labels with up to two characters misread, rows and columns in any order."""
    rng = random.Random(seed)
    table = print_form(edition, numbers(edition), Style(rng=rng))
    assert mended(relabel(table, lambda cell: damage(cell.text, rng, 2, 0.5))) is None


def test_what_a_page_break_left_of_a_row_stays_a_row() -> None:
    """Low, without a label, and half of its values: the row above it is on another page."""
    _, lower = cut(print_form(REQUESTS, numbers(REQUESTS)), 20)
    squares: list[Square] = []
    for s in squares_of(lower):
        group = s.cols == (0, 1)
        squares.append(replace(s, rows=(s.rows[0] + (s.rows[0] > 0 or not group), s.rows[1] + 1)))
        if s.rows[0] == 0 and not group:
            squares.append(Square((0, 1), s.cols, "7" if s.cols[0] >= 3 else ""))
    table = make_table(squares)
    grid, ink = grid_of(table), in_the_middle(table)
    low = [replace(cell, box=_lower(cell.box, 20)) for cell in grid.cells]
    for i, cell in enumerate(low):
        if cell.rows == (1, 2) and cell.cols[0] < 3:
            ink[i] = [print_at(cell.box.centre[0], 20)]
    found = replace(grid, cells=tuple(low))
    assert regrid(found, table, lambda: ink, FORMS, FormSettings(), PriorSettings()) is None


def _lower(box: UprightBox, by: float) -> UprightBox:
    """The box in a table of which the first row is lower by so much."""
    return UprightBox(box.x0, max(0.0, box.y0 - by), box.x1, box.y1 - by)
