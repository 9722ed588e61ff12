"""What is read plainly bounds the rest of its sums, also where another cell of them is in doubt.

Counts are not negative. A plain value is known, a blank is nothing, a doubtful or unread cell is any count that its
rules leave. A plain value for which they leave no room is in review, and what it contradicts is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.types.words import Parameter
from ocrkit.verify.intervals import ANY, COUNT, Interval, added, exactly, settle
from ocrkit.verify.lines import Line, cell_at, lines_of
from ocrkit.verify.review import Reviewed, send_to_review


def within_bounds(reviewed: Reviewed, definitions: Sequence[FormDefinition]) -> Reviewed:
    """The forms with every value in review that has no place in the bounds that the others leave.

    A plain value outside its bounds is a doubt of its reading and a finding: nothing in doubt could explain it, for
    what is in doubt may be any count here. A doubtful one outside its bounds is told them. A line that ``reviewed``
    has a finding of gets no second one.
    """
    by_key = {definition.key: definition for definition in definitions}
    doubts: list[tuple[CellRef, Doubt]] = []
    findings = list(reviewed.findings)
    for form, table in reviewed.forms.items():
        if form in by_key:
            net = _net(form, table, by_key[form])
            doubts += net.doubts(form, table)
            findings += [finding for finding in net.findings() if not _told(finding, reviewed.findings)]
    return Reviewed(send_to_review(reviewed.forms, doubts), tuple(findings))


@dataclass(frozen=True)
class _Net:
    """A table's lines, and what is known of each of their cells before any rule is looked at.

    ``unread`` are the bounds of the same cells where nothing is known of them.
    """

    lines: Sequence[Line]
    bounds: Mapping[CellRef, Interval]
    unread: Mapping[CellRef, Interval]

    def findings(self) -> Iterator[Finding]:
        """What the known values contradict, line by line."""
        bounds, broken = settle(self.lines, self.bounds)
        for line in self._open(broken):
            code, detail = FindingCode.SUM_OUT_OF_BOUNDS, _detail(line, bounds)
            yield Finding.of(code, detail, rule=line.rule.name, cells=line.cells)

    def doubts(self, form: str, table: FormTable) -> Iterator[tuple[CellRef, Doubt]]:
        """What the values outside their bounds are told: the suspects, and doubtful ones."""
        suspects = self._suspects()
        for ref in sorted(suspects, key=lambda ref: (ref.row, ref.column)):
            left, _ = settle(self.lines, self._without({ref}))
            yield ref, _outside(self.bounds[ref].least, left[ref]) or Doubt(DoubtCode.SUMS_BROKEN)
        left, _ = settle(self.lines, self._without(suspects))
        for row, column, cell in table:
            ref = CellRef(form=form, row=row, column=column)
            if cell.status == "review" and cell.value is not None and ref in left:
                doubt = _outside(cell.value, left[ref])
                if doubt is not None:
                    yield ref, doubt

    def _suspects(self) -> set[CellRef]:
        """The fewest plain values without which the others leave room for one another.

        A value in a line that is plain throughout and holds is vouched for: it is a suspect only where no other is.
        """
        found: set[CellRef] = set()
        while broken := self._broken(found):
            open_ = self._open(broken)
            near = self._near(open_) - found
            if not open_ or not near:
                break
            better = self._best(near - self._vouched(), found) or self._best(near, found)
            found |= better or {ref for line in open_ for ref in line.cells if ref in near}
            if not better:
                break
        return found

    def _best(self, candidates: set[CellRef], found: set[CellRef]) -> set[CellRef]:
        """Those of ``candidates`` without which the fewest lines are broken; none where that is no fewer than now."""
        left = {ref: self._count(found | {ref}) for ref in candidates}
        fewest = min(left.values(), default=None)
        if fewest is None or fewest >= self._count(found):
            return set()
        return {ref for ref, count in left.items() if count == fewest}

    def _count(self, without: set[CellRef]) -> tuple[int, int]:
        broken = self._broken(without)
        return len(self._open(broken)), len(broken)

    def _broken(self, without: set[CellRef]) -> tuple[Line, ...]:
        return settle(self.lines, self._without(without))[1]

    def _without(self, refs: set[CellRef]) -> dict[CellRef, Interval]:
        """The bounds as if nothing were known of these cells."""
        return {**self.bounds, **{ref: self.unread[ref] for ref in refs}}

    def _open(self, lines: Sequence[Line]) -> list[Line]:
        """Those with a cell that is not known; what is plain throughout is arithmetic's."""
        return [line for line in lines if any(not self.bounds[ref].known for ref in line.cells)]

    def _near(self, lines: Sequence[Line]) -> set[CellRef]:
        """The known cells of these lines, and of all that share unknown ones with them: they made the bounds."""
        reached, front = list[Line](), list(lines)
        while front:
            reached += front
            unknown = {ref for line in reached for ref in line.cells if not self.bounds[ref].known}
            front = [line for line in self.lines if line not in reached and unknown & {*line.cells}]
        return {ref for line in reached for ref in line.cells if self.bounds[ref].known}

    def _vouched(self) -> set[CellRef]:
        """The cells of lines that are plain throughout and hold."""
        broken = self._broken(set())
        plain = [line for line in self.lines if all(self.bounds[ref].known for ref in line.cells)]
        return {ref for line in plain if line not in broken for ref in line.cells}


def _net(form: str, table: FormTable, definition: FormDefinition) -> _Net:
    """What each cell says for itself: its number, nothing where it is blank, any count where it is in doubt."""
    lines = list(lines_of(form, table, definition.rules_of(table.edition)))
    changes = {column.key for column in definition.changes_of(table.edition)}
    unread = {ref: ANY if ref.column in changes else COUNT for line in lines for ref in line.cells}
    plain = {ref: cell for ref in unread if (cell := cell_at(table, ref)) is not None and _plain(cell)}
    bounds = {ref: exactly(plain[ref].value or Decimal(0)) if ref in plain else unread[ref] for ref in unread}
    numbers = {ref for ref in unread if ref not in plain or plain[ref].kind == "number"}
    return _Net([line for line in lines if line.checkable(numbers)], bounds, unread)


def _plain(cell: Cell) -> bool:
    return cell.status == "accepted" and cell.kind in ("number", "blank", "dash")


def _outside(value: Decimal, bounds: Interval) -> Doubt | None:
    if value > bounds.most:
        return Doubt(DoubtCode.ABOVE_BOUND, {"bound": f"{bounds.most:f}"})
    if value < bounds.least:
        return Doubt(DoubtCode.BELOW_BOUND, {"bound": f"{bounds.least:f}"})
    return None


def _detail(line: Line, bounds: Mapping[CellRef, Interval]) -> dict[str, Parameter]:
    left, right = added(line.left, bounds), added(line.right, bounds)
    return {**line.names(), "left_sum": left.parameter(), "right_sum": right.parameter()}


def _told(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether another finding is of the same line."""
    return any((f.rule, f.cells) == (finding.rule, finding.cells) for f in findings)
