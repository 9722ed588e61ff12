"""Columns of a continuation that only their number tells are accepted where sums say that they are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, holding
from ocrkit.verify.lines import Line

_LEAST = 2
"""So many rows add up: in one row values may stand so that those of other columns add up to the same."""


def with_columns(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> dict[str, FormTable]:
    """The forms, without the doubt that columns were told by their number where sums say that they were told right.

    They do if rows of the continuation add up, and none does not: values that moved to other columns would not add
    up. Any other doubt stays.
    """
    by_key = {definition.key: definition for definition in definitions}
    return {
        form: table.changed(_without) if form in by_key and _add_up(form, table, by_key[form]) else table
        for form, table in forms.items()
    }


def _add_up(form: str, table: FormTable, definition: FormDefinition) -> bool:
    doubted = {CellRef(form=form, row=row, column=column) for row, column, cell in table if _by_number(cell)}
    if not doubted:
        return False
    held = holding(form, table, definition.rules_of(table.edition))
    broken = [one.line for one in broken_rules({form: table}, (definition,))]
    return _rows(held, doubted) >= _LEAST and _rows(broken, doubted) == 0


def _rows(lines: Sequence[Line], doubted: AbstractSet[CellRef]) -> int:
    """How many of the lines are rows of the continuation."""
    return sum(line.rule.for_each == "row" and not doubted.isdisjoint(line.cells) for line in lines)


def _by_number(cell: Cell) -> bool:
    return any(doubt.code == DoubtCode.COLUMNS_BY_NUMBER for doubt in cell.doubts)


def _without(row: str, column: str, cell: Cell) -> Cell:
    return cell.cleared({DoubtCode.COLUMNS_BY_NUMBER}) if _by_number(cell) else cell
