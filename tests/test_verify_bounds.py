"""What is read plainly bounds the rest of its sums; right values never leave their bounds, whatever is in doubt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from sums import COLUMNS, FORM, ROWS, Values, reconciled, table

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import FormTable
from ocrkit.verify.arithmetic import broken_rules
from ocrkit.verify.bounds import within_bounds
from ocrkit.verify.review import Reviewed, review

FAINT = Doubt(DoubtCode.FAINT_INK)
Place = tuple[str, str]

ROW_FORM = FORM.model_copy(update={"rules": FORM.rules[:1]})
"""Rows that add up to their total, and nothing across."""

STAMPED: Values = {
    "received": {"person": 42, "firm": 0, "other": 45, "total": 87},
    "carried_in": {"person": 0, "firm": 3, "other": 0, "total": 3},
    "leaf_0": {"person": 42, "firm": "", "other": 45, "total": 87},
    "leaf_1": {"person": 0, "firm": 2, "other": 0, "total": 2},
    **{f"leaf_{i}": dict.fromkeys(COLUMNS, 0) for i in range(2, 6)},
    "results": {"person": 42, "firm": 2, "other": 45, "total": 89},
    "carried_out": {"person": 0, "firm": 1, "other": 0, "total": 1},
}


def doubted(values: Values, places: Collection[Place]) -> dict[str, FormTable]:
    """The table with the cells at these places in doubt."""
    (form,) = table(values).values()
    cells = {
        row: {
            column: cell.model_copy(update={"status": "review", "doubts": (FAINT,)})
            if (row, column) in places or cell.kind == "unreadable"
            else cell
            for column, cell in columns.items()
        }
        for row, columns in form.cells.items()
    }
    return {"requests": form.model_copy(update={"cells": cells})}


def bounded(values: Values, places: Collection[Place] = (), form: FormDefinition = FORM) -> Reviewed:
    """The bounds alone, nothing reviewed before."""
    return within_bounds(Reviewed(doubted(values, places), ()), [form])


def sent(reviewed: Reviewed) -> dict[Place, tuple[Doubt, ...]]:
    """The doubts of the cells in review, those given apart."""
    return {
        (row, column): tuple(doubt for doubt in cell.doubts if doubt != FAINT)
        for row, column, cell in reviewed.forms["requests"]
        if cell.status == "review" and cell.doubts != (FAINT,)
    }


def changed(values: Values, changes: Mapping[Place, int | str]) -> Values:
    return {
        row: {column: changes.get((row, column), value) for column, value in columns.items()}
        for row, columns in values.items()
    }


def above(bound: int) -> tuple[Doubt, ...]:
    return (Doubt(DoubtCode.ABOVE_BOUND, {"bound": str(bound)}),)


def test_a_stamps_number_over_a_blank_beside_an_unread_cell_is_outside_its_bounds() -> None:
    values = changed(STAMPED, {("leaf_0", "firm"): 527, ("leaf_1", "firm"): "?", ("leaf_0", "other"): "?"})
    reviewed = bounded(values)
    assert sent(reviewed) == {("leaf_0", "firm"): above(0)}  # the unread cells' other sums want 2 and 45 there
    found = [(finding.kind, finding.rule, finding.message) for finding in reviewed.findings]
    assert found == [
        (
            "bounds",
            "applicants_sum",
            "requests, row leaf_0: total is 87, person + firm + other adds up to 614",
        ),
        (
            "bounds",
            "results_sum",
            "requests, column firm: results is 2, the sum of leaf_0 to leaf_5 adds up to 529",
        ),
    ]


def test_bounds_reach_over_several_sums() -> None:
    # Only the row bounds the unread cell (2 at most), so that the column wants more than it can have.
    values = changed(STAMPED, {("results", "firm"): 200, ("leaf_1", "firm"): "?"})
    reviewed = bounded(values)
    assert ("results", "firm") in sent(reviewed)
    assert {finding.kind for finding in reviewed.findings} == {"bounds"}


def test_a_sum_in_which_every_value_is_plain_is_arithmetics() -> None:
    values = changed(STAMPED, {("leaf_0", "firm"): 5})
    assert bounded(values) == Reviewed(table(values), ())
    reviewed = review(table(values), broken_rules(table(values), [FORM]), ())
    told = within_bounds(reviewed, [FORM])
    assert told.findings == reviewed.findings
    assert {finding.kind for finding in told.findings} == {"arithmetic"}
    broken = Doubt(DoubtCode.SUMS_BROKEN)
    assert sent(told) == {("leaf_0", "firm"): (broken, *above(0))}  # its suspect is told its bound


def test_where_one_sum_alone_speaks_all_that_could_be_wrong_in_it_are_in_review() -> None:
    values: Values = {"received": {"person": 42, "firm": "?", "other": 3, "total": 7}}
    reviewed = bounded(values, form=ROW_FORM)
    least = (Doubt(DoubtCode.BELOW_BOUND, {"bound": "45"}),)
    assert sent(reviewed) == {("received", "person"): above(4), ("received", "total"): least}


def test_a_value_that_a_plain_sum_vouches_for_is_no_suspect() -> None:
    # 42 and its column agree; the total is in no plain sum that holds.
    values = changed(STAMPED, {("leaf_0", "total"): 7, ("leaf_0", "firm"): "?"})
    assert set(sent(bounded(values))) == {("leaf_0", "total")}


def test_a_wrong_value_beside_another_is_found_though_the_other_breaks_more_sums() -> None:
    stamped = {("leaf_0", "firm"): 527, ("leaf_1", "firm"): "?", ("leaf_0", "other"): "?"}
    values = changed(STAMPED, {**stamped, ("carried_out", "person"): 9, ("carried_out", "other"): "?"})
    found = sent(bounded(values))
    assert found[("leaf_0", "firm")] == above(0)
    assert found[("carried_out", "person")] == above(0)


def test_what_other_unknown_cells_take_from_a_bound_is_among_the_suspects() -> None:
    # The rest of leaf_0 is unread: only its total, and the column of its neighbour, bound what the column may have.
    values = changed(STAMPED, {("leaf_0", "firm"): "?", ("leaf_0", "total"): 90, ("leaf_1", "firm"): 9})
    assert ("leaf_1", "firm") in sent(bounded(values))


def test_a_doubtful_value_outside_its_bounds_is_told_them_and_is_no_finding() -> None:
    reviewed = bounded(changed(STAMPED, {("leaf_0", "firm"): 9}), [("leaf_0", "firm")])
    assert sent(reviewed) == {("leaf_0", "firm"): above(0)}
    assert reviewed.findings == ()


def test_a_total_left_blank_bounds_nothing() -> None:
    for total in ("", "/", "见附表", "?"):
        assert sent(bounded({"received": {"person": 4, "firm": "?", "other": 9, "total": total}})) == {}


def test_changes_have_no_bounds() -> None:
    values: Values = {"received": {"person": 42, "firm": 5, "other": 3, "total": 7}}
    counts = bounded(values, [("received", "firm")], ROW_FORM)
    assert counts.findings != ()
    (edition,) = ROW_FORM.editions
    (block,) = edition.blocks
    columns = tuple(
        column.model_copy(update={"path": ("增/减",)}) if column.key == "firm" else column for column in block.columns
    )
    blocks = (block.model_copy(update={"columns": columns}),)
    form = ROW_FORM.model_copy(
        update={"changes": ("增", "减"), "editions": (edition.model_copy(update={"blocks": blocks}),)}
    )
    assert bounded(values, [("received", "firm")], form).findings == ()


def test_a_line_with_a_finding_gets_no_second_one() -> None:
    values = changed(STAMPED, {("received", "total"): 7, ("received", "firm"): 1})
    places = [("received", "firm")]
    forms = doubted(values, places)
    reviewed = review(forms, broken_rules(forms, [FORM]), ())
    told = [(finding.rule, finding.cells) for finding in within_bounds(reviewed, [FORM]).findings]
    assert len(told) == len(set(told))


PLACES = st.sets(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), max_size=20)


@given(reconciled(), PLACES, st.sampled_from([None, 0, 999, "?", "见附表"]))
@settings(max_examples=100, deadline=None)
def test_right_values_are_never_outside_their_bounds(
    values: Values, places: set[Place], read_as: int | str | None
) -> None:
    read = changed(values, dict.fromkeys(places, read_as)) if read_as is not None else values
    reviewed = bounded(read, places)
    assert set(sent(reviewed)) <= (places if read_as is not None else set())  # nor is a bound itself outside
    assert reviewed.findings == ()


@given(reconciled(), PLACES, st.sampled_from(ROWS), st.sampled_from(COLUMNS), st.integers(1, 999))
@settings(max_examples=200, deadline=None)
def test_a_wrong_value_that_contradicts_is_among_the_suspects(
    values: Values, places: set[Place], row: str, column: str, by: int
) -> None:
    values[row][column] = int(values[row][column]) + by
    reviewed = bounded(values, places - {(row, column)})
    assert not reviewed.findings or (row, column) in sent(reviewed)


@given(reconciled(), st.sampled_from(ROWS), st.sampled_from(COLUMNS), st.sampled_from(COLUMNS[:3]))
@settings(max_examples=100, deadline=None)
def test_a_number_too_large_for_its_row_is_found_though_others_of_it_are_unread(
    values: Values, row: str, lost: str, column: str
) -> None:
    if lost in ("total", column):
        return
    values[row][column] = int(values[row]["total"]) + 1
    assert (row, column) in sent(bounded(changed(values, {(row, lost): "?"})))
    assert Decimal(values[row][column]) == values[row][column]
