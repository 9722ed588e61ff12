"""A fault is the paper's where every value is read with confidence; else it is a doubt of the reading, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from ocrkit.figures import read_figures
from ocrkit.profiles import annual_report
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import Block, Edition, Entry, FormDefinition, Rule
from ocrkit.types.report import Cell, FormTable, Guess, Section
from ocrkit.verify.arithmetic import broken_rules
from ocrkit.verify.contradictions import contradictions
from ocrkit.verify.misread import could_be
from ocrkit.verify.review import DOUBTFUL_TABLE, Reviewed, review

FAINT = Doubt(DoubtCode.FAINT_INK)
ROWS, COLUMNS = ("new_received", "carried_in", "results_total"), ("person", "firm", "total")
FORM = FormDefinition(
    key="requests",
    editions=(
        Edition(
            blocks=(
                Block(
                    columns=tuple(Entry(key=c, path=(c,)) for c in COLUMNS),
                    rows=tuple(Entry(key=r, path=(r,)) for r in ROWS),
                ),
            )
        ),
    ),
    rules=(
        Rule(name="applicants", for_each="row", left=("total",), right=("person", "firm")),
        Rule(name="results", for_each="column", left=("results_total",), right=("new_received", "carried_in")),
    ),
)
PRINTED: Mapping[str, Sequence[int]] = {
    "new_received": (30, 12, 42),
    "carried_in": (5, 0, 5),
    "results_total": (35, 12, 47),
}


def _reviewed(
    changed: Mapping[tuple[str, str], int], doubted: Sequence[tuple[str, str]] = (), text: str = ""
) -> Reviewed:
    """The review of the printed table with some cells read otherwise, and some in doubt."""
    cells: dict[str, dict[str, Cell]] = {}
    for row, values in PRINTED.items():
        for column, printed in zip(COLUMNS, values, strict=True):
            value, doubts = changed.get((row, column), printed), (FAINT,) * ((row, column) in doubted)
            status = "review" if doubts else "accepted"
            cell = Cell(value=Decimal(value), text=str(value), kind="number", status=status, doubts=doubts)
            cells.setdefault(row, {})[column] = cell
    forms = {"requests": FormTable(cells=cells)}
    figures = read_figures(
        [Section(key="overview", heading="一、总体情况", paragraphs=(text,))], annual_report(), 2022
    )
    return review(forms, broken_rules(forms, [FORM]), contradictions(figures, forms, annual_report().checks))


def _doubts(reviewed: Reviewed, row: str, column: str) -> tuple[Doubt, ...]:
    cell = reviewed.forms["requests"][row][column]
    assert cell.status == ("review" if cell.doubts else "accepted")
    return cell.doubts


CELLS = [(row, column) for row in ROWS for column in COLUMNS]


@pytest.mark.parametrize("place", CELLS, ids="-".join)
def test_a_wrong_value_read_with_confidence_is_the_papers(place: tuple[str, str]) -> None:
    reviewed = _reviewed({place: 99})
    ref = CellRef(form="requests", row=place[0], column=place[1])
    assert [finding.rule for finding in reviewed.findings] == ["applicants", "results"]
    assert all(finding.kind == "arithmetic" and ref in finding.cells for finding in reviewed.findings)
    assert len(_doubts(reviewed, *place)) == 1  # looked at too, and that excuses nothing


@pytest.mark.parametrize("place", CELLS, ids="-".join)
def test_a_misread_value_in_doubt_accuses_no_paper_and_names_both_sums(place: tuple[str, str]) -> None:
    printed = PRINTED[place[0]][COLUMNS.index(place[1])]
    reviewed = _reviewed({place: int(f"4{printed}")}, [place])
    assert reviewed.findings == ()
    told = [doubt for doubt in _doubts(reviewed, *place) if doubt.code == DoubtCode.SUM_WANTS]
    assert [doubt.detail["wanted"] for doubt in told] == [str(printed)] * 2
    assert {doubt.detail["axis"] for doubt in told} == {"row", "column"}


@pytest.mark.parametrize(("count", "all_of_them"), [(4, False), (5, True)], ids=["four of nine", "five of nine"])
def test_where_most_of_a_table_is_in_doubt_all_of_it_is(count: int, all_of_them: bool) -> None:
    reviewed = _reviewed({}, CELLS[:count])
    assert [_doubts(reviewed, *place) for place in CELLS[:count]] == [(FAINT,)] * count
    others = {_doubts(reviewed, *place) for place in CELLS[count:]}
    assert others == ({(DOUBTFUL_TABLE,)} if all_of_them else {()})


@pytest.mark.parametrize(("page", "all_of_them"), [(1, True), (2, False)], ids=["on its page", "on another"])
def test_where_most_of_a_page_is_in_doubt_so_is_a_small_table_on_it(page: int, all_of_them: bool) -> None:
    def table(count: int, doubts: tuple[Doubt, ...], page: int) -> FormTable:
        status = "review" if doubts else "accepted"
        cells = [
            Cell(value=Decimal(i), text=str(i), kind="number", status=status, doubts=doubts, page=page)
            for i in range(count)
        ]
        return FormTable(cells={"row": {str(i): cell for i, cell in enumerate(cells)}})

    found = review({"large": table(9, (FAINT,), 1), "small": table(4, (), page)}, [], []).forms
    assert {cell.doubts for *_, cell in found["large"]} == {(FAINT,)}
    assert {cell.doubts for *_, cell in found["small"]} == ({(DOUBTFUL_TABLE,)} if all_of_them else {()})


def test_a_table_mostly_in_doubt_accuses_no_paper() -> None:
    place = ("results_total", "firm")
    assert _reviewed({place: 42}, CELLS[:4]).findings != ()
    assert _reviewed({place: 42}, CELLS[:5]).findings == ()


def test_a_doubt_that_the_sum_is_too_far_from_excuses_nothing() -> None:
    reviewed = _reviewed({("new_received", "total"): 10042}, [("new_received", "firm")])
    assert "applicants" in [finding.rule for finding in reviewed.findings]
    assert FAINT in _doubts(reviewed, "new_received", "firm")


def _cell(text: str, *alternatives: str) -> Cell:
    value = Decimal(text) if text.isdigit() else None
    kind = "number" if value is not None else "dash" if text else "blank"
    guesses = tuple(Guess(text=guess, probability=0.2) for guess in alternatives)
    return Cell(value=value, text=text, kind=kind, status="review", alternatives=guesses)


@pytest.mark.parametrize(
    ("cell", "number", "expected"),
    [
        (_cell("494616"), 94616, True),
        (_cell("221"), 22, True),
        (_cell("5"), 6, True),
        (_cell("1"), 12, True),
        (_cell("1207"), 1287, True),
        (_cell("1207"), 3489, False),
        (_cell("12"), 1200, False),
        (_cell("12", "1,200"), 1200, True),
        (_cell("12", "1,300"), 1200, False),
        (_cell("5"), -1, False),
        (_cell(""), 1, True),
        (_cell(""), 10, False),
        (_cell("--"), 22, True),
        (_cell("--"), 222, False),
    ],
)
def test_which_numbers_a_doubtful_cell_could_hold(cell: Cell, number: int, expected: bool) -> None:
    assert could_be(cell, Decimal(number)) is expected


def test_where_print_is_gone_a_blank_could_be_any_number() -> None:
    gone = _cell("").model_copy(update={"doubts": (Doubt(DoubtCode.PRINT_MAYBE_LOST),)})
    assert could_be(gone, Decimal(57))
    assert not could_be(gone, Decimal(-57))
    assert not could_be(_cell("").model_copy(update={"doubts": (Doubt(DoubtCode.DASH_MAYBE_LOST),)}), Decimal(57))


def test_a_doubt_in_another_rule_excuses_nothing() -> None:
    reviewed = _reviewed({("carried_in", "total"): 7}, [("new_received", "person")])
    assert [finding.rule for finding in reviewed.findings] == ["applicants", "results"]
    assert _doubts(reviewed, "new_received", "person") == (FAINT,)


def test_a_doubt_that_cannot_make_up_for_the_difference_excuses_nothing() -> None:
    # The total is too small by 30; the only value in doubt among the parts is a 5, and no count is below 0.
    reviewed = _reviewed({("carried_in", "firm"): 30}, [("carried_in", "person")])
    assert ("applicants", "requests, row carried_in") in [
        (f.rule, f.message.split(":")[0]) for f in reviewed.findings
    ]
    assert _doubts(reviewed, "carried_in", "person") == (FAINT,)


def test_text_against_a_doubtful_value_is_a_doubt_and_against_a_sure_one_a_contradiction() -> None:
    text, place = "2022年收到政府信息公开申请42件。", ("new_received", "total")
    unsure = _reviewed({place: 442}, [place], text)
    assert unsure.findings == ()
    assert any(d.code == DoubtCode.TEXT_DISAGREES and d.detail["given"] == "42" for d in _doubts(unsure, *place))
    sure = _reviewed({place: 442}, text=text)
    assert [finding.kind for finding in sure.findings] == ["arithmetic", "arithmetic", "contradiction"]
    assert [f.kind for f in _reviewed({}, text="2022年收到政府信息公开申请7件。").findings] == ["contradiction"]
