"""How a workbook looks: names of sheets, widths, heights, colours, comments, formats of numbers."""

import io
from decimal import Decimal

import pytest
from export_samples import VALUES, plain_table, sample_form, sample_report
from openpyxl import Workbook, load_workbook

from ocrkit.export.placed import PlacedTable
from ocrkit.export.values import COLUMNS, value_rows
from ocrkit.export.xlsx import report_xlsx, tables_xlsx
from ocrkit.export.xlsx_cells import (
    BOLD,
    DOUBTFUL,
    HEADING,
    UNREADABLE,
    clean,
    put,
    put_doubts,
    put_number,
    put_text,
    put_value,
    remarks,
)
from ocrkit.export.xlsx_sheets import form_sheet, list_sheet, new_sheet, table_sheet
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, Guess, Report
from ocrkit.types.table import Place, Table, TableCell

FAINT = Doubt(DoubtCode.FAINT_INK)


@pytest.fixture
def book():
    made = Workbook()
    made.remove(made.worksheets[0])
    return made


@pytest.fixture
def square(book):
    return book.create_sheet("s").cell(1, 1)


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def test_names_of_sheets_are_allowed_and_differ(book):
    names = ["a/b", "A_B", "a_b", "x" * 40, "x" * 40, "", "''", "it's"]
    made = [new_sheet(book, name).title for name in names]
    assert made == ["a_b", "A_B-2", "a_b-3", "x" * 31, "x" * 27 + "-2", "sheet", "sheet-2", "it's"]
    sheet = book.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_list_stands_under_a_heading_that_stays_and_every_text_has_room(book):
    rows = [("短", "x" * 200), ("y" * 30, None), ("z", "line\nline\nline")]
    sheet = list_sheet(book, "list", ("什么", "which"), rows)
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[c].width for c in "AB"] == [32, 68]
    assert [sheet.row_dimensions[r].height for r in (1, 2, 3, 4)] == [16, 48, 16, 48]  # 200 characters in rows of 68
    assert [(cell.font.b, colour(cell)) for row in sheet["A1:B2"] for cell in row] == [
        (True, HEADING.fgColor.rgb),
        (True, HEADING.fgColor.rgb),
        (False, None),
        (False, None),
    ]
    assert sheet["A1"].font == BOLD
    assert sheet["B3"].value is None
    narrow = list_sheet(book, "narrow", ("a",), [("中中中中中中",)])
    assert narrow.column_dimensions["A"].width == 14
    assert list_sheet(book, "least", ("a",), []).column_dimensions["A"].width == 7
    tall = list_sheet(book, "tall", ("a",), [("\n" * 40,)])
    assert tall.row_dimensions[2].height == 400


def table_of(rows, cols, *cells):
    """A table of (rows, cols, text)."""
    place = Place(page=1, box=Box(0, 0, 9, 9))
    made = tuple(TableCell(rows=r, cols=c, places=(place,), text=t, confidence=1.0) for r, c, t in cells)
    return Table(n_rows=rows, n_cols=cols, cells=made)


def test_columns_are_as_wide_as_their_texts_but_long_labels_wrap(book):
    table = table_of(
        2,
        3,
        ((0, 2), (0, 1), "十二个字的很长的行标签"),
        ((0, 1), (1, 2), "x" * 26),
        ((0, 1), (2, 3), "y" * 60),
        ((1, 2), (1, 3), "over two columns, which makes neither of them wider"),
    )
    sheet = table_sheet(book, "t", PlacedTable(1, table, {}))
    assert [sheet.column_dimensions[c].width for c in "ABC"] == [14, 28, 30]
    # 60 characters in a column of 30; 51 over both; the label over two rows counts for neither.
    assert [sheet.row_dimensions[r].height for r in (1, 2)] == [48, 16]
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == ["A1:A2", "B2:C2"]
    assert [sheet[at].border.left.style for at in ("A1", "B1", "C1", "B2")] == ["thin"] * 4
    assert sheet["A1"].alignment.horizontal == "center"
    tall = table_sheet(book, "tall", PlacedTable(1, table_of(1, 1, ((0, 1), (0, 1), "\n" * 60)), {}))
    assert tall.row_dimensions[1].height == 400


def test_labels_of_a_form_are_coloured_and_blank_corners_are_not():
    sheet = load_workbook(io.BytesIO(report_xlsx(sample_report())))["requests"]
    assert [colour(sheet.cell(1, c)) for c in (1, 3)] == [HEADING.fgColor.rgb] * 2
    plain = load_workbook(io.BytesIO(tables_xlsx([plain_table()])))["table 1"]
    assert [colour(plain.cell(r, c)) for r in (1, 2) for c in (1, 2)] == [None] * 4


def test_values_in_the_list_are_coloured_as_in_the_table():
    sheet = load_workbook(io.BytesIO(report_xlsx(sample_report())))["values"]
    column = COLUMNS.index("value") + 1
    kinds = {"unreadable": UNREADABLE.fgColor.rgb, "review": DOUBTFUL.fgColor.rgb}
    for r, row in enumerate(value_rows(sample_report()), 2):
        expected = kinds.get(row.kind) or kinds.get(row.status)
        assert colour(sheet.cell(r, column)) == expected
        assert colour(sheet.cell(r, column + 1)) is None
    assert [row.kind for row in value_rows(sample_report())].count("unreadable") == 1


