"""Broken sums that the values in doubt explain, several of them together.

What a value in doubt would have to be is told by a line in which nothing else is unknown, and borne out where a line
of the other direction holds with it. Lines that hold so say nothing against the values that were read plainly in
them; where one of these were wrong, the numbers told along its row and along its column would not agree. How near
that is to what was read is not asked: a stamp may stand over anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import holding
from ocrkit.verify.lines import Line, lines_of

_NO_NUMBER = ("text", "unreadable")

_Wanted = Mapping[CellRef, Decimal]


def explained(
    forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition], doubtful: Mapping[CellRef, Cell]
) -> dict[Line, _Wanted]:
    """The lines that hold once values in doubt are what the other lines say, with what those are.

    ``forms`` are the tables by form key, ``doubtful`` their values in doubt.
    """
    known = {definition.key: definition for definition in definitions}
    found: dict[Line, _Wanted] = {}
    for form, table in forms.items():
        if form in known:
            sums = _Equations.of(form, table, known[form], doubtful)
            found |= sums.explained(sums.told())
    return found


@dataclass(frozen=True)
class _Equations:
    """One table's lines that can be checked, what its cells count for, and those in doubt that no line that holds
    bears out as they were read."""

    lines: tuple[Line, ...]
    counts: Mapping[CellRef, Decimal]
    unknown: Mapping[CellRef, Cell]

    @classmethod
    def of(
        cls, form: str, table: FormTable, definition: FormDefinition, doubtful: Mapping[CellRef, Cell]
    ) -> _Equations:
        rules = definition.rules_of(table.edition)
        held = {ref for line in holding(form, table, rules) for ref in line.cells}
        unknown = {ref: cell for ref, cell in doubtful.items() if ref.form == form and ref not in held}
        cells = {CellRef(form=form, row=row, column=column): cell for row, column, cell in table}
        counts = {ref: cell.value or Decimal(0) for ref, cell in cells.items()}
        countable = {ref for ref, cell in cells.items() if cell.kind not in _NO_NUMBER or ref in unknown}
        numbers = {ref for ref, cell in cells.items() if cell.kind == "number" or ref in unknown}
        lines = [line for line in lines_of(form, table, rules) if countable.issuperset(line.cells)]
        return cls(tuple(line for line in lines if line.checkable(numbers)), counts, unknown)

    def told(self) -> dict[CellRef, Decimal]:
        """By how much each unknown value is more than it was read, of those that a line tells with the others."""
        more: dict[CellRef, Decimal] = {}
        while new := dict(self._told_next(more)):
            more |= new
        return more

    def _told_next(self, more: _Wanted) -> Iterator[tuple[CellRef, Decimal]]:
        for line in self.lines:
            left = [ref for ref in line.cells if ref in self.unknown and ref not in more]
            if len(left) == 1:
                by = self._off(line, more)
                by = by if left[0] in line.left else -by
                if self.counts[left[0]] + by >= 0:  # nothing is counted less than never
                    yield left[0], by
                    return

    def _off(self, line: Line, more: _Wanted) -> Decimal:
        """By how much a line's left side is less than its right one."""
        left, right = (
            sum((self.counts[ref] + more.get(ref, Decimal(0)) for ref in side), Decimal(0))
            for side in (line.left, line.right)
        )
        return right - left

    def explained(self, more: _Wanted) -> dict[Line, _Wanted]:
        """The lines with values that were read otherwise, if each of those is borne out in both directions."""
        changed = {ref for ref, by in more.items() if by or self.unknown[ref].kind in _NO_NUMBER}
        whole = [line for line in self.lines if all(ref in more or ref not in self.unknown for ref in line.cells)]
        apart = {ref for line in whole if self._off(line, more) for ref in _together(line, whole, changed)}
        sure = _borne_out([line for line in whole if not self._off(line, more)], changed - apart)
        return {
            line: {ref: self.counts[ref] + more[ref] for ref in line.cells if ref in changed}
            for line in whole
            if not self._off(line, more) and sure.issuperset(changed.intersection(line.cells))
        }


def _together(line: Line, lines: Sequence[Line], cells: AbstractSet[CellRef]) -> set[CellRef]:
    """Those of ``cells`` that hang together with a line, by the lines that they share."""
    found: set[CellRef] = set()
    new = cells & set(line.cells)
    while new:
        found |= new
        new = {ref for other in lines if new & set(other.cells) for ref in cells & set(other.cells)} - found
    return found


def _borne_out(lines: Sequence[Line], cells: AbstractSet[CellRef]) -> set[CellRef]:
    """Those of ``cells`` that stand in a line of each direction all of whose ``cells`` do."""
    sure = set(cells)
    while True:
        directions: defaultdict[CellRef, set[str]] = defaultdict(set)
        for line in lines:
            own = cells & set(line.cells)
            if own <= sure:
                for ref in own:
                    directions[ref].add(line.rule.for_each)
        left = {ref for ref in sure if len(directions[ref]) > 1}
        if left == sure:
            return sure
        sure = left
