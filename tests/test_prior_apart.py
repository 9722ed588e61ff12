"""Values and labels that share a cell because a line was lost: put apart where print bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from form_tables import Square, make_table, numbers, print_form, squares_of
from found_grids import HIGH, REQUESTS, WIDE, in_the_middle, mended, of, print_at, spans

from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table


def joined(table: Table, rows: tuple[int, int], cols: tuple[int, int], text: str) -> Table:
    """The table with one cell for all that stands in these rows and columns."""
    inside = [s for s in squares_of(table) if rows[0] <= s.rows[0] < rows[1] and cols[0] <= s.cols[0] < cols[1]]
    return make_table([*(s for s in squares_of(table) if s not in inside), Square(rows, cols, text)])


def test_values_of_two_rows_in_one_cell_are_put_apart() -> None:
    """A rule lost under some cells of a row: what is in the middle of each square is the square's."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (9, 11), (5, 7), "10\n11")
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 11) and cell.cols == (5, 7))
    ink[at] = [print_at(x * WIDE, y * HIGH) for x in (5.5, 6.5) for y in (9.5, 10.5)]
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
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 11) and cell.cols == (5, 6))
    line = [UprightBox(x, 10 * HIGH - high / 2, x + 8, 10 * HIGH + high / 2) for x in (5.2 * WIDE, 5.6 * WIDE)]
    ink[at] = [*(print_at(5.5 * WIDE, (9.5 + row) * HIGH) for row in inked), *line]
    made = mended(found, ink)
    assert (made is not None and spans(made[0].grid) == spans(printed)) == parted


@pytest.mark.parametrize("x", [6.0, 6.1])
def test_one_value_printed_over_several_columns_stays(x: float) -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (9, 10), (5, 7), "无")
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (9, 10) and cell.cols == (5, 7))
    ink[at] = [print_at(x * WIDE, 9.5 * HIGH)]
    assert mended(found, ink) is None


@pytest.mark.parametrize(("some", "parted"), [(1, False), (None, True)])
def test_a_mark_below_one_heading_of_many_is_no_row_of_values(some: int | None, parted: bool) -> None:
    """What is left of a seal, and read as 1; where all headings have a value below them the line is lost."""
    printed = print_form(of("review_and_litigation"), numbers(of("review_and_litigation")))
    last = printed.n_rows - 2  # the headings of single columns
    heads = [i for i, cell in enumerate(printed.cells) if cell.rows == (last, last + 1)]
    assert len(heads) > 8
    marked = heads[:some]
    squares = squares_of(printed)
    found = make_table([replace(s, text=f"{s.text}\n1") if i in marked else s for i, s in enumerate(squares)])
    ink = in_the_middle(found)
    for i in marked:
        box = found.cells[i].box
        x = (box.x0 + box.x1) / 2
        ink[i] = [print_at(x, box.y0 + 8), print_at(x, box.y1 - 7)]
    assert (mended(found, ink) is not None) == parted


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
    ink = in_the_middle(table)
    for i, cell in enumerate(table.cells):
        lines = (cell.text or "").split("\n")
        if len(lines) == 2:
            box, edge = cell.box, (row + 0.5) * HIGH
            middle = edge if cell.rows == (row, row + 1) else edge + 1
            ink[i] = [print_at(box.centre[0], middle - 8), print_at(box.centre[0], middle + 8)]
    (made,) = mended(table, ink) or ()
    assert spans(made.grid) == spans(printed)
    placed = {cell.rows for cell, own in zip(made.grid.cells, made.placed, strict=True) if own}
    assert placed >= {(row, row + 1), (row + 1, row + 2)}


def _below(squares: Sequence[Square], upper: Square) -> Square:
    return next(s for s in squares if s.cols == upper.cols and s.rows[0] == upper.rows[1])


def _without(rows: tuple[int, int], line: int) -> tuple[int, int]:
    return rows[0] - (rows[0] >= line), rows[1] - (rows[1] >= line)


@pytest.mark.parametrize(
    ("xs", "parted"),
    [((5.5, 6.5), True), ((6.0,), False), ((5.85, 6.15), False), ((), False)],
    ids=["of each", "of both", "of both, set wide", "of none"],
)
def test_headings_of_two_columns_in_one_cell_are_put_apart(xs: tuple[float, ...], parted: bool) -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (2, 3), (5, 7), "科研机构社会公益组织")
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (2, 3) and cell.cols == (5, 7))
    ink[at] = [print_at(x * WIDE, 2.5 * HIGH) for x in xs]
    made = mended(found, ink)
    assert (made is not None and spans(made[0].grid) == spans(printed)) == parted


@pytest.mark.parametrize(
    ("group", "columns", "parted"),
    [
        ((5.6, 7.4), (4, 5, 6, 7, 8), True),
        ((6.3, 6.7), (4, 5, 6, 7, 8), True),
        ((5.6, 7.4), (4, 5, 6, 7), False),
        ((4.2, 4.8), (4, 5, 6, 7, 8), False),
    ],
    ids=["over all", "in the middle of all", "one column has none", "over the first"],
)
def test_headings_under_that_of_their_group_in_one_cell_are_put_apart(
    group: tuple[float, float], columns: Sequence[int], parted: bool
) -> None:
    """The rules between them and their group's were lost, and with these one of the table's lines."""
    printed = print_form(REQUESTS, numbers(REQUESTS))
    whole = joined(printed, (1, 3), (4, 9), "法人或其他组织商业企业科研机构社会公益组织")
    found = make_table([replace(s, rows=_without(s.rows, 2)) for s in squares_of(whole)])
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.cols == (4, 9) and cell.rows == (1, 2))
    top = found.cells[at].box.y0
    glyphs = np.linspace(group[0], group[1], 8).tolist()  # the heading's characters, one box each
    ink[at] = [UprightBox(x0 * WIDE, top + 2, x1 * WIDE - 1, top + 10) for x0, x1 in pairwise(glyphs)]
    ink[at] += [UprightBox((c + 0.2) * WIDE, top + 16, (c + 0.8) * WIDE, top + 26) for c in columns]
    made = mended(found, ink)
    assert (made is not None and spans(made[0].grid) == spans(printed)) == parted


def test_the_first_lines_of_headings_in_one_cell_are_none_of_a_group() -> None:
    printed = print_form(REQUESTS, numbers(REQUESTS))
    found = joined(printed, (2, 3), (4, 7), "商业企科研机社会公\n业构益组织")
    ink = in_the_middle(found)
    at = next(i for i, cell in enumerate(found.cells) if cell.rows == (2, 3) and cell.cols == (4, 7))
    lines = [(c, y) for c in (4, 5, 6) for y in (2.1, 2.6)]
    ink[at] = [UprightBox((c + 0.2) * WIDE, y * HIGH, (c + 0.8) * WIDE, (y + 0.3) * HIGH) for c, y in lines]
    (made,) = mended(found, ink) or ()
    assert spans(made.grid) == spans(printed)