def test_the_overview_says_what_is_in_the_book():
    sheet = load_workbook(io.BytesIO(report_xlsx(sample_report())))["report"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(2)}
    assert [told[key] for key in ("agency", "year", "values", "to be checked by hand", "findings")] == [
        "某某县某某局",
        "2023",
        "9",
        "3",
        "1",
    ]
    assert told["page 3 missing"] == "the file is empty"
    assert "page 1 missing" not in told
    assert told["file"] == f"scan<1>.png\nsha256 {'0' * 64}"
    assert told["schema"] == sample_report().schema_version
    empty = load_workbook(io.BytesIO(report_xlsx(Report())))["report"]
    assert {row[0].value: row[1].value for row in empty.iter_rows(2)}["year"] is None


def test_a_form_by_its_labels(book):
    form = sample_form()
    fewer = form.model_copy(update={"cells": {"new_received": {"total": VALUES["new_received", "total"]}}})
    sheet = form_sheet(book, "f", fewer)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["", "总计"],
        ["一、本年新收政府信息公开申请数量", 22],
    ]
    assert sheet["B2"].alignment.horizontal == "center"
    whole = form_sheet(book, "g", form)
    assert whole["B2"].value == 1234
    assert (whole["B4"].fill.fgColor.rgb, whole.max_row, whole.max_column) == (DOUBTFUL.fgColor.rgb, 4, 4)


@pytest.mark.parametrize(
    ("number", "unit", "value", "shown"),
    [
        ("3", None, 3, "0"),
        ("3.50", None, Decimal("3.50"), "0.00"),
        ("3", "件", 3, '0"件"'),
        ("3.5", 'a"b', Decimal("3.5"), "0.0"),
        ("1E+3", None, 1000, "0"),
        ("123456789012345", None, 123456789012345, "0"),
        ("0.00123456789012345", None, Decimal("0.00123456789012345"), "0." + "0" * 17),
        ("1234567890123456", None, "1234567890123456", "General"),
        ("-12345678901234.56", "元", "-12345678901234.56元", "General"),
        ("-1234567890123.45", None, Decimal("-1234567890123.45"), "0.00"),
    ],
)
def test_numbers_stay_exact(square, number, unit, value, shown):
    put_number(square, Decimal(number), unit)
    assert (square.value, square.number_format) == (value, shown)
    assert type(square.value) is type(value)


@pytest.mark.parametrize(("text", "quoted"), [("=1", True), ("-x", True), ("+1", True), ("@a", True), ("1", False)])
def test_texts_stay_texts(square, text, quoted):
    put_text(square, text)
    assert (square.value, square.data_type, bool(square.quotePrefix)) == (text, "s", quoted)


def test_other_things_are_put_as_they_are(square):
    put(square, None)
    assert square.value is None
    put(square, 7)
    assert (square.value, square.data_type) == (7, "n")
    put(square, Decimal("1.5"))
    assert square.number_format == "0.0"
    put(square, "7")
    assert square.data_type == "s"
    assert len(clean("x" * 40_000)) == 32_767


def value(text, **more):
    number = Decimal(text.replace(",", "")) if text else None
    return Cell(value=number, text=text or None, kind="number" if text else "unreadable", **more)


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (value("3"), []),
        (value("1,000"), ["as printed: 1,000"]),
        (value("3", note="其中"), ["note: 其中", "as printed: 3"]),
        (value("3", status="review", doubts=(FAINT,)), ["to be checked by hand", str(FAINT), "as printed: 3"]),
        (value(""), ["cannot be read"]),
        (value("3", alternatives=(Guess(text="8", probability=0.2),)), []),
        (
            value("3", status="review", alternatives=(Guess(text="", probability=0.2),)),
            ["to be checked by hand", "as printed: 3", "could be: blank (20%)"],
        ),
    ],
)
def test_what_a_person_should_know_of_a_value(square, cell, lines):
    assert remarks(cell).splitlines() == lines
    put_value(square, cell)
    if not lines:
        assert (square.comment, colour(square)) == (None, None)
    else:
        assert square.comment.text == "\n".join(lines)
        assert square.comment.height == 40 + 18 * (len(lines) - 1)
        expected = {"review": DOUBTFUL.fgColor.rgb}.get(cell.status)
        assert colour(square) == (UNREADABLE.fgColor.rgb if cell.kind == "unreadable" else expected)


@pytest.mark.parametrize(("text", "fill"), [("3", DOUBTFUL), (None, UNREADABLE)])
def test_doubtful_cells_of_a_plain_table(square, text, fill):
    place = Place(page=1, box=Box(0, 0, 9, 9))
    cell = TableCell(rows=(0, 1), cols=(0, 1), places=(place,), text=text, confidence=None)
    put_doubts(square, cell)
    assert (square.comment, colour(square)) == (None, None)
    put_doubts(square, cell.model_copy(update={"status": "review", "doubts": (FAINT,)}))
    assert square.comment.text == f"to be checked by hand\n{FAINT}"
    assert colour(square) == fill.fgColor.rgb
