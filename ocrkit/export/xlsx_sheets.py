"""The sheets of a workbook: a table as recovered, with its merged cells; and plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ocrkit.export.placed import PlacedTable
from ocrkit.export.xlsx_cells import BOLD, CENTRED, HEADING, RULED, WRAPPED, put, put_doubts, put_text, put_value
from ocrkit.types.report import FormTable
from ocrkit.types.table import Table, TableCell

_NARROWEST, _WIDEST = 7.0, 68.0  # of a column, in characters
_LINE, _TALLEST = 16.0, 400.0  # heights of a line of text and of a row, in points


def new_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet printed one page wide, named as far as that is allowed: 31 characters, some forbidden, no two alike."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'")[:31] or "sheet"
    taken = {title.lower() for title in book.sheetnames}
    title, count = base, 2
    while title.lower() in taken:
        title = f"{base[:27]}-{count}"
        count += 1
    sheet = book.create_sheet(title)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes, one across
    return sheet


def list_sheet(book: Workbook, name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Worksheet:
    """A list under a bold heading that stays in sight."""
    sheet, lines = new_sheet(book, name), [heading, *rows]
    texts = [["" if value is None else str(value) for value in line] for line in lines]
    widths = [float(max(map(_width, column))) for column in zip(*texts, strict=True)]
    rooms = [_room(width) for width in widths]
    for r, line in enumerate(lines, 1):
        for c, value in enumerate(line, 1):
            cell = sheet.cell(r, c)
            put(cell, value)
            cell.alignment = WRAPPED
            if r == 1:
                cell.font, cell.fill = BOLD, HEADING
        tallest = max(_wrapped(text, room) for text, room in zip(texts[r - 1], rooms, strict=True))
        sheet.row_dimensions[r].height = min(_LINE * tallest, _TALLEST)
    _set_widths(sheet, widths)
    sheet.freeze_panes = "A2"
    return sheet


def table_sheet(book: Workbook, name: str, placed: PlacedTable) -> Worksheet:
    """A sheet laid out as the table is on paper: spans as merged cells, values as numbers, doubts coloured."""
    sheet, table = new_sheet(book, name), placed.table
    for index, printed in enumerate(table.cells):
        (r0, r1), (c0, c1) = printed.rows, printed.cols
        corner = sheet.cell(r0 + 1, c0 + 1)
        if index in placed.values:
            put_value(corner, placed.values[index][1])
        else:
            put_text(corner, printed.text or "")
            if placed.values and printed.text:
                corner.fill = HEADING
            if not placed.values:
                put_doubts(corner, printed)
        for row in sheet.iter_rows(r0 + 1, r1, c0 + 1, c1):
            for square in row:
                square.border, square.alignment = RULED, CENTRED
        if (r1 - r0) * (c1 - c0) > 1:
            sheet.merge_cells(start_row=r0 + 1, end_row=r1, start_column=c0 + 1, end_column=c1)
    widths = _column_widths(table)
    _set_widths(sheet, widths)
    for row_number, height in enumerate(_row_heights(table, widths), 1):
        sheet.row_dimensions[row_number].height = height
    return sheet


def form_sheet(book: Workbook, name: str, form: FormTable) -> Worksheet:
    """A form's values by their labels, for a form whose table as printed is not known."""
    columns = list(dict.fromkeys(column for _, column, _ in form))
    heading = ["", *(form.column_labels.get(column, column) for column in columns)]
    empty = [None] * len(columns)
    sheet = list_sheet(book, name, heading, ([form.row_name(row), *empty] for row in form.cells))
    for r, values in enumerate(form.cells.values(), 2):
        for column, cell in values.items():
            target = sheet.cell(r, columns.index(column) + 2)
            put_value(target, cell)
            target.alignment, target.border = CENTRED, RULED
    return sheet


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for c, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(c)].width = _room(width)


def _column_widths(table: Table) -> list[float]:
    """Widths in characters: a column's longest text, but labels over several rows and long ones wrap."""
    widths = [0.0] * table.n_cols
    for cell in table.cells:
        if cell.col_span == 1:
            wanted = min(_width(cell.text or ""), 28 if cell.row_span == 1 else 12)
            widths[cell.cols[0]] = max(widths[cell.cols[0]], wanted)
    return widths


def _row_heights(table: Table, widths: Sequence[float]) -> list[float]:
    """Heights in points at which the text of every cell that stays within one row fits when wrapped."""
    heights = [_LINE] * table.n_rows
    for cell in table.cells:
        if cell.row_span == 1:
            heights[cell.rows[0]] = max(heights[cell.rows[0]], _LINE * _lines(cell, widths))
    return [min(height, _TALLEST) for height in heights]


def _lines(cell: TableCell, widths: Sequence[float]) -> int:
    return _wrapped(cell.text or "", sum(_room(width) for width in widths[slice(*cell.cols)]))


def _room(width: float) -> float:
    """The width a column gets for text of a width."""
    return min(max(width + 2, _NARROWEST), _WIDEST)


def _wrapped(text: str, room: float) -> int:
    """Lines that the text takes in a column of width ``room``."""
    return sum(1 + int(_width(line) // room) for line in text.split("\n"))


def _width(text: str) -> int:
    """Width of the longest line in characters, wide (Chinese) characters counting twice."""
    return max(
        len(line) if line.isascii() else sum(1 + (char > "\u2e7f") for char in line) for line in text.split("\n")
    )
