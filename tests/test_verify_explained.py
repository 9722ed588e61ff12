"""Values in doubt explain broken sums together, and only where rows and columns tell the same of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sums import APPLICANTS, COLUMNS, FORM, ROWS, Values, reconciled, table

from ocrkit.types.finding import CellRef
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, suspects
from ocrkit.verify.explained import explained
from ocrkit.verify.review import review

PLACES = st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS))


def _ref(place: tuple[str, str]) -> CellRef:
    return CellRef(form="requests", row=place[0], column=place[1])


def _doubted(values: Values, doubted: dict[tuple[str, str], str | int]) -> dict[str, FormTable]:
    """The table with other readings in some cells, which are in review."""
    printed = {(row, column): values[row][column] for row, column in doubted}
    for (row, column), read in doubted.items():
        values[row][column] = read
    forms = table(values)
    for (row, column), read in doubted.items():
        cell = forms["requests"].cells[row][column]
        guesses = ({"text": str(printed[row, column]), "probability": 0.1},)
        forms["requests"].cells[row][column] = Cell.model_validate(
            {**cell.model_dump(), "status": "review", "alternatives": guesses, "text": str(read)}
        )
    return forms


def _left_suspect(forms: dict[str, FormTable]) -> set[CellRef]:
    doubtful = {
        CellRef(form="requests", row=row, column=column): cell
        for row, column, cell in forms["requests"]
        if cell.status == "review"
    }
    wanted = explained(forms, [FORM], doubtful)
    return suspects([one for one in broken_rules(forms, [FORM]) if one.line not in wanted])


def test_three_values_of_a_row_read_wrong_make_no_other_a_suspect() -> None:
    values: Values = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    values["leaf_1"] |= {"person": 3, "total": 3}
    values["results"] |= {"person": 3, "total": 3}
    values["received"] |= {"person": 3, "total": 3}
    read: dict[tuple[str, str], str | int] = {
        ("leaf_1", c): r for c, r in zip(APPLICANTS, (20, "二三", 7), strict=False)
    }
    forms = _doubted(values, read)
    assert _left_suspect(forms) <= {_ref(place) for place in read}
    found = review(forms, broken_rules(forms, [FORM]), (), definitions=[FORM])
    assert found.findings == ()
    reviewed = {(row, column) for row, column, cell in found.forms["requests"] if cell.status == "review"}
    assert reviewed == set(read)
    wants = [
        d.detail["wanted"] for d in found.forms["requests"].cells["leaf_1"]["person"].doubts if "wanted" in d.detail
    ]
    assert set(wants) == {"3"}


@given(reconciled(), st.lists(PLACES, max_size=5, unique=True), PLACES, st.integers(1, 99), st.data())
@settings(max_examples=400, deadline=None)
def test_a_plain_value_read_wrong_stays_a_suspect_beside_values_in_doubt(
    values: Values, doubted: list[tuple[str, str]], wrong: tuple[str, str], by: int, data: st.DataObject
) -> None:
    """Whatever the values in doubt were read as, right ones among them."""
    others = [place for place in doubted if place != wrong]
    read: dict[tuple[str, str], str | int] = {
        place: data.draw(st.one_of(st.just(values[place[0]][place[1]]), st.integers(0, 99), st.just("若干")))
        for place in others
    }
    values[wrong[0]][wrong[1]] = int(values[wrong[0]][wrong[1]]) + by
    forms = _doubted(values, read)
    if _ref(wrong) in suspects(broken_rules(forms, [FORM])):
        assert _ref(wrong) in _left_suspect(forms)


def test_where_no_column_can_be_checked_a_value_in_doubt_that_could_break_its_row_answers_for_it() -> None:
    """One that cannot be what the row wants does not."""
    form = FORM.model_copy(update={"rules": FORM.rules[:1]})

    def reviewed(read: int, total: int) -> set[str]:
        forms = table({"received": {"person": read, "firm": 2, "other": 3, "total": total}})
        person = forms["requests"].cells["received"]["person"]
        forms["requests"].cells["received"]["person"] = person.model_copy(update={"status": "review"})
        found = review(forms, broken_rules(forms, [form]), (), definitions=[form]).forms["requests"]
        return {column for _, column, cell in found if cell.status == "review"}

    assert reviewed(read=7, total=6) == {"person"}, "a 1 for a 7"
    assert reviewed(read=7, total=4) == set(COLUMNS), "less than nothing"
    assert reviewed(read=7, total=4321) == set(COLUMNS), "nothing like a 7"
