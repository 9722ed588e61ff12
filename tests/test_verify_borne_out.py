"""Plain values are no suspects where the sums tell them as they were read, values in doubt taken for unknown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sums import APPLICANTS, COLUMNS, FORM, ROWS, Values, reconciled, table

from ocrkit.types.finding import CellRef
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, suspects
from ocrkit.verify.borne_out import borne_out
from ocrkit.verify.review import review

Place = tuple[str, str]
PLACES = st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS))


def _ref(place: Place) -> CellRef:
    return CellRef(form="requests", row=place[0], column=place[1])


def _doubted(values: Values, read: dict[Place, str | int]) -> dict[str, FormTable]:
    """The table with other readings in some cells, which are in review."""
    for (row, column), text in read.items():
        values[row][column] = text
    forms = table(values)
    rows = forms["requests"].cells
    for row, column in read:
        rows[row][column] = rows[row][column].model_copy(update={"status": "review"})
    return forms


def _left(forms: dict[str, FormTable]) -> set[CellRef]:
    """The suspects that are left."""
    doubtful: dict[CellRef, Cell] = {
        _ref((row, column)): cell for row, column, cell in forms["requests"] if cell.status == "review"
    }
    suspected = suspects(broken_rules(forms, [FORM]))
    return suspected - borne_out(forms, [FORM], doubtful, suspected)


def _few() -> Values:
    values: Values = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    for row in ("leaf_1", "leaf_4"):
        values[row] = {"person": 3, "firm": 2, "other": 1, "total": 6}
    for row in ("results", "received"):
        values[row] = {"person": 6, "firm": 4, "other": 2, "total": 12}
    return values


def test_a_stamp_over_two_rows_makes_no_other_value_a_suspect() -> None:
    """Two values of one row and one of another: what crosses them was in review before."""
    read: dict[Place, str | int] = {("leaf_1", "person"): 20, ("leaf_1", "firm"): 9, ("leaf_4", "other"): 70}
    forms = _doubted(_few(), read)
    crossing = suspects(broken_rules(forms, [FORM])) - {_ref(place) for place in read}
    assert crossing
    assert not _left(forms) & crossing
    found = review(forms, broken_rules(forms, [FORM]), (), definitions=[FORM])
    assert {(row, column) for row, column, cell in found.forms["requests"] if cell.status == "review"} == set(read)
    without = review(forms, broken_rules(forms, [FORM]), ())
    assert found.findings == without.findings, "what the paper does not add up to is told all the same"


def test_three_values_in_doubt_at_the_corners_of_a_rectangle_bear_out_no_fourth() -> None:
    """Whatever is wrong by as much in its row and its column could be told of them."""
    values = _few()
    values["leaf_1"]["person"] = 8
    forms = _doubted(values, {("leaf_1", "total"): "?", ("leaf_4", "total"): "?", ("leaf_4", "person"): 3})
    assert _ref(("leaf_1", "person")) in _left(forms)


def test_a_value_in_doubt_that_the_sums_tell_as_it_was_read_contradicts_where_its_other_line_does_not_hold() -> None:
    values = _few()
    values["leaf_1"]["person"] = 8
    forms = _doubted(values, {("leaf_4", "person"): 3, ("leaf_4", "firm"): 7})
    assert _ref(("leaf_1", "person")) in _left(forms)


def test_two_plain_values_wrong_by_as_much_stay_suspects() -> None:
    values = _few()
    values["leaf_1"]["person"], values["leaf_4"]["firm"] = 8, 7
    wrong = {_ref(("leaf_1", "person")), _ref(("leaf_4", "firm"))}
    assert wrong <= _left(_doubted(values, {("leaf_1", "firm"): 2}))


def test_a_line_that_holds_by_two_errors_with_a_suspect_tells_nothing_of_it() -> None:
    values: Values = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    values["leaf_1"] = {"person": 3, "firm": 12, "other": 1, "total": 16}
    values["leaf_4"] = {"person": 2, "firm": 8, "other": 4, "total": 14}
    values["carried_out"] |= {"firm": 2, "total": 2}
    values["results"] = {"person": 5, "firm": 15, "other": 5, "total": 30}  # 20 read as 15
    values["received"] = {"person": 5, "firm": 22, "other": 5, "total": 32}
    unread = {(row, "total"): "?" for row in ("results", "carried_out", "leaf_1")}
    read: dict[Place, str | int] = {**unread, ("carried_out", "firm"): 7, ("leaf_1", "firm"): 12}
    assert _ref(("results", "firm")) in _left(_doubted(values, read))


def test_what_would_have_to_be_less_than_nothing_contradicts() -> None:
    values: Values = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    values["leaf_1"] |= {"person": 4, "total": 3}  # 3 read as 4
    values["leaf_4"] |= {"person": 3, "firm": 3, "total": 5}  # 2 read as 3
    for row in ("results", "received"):
        values[row] |= {"person": 6, "firm": 2, "total": 8}
    for nought in (0, "?"):
        forms = _doubted(values, {("leaf_1", "firm"): nought, ("leaf_4", "person"): 3})
        assert _ref(("leaf_1", "person")) in _left(forms)


@given(reconciled(), st.data(), st.sampled_from(ROWS[2:7]), st.sampled_from(APPLICANTS), st.integers(1, 99))
@settings(max_examples=300, deadline=None)
def test_a_plain_value_read_wrong_beside_values_in_doubt_is_never_let_off(
    values: Values, data: st.DataObject, row: str, column: str, by: int
) -> None:
    """Those are right as they were read, or not read at all."""
    near = [ROWS[ROWS.index(row) + 1], row]
    places = [(r, c) for r in near for c in COLUMNS if (r, c) != (row, column)]
    doubted = data.draw(st.lists(st.sampled_from(places), max_size=4, unique=True))
    read: dict[Place, str | int] = {
        place: data.draw(st.one_of(st.just(values[place[0]][place[1]]), st.just("?"))) for place in doubted
    }
    values[row][column] = int(values[row][column]) + by
    forms = _doubted(values, read)
    if _ref((row, column)) in suspects(broken_rules(forms, [FORM])):
        assert _ref((row, column)) in _left(forms)
