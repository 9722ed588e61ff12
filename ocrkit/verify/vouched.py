"""Sums as evidence: a number in doubt is accepted where the sums that it stands in could not hold with another.

A misread number breaks its row and its column unless other values are misread by as much. So sums that hold, with
values that were read plainly, answer the doubts that ask *which number* stands there. They answer no others: a sum is
the same for 0, a dash and a blank, for rows in another order, and with a mark or a correction beside the old number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import broken_rules, holding, mending
from ocrkit.verify.lines import Line, cell_at, is_by_prototype

_OTHER_DIGITS = frozenset(
    {
        DoubtCode.UNLIKE_FELLOWS,
        DoubtCode.POINT_OR_COMMA,
        DoubtCode.POINT_WITHOUT_ROOM,
        DoubtCode.GAP_IN_NUMBER,
        DoubtCode.LEADING_ZERO,
        DoubtCode.SLIVER_OR_ONE,
        DoubtCode.MARK_BEFORE_NUMBER,
        DoubtCode.PRINT_AGAINST_RULE,
    }
)
"""Doubts to which the other answer is another number: of the shape of a digit, of one more, of a sign or a point. Ink
that nothing explains has a doubt of its own, which no sum answers."""

_NUMBER_OR_NOT = frozenset(
    {
        DoubtCode.LOOKS_DIFFER,
        DoubtCode.FREE_READING_DIFFERS,
        DoubtCode.VALUE_READING_DIFFERS,
        DoubtCode.IMPROBABLE,
        DoubtCode.READ_WITH_SPECKS,
        DoubtCode.LINE_TOUCHES_PRINT,
        DoubtCode.FAINT_INK,
        DoubtCode.PALE_INK,
        DoubtCode.LOW_INK,
        DoubtCode.SLASH_OR_ONE,
        DoubtCode.BOX_OR_NOUGHT,
    }
)
"""Doubts to which the other answer may be that no number stands there, which counts as 0."""

_WRAPPED = DoubtCode.NUMBERS_STACKED
"""A number over another is one that was wrapped, or those of two rows, or an old one and a new one. Of two rows that
were taken for one the row adds up with what both are together, the column does not, unless the upper one is 0."""

_ONE_AND_ITS_TOTAL = 2

_IN_WHICH_CELL = frozenset({DoubtCode.PLACED_BY_FORM})


@dataclass(frozen=True)
class Vouched:
    """The numbers that would be wrong only if others were by as much.

    ``read``: their row and their column hold, and in one of these all values across from them were read plainly: a
    glyph that is misread alike wherever it stands is misread on both sides. Of a form that adds up in one direction
    only they are those of ``placed``. ``placed``: all other values of one line that holds were read plainly; rows and
    columns that changed their places would add up, too. ``both``: those of ``read`` whose row and column hold.
    ``held``: numbers, 0 included, of which a line holds that has several, and none is broken, whatever the others
    were read as: where a number is its own total both are misread alike. ``nothing``: dashes of which a row and a
    column hold, and none is broken, in a table with more of them than noughts: they count for nothing, and that is
    how it prints nothing.
    """

    read: frozenset[CellRef] = frozenset()
    both: frozenset[CellRef] = frozenset()
    placed: frozenset[CellRef] = frozenset()
    held: frozenset[CellRef] = frozenset()
    nothing: frozenset[CellRef] = frozenset()


def vouched(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> Vouched:
    """What the sums of these tables, by form key, vouch for.

    A line that is broken by one cell alone, of which one change would mend it and a line across, counts as one that
    holds, for its other cells. No other cell of a broken line is vouched for, or says anything of others; nor does a
    line in which a value was read as its table's prototype.
    """
    by_key = {definition.key: definition for definition in definitions}
    read: set[CellRef] = set()
    both: set[CellRef] = set()
    placed: set[CellRef] = set()
    held: set[CellRef] = set()
    nothing: set[CellRef] = set()
    for form, table in forms.items():
        if form in by_key:
            sums = _Sums.of(form, table, by_key[form])
            numbers = {
                CellRef(form=form, row=row, column=column) for row, column, cell in table if cell.kind == "number"
            }
            placed |= {ref for ref in numbers if sums.places(ref)}
            own = {ref for ref in numbers if sums.reads(ref)}
            read |= own
            both |= own if len(sums.directions) > 1 else set()
            held |= sums.held
            nothing |= sums.nothing
    return Vouched(*(frozenset(refs) for refs in (read, both, placed, held, nothing)))


def with_vouched(forms: Mapping[str, FormTable], sums: Vouched) -> dict[str, FormTable]:
    """The forms, the numbers accepted whose every doubt the sums answer."""
    return {form: table.changed(partial(_accepted, form, sums)) for form, table in forms.items()}


@dataclass(frozen=True)
class _Sums:
    """One table's lines that hold, by their cells, its cells not to trust, and the directions in which it adds up."""

    table: FormTable
    lines: Mapping[CellRef, Sequence[Line]]
    unsure: AbstractSet[CellRef]
    directions: frozenset[str]
    held: AbstractSet[CellRef]
    nothing: AbstractSet[CellRef]

    @classmethod
    def of(cls, form: str, table: FormTable, definition: FormDefinition) -> _Sums:
        rules = definition.rules_of(table.edition)
        lines = [line for line in holding(form, table, rules) if not is_by_prototype(table, line)]
        broken = broken_rules({form: table}, (definition,))
        of_broken = {ref for one in broken for ref in one.line.cells}
        held = {ref for line in lines if _has_several(table, line) for ref in line.cells} - of_broken
        nothing = (_crossed(lines) & _signs_of_nothing(form, table)) - of_broken
        changes = mending(broken)
        unsure = set(changes)
        for one in broken:
            if sum(one.line in own for own in changes.values()) == 1 and not is_by_prototype(table, one.line):
                lines.append(one.line)
            else:
                unsure |= {*one.line.cells}
        by_cell: defaultdict[CellRef, list[Line]] = defaultdict(list)
        for line in lines:
            for ref in line.cells:
                by_cell[ref].append(line)
        return cls(table, by_cell, unsure, frozenset(rule.for_each for rule in rules), held, nothing)

    def places(self, ref: CellRef) -> bool:
        """Whether one line holds all of whose other values were read plainly."""
        if ref in self.unsure:
            return False
        return any(self._plain(other for other in line.cells if other != ref) for line in self.lines.get(ref, ()))

    def reads(self, ref: CellRef) -> bool:
        """Whether both directions hold, and all values across were read plainly in one; or the only one there is."""
        if len(self.directions) < 2:
            return self.places(ref)
        own = self.lines.get(ref, ())
        if ref in self.unsure or {line.rule.for_each for line in own} != self.directions:
            return False
        return any(self._plain(line.right if ref in line.left else line.left) for line in own)

    def _plain(self, refs: Iterable[CellRef]) -> bool:
        cells = ((ref, cell_at(self.table, ref)) for ref in refs)
        return all(cell is not None and cell.status == "accepted" and ref not in self.unsure for ref, cell in cells)


