"""Labels that cannot be made out are told where sums say that their lines stand in the right place.

A row or a column whose label is not read plainly is filed by its place among the others. If it were another one, its
values would be counted where they do not belong, and the sums that they stand in would not hold. Sums stay the same
where two lines that are added up change places; so no other line of the same sums may be in doubt, or missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition, Rule
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, holding
from ocrkit.verify.lines import Line, cell_at

_LEAST, _MORE = 2, 4
"""So many sums hold with a number of the line in them (one alone may by chance), and so many for each broken one."""

_OF_LABEL = frozenset(
    {DoubtCode.LABEL_UNREAD, DoubtCode.LABEL_UNLIKE, DoubtCode.LABEL_BY_ORDER, DoubtCode.LABEL_BY_ODDS}
)
"""Doubts of the label of one line, of which each says on which axis."""

_OF_PLACE = _OF_LABEL | {
    DoubtCode.HEADINGS_UNREAD,
    DoubtCode.COLUMNS_BY_NUMBER,
    DoubtCode.FILED_BY_SHAPE,
    DoubtCode.FEW_LABELS_TOLD,
    DoubtCode.LABEL_FITS_TWICE,
    DoubtCode.SEVERAL_VALUE_LINES,
    DoubtCode.BLOCK_NOT_TOLD,
    DoubtCode.PLACE_TAKEN_TWICE,
    DoubtCode.OTHER_EDITION_FITS,
}
"""Doubts of which lines a value stands in; those without an axis are of both."""

_AXES = ("row", "column")

_Key = tuple[str, str]
"""An axis and the key of one of its lines."""


def with_labels_told(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> dict[str, FormTable]:
    """The forms, without the doubts of labels that their sums tell. Any other doubt stays."""
    by_key = {definition.key: definition for definition in definitions}
    return {
        form: _undoubted(table, _told(form, table, by_key[form])) if form in by_key else table
        for form, table in forms.items()
    }


def _told(form: str, table: FormTable, definition: FormDefinition) -> set[_Key]:
    """The lines with a label in doubt that the sums tell."""
    asked = _doubted(table, _OF_LABEL)
    if not asked:
        return set()
    rules = definition.rules_of(table.edition)
    rivals = _doubted(table, _OF_PLACE) | _missing(table, definition)
    held = holding(form, table, rules)
    broken = [one.line for one in broken_rules({form: table}, (definition,))]
    return {key for key in asked if not _may_change_places(key, rivals, rules) and _adds_up(key, table, held, broken)}


def _doubted(table: FormTable, codes: AbstractSet[DoubtCode]) -> set[_Key]:
    """The lines of which a value has a doubt of these codes."""
    return {key for row, column, cell in table for doubt in cell.doubts for key in _lines(doubt, row, column, codes)}


def _lines(doubt: Doubt, row: str, column: str, codes: AbstractSet[DoubtCode]) -> Iterator[_Key]:
    """The lines of the value at ``row`` and ``column`` that its ``doubt`` is of, if it is one of these codes."""
    if doubt.code in codes:
        axis = doubt.detail.get("axis")
        yield from ((each, key) for each, key in zip(_AXES, (row, column), strict=True) if axis in (None, each))


def _missing(table: FormTable, definition: FormDefinition) -> set[_Key]:
    """The lines that the form has and the table has not: one in doubt may be one of these."""
    there = [(row, column) for row, column, _ in table]
    places = definition.edition(table.edition).places()
    return {
        (axis, key)
        for n, axis in enumerate(_AXES)
        for key in {place[n] for place in places} - {place[n] for place in there}
    }


def _may_change_places(key: _Key, rivals: AbstractSet[_Key], rules: Sequence[Rule]) -> bool:
    """Whether a rival is added up with the line: sums are the same where they change places."""
    axis, name = key
    together = (side for rule in rules if rule.for_each != axis for side in (rule.left, rule.right) if name in side)
    return any((axis, other) in rivals for side in together for other in side if other != name)


def _adds_up(key: _Key, table: FormTable, held: Sequence[Line], broken: Sequence[Line]) -> bool:
    """Whether sums hold with numbers of the line, where it is in doubt, and hardly one is broken.

    A line in a wrong place breaks all of them; a sum that a misread value breaks, or that is printed wrong, is one.
    """
    cells = (_own(key, table, line) for line in held)
    count = sum(cell is not None and bool(cell.value) for cell in cells)
    against = sum(_own(key, table, line) is not None and _is_plain(table, line) for line in broken)
    return count >= max(_LEAST, _MORE * against)


def _is_plain(table: FormTable, line: Line) -> bool:
    """Whether nothing but where they belong is doubtful of the values of a line."""
    cells = (cell_at(table, ref) for ref in line.cells)
    return all(cell is not None and {doubt.code for doubt in cell.doubts} <= _OF_PLACE for cell in cells)


def _own(key: _Key, table: FormTable, line: Line) -> Cell | None:
    """The value of a line whose label is in doubt, in a line across it; None where it has none there."""
    axis, name = key
    if line.rule.for_each == axis:
        return None
    ref = next((ref for ref in line.cells if _name(ref, axis) == name), None)
    cell = None if ref is None else cell_at(table, ref)
    if ref is None or cell is None:
        return None
    is_asked = any(key in _lines(doubt, ref.row, ref.column, _OF_LABEL) for doubt in cell.doubts)
    return cell if is_asked else None


def _name(ref: CellRef, axis: str) -> str:
    return ref.row if axis == "row" else ref.column


def _undoubted(table: FormTable, told: AbstractSet[_Key]) -> FormTable:
    """The table, without the label doubts of values all of whose lines are told."""
    if not told:
        return table
    rows = {
        row: {column: _cleared(cell, row, column, told) for column, cell in columns.items()}
        for row, columns in table.cells.items()
    }
    return table.model_copy(update={"cells": rows})


def _cleared(cell: Cell, row: str, column: str, told: AbstractSet[_Key]) -> Cell:
    lines = {key for doubt in cell.doubts for key in _lines(doubt, row, column, _OF_LABEL)}
    return cell.cleared(_OF_LABEL) if lines and lines <= told else cell
