"""Values read plainly that broken sums bear out all the same, once values in doubt are what the sums tell of them.

Where a stamp stands over a row, several values are misread at once and break the columns they stand in. Each line in
which only one value is not known tells that value, and so on. A value that was read plainly is no suspect where it is
told in this way, taken for unknown itself, as it was read, and every line that says anything of what led there holds.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import NO_NUMBER, holding
from ocrkit.verify.lines import Line, lines_of


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
            sums = _Sums.of(form, table, known[form], frozenset(ref for ref in doubtful if ref.form == form))
            found |= {ref for ref in own if sums.bears_out(ref)}
    return found


@dataclass(frozen=True)
class _Sums:
    """One table's ``lines``, those ``at`` each cell and those that hold, by number; what its cells count for."""

    lines: Sequence[Line]
    at: Mapping[CellRef, Sequence[int]]
    held: Sequence[int]
    counts: Mapping[CellRef, Decimal]
    doubtful: frozenset[CellRef]

    @classmethod
    def of(cls, form: str, table: FormTable, definition: FormDefinition, doubtful: frozenset[CellRef]) -> _Sums:
        rules = definition.rules_of(table.edition)
        cells = {CellRef(form=form, row=row, column=column): cell for row, column, cell in table}
        countable = {ref for ref, cell in cells.items() if cell.kind not in NO_NUMBER or ref in doubtful}
        numbers = doubtful | {ref for ref, cell in cells.items() if cell.kind == "number"}
        every = lines_of(form, table, rules)
        lines = [line for line in every if countable.issuperset(line.cells) and line.checkable(numbers)]
        at: defaultdict[CellRef, list[int]] = defaultdict(list)
        for i, line in enumerate(lines):
            for ref in line.cells:
                at[ref].append(i)
        holds = set(holding(form, table, rules))
        held = [i for i, line in enumerate(lines) if line in holds]
        return cls(lines, at, held, {ref: cell.value or Decimal(0) for ref, cell in cells.items()}, doubtful)

    def bears_out(self, ref: CellRef) -> bool:
        """Whether the lines tell a value that is taken for unknown as it was read, and do not contradict each other.

        Contradictions count where they hang together with it, by lines and values that were told.
        """
        more, left = self._told(ref)
        if more.get(ref) != 0:
            return False
        todo, seen = [ref], {ref}
        while todo:
            for i in self.at[todo.pop()]:
                if left[i] == 1 or (not left[i] and self._off(i, more)):  # it would have one below 0; it is wrong
                    return False
                new = [] if left[i] else [cell for cell in self.lines[i].cells if cell in more and cell not in seen]
                seen.update(new)
                todo += new
        return True

    def _told(self, suspect: CellRef) -> tuple[dict[CellRef, Decimal], list[int]]:
        """By how much what the lines tell is more than it was read, and how many values each line leaves unknown.

        Unknown are the suspect and what is in doubt, but for what stands in a line that holds without the suspect. A
        line in which one alone is unknown tells that one, if it is not below 0, which no count is.
        """
        known = {ref for i in self.held if suspect not in self.lines[i].cells for ref in self.lines[i].cells}
        unknown = (self.doubtful - known) | {suspect}
        left = [0] * len(self.lines)
        for ref in unknown:
            for i in self.at.get(ref, ()):
                left[i] += 1
        more: dict[CellRef, Decimal] = {}
        todo = deque(i for i, n in enumerate(left) if n == 1)
        while todo:
            i = todo.popleft()
            one = next((ref for ref in self.lines[i].cells if ref in unknown and ref not in more), None)
            gap = self._off(i, more)
            if one is None or self.counts[one] + (gap if one in self.lines[i].left else -gap) < 0:
                continue
            more[one] = gap if one in self.lines[i].left else -gap
            for j in self.at[one]:
                left[j] -= 1
                todo.extend([j] if left[j] == 1 else [])
        return more, left

    def _off(self, i: int, more: Mapping[CellRef, Decimal]) -> Decimal:
        """By how much a line's left side is less than its right one."""
        left, right = (
            sum((self.counts[ref] + more.get(ref, Decimal(0)) for ref in side), Decimal(0))
            for side in (self.lines[i].left, self.lines[i].right)
        )
        return right - left
