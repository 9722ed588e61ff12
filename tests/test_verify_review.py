"""What speaks against all values of a page or table, however plainly each was read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.report import Cell, FormTable, Kind
from ocrkit.verify.review import review
from ocrkit.verify.vouched import Vouched

FAINT = Doubt(DoubtCode.FAINT_INK)


def test_no_blank_is_sure_where_dashes_are_nearly_gone() -> None:
    """Also where it was answered that what is left of them are dashes, and in another table, on another page."""
    mark = Doubt(DoubtCode.MARK_IN_MIDDLE)
    worn = Cell(value=None, text="-", kind="dash", page=1, answered=(mark,))
    dash, blank = worn.model_copy(update={"answered": ()}), Cell(value=None, text="", kind="blank", page=1)
    other_page = blank.model_copy(update={"page": 2})

    def statuses(*dashes: Cell) -> list[str]:
        first = FormTable(cells={"a": {str(i): cell for i, cell in enumerate(dashes)}})
        second = FormTable(cells={"b": {"x": blank, "y": other_page}})
        found = review({"one": first, "two": second}, (), ()).forms["two"].cells["b"]
        return [found["x"].status, found["y"].status]

    assert statuses(worn, worn, worn, *[dash] * 9) == ["review", "review"]
    assert statuses(worn, worn, *[dash] * 3) == ["accepted", "accepted"], "so few may be dirt"
    assert statuses(worn, worn, worn, *[dash] * 40) == ["accepted", "accepted"]
    improbable = Doubt(DoubtCode.IMPROBABLE, {"probability": 0.4})
    unsure = dash.model_copy(update={"status": "review", "doubts": (improbable,)})
    assert statuses(unsure, unsure, unsure, dash) == ["review", "review"], "hardly one is left"
    assert statuses(unsure, unsure)[1] == "accepted"

    def off(*by: float, against: str = "numbers") -> list[Cell]:
        doubts = ((improbable, Doubt(DoubtCode.DASH_OFF_MIDDLE, {"off": at, "against": against})) for at in by)
        return [unsure.model_copy(update={"doubts": each}) for each in doubts]

    assert statuses(unsure, *off(-0.7, 0.5, 0.9, -0.4))[1] == "accepted", "dirt: dashes stand where numbers do"
    assert statuses(*off(-0.7, 0.5, 0.9, -0.4))[1] == "accepted"
    assert statuses(unsure, unsure, unsure, *off(0.5, -0.6))[1] == "review"
    assert statuses(unsure, unsure, unsure, *off(-0.7, 0.5, 0.9, -0.4))[1] == "accepted", "most of it is dirt"
    assert statuses(*[unsure] * 20, *off(*[0.6, -0.7, 0.9] * 7))[1] == "review", "so many are not there by chance"
    assert statuses(*off(-0.9, -0.92, -1.0))[1] == "accepted", "what is left of a rule stands alike, too"
    assert statuses(*off(0.5, 0.45, 0.55, -0.6, against="cell"))[1] == "review", "the grid is off, the dashes are not"
    assert statuses(*off(0.5, -0.9, 0.95, -0.6, against="cell"))[1] == "accepted"
    dirt = off(-0.7, 0.5, 0.9, -0.4, 0.8, -0.9, 0.45, -0.5)
    assert statuses(worn, worn, worn, *[dash] * 20, *dirt)[1] == "review", "dirt makes no blank surer"
    nought = Cell(value=Decimal(0), text="0", kind="number", page=1)
    assert statuses(unsure, unsure, unsure, *[nought] * 9) == ["accepted", "accepted"], "they are misread noughts"
    assert statuses(unsure, unsure, unsure, *[dash] * 4) == ["accepted", "accepted"]
    few = statuses(*[unsure] * 3, *[blank] * 38)
    assert few == ["accepted", "accepted"], "dirt in three of 43 cells: of dashes more would be left"
    assert statuses(*[unsure] * 7, *[blank] * 125)[1] == "accepted"
    assert statuses(*[unsure] * 4, *[blank] * 12)[1] == "review"
    assert statuses(*[unsure] * 14, *[blank] * 160)[1] == "review", "so many are not there by chance"


def test_no_blank_is_sure_where_half_of_them_are_in_doubt() -> None:
    ink = Doubt(DoubtCode.INK_UNEXPLAINED)
    number = Cell(value=Decimal(7), text="7", kind="number", page=1)
    blank = Cell(value=None, text="", kind="blank", page=1)
    doubted = blank.model_copy(update={"status": "review", "doubts": (ink,)})

    def told(doubtful: int, plain: int) -> set[str]:
        cells = [*[doubted] * doubtful, *[blank] * plain, *[number] * 40]
        table = FormTable(cells={"a": {str(i): cell for i, cell in enumerate(cells)}})
        found = review({"one": table}, (), ()).forms["one"].cells["a"].values()
        assert all(cell.status == "accepted" for cell in found if cell.kind == "number")
        return {cell.status for cell in found if cell.kind == "blank"}

    assert told(6, 6) == {"review"}
    assert told(5, 6) == {"review", "accepted"}
    assert told(2, 1) == {"review", "accepted"}, "so few may be dirt"


def test_a_page_with_many_plain_blanks_is_not_judged_by_the_one_before_it() -> None:
    """What shows through the first leaf, on every blank, is not behind the second."""
    blank = Cell(value=None, text="", kind="blank", page=1)
    doubted = blank.model_copy(update={"status": "review", "doubts": (Doubt(DoubtCode.PALE_INK),)})
    next_page = blank.model_copy(update={"page": 2})

    def told(plain: int) -> set[str]:
        cells = [*[doubted] * 20, *[blank] * 2, *[next_page] * plain]
        table = FormTable(cells={"a": {str(i): cell for i, cell in enumerate(cells)}})
        found = review({"one": table}, (), ()).forms["one"].cells["a"].values()
        assert {cell.status for cell in found if cell.page == 1} == {"review"}
        return {cell.status for cell in found if cell.page == 2}

    assert told(8) == {"accepted"}
    assert told(3) == {"review"}, "so few may have been print that is gone, as on the page before"


def test_labels_that_cannot_be_read_say_nothing_of_blanks() -> None:
    label = Doubt(DoubtCode.LABEL_UNREAD, {"axis": "row"})
    blank = Cell(value=None, text="", kind="blank", page=1)
    doubted = blank.model_copy(update={"status": "review", "doubts": (label,)})
    number = Cell(value=Decimal(7), text="7", kind="number", page=1)
    table = FormTable(cells={"a": {str(i): cell for i, cell in enumerate([*[doubted] * 8, blank, *[number] * 20])}})
    assert review({"one": table}, (), ()).forms["one"].cells["a"]["8"].status == "accepted"


def test_values_that_were_not_found_count_against_a_table_on_every_page() -> None:
    """Where columns are not told, those that are may be others, on whatever page."""
    number = Cell(value=Decimal(7), text="7", kind="number", page=1)
    table = FormTable(cells={"a": {str(i): number for i in range(10)}})
    lacking = [CellRef(form="one", row="a", column=f"not found {i}") for i in range(20)]
    found = review({"one": table}, (), (), lacking).forms["one"].cells["a"].values()
    assert {cell.status for cell in found} == {"review"}


@pytest.mark.parametrize(("probability", "status"), [(0.6, "accepted"), (0.4, "review")])
def test_among_doubtful_values_sums_vouch_for_what_was_read_so_rather_than_otherwise(
    probability: float, status: str
) -> None:
    unsure = Doubt(DoubtCode.IMPROBABLE, {"probability": probability})
    number = Cell(value=Decimal(7), text="7", kind="number", page=1, confidence=probability)
    doubted = number.model_copy(update={"status": "review", "doubts": (unsure,)})
    answered = number.model_copy(update={"answered": (unsure,)})
    table = FormTable(cells={"a": {"x": answered, "y": number, "z": doubted, "w": doubted}})
    sums = Vouched(read=frozenset({CellRef(form="one", row="a", column="y")}))
    found = review({"one": table}, (), (), sums=sums).forms["one"].cells["a"]
    assert (found["x"].status, found["y"].status) == (status, status)


@pytest.mark.parametrize(
    ("kind", "sums", "missing", "status"),
    [
        ("number", "held", 0, "accepted"),
        ("number", "held", 1, "review"),
        ("dash", "held", 0, "review"),
        ("blank", "held", 0, "review"),
        ("dash", "nothing", 0, "accepted"),
        ("dash", "nothing", 1, "review"),
    ],
    ids=["number", "a column is not told", "dash", "blank", "dash of two sums", "dash, a column is not told"],
)
def test_among_doubtful_values_plain_ones_are_accepted_of_which_sums_tell(
    kind: Kind, sums: str, missing: int, status: str
) -> None:
    """Not where columns are not told: sums hold with them in another order."""
    number = Decimal(7) if kind == "number" else None
    plain = Cell(value=number, text={"number": "7", "dash": "-", "blank": ""}[kind], kind=kind, page=1)
    unsure = Cell(value=Decimal(4), text="4", kind="number", status="review", doubts=(FAINT,), page=1)
    table = FormTable(cells={"a": {"x": plain, "y": plain, "z": unsure, "w": unsure, "v": unsure}})
    told = Vouched(**{sums: frozenset({CellRef(form="one", row="a", column="x")})})
    lacking = [CellRef(form="one", row="a", column="u")] * missing
    found = review({"one": table}, (), (), lacking, told).forms["one"].cells["a"]
    assert (found["x"].status, found["y"].status) == (status, "review")


@pytest.mark.parametrize("sign", ["0", "-"])
def test_dashes_read_as_their_tables_others_are_as_much_evidence_as_they_were(sign: str) -> None:
    """Six dashes in doubt beside ten blanks: others may be gone, whatever the six were read as together."""
    unsure = Doubt(DoubtCode.IMPROBABLE, {"probability": 0.3})
    told = Doubt(DoubtCode.READ_BY_PROTOTYPE, {"text": "-"})
    torn = Cell(
        value=Decimal(0) if sign == "0" else None,
        text=sign,
        kind="number" if sign == "0" else "dash",
        page=1,
        status="review",
        doubts=(unsure, told),
    )
    number = Cell(value=Decimal(7), text="7", kind="number", page=1)
    blank = Cell(value=None, text="", kind="blank", page=1)
    table = FormTable(
        cells={"a": {str(i): cell for i, cell in enumerate([*[torn] * 6, *[blank] * 10, *[number] * 20])}}
    )
    found = review({"one": table}, (), ()).forms["one"].cells["a"].values()
    assert {cell.status for cell in found if cell.kind == "blank"} == {"review"}


def test_no_sum_excuses_a_value_on_a_doubtful_page_of_a_table_whose_columns_are_not_told() -> None:
    """Most of the table is plain, on the page before."""
    plain = Cell(value=Decimal(7), text="7", kind="number", page=1)
    unsure = Cell(value=Decimal(4), text="4", kind="number", page=2, status="review", doubts=(FAINT,))
    rows = {"a": {str(i): plain for i in range(20)}, "b": {"x": plain.model_copy(update={"page": 2})}}
    table = FormTable(cells=rows | {"c": {str(i): unsure for i in range(4)}})
    sums = Vouched(held=frozenset({CellRef(form="one", row="b", column="x")}))
    for lacking, status in ([], "accepted"), ([CellRef(form="one", row="c", column="y")], "review"):
        assert review({"one": table}, (), (), lacking, sums).forms["one"].cells["b"]["x"].status == status
