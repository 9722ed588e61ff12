"""Rules are checked as the form says, and one wrong value in a table that reconciles is found and named."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from sums import APPLICANTS, COLUMNS, FORM, LEAVES, ROWS, Values, reconciled, table

from ocrkit.types.finding import CellRef
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, suspects


@given(reconciled())
@settings(max_examples=50, deadline=None)
def test_a_reconciled_table_has_no_finding(values: Values) -> None:
    assert broken_rules(table(values), [FORM]) == ()


@given(reconciled(), st.sampled_from(ROWS), st.sampled_from(COLUMNS), st.integers(1, 99))
@settings(max_examples=200, deadline=None)
def test_one_changed_cell_is_the_only_suspect(values: Values, row: str, column: str, by: int) -> None:
    values[row][column] = int(values[row][column]) + by
    broken = broken_rules(table(values), [FORM])
    assert suspects(broken) == {CellRef(form="requests", row=row, column=column)}


@given(reconciled(), st.sampled_from(["", "/"]))
@settings(max_examples=50, deadline=None)
def test_zeros_left_blank_or_dashed_among_addends_count_as_nothing(values: Values, sign: str) -> None:
    for row in LEAVES:
        for column in APPLICANTS:
            if values[row][column] == 0:
                values[row][column] = sign
    assert broken_rules(table(values), [FORM]) == ()


def _row(**values: int | str) -> list[str | None]:
    form = FORM.model_copy(update={"rules": FORM.rules[:1]})
    return [broken.rule.name for broken in broken_rules(table({"received": dict(values)}), [form])]


def test_a_total_that_is_not_a_number_is_not_checked() -> None:
    for total in ("", "/", "见附表", "?"):
        assert _row(person=1, firm=2, other=3, total=total) == []
    assert _row(person=1, firm=2, other=3, total=0) == ["applicants_sum"]


def test_an_addend_that_cannot_be_counted_leaves_the_rule_unchecked() -> None:
    assert _row(person=1, firm="?", other=3, total=9) == []
    assert _row(person=1, firm="若干", other=3, total=9) == []
    assert _row(person=1, firm=2, total=9) == []


def test_a_balance_needs_a_number_on_each_side() -> None:
    flow = FORM.model_copy(update={"rules": FORM.rules[2:]})
    column = {"received": {"total": 3}, "carried_in": {"total": ""}, "results": {"total": ""}}
    empty = table({**column, "carried_out": {"total": ""}})
    broken = table({**column, "carried_out": {"total": 1}})
    assert broken_rules(empty, [flow]) == ()
    only_right = table({**column, "received": {"total": ""}, "carried_out": {"total": 1}})
    assert broken_rules(only_right, [flow]) == ()
    (rule,) = broken_rules(broken, [flow])
    finding = rule.finding()
    assert finding.message == (
        "requests, column total: received + carried_in is 3, results + carried_out adds up to 1"
    )
    assert {(cell.row, cell.column) for cell in finding.cells} == {
        (row, "total") for row in ("received", "carried_in", "results", "carried_out")
    }


def test_rules_of_another_edition_and_unknown_forms_are_left_out() -> None:
    rule = FORM.rules[0].model_copy(update={"edition": "2019"})
    form = FORM.model_copy(update={"rules": (rule,)})
    wrong = {"received": {"person": 1, "firm": 0, "other": 0, "total": 5}}
    assert broken_rules(table(wrong), [form]) == ()
    assert broken_rules({"another": table(wrong)["requests"]}, [FORM]) == ()


def test_decimals_are_exact() -> None:
    form = FORM.model_copy(update={"rules": FORM.rules[:1]})
    cells = {
        column: Cell(value=Decimal(text), text=text, kind="number")
        for column, text in {"person": "0.1", "firm": "0.2", "other": "0", "total": "0.3"}.items()
    }
    assert broken_rules({"requests": FormTable(cells={"received": cells})}, [form]) == ()


@given(reconciled(), st.integers(1, 49), st.integers(50, 99))
@settings(max_examples=50, deadline=None)
def test_two_changed_cells_in_lines_of_their_own_are_the_only_suspects(values: Values, by: int, other: int) -> None:
    changed = {("leaf_1", "person"): by, ("leaf_4", "firm"): other}
    for (row, column), more in changed.items():
        values[row][column] = int(values[row][column]) + more
    found = suspects(broken_rules(table(values), [FORM]))
    assert found == {CellRef(form="requests", row=row, column=column) for row, column in changed}


@given(reconciled(), st.integers(1, 19), st.integers(20, 49), st.integers(70, 99))
@settings(max_examples=50, deadline=None)
def test_two_changed_cells_of_one_column_and_one_elsewhere_are_the_only_suspects(
    values: Values, one: int, other: int, elsewhere: int
) -> None:
    changed = {("leaf_1", "total"): one, ("leaf_3", "total"): other, ("results", "firm"): elsewhere}
    for (row, column), more in changed.items():
        values[row][column] = int(values[row][column]) + more
    found = suspects(broken_rules(table(values), [FORM]))
    assert found == {CellRef(form="requests", row=row, column=column) for row, column in changed}


@given(reconciled(), st.lists(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), min_size=2, max_size=3))
@settings(max_examples=200, deadline=None)
def test_changed_cells_whose_row_and_column_show_it_are_among_the_suspects(
    values: Values, places: list[tuple[str, str]]
) -> None:
    changed = {place: 100**power for power, place in enumerate(dict.fromkeys(places))}
    for (row, column), more in changed.items():
        values[row][column] = int(values[row][column]) + more
    broken = broken_rules(table(values), [FORM])
    named = [{*b.left, *b.right} for b in broken]
    for row, column in changed:
        ref = CellRef(form="requests", row=row, column=column)
        directions = {b.rule.for_each for b, refs in zip(broken, named, strict=True) if ref in refs}
        assert ref in suspects(broken) or directions != {"row", "column"}


@given(reconciled(), st.sampled_from(LEAVES), st.sampled_from(LEAVES), st.sampled_from(COLUMNS), st.integers(1, 99))
@settings(max_examples=50, deadline=None)
def test_where_the_columns_cannot_be_checked_every_cell_of_a_broken_row_is_a_suspect(
    values: Values, lost: str, row: str, column: str, by: int
) -> None:
    if lost == row:
        return
    del values[lost]  # a row whose label could not be read
    values[row][column] = int(values[row][column]) + by
    found = suspects(broken_rules(table(values), [FORM]))
    assert found == {CellRef(form="requests", row=row, column=name) for name in COLUMNS}


def test_a_block_without_columns_that_add_up_has_only_its_own_cells_to_doubt() -> None:
    form = FORM.model_copy(update={"rules": FORM.rules[:1]})
    printed = table({"received": {"person": 1, "firm": 2, "other": 3, "total": 16}})
    assert suspects(broken_rules(printed, [form])) == {
        CellRef(form="requests", row="received", column=name) for name in COLUMNS
    }


def test_rows_that_no_likelier_cell_explains_keep_their_suspects() -> None:
    # One cell is wrong in two sums that want different things of it; two other rows are wrong where columns agree.
    values: Values = {row: dict.fromkeys(COLUMNS, 10) | {"total": 30} for row in ROWS}
    for row in ("results", "received"):
        values[row] = dict.fromkeys(COLUMNS, 60) | {"total": 180}
    for row, column, by in (("leaf_0", "person", 5), ("leaf_1", "firm", 3), ("leaf_2", "firm", -3)):
        values[row][column] = int(values[row][column]) + by
    found = suspects(broken_rules(table(values), [FORM]))
    assert found == {CellRef(form="requests", row=f"leaf_{i}", column="person") for i in range(3)}