def _crossed(lines: Sequence[Line]) -> set[CellRef]:
    """The cells that stand in a row and in a column of these lines."""
    rows, columns = (
        {ref for line in lines if line.rule.for_each == way for ref in line.cells} for way in ("row", "column")
    )
    return rows & columns


def _signs_of_nothing(form: str, table: FormTable) -> set[CellRef]:
    """A table's dashes, none where it has more noughts."""
    dashes = {CellRef(form=form, row=row, column=column) for row, column, cell in table if cell.kind == "dash"}
    noughts = sum(cell.value == 0 for _, _, cell in table)
    return dashes if len(dashes) > noughts else set()


def _has_several(table: FormTable, line: Line) -> bool:
    """Whether numbers other than 0 stand in more cells of a line than one and its total."""
    cells = (cell_at(table, ref) for ref in line.cells)
    return sum(bool(cell is not None and cell.value) for cell in cells) > _ONE_AND_ITS_TOTAL


def _accepted(form: str, sums: Vouched, row: str, column: str, cell: Cell) -> Cell:
    ref = CellRef(form=form, row=row, column=column)
    codes = {doubt.code for doubt in cell.doubts}
    answered = _OTHER_DIGITS | _NUMBER_OR_NOT if cell.value else _OTHER_DIGITS
    if ref in sums.both and cell.value and not _is_nought_over(cell):
        answered |= {_WRAPPED}
    of_reading = ref in sums.read and codes <= answered
    of_place = ref in sums.placed and bool(cell.value) and codes == _IN_WHICH_CELL
    return cell.cleared(codes) if codes and (of_reading or of_place) else cell


def _is_nought_over(cell: Cell) -> bool:
    """Whether a 0, or a dash, stands over another number in the cell."""
    stacked = (doubt.detail["texts"] for doubt in cell.doubts if doubt.code == _WRAPPED)
    return any(not _figures(str(texts[0])).strip("0") for texts in stacked if isinstance(texts, Sequence))


def _figures(text: str) -> str:
    return "".join(str(int(c)) for c in text if c.isdecimal())
