"""A form's values find their cells of the recovered table by where they are on paper."""

from decimal import Decimal

import pytest
from export_samples import COLUMNS, ROWS, plain_table, sample_report, sample_table

from ocrkit.export.placed import marked, placed_tables, unplaced_forms
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, FormTable, Report
from ocrkit.types.table import Place, Table, TableCell


def table_of(*boxes, page=1):
    """A row of cells with the boxes, of the form "own"."""
    cells = tuple(
        TableCell(rows=(0, 1), cols=(i, i + 1), places=(Place(page=page, box=box),), text=f"cell {i}", confidence=1.0)
        for i, box in enumerate(boxes)
    )
    return Table(n_rows=1, n_cols=len(cells), cells=cells, form="own")


def found(table, box, page=1):
    """The index of the cell that a value at this place is put into, None for none."""
    cell = Cell(value=Decimal(7), text="7", kind="number", page=page, box=box)
    report = Report(forms={"own": FormTable(cells={"row": {"column": cell}})}, tables=(table,))
    (placed,) = placed_tables(report)
    missed = bool(list(unplaced_forms(report, [placed])))
    assert missed == (not placed.values)
    return next(iter(placed.values), None)


LEFT, RIGHT = Box(0, 0, 100, 50), Box(100, 0, 200, 50)


@pytest.mark.parametrize(
    ("box", "index"),
    [
        (LEFT, 0),
        (RIGHT, 1),
        (Box(100.2, 0.3, 200.4, 50.1), 1),
        (Box(90, 0, 200, 50), 1),
        (Box(0, 0, 100, 100), 0),  # the half of both is enough
        (Box(0, 0, 100, 102), None),
        (Box(50, 0, 150, 50), None),
        (Box(0, 200, 100, 250), None),
        (Box(0, 5, 100, 50), 0),
        (None, None),
    ],
)
def test_a_value_goes_to_the_cell_that_shares_most_of_its_place(box, index):
    assert found(table_of(LEFT, RIGHT), box) == index


def test_the_nearest_of_two_that_would_do_is_taken_whatever_their_order():
    boxes = [Box(0, 0, 100, 60), Box(0, 0, 100, 52)]
    for order in (boxes, boxes[::-1]):
        assert found(table_of(*order), Box(0, 0, 100, 50)) == order.index(boxes[1])


def test_a_cell_at_the_same_place_of_another_page_is_another_cell():
    assert found(table_of(LEFT), LEFT, page=2) is None
    assert found(table_of(LEFT), Box(0, 1, 100, 50), page=2) is None
    assert found(table_of(LEFT), LEFT, page=None) is None
    assert found(table_of(LEFT, page=2), Box(0, 1, 100, 50), page=2) == 0


def test_tables_are_numbered_and_those_of_no_form_have_no_values():
    placed = placed_tables(sample_report())
    assert [one.number for one in placed] == [1, 2]
    assert [len(one.values) for one in placed] == [len(ROWS) * len(COLUMNS), 0]
    for index, (ref, cell) in placed[0].values.items():
        assert sample_table().cells[index].text == cell.text
        assert sample_report().requests[ref.row][ref.column] == cell
    assert placed[1].text(0) == plain_table().cells[0].text
    assert list(unplaced_forms(sample_report(), placed)) == []


def test_a_form_is_unplaced_where_one_of_its_values_is():
    report = sample_report()
    lost = report.requests["new_received"]["total"].model_copy(update={"box": None})
    row = report.requests.cells["new_received"] | {"total": lost}
    form = report.requests.model_copy(update={"cells": report.requests.cells | {"new_received": row}})
    report = report.model_copy(update={"requests": form})
    assert [key for key, _ in unplaced_forms(report, placed_tables(report))] == ["requests"]


def test_doubtful_values_have_a_sign_after_them():
    assert marked(Cell(value=Decimal(3), text="3", kind="number")) == "3"
    assert marked(Cell(value=Decimal(3), text="3", kind="number", status="review")) == "3 ⚠"
    assert marked(Cell(value=None, text=None, kind="unreadable")) == "▒ ⚠"
    assert marked(Cell(value=None, text="", kind="blank")) == ""
    placed, plain = placed_tables(sample_report())
    assert placed.marked(next(i for i, (_, cell) in placed.values.items() if cell.text == "=1+1")) == "=1+1 ⚠"
    assert plain.marked(3) is None
