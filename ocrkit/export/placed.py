"""Which value of a form stands in which cell of the recovered table, found by where they are on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocrkit.types.finding import CellRef
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, FormTable, Report
from ocrkit.types.table import Table

UNREAD = "▒"  # stands for what could not be read
_SAME = 0.5  # intersection over union from which two boxes are those of one cell


@dataclass(frozen=True)
class PlacedTable:
    """A recovered table with its values: ``values`` by index in ``table.cells``; ``number`` counts from 1."""

    number: int
    table: Table
    values: Mapping[int, tuple[CellRef, Cell]]

    def text(self, index: int) -> str | None:
        """What stands in a cell of the table: the value's text where it is a value, else the cell's own."""
        return self.values[index][1].text if index in self.values else self.table.cells[index].text

    def marked(self, index: int) -> str | None:
        """The same, with a sign after it where the value is doubtful."""
        text = self.text(index)
        return marked(self.values[index][1]) if index in self.values else text


def placed_tables(report: Report) -> list[PlacedTable]:
    """Every table of the report, in reading order, with the values of the form it was recognised as."""
    forms = report.form_tables()
    return [
        PlacedTable(number, table, _place(table, table.form, forms[table.form]) if table.form in forms else {})
        for number, table in enumerate(report.tables, 1)
    ]


def unplaced_forms(report: Report, placed: list[PlacedTable]) -> Iterator[tuple[str, FormTable]]:
    """Forms of which some value stands in no recovered table."""
    seen = {ref for table in placed for ref, _ in table.values.values()}
    for key, form in report.form_tables().items():
        if any(CellRef(form=key, row=row, column=column) not in seen for row, column, _ in form):
            yield key, form


def marked(cell: Cell) -> str:
    """A value's text, with a sign after it where it is doubtful."""
    text = UNREAD if cell.text is None else cell.text
    return f"{text} ⚠" if cell.status == "review" or cell.kind == "unreadable" else text


def _place(table: Table, key: str, form: FormTable) -> dict[int, tuple[CellRef, Cell]]:
    exact: dict[tuple[int, tuple[int, int, int, int]], int] = {}
    for index, printed in enumerate(table.cells):
        for place in printed.places:
            exact[place.page, place.box.as_ints()] = index
    values: dict[int, tuple[CellRef, Cell]] = {}
    for row, column, cell in form:
        if cell.page is None or cell.box is None:
            continue
        found = exact.get((cell.page, cell.box.as_ints()))
        if found is None:
            found = _nearest(table, cell.page, cell.box)
        if found is not None:
            values[found] = (CellRef(form=key, row=row, column=column), cell)
    return values


def _nearest(table: Table, page: int, box: Box) -> int | None:
    """The cell that shares most of its area with a box, where that is at least half of both."""
    best = _SAME
    found: int | None = None
    for index, printed in enumerate(table.cells):
        for place in printed.places:
            shared = place.box.overlap(box) if place.page == page else 0.0
            union = place.box.area + box.area - shared
            if shared and shared / union >= best:
                best, found = shared / union, index
    return found
