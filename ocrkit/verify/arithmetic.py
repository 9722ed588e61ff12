"""Arithmetic that does not hold as printed. Nothing is corrected: a wrong sum on paper stays a wrong sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocrkit.types.doubt import Parameter
from ocrkit.types.form import FormDefinition, Rule
from ocrkit.types.report import Cell, CellRef, Finding, FormTable


@dataclass(frozen=True)
class Broken:
    """A rule that the printed values break, on one row or column: the sides' cells and sums.

    ``alone`` are those of its cells on which no rule of the other direction could be checked.
    """

    form: str
    rule: Rule
    line: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]
    left_sum: Decimal
    right_sum: Decimal
    alone: frozenset[CellRef] = frozenset()

    def needed(self, ref: CellRef) -> Decimal:
        """By how much ``ref``, one of its cells, would have to be more for the rule to hold."""
        more = self.right_sum - self.left_sum
        return more if ref in self.left else -more

    def detail(self) -> dict[str, Parameter]:
        """The break in parameters: where it is, and what each side is and adds up to."""
        return {
            "form": self.form,
            "axis": self.rule.for_each,
            "line": self.line,
            "left": _name(self.rule.left),
            "left_sum": str(self.left_sum),
            "right": _name(self.rule.right),
            "right_sum": str(self.right_sum),
        }

    def finding(self) -> Finding:
        """The break in words, with the cells it concerns."""
        detail = self.detail()
        return Finding(
            kind="arithmetic",
            message="{form}, {axis} {line}: {left} is {left_sum}, {right} adds up to {right_sum}".format(**detail),
            detail=detail,
            rule=self.rule.name,
            cells=(*self.left, *self.right),
        )


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


def _broken(form: str, table: FormTable, rules: Sequence[Rule]) -> Iterator[Broken]:
    checked = [line for rule in rules for line in _check(form, table, rule)]
    covered = {
        direction: {ref for c in checked if c.rule.for_each == direction for ref in (*c.left, *c.right)}
        for direction in ("row", "column")
    }
    for line in checked:
        if line.left_sum != line.right_sum:
            across = covered["column" if line.rule.for_each == "row" else "row"]
            yield replace(line, alone=frozenset({*line.left, *line.right} - across))


def suspects(broken: Sequence[Broken]) -> set[CellRef]:
    """The cells that may be misread: each is in a broken row rule and in a broken column rule.

    Where one change of a cell would mend its row and its column, that cell is the likeliest. The other broken rules
    point to the cells that they share among themselves, if their changes together would mend every rule; where
    they would not, to all their cells in a broken rule of the other direction. One wrong cell in a table that
    reconciles otherwise is exactly this set, and so are several in rows of their own.

    A cell of a broken rule that no rule across it says anything of is a suspect, too: nothing vouches for it.
    """
    return _crossed(broken) | {ref for rule in broken for ref in rule.alone}


def _crossed(broken: Sequence[Broken]) -> set[CellRef]:
    """The suspects where broken rules cross."""
    by_rows = [b for b in broken if b.rule.for_each == "row"]
    by_columns = [b for b in broken if b.rule.for_each == "column"]
    crossing = [(r, c, ref) for r in by_rows for c in by_columns for ref in _shared(r, c)]
    mending = [(r, c, ref) for r, c, ref in crossing if r.needed(ref) == c.needed(ref)]
    explained = {id(b) for r, c, _ in mending for b in (r, c)}
    likeliest = {ref for _, _, ref in mending}
    left = [(id(r) in explained, id(c) in explained, ref) for r, c, ref in crossing]
    fewest = likeliest | {ref for by_row, by_column, ref in left if not by_row and not by_column}
    if _mend_together(by_rows, by_columns, fewest):
        return fewest
    return likeliest | {ref for by_row, by_column, ref in left if not (by_row and by_column)}


def _mend_together(by_rows: Sequence[Broken], by_columns: Sequence[Broken], cells: set[CellRef]) -> bool:
    """Whether every rule holds once each row's one cell of ``cells`` is changed by what its row needs."""
    changes: dict[CellRef, Decimal] = {}
    for row in by_rows:
        shared = cells & {*row.left, *row.right}
        if len(shared) != 1:
            return False
        ref = next(iter(shared))
        if changes.setdefault(ref, row.needed(ref)) != row.needed(ref):
            return False
    return all(_mended(column, changes) for column in by_columns)


def _mended(rule: Broken, changes: Mapping[CellRef, Decimal]) -> bool:
    left, right = (sum(changes.get(ref, Decimal(0)) for ref in side) for side in (rule.left, rule.right))
    return rule.left_sum + left == rule.right_sum + right


def _shared(one: Broken, other: Broken) -> set[CellRef]:
    return {*one.left, *one.right} & {*other.left, *other.right}


def _check(form: str, table: FormTable, rule: Rule) -> Iterator[Broken]:
    """The rule on every line it can be checked on, broken or not; a line without any number holds."""
    for name in _lines(table, rule):
        left = tuple(_ref(form, rule, name, key) for key in rule.left)
        right = tuple(_ref(form, rule, name, key) for key in rule.right)
        left_cells, right_cells = ([_cell(table, ref) for ref in refs] for refs in (left, right))
        left_sum, right_sum = _sum(left_cells), _sum(right_cells)
        if left_sum is None or right_sum is None:
            continue
        empty = all(cell is not None and cell.kind != "number" for cell in (*left_cells, *right_cells))
        if empty or _given(left_cells, right_cells, rule):
            yield Broken(form, rule, name, left, right, left_sum, right_sum)


def _lines(table: FormTable, rule: Rule) -> list[str]:
    """The rows, or the columns, that the rule is for."""
    if rule.for_each == "row":
        return list(table.cells)
    return list(dict.fromkeys(column for columns in table.cells.values() for column in columns))


def _ref(form: str, rule: Rule, line: str, key: str) -> CellRef:
    row, column = (line, key) if rule.for_each == "row" else (key, line)
    return CellRef(form=form, row=row, column=column)


def _cell(table: FormTable, ref: CellRef) -> Cell | None:
    return table.cells.get(ref.row, {}).get(ref.column)


def _sum(cells: Sequence[Cell | None]) -> Decimal | None:
    """The sum of the numbers, None where a cell cannot be counted."""
    total = Decimal(0)
    for cell in cells:
        if cell is None or cell.kind in ("text", "unreadable"):
            return None
        total += cell.value or 0
    return total


def _given(left: Sequence[Cell | None], right: Sequence[Cell | None], rule: Rule) -> bool:
    """Whether the rule has what it needs: its total as a number, or a number on each side."""
    numbers = [[cell is not None and cell.kind == "number" for cell in side] for side in (left, right)]
    return all(numbers[0]) if rule.total else any(numbers[0]) and any(numbers[1])


def _name(keys: Sequence[str]) -> str:
    return " + ".join(keys) if len(keys) <= 3 else f"the sum of {keys[0]} to {keys[-1]}"
