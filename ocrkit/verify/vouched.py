"""Sums as evidence: a number in doubt is accepted where the sums that it stands in could not hold with another.

A misread number breaks its row and its column unless other values are misread by as much. So sums that hold, with
values that were read plainly, answer the doubts that ask *which number* stands there. They answer no others: a sum is
the same for 0, a dash and a blank, for rows in another order, and with a correction written beside the old number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, holding, mending
from ocrkit.verify.lines import Line, cell_at

_OTHER_NUMBER = frozenset(
    {
        DoubtCode.UNLIKE_FELLOWS,
        DoubtCode.FAINT_INK,
        DoubtCode.PRINT_AGAINST_RULE,
        DoubtCode.LINE_TOUCHES_PRINT,
        DoubtCode.MARK_BEFORE_NUMBER,
        DoubtCode.SLIVER_OR_ONE,
        DoubtCode.READ_WITH_SPECKS,
        DoubtCode.POINT_OR_COMMA,
        DoubtCode.POINT_WITHOUT_ROOM,
        DoubtCode.GAP_IN_NUMBER,
        DoubtCode.LEADING_ZERO,
    }
)
"""Doubts to which the other answer is another number: a digit of another shape, one more, or a sign."""

_NUMBER_OR_NOT = frozenset(
    {
        DoubtCode.LOOKS_DIFFER,
        DoubtCode.FREE_READING_DIFFERS,
        DoubtCode.VALUE_READING_DIFFERS,
        DoubtCode.IMPROBABLE,
        DoubtCode.PALE_INK,
        DoubtCode.LOW_INK,
        DoubtCode.SLASH_OR_ONE,
        DoubtCode.BOX_OR_NOUGHT,
    }
)
"""Doubts to which the other answer may be that no number stands there, which counts as 0."""

_IN_WHICH_CELL = frozenset({DoubtCode.PLACED_BY_FORM})


def vouched(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> frozenset[CellRef]:
    """The numbers that would be wrong only if others were by as much.

    No line of such a number is broken, but by one other cell that a change would mend; and either one holds all of
    whose other values were read plainly, or a row and a column hold and in one of them all values across from it were
    read plainly: a glyph that is misread alike wherever it stands is misread on both sides.
    """
    by_key = {definition.key: definition for definition in definitions}
    found: set[CellRef] = set()
    for form, table in forms.items():
        if form in by_key:
            lines, unsure = _told(form, table, by_key[form])
            for row, column, cell in table:
                ref = CellRef(form=form, row=row, column=column)
                if cell.kind == "number" and ref not in unsure and _held(ref, table, lines):
                    found.add(ref)
    return frozenset(found)


def with_vouched(forms: Mapping[str, FormTable], refs: AbstractSet[CellRef]) -> dict[str, FormTable]:
    """The forms, the numbers ``refs`` (``vouched``) accepted whose every doubt the sums answer."""
    found = dict(forms)
    for form, table in forms.items():
        rows = {
            row: {
                column: _accepted(cell) if CellRef(form=form, row=row, column=column) in refs else cell
                for column, cell in columns.items()
            }
            for row, columns in table.cells.items()
        }
        found[form] = table.model_copy(update={"cells": rows})
    return found


def _told(form: str, table: FormTable, definition: FormDefinition) -> tuple[list[Line], set[CellRef]]:
    """The lines that hold, or would if one cell were changed, by what mends a line across, too; and the unsure cells.

    Those are the ones to be changed, and all of the other broken lines.
    """
    lines = holding(form, table, definition.rules_of(table.edition))
    broken = broken_rules({form: table}, (definition,))
    changes = mending(broken)
    unsure = set(changes)
    for one in broken:
        if sum(one.line in own for own in changes.values()) == 1:
            lines.append(one.line)
        else:
            unsure |= {*one.line.cells}
    return lines, unsure


def _held(ref: CellRef, table: FormTable, lines: Sequence[Line]) -> bool:
    own = [line for line in lines if ref in line.cells]
    if any(_plain(table, _others(ref, line.cells)) for line in own):
        return True
    both = {line.rule.for_each for line in own} == {"row", "column"}
    return both and any(_plain(table, line.right if ref in line.left else line.left) for line in own)


def _others(ref: CellRef, cells: Sequence[CellRef]) -> Iterator[CellRef]:
    return (other for other in cells if other != ref)


def _plain(table: FormTable, refs: Sequence[CellRef] | Iterator[CellRef]) -> bool:
    cells = (cell_at(table, ref) for ref in refs)
    return all(cell is None or cell.status == "accepted" for cell in cells)


def _accepted(cell: Cell) -> Cell:
    codes = {doubt.code for doubt in cell.doubts}
    answered = _OTHER_NUMBER | _NUMBER_OR_NOT if cell.value else _OTHER_NUMBER
    alone = bool(cell.value) and codes == _IN_WHICH_CELL
    return cell.cleared(codes) if codes and (codes <= answered or alone) else cell
