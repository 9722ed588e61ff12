"""Grids as found for the tests of the form as what is known, with print in the middle of their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ocrkit.forms.settings import FormSettings
from ocrkit.prior.regrid import Mended, Regrid, regrid
from ocrkit.prior.settings import PriorSettings
from ocrkit.profiles.load import annual_report
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.form import Edition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table

FORMS = annual_report().forms
EDITIONS = [(form.key, edition) for form in FORMS for edition in form.editions]
REQUESTS = next(form for form in FORMS if form.key == "requests").editions[0]

WIDE, HIGH = 60, 30
"""Of a square, in pixels; print is 20 x 12 and stands in the middle of its cell as printed."""


def of(key: str) -> Edition:
    return next(form for form in FORMS if form.key == key).editions[0]


def grid_of(table: Table) -> GridTable:
    boxes = [UprightBox(*cell.box.as_tuple()) for cell in table.cells]
    cells = [GridCell(cell.rows, cell.cols, box) for cell, box in zip(table.cells, boxes, strict=True)]
    return GridTable(table.n_rows, table.n_cols, tuple(cells))


def regridded(table: Table, ink: Sequence[Sequence[UprightBox]] | None = None) -> Regrid | None:
    look: Callable[[], Sequence[Sequence[UprightBox]]] = lambda: ink or in_the_middle(table)  # noqa: E731
    return regrid(grid_of(table), table, look, FORMS, FormSettings(), PriorSettings())


def mended(table: Table, ink: Sequence[Sequence[UprightBox]] | None = None) -> tuple[Mended, ...] | None:
    made = regridded(table, ink)
    return None if made is None else made.tables


def in_the_middle(table: Table) -> list[list[UprightBox]]:
    return [[print_at(*cell.box.centre)] if cell.text else [] for cell in table.cells]


def print_at(x: float, y: float) -> UprightBox:
    return UprightBox(x - 10, y - 6, x + 10, y + 6)


def spans(table: Table | GridTable) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    return {(cell.rows, cell.cols) for cell in table.cells}
