import io
import re
import zipfile
from decimal import Decimal

from export_samples import HOSTILE, VALUES, plain_table, sample_report, sample_table
from openpyxl import load_workbook

from ocrkit.export.xlsx import report_xlsx, tables_xlsx
from ocrkit.export.xlsx_cells import DOUBTFUL, UNREADABLE
from ocrkit.types.report import Cell, FormTable, Report


def opened(data):
    return load_workbook(io.BytesIO(data))


def test_merged_ranges_are_the_tables_spans():
    sheet = opened(report_xlsx(sample_report()))["requests"]
    merged = {(r.min_row - 1, r.max_row, r.min_col - 1, r.max_col) for r in sheet.merged_cells.ranges}
    spans = {(*c.rows, *c.cols) for c in sample_table().cells if c.row_span * c.col_span > 1}
    assert merged == spans
    assert len(spans) == 4


def value_cells(sheet):
    for r in range(3):
        for c in range(3):
            yield sheet.cell(2 + r, 3 + c)


def test_values_are_numbers_and_doubts_are_coloured_and_explained():
    sheet = opened(report_xlsx(sample_report()))["requests"]
    for found, cell in zip(value_cells(sheet), VALUES.values(), strict=True):
        if cell.value is not None:
            assert found.data_type == "n"
            assert Decimal(repr(found.value)) == cell.value
        else:
            assert found.value == (cell.text or None)
        colour = {"unreadable": UNREADABLE, "blank": None}.get(cell.kind, DOUBTFUL if cell.doubts else None)
        assert (found.fill.fgColor.rgb if found.fill.fill_type else None) == (colour and colour.fgColor.rgb)
        assert (cell.status == "review") <= (found.comment is not None)
    note = sheet.cell(4, 3).comment.text
    assert "the probability is only 0.41" in note
    assert "59237.2448 (38%)" in note
    assert sheet.cell(2, 4).number_format == '0"元"'


def test_hostile_text_stays_text():
    book = opened(report_xlsx(sample_report()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type in ("f", "e")]
    assert book["requests"].cell(5, 1).value == HOSTILE.replace("\x07", "")
    formula = next(cell for cell in cells if cell.value == "=1+1")
    assert formula.quotePrefix


def test_a_number_that_a_spreadsheet_would_round_is_text():
    digits = "1234567890123456.5"
    cell = Cell(value=Decimal(digits), text=digits, kind="number")
    form = FormTable(cells={"row": {"column": cell}}, row_labels={"row": "行"}, row_groups={"row": ("组",)})
    book = opened(report_xlsx(Report(forms={"a/b": form})))
    assert book["a_b"]["B2"].value == digits
    assert book["a_b"]["A2"].value == "组 › 行"


def test_the_time_of_writing_is_not_in_the_book():
    data = report_xlsx(sample_report())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", book.read("docProps/core.xml"))) == {b"1980-01-01T00:00:00Z"}
        assert {info.compress_type for info in book.infolist()} == {zipfile.ZIP_DEFLATED}
    assert report_xlsx(sample_report()) == data


def test_lists_hold_every_value_finding_figure_and_paragraph():
    book = opened(report_xlsx(sample_report()))
    assert book["values"].max_row == 1 + len(VALUES)
    assert next(cell.value for cell in book["findings"][2]) == "arithmetic"
    assert book["figures"]["B2"].value == 4
    assert next(row[2].value for row in book["text"].iter_rows(2)) == "（一）主动公开"


def test_tables_of_a_page_a_sheet_each():
    book = opened(tables_xlsx([sample_table(), plain_table(), plain_table()]))
    assert book.sheetnames == ["table 1", "table 2", "table 3"]
    assert book["table 2"]["A1"].value == "a|b"
    assert opened(tables_xlsx([])).sheetnames
