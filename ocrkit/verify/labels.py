"""Labels that cannot be made out are told where sums say that their lines stand in the right place.

A row or a column whose label is not read plainly is filed by its place among the others. If it were one that the form
has not, its values would be counted where they do not belong, and sums would not hold. If it had changed places with
another line in doubt, those sums would not in which that matters: not where both are added up, nor where nothing else
is. So sums count that hold as the lines are filed, and would not if they had changed places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import partial

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import Broken, broken_rules, holding
from ocrkit.verify.lines import Line, cell_at, is_by_prototype
from ocrkit.verify.misread import could_be
from ocrkit.verify.placing import OF_CELL, OF_LABEL, OF_LINE

_LEAST, _MORE = 2, 4
"""So many sums tell a line (one alone may by chance, see ``columns``), and so many for each that contradicts it: one
sum in a table may be printed wrong, and in a line that stands in a wrong place nearly all are broken."""

_AXES = ("row", "column")

_Key = tuple[str, str]
"""An axis and the key of one of its lines."""


def with_labels_told(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> dict[str, FormTable]:
    """The forms, without the doubts of labels that their sums tell. Any other doubt stays."""
    by_key = {definition.key: definition for definition in definitions}
    found = dict(forms)
    for form, table in forms.items():
        if form in by_key and (told := _told(form, table, by_key[form])):
            found[form] = table.changed(partial(_cleared, told))
    return found


def _told(form: str, table: FormTable, definition: FormDefinition) -> set[_Key]:
    """The lines with a label in doubt that the sums tell."""
    asked = _doubted(table, OF_LABEL)
    if not asked:
        return set()
    rivals = _doubted(table, OF_LINE)
    lines = holding(form, table, definition.rules_of(table.edition))
    held = [line for line in lines if not is_by_prototype(table, line)]
    broken = broken_rules({form: table}, (definition,))
    return {key for key in asked if _is_told(key, rivals, table, held, broken)}


def _doubted(table: FormTable, codes: AbstractSet[DoubtCode]) -> set[_Key]:
    """The lines of which a value has a doubt of these codes, also one that other sums answered."""
    return {
        key
        for row, column, cell in table
        for doubt in (*cell.doubts, *cell.answered)
        for key in _lines(doubt, row, column, codes)
    }


def _lines(doubt: Doubt, row: str, column: str, codes: AbstractSet[DoubtCode]) -> Iterator[_Key]:
    """The lines of the value at ``row`` and ``column`` that its ``doubt`` is of, if it is one of these codes."""
    if doubt.code in codes:
        axis = doubt.detail.get("axis")
        yield from ((each, key) for each, key in zip(_AXES, (row, column), strict=True) if axis in (None, each))


def _is_misread(table: FormTable, broken: Broken, asked: CellRef) -> bool:
    """Whether another value, in doubt for how it was read, may be one with which the sum holds."""
    cells = {ref: cell_at(table, ref) for ref in broken.line.cells if ref != asked}
    return any(
        could_be(cell, (cell.value or Decimal(0)) + broken.needed(ref))
        for ref, cell in cells.items()
        if cell is not None and not {doubt.code for doubt in cell.doubts} <= OF_LINE | OF_CELL
    )


def _is_told(
    key: _Key, rivals: AbstractSet[_Key], table: FormTable, held: Sequence[Line], broken: Sequence[Broken]
) -> bool:
    """Whether enough sums that hold with a number of the line would not, were it another or had it changed places."""
    own = [(line, ref) for line in held if (ref := _own(key, table, line)) is not None]
    own = [(line, ref) for line, ref in own if _value(table, ref)]
    at_odds = [(one, ref) for one in broken if (ref := _own(key, table, one.line)) is not None]
    enough = max(_LEAST, _MORE * sum(not _is_misread(table, one, ref) for one, ref in at_odds))
    others = {name for axis, name in rivals if axis == key[0] and name != key[1]}
    others &= {_name(ref, key[0]) for line, _ in own for ref in line.cells}
    told = (sum(_matters(line, ref, _moved(ref, key[0], other), table) for line, ref in own) for other in others)
    return len(own) >= enough and all(count >= enough for count in told)


def _own(key: _Key, table: FormTable, line: Line) -> CellRef | None:
    """The place of a line whose label is in doubt in a line across it; None where it has none there."""
    axis, name = key
    if line.rule.for_each == axis:
        return None
    ref = next((ref for ref in line.cells if _name(ref, axis) == name), None)
    cell = None if ref is None else cell_at(table, ref)
    if ref is None or cell is None:
        return None
    is_asked = any(key in _lines(doubt, ref.row, ref.column, OF_LABEL) for doubt in cell.doubts)
    return ref if is_asked else None


def _matters(line: Line, one: CellRef, other: CellRef, table: FormTable) -> bool:
    """Whether a sum that holds would not if two values of it changed places."""
    if (one in line.left) == (other in line.left) or other not in line.cells:
        return False
    return _value(table, one) != _value(table, other)


def _value(table: FormTable, ref: CellRef) -> Decimal:
    """What a value counts for."""
    cell = cell_at(table, ref)
    return (cell.value if cell is not None else None) or Decimal(0)


def _name(ref: CellRef, axis: str) -> str:
    return ref.row if axis == "row" else ref.column


def _moved(ref: CellRef, axis: str, name: str) -> CellRef:
    """The same place in another line of an axis."""
    return ref.model_copy(update={axis: name})


def _cleared(told: AbstractSet[_Key], row: str, column: str, cell: Cell) -> Cell:
    """The value without its label doubts, if all lines that they are of are told."""
    lines = {key for doubt in cell.doubts for key in _lines(doubt, row, column, OF_LABEL)}
    return cell.cleared(OF_LABEL) if lines and lines <= told else cell
