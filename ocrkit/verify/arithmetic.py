"""Arithmetic that does not hold as printed. Nothing is corrected: a wrong sum on paper stays a wrong sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.form import FormDefinition, Rule
from ocrkit.types.report import Cell, FormTable
from ocrkit.types.words import Parameter
from ocrkit.verify.lines import Line, cell_at, lines_of

NO_NUMBER = ("text", "unreadable")
"""Kinds of cells that cannot be counted: a line with one of them is not checked."""


@dataclass(frozen=True)
class Broken:
    """A line that the printed values break: its sides' sums.

    ``alone`` are those of its cells on which no rule of the other direction could be checked.
    """

    line: Line
    left_sum: Decimal
    right_sum: Decimal
    alone: frozenset[CellRef] = frozenset()

    @property
    def rule(self) -> Rule:
        """The rule that is broken."""
        return self.line.rule

    @property
    def left(self) -> tuple[CellRef, ...]:
        """The cells of the rule's left side."""
        return self.line.left

    @property
    def right(self) -> tuple[CellRef, ...]:
        """The cells of the rule's right side."""
        return self.line.right

    def needed(self, ref: CellRef) -> Decimal:
        """By how much ``ref``, one of its cells, would have to be more for the rule to hold."""
        more = self.right_sum - self.left_sum
        return more if ref in self.left else -more

    def detail(self) -> dict[str, Parameter]:
        """The break in parameters: where it is, and what each side is and adds up to."""
        return {**self.line.names(), "left_sum": str(self.left_sum), "right_sum": str(self.right_sum)}

    def finding(self) -> Finding:
        """The break in words, with the cells it concerns."""
        return Finding.of(FindingCode.SUM_BROKEN, self.detail(), rule=self.rule.name, cells=self.line.cells)


def broken_rules(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> tuple[Broken, ...]:
    """Every rule of a form that its printed values break, in the form's order.

    ``forms`` are the tables by form key. A rule with a printed total is checked where the total is a number;
    one without, where each side has a number. Blanks and dashes among the addends count as nothing. A rule
    over a cell that is text, unreadable or missing is not checked.
    """
    known = {definition.key: definition for definition in definitions}
    found: list[Broken] = []
    for form, table in forms.items():
        if form in known:
            found += _broken(form, table, known[form].rules_of(table.edition))
    return tuple(found)


def holding(form: str, table: FormTable, rules: Sequence[Rule]) -> list[Line]:
    """The lines of a table that can be checked and hold, those without any number left out."""
    numbers = {(row, column) for row, column, cell in table if cell.kind == "number"}
    return [
        one.line
        for one in _check(form, table, rules)
        if one.left_sum == one.right_sum and any((ref.row, ref.column) in numbers for ref in one.line.cells)
    ]


def _broken(form: str, table: FormTable, rules: Sequence[Rule]) -> Iterator[Broken]:
    checked = list(_check(form, table, rules))
    covered = {
        direction: {ref for c in checked if c.rule.for_each == direction for ref in c.line.cells}
        for direction in ("row", "column")
    }
    for one in checked:
        if one.left_sum != one.right_sum:
            across = covered["column" if one.rule.for_each == "row" else "row"]
            yield replace(one, alone=frozenset({*one.line.cells} - across))


def suspects(broken: Sequence[Broken]) -> set[CellRef]:
    """The cells that may be misread: each is in a broken row rule and in a broken column rule.

    Where one change of a cell would mend its row and its column, that cell is the likeliest. The other broken rules
    point to the cells that they share among themselves, if their changes together would mend every rule; where
    they would not, to all their cells in a broken rule of the other direction. One wrong cell in a table that
    reconciles otherwise is exactly this set, and so are several in rows of their own.

    A cell of a broken rule that no rule across it says anything of is a suspect, too: nothing vouches for it.
    """
    return _crossed(broken) | {ref for rule in broken for ref in rule.alone}


def mending(broken: Sequence[Broken]) -> dict[CellRef, tuple[Line, ...]]:
    """The cells of which one change mends a row and a column, each with the broken lines that it mends."""
    found: dict[CellRef, tuple[Line, ...]] = {}
    for row, column, ref in _crossing(broken):
        if row.needed(ref) == column.needed(ref):
            found[ref] = tuple(dict.fromkeys((*found.get(ref, ()), row.line, column.line)))
    return found


def _crossing(broken: Sequence[Broken]) -> list[tuple[Broken, Broken, CellRef]]:
    """Each cell in a broken row rule and a broken column rule, with the two."""
    by_rows = [b for b in broken if b.rule.for_each == "row"]
    by_columns = [b for b in broken if b.rule.for_each == "column"]
    return [(r, c, ref) for r in by_rows for c in by_columns for ref in _shared(r, c)]


def _crossed(broken: Sequence[Broken]) -> set[CellRef]:
    """The suspects where broken rules cross."""
    likeliest = mending(broken)
    explained = {line for lines in likeliest.values() for line in lines}
    left = [(r.line in explained, c.line in explained, ref) for r, c, ref in _crossing(broken)]
    fewest = {*likeliest} | {ref for by_row, by_column, ref in left if not by_row and not by_column}
    if _mend_together(broken, fewest):
        return fewest
    return {*likeliest} | {ref for by_row, by_column, ref in left if not (by_row and by_column)}


def _mend_together(broken: Sequence[Broken], cells: set[CellRef]) -> bool:
    """Whether every rule holds once each row's one cell of ``cells`` is changed by what its row needs."""
    changes: dict[CellRef, Decimal] = {}
    for row in (one for one in broken if one.rule.for_each == "row"):
        shared = cells & {*row.left, *row.right}
        if len(shared) != 1:
            return False
        ref = next(iter(shared))
        if changes.setdefault(ref, row.needed(ref)) != row.needed(ref):
            return False
    return all(_mended(one, changes) for one in broken if one.rule.for_each == "column")


def _mended(rule: Broken, changes: Mapping[CellRef, Decimal]) -> bool:
    left, right = (sum(changes.get(ref, Decimal(0)) for ref in side) for side in (rule.left, rule.right))
    return rule.left_sum + left == rule.right_sum + right


def _shared(one: Broken, other: Broken) -> set[CellRef]:
    return {*one.left, *one.right} & {*other.left, *other.right}


def _check(form: str, table: FormTable, rules: Sequence[Rule]) -> Iterator[Broken]:
    """Every line that can be checked, broken or not; a line without any number holds."""
    numbers = {CellRef(form=form, row=row, column=column) for row, column, cell in table if cell.kind == "number"}
    for line in lines_of(form, table, rules):
        left_sum, right_sum = (_sum([cell_at(table, ref) for ref in side]) for side in (line.left, line.right))
        if left_sum is not None and right_sum is not None and line.checkable(numbers):
            yield Broken(line, left_sum, right_sum)


def _sum(cells: Sequence[Cell | None]) -> Decimal | None:
    """The sum of the numbers, None where a cell cannot be counted."""
    total = Decimal(0)
    for cell in cells:
        if cell is None or cell.kind in NO_NUMBER:
            return None
        total += cell.value or 0
    return total
