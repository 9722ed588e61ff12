"""Values read plainly that broken sums bear out all the same, once values in doubt are what the sums tell of them.

Where a stamp stands over a row, several values are misread at once and break the columns they stand in. Each line in
which only one value is not known tells that value, and so on. A value that was read plainly is no suspect where it is
told in this way, taken for unknown itself, as it was read, and every line that says anything of what led there holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import holding
from ocrkit.verify.lines import Line, lines_of

_NO_NUMBER = ("text", "unreadable")

_Told = Mapping[CellRef, Decimal]
"""By how much values are more than they were read."""


def borne_out(
    forms: Mapping[str, FormTable],
    definitions: Sequence[FormDefinition],
    doubtful: Mapping[CellRef, Cell],
    suspects: AbstractSet[CellRef],
) -> set[CellRef]:
    """Those of the ``suspects`` that were read plainly and are told by the sums as they were read.

    ``forms`` are the tables by form key, ``doubtful`` their values in doubt.
    """
    known = {definition.key: definition for definition in definitions}
    found: set[CellRef] = set()
    for form, table in forms.items():
        own = {ref for ref in suspects if ref.form == form and ref not in doubtful}
        if form in known and own:
            unsure = frozenset(ref for ref in doubtful if ref.form == form)
            sums = _Sums.of(form, table, known[form], unsure)
            found |= {ref for ref in own if sums.bears_out(ref)}
    return found


@dataclass(frozen=True)
class _Sums:
    """One table's lines, those of them that hold, what its cells count for, its numbers, and what is in doubt."""

    lines: tuple[Line, ...]
    held: tuple[Line, ...]
    counts: Mapping[CellRef, Decimal]
    numbers: frozenset[CellRef]
    doubtful: frozenset[CellRef]

    @classmethod
    def of(cls, form: str, table: FormTable, definition: FormDefinition, doubtful: frozenset[CellRef]) -> _Sums:
        rules = definition.rules_of(table.edition)
        cells = {CellRef(form=form, row=row, column=column): cell for row, column, cell in table}
        counts = {ref: cell.value or Decimal(0) for ref, cell in cells.items()}
        countable = {ref for ref, cell in cells.items() if cell.kind not in _NO_NUMBER or ref in doubtful}
        numbers = frozenset(ref for ref, cell in cells.items() if cell.kind == "number")
        lines = tuple(line for line in lines_of(form, table, rules) if countable.issuperset(line.cells))
        return cls(lines, tuple(holding(form, table, rules)), counts, numbers, doubtful)

    def bears_out(self, ref: CellRef) -> bool:
        """Whether the lines tell a value that is taken for unknown as it was read, and do not contradict each other.

        What is in doubt is known where it stands in a line that holds without that value. Contradictions count where
        they hang together with it, by lines and values that were told.
        """
        known = {cell for line in self.held if ref not in line.cells for cell in line.cells}
        unknown = (self.doubtful - known) | {ref}
        lines = [line for line in self.lines if line.checkable(self.numbers | unknown)]
        more: dict[CellRef, Decimal] = {}
        while new := self._told_next(lines, unknown, more):
            more |= new
        if more.get(ref) != 0:
            return False
        whole = [line for line in lines if unknown.intersection(line.cells) <= more.keys()]
        about = _together(ref, whole, more.keys())
        near = [line for line in lines if about.intersection(line.cells)]
        wrong = any(self._off(line, more) for line in near if line in whole)
        less = any(len(unknown.intersection(line.cells) - more.keys()) == 1 for line in near)  # it would be below 0
        return not wrong and not less

    def _told_next(self, lines: Sequence[Line], unknown: AbstractSet[CellRef], more: _Told) -> _Told:
        """The next value that a line tells in which it alone is unknown, if there is one. No count is below 0."""
        for line in lines:
            left = [ref for ref in line.cells if ref in unknown and ref not in more]
            if len(left) == 1:
                by = self._off(line, more) if left[0] in line.left else -self._off(line, more)
                if self.counts[left[0]] + by >= 0:
                    return {left[0]: by}
        return {}

    def _off(self, line: Line, more: _Told) -> Decimal:
        """By how much a line's left side is less than its right one."""
        left, right = (
            sum((self.counts[ref] + more.get(ref, Decimal(0)) for ref in side), Decimal(0))
            for side in (line.left, line.right)
        )
        return right - left


def _together(first: CellRef, lines: Sequence[Line], told: AbstractSet[CellRef]) -> set[CellRef]:
    """The values that were told and hang together with the ``first``, by the lines that they share."""
    found, new = {first}, {first}
    while new:
        new = {ref for line in lines if new.intersection(line.cells) for ref in line.cells if ref in told} - found
        found |= new
    return found
