"""Values read plainly that broken sums bear out all the same, once values in doubt are what the sums tell of them.

Where a stamp stands over a row, several values are misread at once and break the columns they stand in. Each line in
which only one value is not known tells that value, and so on. A value that was read plainly is no suspect where it is
told in this way, taken for unknown itself, as it was read, and every line that says anything of what led there holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.arithmetic import NO_NUMBER, holding
from ocrkit.verify.lines import lines_of


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


_Told = Mapping[CellRef, Decimal]
"""By how much what the sums tell of a value is more than it was read."""


@dataclass(frozen=True)
class _Sums:
    """The lines of one table that can be checked, by number: what is the same for all suspects, worked out once.

    ``at`` has each cell's lines, with 1 where it stands on the line's left side and -1 on its right;
    ``gaps`` by how much each line's left side is less than its right one, ``doubted`` its cells in doubt. ``held``
    are the lines that hold, ``vouching`` how many of them each cell in doubt stands in. What is in doubt and in none
    of them is ``unknown``; so many cells of each line are ``left`` to be told.
    """

    at: Mapping[CellRef, Mapping[int, int]]
    counts: Mapping[CellRef, Decimal]
    gaps: Sequence[Decimal]
    doubted: Sequence[Sequence[CellRef]]
    held: frozenset[int]
    vouching: Mapping[CellRef, int]
    unknown: frozenset[CellRef]
    left: Sequence[int]

    @classmethod
    def of(cls, form: str, table: FormTable, definition: FormDefinition, doubtful: frozenset[CellRef]) -> _Sums:
        rules = definition.rules_of(table.edition)
        cells = {CellRef(form=form, row=row, column=column): cell for row, column, cell in table}
        countable = {ref for ref, cell in cells.items() if cell.kind not in NO_NUMBER or ref in doubtful}
        numbers = doubtful | {ref for ref, cell in cells.items() if cell.kind == "number"}
        every = lines_of(form, table, rules)
        lines = [line for line in every if countable.issuperset(line.cells) and line.checkable(numbers)]
        lines = [line for line in lines if len(set(line.cells)) == len(line.cells)]  # each counts once
        counts = {ref: cell.value or Decimal(0) for ref, cell in cells.items()}
        at: defaultdict[CellRef, dict[int, int]] = defaultdict(dict)
        for i, line in enumerate(lines):
            for side, refs in ((1, line.left), (-1, line.right)):
                for ref in refs:
                    at[ref][i] = side
        gaps = [
            sum((counts[r] for r in line.right), -sum((counts[r] for r in line.left), Decimal(0))) for line in lines
        ]
        doubted = [[ref for ref in line.cells if ref in doubtful] for line in lines]
        holds = set(holding(form, table, rules))
        held = frozenset(i for i, line in enumerate(lines) if line in holds)
        vouching = Counter(ref for i in held for ref in doubted[i])
        unknown = doubtful - vouching.keys()
        left = [sum(ref in unknown for ref in refs) for refs in doubted]
        return cls(dict(at), counts, gaps, doubted, held, vouching, unknown, left)

    def bears_out(self, suspect: CellRef) -> bool:
        """Whether the lines tell a value that is taken for unknown as it was read, and do not contradict each other.

        Contradictions count where they hang together with it, by lines and values that were told.
        """
        more, left, gaps = self._told(suspect)
        if more.get(suspect) != 0:
            return False
        todo, seen = [suspect], {suspect}
        while todo:
            for i in self.at[todo.pop()]:
                if left[i] == 1 or (not left[i] and gaps[i]):  # it would have one below 0; it is wrong
                    return False
                new = [] if left[i] else [cell for cell in self.doubted[i] if cell in more and cell not in seen]
                seen.update(new)
                todo += new
        return True

    def _told(self, suspect: CellRef) -> tuple[_Told, Sequence[int], Sequence[Decimal]]:
        """What the lines tell, how many values each line leaves unknown, and the gaps with what was told.

        Unknown are the suspect and what is in doubt, but for what stands in a line that holds without the suspect. A
        line in which one alone is unknown tells that one, if it is not below 0, which no count is.
        """
        if suspect not in self.at:
            return {}, (), ()
        new = {suspect, *self._known_by(suspect)}
        left, gaps = list(self.left), list(self.gaps)
        for ref in new:
            for i in self.at.get(ref, ()):
                left[i] += 1
        more: dict[CellRef, Decimal] = {}
        todo = deque(i for i, n in enumerate(left) if n == 1)
        while todo:
            i = todo.popleft()
            here = (ref for ref in (*self.doubted[i], suspect) if i in self.at[ref])
            one = next((ref for ref in here if ref not in more and (ref in new or ref in self.unknown)), None)
            if one is None:
                continue
            gap = gaps[i] * self.at[one][i]
            if self.counts[one] + gap < 0:
                continue
            more[one] = gap
            for j, side in self.at[one].items():
                left[j] -= 1
                gaps[j] -= gap * side
                todo.extend([j] if left[j] == 1 else [])
        return more, left, gaps

    def _known_by(self, suspect: CellRef) -> list[CellRef]:
        """What is in doubt and vouched for by no line that holds but the suspect's."""
        own = Counter(ref for i in self.at[suspect] if i in self.held for ref in self.doubted[i])
        return [ref for ref, n in own.items() if self.vouching[ref] == n]
