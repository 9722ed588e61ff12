"""A value whose cell the form placed is accepted only where a sum of plain values proves it."""

from __future__ import annotations

from collections.abc import Mapping

from sums import FORM, Values, table

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.placed import with_proved
from ocrkit.verify.review import review

PLACED = Doubt(DoubtCode.PLACED_BY_FORM)
FAINT = Doubt(DoubtCode.FAINT_INK)

ROWS: Values = {
    "received": {"person": 40, "firm": 0, "other": 45, "total": 85},
    "carried_in": {"person": 0, "firm": 3, "other": 0, "total": 4},
}
Doubts = Mapping[tuple[str, str], tuple[Doubt, ...]]


def doubted(values: Values, doubts: Doubts) -> dict[str, FormTable]:
    (form,) = table(values).values()
    cells = {
        row: {column: _with(cell, doubts.get((row, column), ())) for column, cell in columns.items()}
        for row, columns in form.cells.items()
    }
    return {"requests": form.model_copy(update={"cells": cells})}


def _with(cell: Cell, doubts: tuple[Doubt, ...]) -> Cell:
    return cell.model_copy(update={"status": "review", "doubts": doubts}) if doubts else cell


def status(doubts: Doubts, row: str, column: str) -> str:
    return with_proved(doubted(ROWS, doubts), [FORM])["requests"].cells[row][column].status


def test_a_sum_of_plain_values_proves_one_that_the_form_placed() -> None:
    assert status({("received", "person"): (PLACED,)}, "received", "person") == "accepted"


def test_sums_do_not_tell_nought_from_a_blank() -> None:
    assert status({("received", "firm"): (PLACED,)}, "received", "firm") == "review"


def test_a_broken_sum_proves_nothing() -> None:
    assert status({("carried_in", "firm"): (PLACED,)}, "carried_in", "firm") == "review"


def test_two_values_of_a_sum_prove_each_other_not() -> None:
    doubts = {("received", "person"): (PLACED,), ("received", "other"): (PLACED,)}
    assert status(doubts, "received", "person") == "review"


def test_another_doubt_of_the_value_stays() -> None:
    assert status({("received", "person"): (PLACED, FAINT)}, "received", "person") == "review"


def test_values_in_doubt_for_their_place_alone_do_not_speak_against_the_others() -> None:
    """Most of a table placed by the form is still a table that was read plainly."""
    doubts = {(row, column): (PLACED,) for row in ROWS for column in ("person", "firm", "other")}
    forms = review(doubted(ROWS, doubts), (), ()).forms
    assert forms["requests"].cells["received"]["total"].status == "accepted"
