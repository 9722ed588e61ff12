"""Arithmetic that does not hold as printed. Nothing is corrected: a wrong sum on paper stays a wrong sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ocrkit.types.form import FormDefinition, Rule
from ocrkit.types.report import Cell, CellRef, Finding, FormTable


def check_arithmetic(forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition]) -> tuple[Finding, ...]:
    """A finding for every rule of a form that its printed values break, in the form's order.

    ``forms`` are the tables by form key. A rule with a printed total is checked where the total is a number;
    one without, where each side has a number. Blanks and dashes among the addends count as nothing. A rule
    over a cell that is text, unreadable or missing is not checked. A finding names the rule and all its cells.
    """
    known = {definition.key: definition for definition in definitions}
    return tuple(
        finding
        for form, table in forms.items()
        if form in known
        for rule in known[form].rules_of(table.edition)
        for finding in _check(form, table, rule)
    )


def suspects(findings: Iterable[Finding]) -> set[CellRef]:
    """The cells named by a broken row rule and by a broken column rule at once.

    One wrong cell in a table that reconciles otherwise is exactly this set.
    """
    in_rows: set[CellRef] = set()
    in_columns: set[CellRef] = set()
    for finding in findings:
        if finding.kind == "arithmetic" and finding.cells:
            one_row = len({cell.row for cell in finding.cells}) == 1
            (in_rows if one_row else in_columns).update(finding.cells)
    return in_rows & in_columns


def _check(form: str, table: FormTable, rule: Rule) -> Iterator[Finding]:
    for name in _lines(table, rule):
        left = [_ref(form, rule, name, key) for key in rule.left]
        right = [_ref(form, rule, name, key) for key in rule.right]
        left_cells, right_cells = ([_cell(table, ref) for ref in refs] for refs in (left, right))
        left_sum, right_sum = _sum(left_cells), _sum(right_cells)
        if left_sum is None or right_sum is None or not _given(left_cells, right_cells, rule):
            continue
        if left_sum != right_sum:
            yield Finding(
                kind="arithmetic",
                message=(
                    f"{form}, {rule.for_each} {name}: {_name(rule.left)} is {left_sum},"
                    f" {_name(rule.right)} adds up to {right_sum}"
                ),
                rule=rule.name,
                cells=(*left, *right),
            )


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
