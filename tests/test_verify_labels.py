"""Labels that cannot be made out are told where the sums of their lines hold, and would not elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sums import COLUMNS, FORM, Values, reconciled, table

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.labels import with_labels_told

FAINT = Doubt(DoubtCode.FAINT_INK)

VALUES: Values = {
    "received": {"person": 40, "firm": 0, "other": 45, "total": 85},
    "carried_in": {"person": 4, "firm": 0, "other": 5, "total": 9},
    "leaf_0": {"person": 1, "firm": 3, "other": "/", "total": 4},
    "leaf_1": {"person": 43, "firm": -3, "other": 50, "total": 90},
    "leaf_2": {"person": 0, "firm": 0, "other": 0, "total": 0},
    "leaf_3": {"person": 0, "firm": 0, "other": 0, "total": 0},
    "leaf_4": {"person": 0, "firm": 0, "other": 0, "total": 0},
    "leaf_5": {"person": 0, "firm": 0, "other": 0, "total": 0},
    "results": {"person": 44, "firm": 0, "other": 50, "total": 94},
    "carried_out": {"person": 0, "firm": 0, "other": 0, "total": 0},
}


def label(axis: str) -> Doubt:
    return Doubt(DoubtCode.LABEL_UNREAD, {"axis": axis})


def told(values: Values, doubts: Mapping[tuple[str, str], Sequence[Doubt]]) -> FormTable:
    """The table, with ``doubts`` of its cells by row and column, "*" for all; what the sums tell of labels told."""
    (form,) = table(values).values()

    def doubted(row: str, column: str, cell: Cell) -> Cell:
        own = tuple(
            d for at, each in doubts.items() if at in ((row, column), ("*", column), (row, "*")) for d in each
        )
        return cell.model_copy(update={"doubts": own, "status": "review"}) if own else cell

    rows = {r: {c: doubted(r, c, cell) for c, cell in columns.items()} for r, columns in form.cells.items()}
    (found,) = with_labels_told({"requests": form.model_copy(update={"cells": rows})}, [FORM]).values()
    return found


def in_review(form: FormTable) -> set[str]:
    """The columns of which a value is in review."""
    return {column for _, column, cell in form if cell.status == "review"}


@pytest.mark.parametrize("column", COLUMNS)
def test_rows_that_add_up_tell_the_one_column_whose_heading_cannot_be_read(column: str) -> None:
    found = told(VALUES, {("*", column): [label("column")]})
    assert not in_review(found)
    assert found.cells["received"][column].answered == (label("column"),)


@pytest.mark.parametrize(("row", "left"), [("results", set()), ("leaf_2", {*COLUMNS}), ("leaf_1", set())])
def test_columns_tell_a_row_that_has_numbers_in_them(row: str, left: set[str]) -> None:
    assert in_review(told(VALUES, {(row, "*"): [label("row")]})) == left


def test_two_columns_that_are_added_up_may_have_changed_places() -> None:
    both = {("*", "person"): [label("column")], ("*", "other"): [label("column")]}
    assert in_review(told(VALUES, both)) == {"person", "other"}
    apart = {("*", "person"): [label("column")], ("*", "total"): [label("column")]}
    assert not in_review(told(VALUES, apart))


def test_sums_of_one_number_do_not_tell_it_from_its_total() -> None:
    """Eight rows hold either way, two only where the columns are in their places: there they are not."""
    values: Values = {
        row: {"person": at, "firm": 0, "other": 0, "total": at}
        for at, row in enumerate((*VALUES.keys() - {"leaf_0", "leaf_1"}, "results"), 1)
    }
    values |= {row: {"person": 28, "firm": 1, "other": 0, "total": 29} for row in ("leaf_0", "leaf_1")}
    both = {("*", "person"): [label("column")], ("*", "total"): [label("column")]}
    swapped: Values = {row: {**v, "person": v["total"], "total": v["person"]} for row, v in values.items()}
    assert in_review(told(swapped, both)) == {"person", "total"}
    assert not in_review(told(values, both))


@pytest.mark.parametrize("beside", [DoubtCode.HEADINGS_UNREAD, DoubtCode.FEW_LABELS_TOLD])
def test_a_line_may_have_changed_places_with_any_whose_place_is_in_doubt(beside: DoubtCode) -> None:
    doubts = {("*", "person"): [label("column")], ("*", "other"): [Doubt(beside)]}
    assert in_review(told(VALUES, doubts)) == {"person", "other"}


def test_of_a_column_in_doubt_on_one_page_the_rows_there_tell() -> None:
    lower = {("leaf_2", "total"): [label("column")], ("leaf_3", "total"): [label("column")]}
    assert in_review(told(VALUES, lower)) == {"total"}, "only noughts"
    upper = {("received", "total"): [label("column")], ("carried_in", "total"): [label("column")]}
    assert not in_review(told(VALUES, upper))


def test_what_was_read_as_its_tables_others_is_no_evidence() -> None:
    alike = [Doubt(DoubtCode.READ_BY_PROTOTYPE, {"text": "8"})]
    doubts = {("*", "total"): [label("column")], ("received", "firm"): alike, ("carried_in", "firm"): alike}
    one: Values = {row: VALUES[row] for row in ("received", "carried_in", "leaf_2")}
    assert "total" in in_review(told(one, doubts))


def test_hardly_a_sum_may_be_broken() -> None:
    """A sum that is printed wrong is one of many; in a wrong column all are."""
    wrong: Values = {**VALUES, "leaf_5": {"person": 1, "firm": 0, "other": 0, "total": 2}}
    person = {("*", "person"): [label("column")]}
    assert not in_review(told(wrong, person))
    wrong = {**wrong, "leaf_4": {"person": 1, "firm": 0, "other": 0, "total": 3}}
    assert in_review(told(wrong, person)) == {"person"}
    assert not in_review(told(wrong, {**person, ("leaf_4", "firm"): [FAINT]})) - {"firm"}, "the misread is faint"
    own = {**person, ("leaf_4", "person"): [label("column"), FAINT]}
    assert "person" in in_review(told(wrong, own)), "what is asked about does not excuse itself"
    placed = {**person, ("leaf_4", "firm"): [Doubt(DoubtCode.PLACED_BY_FORM)]}
    assert "person" in in_review(told(wrong, placed)), "that says nothing of how it was read"
    far = {**wrong, "leaf_4": {"person": 1, "firm": 0, "other": 0, "total": 7777}}
    assert "person" in in_review(told(far, {**person, ("leaf_4", "firm"): [FAINT]})), "no such number was misread"


def test_one_sum_tells_nothing_and_other_doubts_stay() -> None:
    one: Values = {"received": VALUES["received"], "leaf_2": VALUES["leaf_2"]}
    assert in_review(told(one, {("*", "total"): [label("column")]})) == {"total"}
    found = told(VALUES, {("*", "total"): [label("column")], ("received", "total"): [FAINT]})
    assert [(row, cell.doubts) for row, column, cell in found if cell.status == "review"] == [("received", (FAINT,))]


@given(
    st.one_of(reconciled(), reconciled(st.sampled_from((0, 0, 0, 0, 1, 2, 30)))),
    st.sampled_from(list(permutations(COLUMNS))),
)
def test_columns_in_each_others_places_are_not_told_where_that_matters(values: Values, order: Sequence[str]) -> None:
    """Whatever is told so is what stands in the form's own place."""
    moved: Values = {row: dict(zip(COLUMNS, (v[c] for c in order), strict=True)) for row, v in values.items()}
    doubts = {("*", c): [label("column")] for c, other in zip(COLUMNS, order, strict=True) if c != other}
    found = told(moved, doubts)
    for row, column, cell in found:
        if cell.status == "accepted":
            right = values[row][column]
            assert cell.value == (right if isinstance(right, int) else None)
