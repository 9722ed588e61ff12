"""Grids a few lines off the paper's, and what the form's labels make of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from form_tables import Square, Style, cut, damage, make_table, numbers, print_form, relabel, squares_of

from ocrkit.forms.settings import FormSettings
from ocrkit.prior.regrid import Mended, Regrid, regrid
from ocrkit.prior.settings import PriorSettings
from ocrkit.profiles.load import annual_report
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.form import Edition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table

FORMS = annual_report().forms
EDITIONS = [(form.key, edition) for form in FORMS for edition in form.editions]
REQUESTS = next(form for form in FORMS if form.key == "requests").editions[0]

WIDE, HIGH = 60, 30
"""Of a square, in pixels; print is 20 x 12 and stands in the middle of its cell as printed."""


def of(key: str) -> Edition:
    return next(form for form in FORMS if form.key == key).editions[0]


def grid_of(table: Table) -> GridTable:
    boxes = [UprightBox(*cell.box.as_tuple()) for cell in table.cells]
    cells = [GridCell(cell.rows, cell.cols, box) for cell, box in zip(table.cells, boxes, strict=True)]
    return GridTable(table.n_rows, table.n_cols, tuple(cells))


def regridded(table: Table, ink: Sequence[Sequence[UprightBox]] | None = None) -> Regrid | None:
    look: Callable[[], Sequence[Sequence[UprightBox]]] = lambda: ink or _in_the_middle(table)  # noqa: E731
    return regrid(grid_of(table), table, look, FORMS, FormSettings(), PriorSettings())


def mended(table: Table, ink: Sequence[Sequence[UprightBox]] | None = None) -> tuple[Mended, ...] | None:
    made = regridded(table, ink)
    return None if made is None else made.tables


def _in_the_middle(table: Table) -> list[list[UprightBox]]:
    return [[_print(*cell.box.centre)] if cell.text else [] for cell in table.cells]


def _print(x: float, y: float) -> UprightBox:
    return UprightBox(x - 10, y - 6, x + 10, y + 6)


def spans(table: Table | GridTable) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    return {(cell.rows, cell.cols) for cell in table.cells}


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
    ink = _in_the_middle(found)
    row, middle = ((8, 9), 9 * HIGH) if above else ((10, 11), 10 * HIGH)
    for i, cell in enumerate(found.cells):
        if cell.rows == row:
            ink[i] = [_print(cell.box.centre[0], middle)]
    (made,) = mended(found, ink) or ()
    assert spans(made.grid) == spans(printed)
    assert {cell.box.y0 for cell in made.grid.cells if cell.rows == (9, 10)} == {(10 if above else 9) * HIGH}
    assert not any(made.placed)  # nothing stood on both sides of the line


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


def joined(table: Table, rows: tuple[int, int], cols: tuple[int, int], text: str) -> Table:
    """The table with one cell for all that stands in these rows and columns."""
    inside = [s for s in squares_of(table) if rows[0] <= s.rows[0] < rows[1] and cols[0] <= s.cols[0] < cols[1]]
    return make_table([*(s for s in squares_of(table) if s not in inside), Square(rows, cols, text)])


def test_values_of_two_rows_in_one_cell_are_put_apart() -> None:
    """A rule lost under some cells of a row: what is in the middle of each square is the square's."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (9, 11), (5, 7), "10\n11")
    ink = _in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 11) and cell.cols == (5, 7))
    ink[at] = [_print(x * WIDE, y * HIGH) for x in (5.5, 6.5) for y in (9.5, 10.5)]
    (made,) = mended(found, ink) or ()
    assert spans(made.grid) == spans(printed)
    placed = {(cell.rows, cell.cols) for cell, own in zip(made.grid.cells, made.placed, strict=True) if own}
    assert placed == {((r, r + 1), (c, c + 1)) for r in (9, 10) for c in (5, 6)}


