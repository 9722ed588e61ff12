"""XLSX: the tables as they are on paper, and lists of values, findings, figures and text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ocrkit.export.placed import PlacedTable, placed_tables, unplaced_forms
from ocrkit.export.values import COLUMNS, value_rows
from ocrkit.export.xlsx_cells import DOUBTFUL, UNREADABLE
from ocrkit.export.xlsx_sheets import form_sheet, list_sheet, table_sheet
from ocrkit.types.report import Report
from ocrkit.types.table import Table

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def report_xlsx(report: Report) -> bytes:
    """The workbook of a report; the same report gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    list_sheet(book, "report", ("what", "which"), _overview(report))
    placed = placed_tables(report)
    for table in placed:
        table_sheet(book, table.table.form or f"table {table.number}", table)
    for key, form in unplaced_forms(report, placed):
        form_sheet(book, key, form)
    rows = list(value_rows(report))
    values = list_sheet(book, "values", COLUMNS, (astuple(row) for row in rows))
    for r, row in enumerate(rows, 2):
        if row.status == "review" or row.kind == "unreadable":
            values.cell(r, COLUMNS.index("value") + 1).fill = UNREADABLE if row.kind == "unreadable" else DOUBTFUL
    list_sheet(
        book,
        "findings",
        ("kind", "finding", "values", "pages"),
        (
            (
                f.kind,
                f.message,
                "\n".join(f"{c.form}.{c.row}.{c.column}" for c in f.cells),
                " ".join(map(str, f.pages)),
            )
            for f in report.findings
        ),
    )
    list_sheet(
        book,
        "figures",
        ("key", "value", "label", "percent", "section", "page", "sentence"),
        ((f.key, f.value, f.label, f.percent, f.section, f.page, f.sentence) for f in report.figures),
    )
    list_sheet(
        book,
        "text",
        ("section", "heading", "paragraph"),
        ((s.key, s.heading, text) for s in report.sections for text in s.paragraphs or ("",)),
    )
    return _pack(book)


def tables_xlsx(tables: Sequence[Table]) -> bytes:
    """The workbook of plain tables, a sheet each."""
    book = Workbook()
    if tables:
        book.remove(book.worksheets[0])
    for number, table in enumerate(tables, 1):
        table_sheet(book, f"table {number}", PlacedTable(number, table, {}))
    return _pack(book)


def _overview(report: Report) -> Iterator[tuple[str, str | None]]:
    yield "title", report.title
    yield "agency", report.agency
    yield "year", None if report.year is None else str(report.year)
    yield "values", str(sum(1 for form in report.form_tables().values() for _ in form))
    yield "to be checked by hand", str(len(report.doubtful()))
    yield "findings", str(len(report.findings))
    yield "colours", "yellow: doubtful; red: cannot be read. The comment of the cell says why."
    for file in report.source.files:
        yield "file", f"{file.name}\nsha256 {file.sha256}"
    for page in report.source.pages:
        if page.error is not None:
            yield f"page {page.number} missing", page.error
    if report.provenance is not None:
        yield from report.provenance.lines()
    yield "schema", report.schema_version


def _pack(book: Workbook) -> bytes:
    """The workbook's bytes with the time of writing taken out, so that equal content gives equal bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(raw, "w") as plain:  # packed once, which is below
        ExcelWriter(book, plain).save()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", b"1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()
