"""Guards that could once be taken out with every test green. Each test here fails without the one it names."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawings import CELLS, XS, YS, Drawing, found
from form_tables import Square, make_table, numbers, print_form, squares_of

import ocrkit.errors
from ocrkit.assemble import Assembler
from ocrkit.forms import TablePart, read_forms
from ocrkit.profiles import annual_report
from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.remnants import RemnantSettings, rule_remnants
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.regions.model import PageText
from ocrkit.results import Pages, ReadPage, ReadPart
from ocrkit.schedule.stages import Stages
from ocrkit.settings import ReadSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PageRef
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.report import Cell, FormTable, SourcePage
from ocrkit.types.table import Table
from ocrkit.verify.review import review

PROFILE = annual_report()
FORMS = {form.key: form for form in PROFILE.forms}
REQUESTS = FORMS["requests"].editions[0]


def with_row(table: Table, texts: Sequence[str]) -> Table:
    """The table with one more row below, of single cells."""
    n = table.n_rows
    return make_table([*squares_of(table), *(Square((n, n + 1), (c, c + 1), text) for c, text in enumerate(texts))])


def test_what_filing_found_odd_stands_in_the_report() -> None:
    """``found.findings`` among the report's findings."""
    table = print_form(REQUESTS, numbers(REQUESTS))
    strange = with_row(table, ["五、山南水库蓄水情况", *[""] * 2, *["7"] * (table.n_cols - 3)])
    ref = PageRef(number=1, file="page.png", index=0)
    source = SourcePage(number=1, file="page.png", index=0)
    page = ReadPage(ref, "", "", source, (ReadPart((strange,), PageText(1, (1000, 1400), (1000, 1400))),))
    assembler = Assembler(ReadSettings(), PROFILE, PROFILE.forms, Stages())
    report = assembler.assemble(Pages(read=[page])).report
    assert "五、山南水库蓄水情况" in " ".join(f.message for f in report.findings if f.kind == "unmatched_row")


def test_two_cells_for_one_place_of_the_form_are_in_review() -> None:
    form = FORMS["proactive"]
    edition = form.editions[0]
    printed = squares_of(print_form(edition, numbers(edition)))
    height = max(square.rows[1] for square in printed)
    again = [replace(s, rows=(s.rows[0] + height, s.rows[1] + height)) for s in printed]
    table = read_forms([TablePart(make_table([*printed, *again]), form.section)], PROFILE.forms).forms["proactive"]
    doubts = [{doubt.code for doubt in cell.doubts} for _, _, cell in table]
    assert doubts
    assert all(DoubtCode.PLACE_TAKEN_TWICE in codes for codes in doubts)


def test_a_table_that_shows_the_same_rows_again_is_not_joined() -> None:
    values = numbers(REQUESTS)
    first, second = print_form(REQUESTS, values), print_form(REQUESTS, values)
    second = make_table(squares_of(second), page=2)
    result = read_forms([TablePart(first), TablePart(second)], PROFILE.forms)
    assert [table.form for table in result.tables] == ["requests", None]
    assert [finding.kind for finding in result.findings] == ["unmatched_table"]


def test_a_stroke_through_a_whole_cell_is_no_sliver_of_a_rule() -> None:
    """It runs from top to bottom and from left to right: ``^``, not ``|``."""
    unseen = np.zeros((0, 0), np.int32), np.array([1])
    both = Components(np.array([(10, 20, 300, 80, 400, 4)], np.intp), *unseen)
    down = Components(np.array([(150, 20, 35, 80, 250, 4)], np.intp), *unseen)
    inner = (10, 20, 310, 100)
    assert rule_remnants(both, inner, 30.0, RemnantSettings()).tolist() == [False]
    assert rule_remnants(down, inner, 30.0, RemnantSettings()).tolist() == [True]


def test_fine_grey_rules_within_a_bold_black_border_are_a_table_s_own() -> None:
    """They end on a frame of their own, as fine as they, and are print that shows through for all else."""
    drawing = Drawing().rules(ink=175)
    cv2.rectangle(drawing.image, (XS[0] - 30, YS[0] - 30), (XS[-1] + 30, YS[-1] + 30), 0, 9)
    assert found(drawing) == [CELLS]


class Sure:
    """A reader that reads 17 in every crop."""

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        return [Reading("17", 0.999, "17", 0.999, (Alternative("17", 0.999),))] * len(crops)


def number(ink: int) -> InkLine:
    image = np.full((80, 120), 250, np.uint8)
    cv2.putText(image, "17", (30, 56), cv2.FONT_HERSHEY_SIMPLEX, 1.2, ink, 3, cv2.LINE_AA)
    ys, xs = np.nonzero(image < 245)
    return InkLine(image, UprightBox(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))


def test_a_value_much_paler_than_the_others_is_doubted() -> None:
    readings = ValueReader(Sure()).read([*[number(20)] * 7, number(190)])
    codes = [[doubt.code for doubt in reading.doubts] for reading in readings]
    assert codes == [*[[]] * 7, [DoubtCode.PALE_INK]]


@pytest.mark.parametrize(("in_doubt", "all_of_them"), [(1, False), (2, True)], ids=["a quarter", "exactly half"])
def test_where_half_of_a_table_is_in_doubt_all_of_it_is(in_doubt: int, all_of_them: bool) -> None:
    places = [(row, column) for row in "ab" for column in "xy"]
    cells: dict[str, dict[str, Cell]] = {"a": {}, "b": {}}
    for i, (row, column) in enumerate(places):
        status = "review" if i < in_doubt else "accepted"
        cells[row][column] = Cell(value=Decimal(7), text="7", kind="number", status=status)
    reviewed = review({"form": FormTable(cells=cells)}, (), ()).forms["form"]
    assert sum(cell.status == "review" for *_, cell in reviewed) == (4 if all_of_them else in_doubt)


@pytest.mark.parametrize(
    ("columns", "rows", "all_of_them"),
    [(1, 0, False), (2, 0, True), (0, 9, False)],
    ids=["few", "half", "other rows"],
)
def test_where_half_of_the_columns_are_not_told_those_that_are_may_be_others(
    columns: int, rows: int, all_of_them: bool
) -> None:
    plain = Cell(value=Decimal(7), text="7", kind="number")
    cells = {row: {"x": plain, "y": plain} for row in "ab"}
    lacking = [CellRef(form="form", row=row, column=f"lost {i}") for row in "ab" for i in range(columns)]
    lacking += [CellRef(form="form", row=f"elsewhere {i}", column="x") for i in range(rows)]
    reviewed = review({"form": FormTable(cells=cells)}, (), (), lacking).forms["form"]
    assert {cell.status for *_, cell in reviewed} == {"review" if all_of_them else "accepted"}


BUGS = {"InternalError", "EngineError", "TableError"}
"""What only a fault of ours, or of an engine, raises: there the boundary adds what to do."""


def test_every_error_says_what_to_do() -> None:
    package = Path(ocrkit.errors.__file__).parent
    kinds = {name: kind for name, kind in vars(ocrkit.errors).items() if isinstance(kind, type)}
    named = {name for name, kind in kinds.items() if issubclass(kind, ocrkit.errors.OcrkitError)} - BUGS
    silent = [
        f"{file.relative_to(package)}:{node.lineno}"
        for file in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in named
        if file.name != "errors.py" and not _has_remedy(node)
    ]
    assert silent == []


def _has_remedy(call: ast.Call) -> bool:
    given = next((k.value for k in call.keywords if k.arg == "remedy"), None)
    return given is not None and not (isinstance(given, ast.Constant) and not given.value)