@pytest.mark.parametrize(
    ("inked", "high", "parted"),
    [((0, 1), 2, True), ((0, 1), 8, False), ((0,), 2, False), ((), 2, False)],
    ids=["left of the line", "print over the line", "beside one value", "alone"],
)
def test_what_is_left_of_a_lost_line_does_not_hold_values_together(
    inked: tuple[int, ...], high: int, parted: bool
) -> None:
    """Specks of the rule lie where it was; a dash in the middle of two squares is one value for both."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (9, 11), (5, 6), "10\n11")
    ink = _in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 11) and cell.cols == (5, 6))
    line = [UprightBox(x, 10 * HIGH - high / 2, x + 8, 10 * HIGH + high / 2) for x in (5.2 * WIDE, 5.6 * WIDE)]
    ink[at] = [*(_print(5.5 * WIDE, (9.5 + row) * HIGH) for row in inked), *line]
    made = mended(found, ink)
    assert (made is not None and spans(made[0].grid) == spans(printed)) == parted


@pytest.mark.parametrize("x", [6.0, 6.1])
def test_one_value_printed_over_several_columns_stays(x: float) -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (9, 10), (5, 7), "无")
    ink = _in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 10) and cell.cols == (5, 7))
    ink[at] = [_print(x * WIDE, 9.5 * HIGH)]
    assert mended(found, ink) is None


def test_a_line_lost_between_two_rows_is_put_where_no_print_is() -> None:
    """Two labels in one cell, one above the other, and under the end of a group also the labels of two groups."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    squares = squares_of(printed)
    row = next(s.rows[0] for s in squares if (s.text or "").startswith("8."))  # the last of its group
    both = [s for s in squares if s.rows in ((row, row + 1), (row + 1, row + 2))]
    upper = {s.cols: s for s in both if s.rows[0] == row}
    groups = [s for s in squares if s.text in ("（三）不予公开", "（四）无法提供")]
    found = [
        *(s for s in squares if s not in (*both, *groups)),
        *(replace(s, rows=(row, row + 2), text=f"{s.text}\n{_below(both, s).text}") for s in upper.values()),
        Square((groups[0].rows[0], groups[1].rows[1]), groups[0].cols, f"{groups[0].text}\n{groups[1].text}"),
    ]
    table = make_table([replace(s, rows=_without(s.rows, row + 1)) for s in found])
    ink = _in_the_middle(table)
    for i, cell in enumerate(table.cells):
        lines = (cell.text or "").split("\n")
        if len(lines) == 2:
            box, edge = cell.box, (row + 0.5) * HIGH
            middle = edge if cell.rows == (row, row + 1) else edge + 1
            ink[i] = [_print(box.centre[0], middle - 8), _print(box.centre[0], middle + 8)]
    (made,) = mended(table, ink) or ()
    assert spans(made.grid) == spans(printed)
    placed = {cell.rows for cell, own in zip(made.grid.cells, made.placed, strict=True) if own}
    assert placed >= {(row, row + 1), (row + 1, row + 2)}


def _below(squares: Sequence[Square], upper: Square) -> Square:
    return next(s for s in squares if s.cols == upper.cols and s.rows[0] == upper.rows[1])


def _without(rows: tuple[int, int], line: int) -> tuple[int, int]:
    return rows[0] - (rows[0] >= line), rows[1] - (rows[1] >= line)


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
    grid, ink = grid_of(table), _in_the_middle(table)
    low = [replace(cell, box=_lower(cell.box, 20)) for cell in grid.cells]
    for i, cell in enumerate(low):
        if cell.rows == (1, 2) and cell.cols[0] < 3:
            ink[i] = [_print(cell.box.centre[0], 20)]
    found = replace(grid, cells=tuple(low))
    assert regrid(found, table, lambda: ink, FORMS, FormSettings(), PriorSettings()) is None


def _lower(box: UprightBox, by: float) -> UprightBox:
    """The box in a table of which the first row is lower by so much."""
    return UprightBox(box.x0, max(0.0, box.y0 - by), box.x1, box.y1 - by)
