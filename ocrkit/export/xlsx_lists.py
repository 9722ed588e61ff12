"""XLSX of long lists, a sheet each, written row by row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ocrkit.export.xlsx_cells import BOLD, HEADING, put

MOST_ROWS = 1_048_575
"""Rows under the heading of a sheet: what Excel has room for."""

Sheet = tuple[Sequence[str], Iterable[Sequence[object]]]
"""The names of its columns, and its rows."""


def lists_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook of lists by name; texts stay texts, numbers exact."""
    book = Workbook(write_only=True)
    for name, (heading, rows) in sheets.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        head = [WriteOnlyCell(sheet, value=column) for column in heading]
        for cell in head:
            cell.font, cell.fill = BOLD, HEADING
        sheet.append(head)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: object) -> object:
    if not isinstance(value, str | Decimal):
        return value
    cell = WriteOnlyCell(sheet)
    put(cell, value)
    return cell
