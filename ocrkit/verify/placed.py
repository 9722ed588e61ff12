"""Values whose cells the form placed are accepted where a sum with values that ruling lines placed proves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import holding
from ocrkit.verify.lines import cell_at


def with_proved(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> dict[str, FormTable]:
    """The forms, the values accepted about which nothing is doubtful but their cells' lines, and that a sum proves.

    It does if it holds, if all its other values were read plainly, and if the value is not nothing: sums do not tell
    0 from a blank. Any other doubt stays, whatever the sums say.
    """
    by_key = {definition.key: definition for definition in definitions}
    proved = dict(forms)
    for form, table in forms.items():
        if form in by_key:
            refs = set(_proved(form, table, by_key[form]))
            rows = {
                row: {
                    column: _accepted(cell) if CellRef(form=form, row=row, column=column) in refs else cell
                    for column, cell in columns.items()
                }
                for row, columns in table.cells.items()
            }
            proved[form] = table.model_copy(update={"cells": rows}) if refs else table
    return proved


def _proved(form: str, table: FormTable, definition: FormDefinition) -> Iterator[CellRef]:
    for line in holding(form, table, definition.rules_of(table.edition)):
        cells = {ref: cell for ref in line.cells if (cell := cell_at(table, ref)) is not None}
        doubtful = [ref for ref, cell in cells.items() if cell.status == "review"]
        if len(doubtful) == 1 and _only_placed(cells[doubtful[0]]):
            yield doubtful[0]


def _only_placed(cell: Cell) -> bool:
    return bool(cell.value) and {doubt.code for doubt in cell.doubts} == {DoubtCode.PLACED_BY_FORM}


def _accepted(cell: Cell) -> Cell:
    return cell.model_copy(update={"status": "accepted", "doubts": ()})
