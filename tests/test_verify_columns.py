"""Columns of a continuation that only their number tells are accepted where its rows add up."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sums import FORM, Values, table

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.columns import with_columns

NUMBER = Doubt(DoubtCode.COLUMNS_BY_NUMBER)
FAINT = Doubt(DoubtCode.FAINT_INK)

LOWER = {
    "leaf_2": {"person": 4, "firm": 0, "other": 5, "total": 9},
    "leaf_3": {"person": 1, "firm": 3, "other": "/", "total": 4},
    "leaf_4": {"person": 0, "firm": 0, "other": 0, "total": 0},
}


def read(lower: Values, extra: Iterable[tuple[str, str]] = ()) -> FormTable:
    """A table whose rows ``lower`` are from another page; cells of ``extra`` are in doubt for their ink, too."""
    values: Values = {"received": {"person": 40, "firm": 0, "other": 45, "total": 85}, **lower}
    (form,) = table(values).values()
    also = set(extra)

    def doubted(row: str, column: str, cell: Cell) -> Cell:
        doubts = (*([NUMBER] if row in lower else []), *([FAINT] if (row, column) in also else []))
        return cell.model_copy(update={"doubts": doubts, "status": "review"}) if doubts else cell

    rows = {
        row: {key: doubted(row, key, cell) for key, cell in columns.items()} for row, columns in form.cells.items()
    }
    (found,) = with_columns({"requests": form.model_copy(update={"cells": rows})}, [FORM]).values()
    return found


def in_review(form: FormTable) -> list[tuple[str, str]]:
    return [(row, column) for row, column, cell in form if cell.status == "review"]


def test_rows_that_add_up_prove_the_columns_of_all_of_the_continuation() -> None:
    assert not in_review(read(LOWER))


def test_a_row_that_does_not_add_up_leaves_all_in_doubt() -> None:
    wrong = {**LOWER, "leaf_3": {"person": 3, "firm": 0, "other": "/", "total": 4}}
    assert len(in_review(read(wrong))) == 12


@pytest.mark.parametrize("total", ["?", ""])
def test_rows_that_cannot_be_checked_prove_nothing(total: str) -> None:
    unchecked = {row: {**columns, "total": total} for row, columns in LOWER.items()}
    assert len(in_review(read(unchecked))) == 12


def test_one_row_or_rows_of_noughts_prove_nothing() -> None:
    one = {"leaf_2": LOWER["leaf_2"]}
    assert len(in_review(read(one))) == 4


def test_another_doubt_stays() -> None:
    assert in_review(read(LOWER, extra=[("leaf_2", "person")])) == [("leaf_2", "person")]


def test_what_is_in_no_doubt_of_the_kind_is_left_alone() -> None:
    (form,) = table({"received": {"person": 1, "firm": 1, "other": 1, "total": 3}}).values()
    assert with_columns({"requests": form}, [FORM]) == {"requests": form}
