"""A number in doubt is accepted only where sums that hold could not hold with another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sums import COLUMNS, FORM, ROWS, Values, reconciled, table

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.review import review
from ocrkit.verify.vouched import vouched, with_vouched

PLACED = Doubt(DoubtCode.PLACED_BY_FORM)
FAINT = Doubt(DoubtCode.FAINT_INK)
PALE = Doubt(DoubtCode.PALE_INK)
SLIVER = Doubt(DoubtCode.SLIVER_OR_ONE)
STRUCK = Doubt(DoubtCode.STRUCK_OUT)
UNEXPLAINED = Doubt(DoubtCode.INK_UNEXPLAINED)
ORDER = Doubt(DoubtCode.LABEL_BY_ORDER, {"axis": "row", "label": "a", "expected": "b"})

ROWS_ALONE = FORM.model_copy(update={"rules": FORM.rules[:1]})
"""The form with sums along its rows only."""

TWO_ROWS: Values = {
    "received": {"person": 40, "firm": 0, "other": 45, "total": 85},
    "carried_in": {"person": 0, "firm": 3, "other": 0, "total": 4},
}
"""The first row adds up, the second does not; no column can be checked."""

Doubts = Mapping[tuple[str, str], tuple[Doubt, ...]]


def whole(**changes: int) -> Values:
    """A table whose rows and columns add up, but for ``changes``, "row__column" to the number printed there."""
    values: Values = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    values["received"] |= {"person": 12, "firm": 3, "total": 15}
    values["leaf_0"] |= {"person": 7, "firm": 3, "total": 10}
    values["leaf_1"] |= {"person": 5, "total": 5}
    values["results"] |= {"person": 12, "firm": 3, "total": 15}
    for place, value in changes.items():
        row, column = place.split("__")
        values[row][column] = value
    return values


def doubted(values: Values, doubts: Doubts) -> dict[str, FormTable]:
    (form,) = table(values).values()
    cells = {
        row: {column: _with(cell, doubts.get((row, column), ())) for column, cell in columns.items()}
        for row, columns in form.cells.items()
    }
    return {"requests": form.model_copy(update={"cells": cells})}


def _with(cell: Cell, doubts: tuple[Doubt, ...]) -> Cell:
    return cell.model_copy(update={"status": "review", "doubts": doubts}) if doubts else cell


def told(values: Values, doubts: Doubts, row: str, column: str, form: FormDefinition = FORM) -> Cell:
    forms = doubted(values, doubts)
    return with_vouched(forms, vouched(forms, [form]))["requests"].cells[row][column]


def test_a_row_and_a_column_of_plain_values_vouch_for_the_one_in_doubt() -> None:
    cell = told(whole(), {("leaf_0", "person"): (FAINT, PALE)}, "leaf_0", "person")
    assert (cell.status, cell.doubts) == ("accepted", ())
    assert cell.answered == (FAINT, PALE), "what was doubtful is still told"


def test_one_direction_is_enough_only_where_a_form_has_no_other() -> None:
    doubts = {("received", "person"): (FAINT,)}
    assert told(TWO_ROWS, doubts, "received", "person").status == "review", "no column of it can be checked"
    assert told(TWO_ROWS, doubts, "received", "person", ROWS_ALONE).status == "accepted"


def test_a_sum_of_plain_values_vouches_for_one_that_the_form_placed() -> None:
    assert told(TWO_ROWS, {("received", "person"): (PLACED,)}, "received", "person").status == "accepted"


@pytest.mark.parametrize("doubt", [PALE, FAINT, PLACED])
def test_sums_do_not_tell_nought_from_a_blank(doubt: Doubt) -> None:
    assert told(whole(), {("leaf_1", "firm"): (doubt,)}, "leaf_1", "firm").status == "review"


def test_sums_tell_nought_from_another_digit() -> None:
    assert told(whole(), {("leaf_1", "firm"): (SLIVER,)}, "leaf_1", "firm").status == "accepted"


@pytest.mark.parametrize("doubt", [STRUCK, ORDER, UNEXPLAINED])
def test_sums_do_not_tell_a_correction_a_mark_or_another_order(doubt: Doubt) -> None:
    cell = told(whole(), {("leaf_0", "person"): (FAINT, doubt)}, "leaf_0", "person")
    assert (cell.status, cell.doubts, cell.answered) == ("review", (FAINT, doubt), ())


def stacked(*texts: str) -> Doubt:
    return Doubt(DoubtCode.NUMBERS_STACKED, {"texts": texts})


def test_a_number_that_was_wrapped_is_told_by_row_and_column() -> None:
    doubts = {("received", "person"): (stacked("1", "2"),)}
    assert told(whole(), doubts, "received", "person").status == "accepted"
    assert told(
        TWO_ROWS, {("received", "person"): (stacked("4", "0"),)}, "received", "person", ROWS_ALONE
    ).status == ("review"), "two rows in one add up along the row"


@pytest.mark.parametrize("above", ["0", "０", "00", "-", "—"])
def test_a_nought_over_a_number_may_be_another_row(above: str) -> None:
    doubts = {("leaf_0", "person"): (stacked(above, "7"),)}
    assert told(whole(), doubts, "leaf_0", "person").status == "review"


def test_a_broken_sum_vouches_for_nothing() -> None:
    assert told(TWO_ROWS, {("carried_in", "firm"): (FAINT,)}, "carried_in", "firm").status == "review"


def test_two_values_of_a_sum_do_not_vouch_for_each_other() -> None:
    doubts = {("received", "person"): (FAINT,), ("received", "other"): (FAINT,)}
    assert told(TWO_ROWS, doubts, "received", "person").status == "review"


def test_a_row_and_a_column_vouch_for_it_beside_others_in_doubt() -> None:
    doubts = {(row, "person"): (FAINT,) for row in ("leaf_0", "leaf_1")} | {("leaf_0", "firm"): (FAINT,)}
    assert told(whole(), doubts, "leaf_0", "person").status == "accepted"


def test_a_glyph_that_may_be_misread_alike_on_both_sides_is_not_vouched_for() -> None:
    """403 read as 103 wherever it stands adds up as well."""
    doubts = {(row, column): (FAINT,) for row in ("received", "results", "leaf_1") for column in ("person", "total")}
    doubts |= {("leaf_0", column): (FAINT,) for column in COLUMNS}
    assert told(whole(), doubts, "leaf_1", "person").status == "review"


def test_one_wrong_value_that_row_and_column_point_to_does_not_take_the_others_with_it() -> None:
    values = whole(leaf_0__person=1)
    doubts = {("leaf_0", "person"): (FAINT,), ("leaf_1", "person"): (FAINT,)}
    assert told(values, doubts, "leaf_1", "person").status == "accepted"
    assert told(values, doubts, "leaf_0", "person").status == "review"


def test_values_of_a_broken_line_say_nothing_of_others() -> None:
    """3 read as 8 alike: plainly in a row that is broken by it, in doubt in one that cannot be checked."""
    values = whole(leaf_0__firm=8, results__firm=8, leaf_0__person=8)
    values["results"]["other"] = "?"
    assert told(values, {("results", "firm"): (FAINT,)}, "results", "firm").status == "review"


def test_columns_that_changed_places_in_all_rows_add_up_as_well() -> None:
    values = whole()
    for columns in values.values():
        columns["firm"], columns["other"] = columns["other"], columns["firm"]
    doubts = {(row, column): (PLACED,) for row in ROWS for column in ("firm", "other")}
    assert told(values, doubts, "received", "other").status == "review"


def test_vouched_numbers_of_a_mostly_doubtful_table_stay_accepted() -> None:
    doubts = {(row, column): (FAINT,) for row in ROWS for column in ("person", "firm", "other")}
    forms = doubted(whole(), doubts)
    sure = vouched(forms, [FORM])
    cells = review(with_vouched(forms, sure), (), (), sums=sure).forms["requests"].cells
    assert cells["received"]["total"].status == "accepted", "its column holds, and what is across was read plainly"
    assert [cells["received"][column].status for column in ("person", "firm", "other")] == ["accepted"] * 2 + [
        "review"
    ]
    none = {row: {**columns, "other": "", "firm": "/"} for row, columns in TWO_ROWS.items()}
    unproved = doubted(none, {(row, "person"): (FAINT,) for row in none} | {(row, "total"): (FAINT,) for row in none})
    cells = review(unproved, (), (), sums=vouched(unproved, [FORM])).forms["requests"].cells
    assert {cell.status for columns in cells.values() for cell in columns.values()} == {"review"}


def test_values_in_doubt_for_their_place_alone_do_not_speak_against_the_others() -> None:
    """Most of a table placed by the form is still a table that was read plainly."""
    doubts = {(row, column): (PLACED,) for row in TWO_ROWS for column in ("person", "firm", "other")}
    forms = review(doubted(TWO_ROWS, doubts), (), ()).forms
    assert forms["requests"].cells["received"]["total"].status == "accepted"


@given(reconciled(), st.data())
def test_no_number_that_was_misread_by_itself_is_vouched_for(values: Values, data: st.DataObject) -> None:
    """Whatever else is in doubt: its row and its column are broken."""
    row, column = data.draw(st.sampled_from([(row, column) for row in ROWS for column in COLUMNS]))
    places = st.sets(st.sampled_from([(row, column) for row in ROWS for column in COLUMNS]))
    read = data.draw(st.integers(0, 99).filter(lambda n: n != values[row][column]))
    values[row][column] = read
    doubts = dict.fromkeys({*data.draw(places), (row, column)}, (FAINT,))
    ref = CellRef(form="requests", row=row, column=column)
    forms = doubted(values, doubts)
    assert forms["requests"].cells[row][column].value == Decimal(read)
    found = vouched(forms, [FORM])
    assert ref not in found.read | found.placed


def test_what_a_sum_of_several_holds_of_and_none_is_broken_is_held() -> None:
    """Whatever the others were read as; not where a number is its own total, nor in a broken sum."""
    doubts = {("leaf_0", "person"): (FAINT,), ("leaf_0", "firm"): (STRUCK,)}
    held = {(ref.row, ref.column) for ref in vouched(doubted(whole(), doubts), [FORM]).held}
    assert held >= {("leaf_0", "person"), ("leaf_0", "firm"), ("leaf_1", "person"), ("leaf_0", "total")}
    assert ("carried_in", "other") not in held, "neither its row nor its column has a number"
    broken = {(ref.row, ref.column) for ref in vouched(doubted(whole(leaf_1__person=6), {}), [FORM]).held}
    assert ("leaf_0", "firm") in broken
    assert not {place for place in broken if place[0] == "leaf_1"}
    alone: Values = {"received": {"person": 7, "firm": 0, "other": 0, "total": 7}}
    assert not vouched(doubted(alone, {}), [FORM]).held, "a 1 that is misread alike on both sides"


def test_where_a_row_and_a_column_hold_a_dash_stands_for_no_number() -> None:
    """Not where one of the two cannot be checked or is broken, nor where a blank is: there print may be gone.

    Nor where the table prints 0 for nothing: what was read as a dash may be one.
    """
    values: Values = {row: {column: value or "/" for column, value in own.items()} for row, own in whole().items()}
    values["leaf_2"] = {"person": "/", "firm": "/", "other": 0, "total": 0}
    values["leaf_3"]["firm"] = ""
    nothing = {(ref.row, ref.column) for ref in vouched(table(values), [FORM]).nothing}
    assert {("leaf_1", "firm"), ("leaf_2", "firm")} <= nothing
    assert ("leaf_3", "firm") not in nothing
    assert ("leaf_4", "firm") not in nothing, "no number stands in its row, which says nothing"
    noughts = {
        row: {c: 0 if value == "/" and row != "leaf_1" else value for c, value in own.items()}
        for row, own in values.items()
    }
    assert not vouched(table(noughts), [FORM]).nothing
    for row, changes in {"leaf_1": {"total": "?"}, "leaf_0": {"person": 6, "firm": 4}}.items():
        other = values | {row: values[row] | changes}
        assert ("leaf_1", "firm") not in {(ref.row, ref.column) for ref in vouched(table(other), [FORM]).nothing}


def test_a_sum_that_holds_with_a_value_read_as_its_tables_others_says_nothing() -> None:
    """Torn ones that were all read as noughts break a row and its column by as much as one misread number mends."""
    prototype = Doubt(DoubtCode.READ_BY_PROTOTYPE, {"text": "7"})
    doubts = {("leaf_0", "person"): (FAINT,)}
    assert told(whole(), doubts, "leaf_0", "person").status == "accepted"
    for place in (("leaf_0", "other"), ("leaf_1", "person")):
        assert told(whole(), {**doubts, place: (prototype,)}, "leaf_0", "person").status == "review"
    every = {(row, "other"): (prototype,) for row in whole()}
    held = vouched(doubted(whole(), every), [FORM]).held
    assert not {ref for ref in held if ref.column == "other"}
