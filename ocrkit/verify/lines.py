"""A rule of a form on one row or column of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.form import Rule
from ocrkit.types.report import Cell, FormTable
from ocrkit.types.words import Parameter


@dataclass(frozen=True)
class Line:
    """One row or column, named ``name``, whose ``left`` cells add up to what its ``right`` cells add up to."""

    form: str
    rule: Rule
    name: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """All its cells, left ones first."""
        return (*self.left, *self.right)

    def checkable(self, numbers: AbstractSet[CellRef]) -> bool:
        """Whether it has what it needs, or nothing at all, where ``numbers`` hold numbers and the others nothing.

        It needs its total, where it has a printed one, else a number on each side.
        """
        sides = [[ref in numbers for ref in side] for side in (self.left, self.right)]
        given = all(sides[0]) if self.rule.total else any(sides[0]) and any(sides[1])
        return given or not any((*sides[0], *sides[1]))

    def names(self) -> dict[str, Parameter]:
        """Where it is, in parameters, and the keys of its sides."""
        return {
            "form": self.form,
            "axis": self.rule.for_each,
            "line": self.name,
            "left": self.rule.left,
            "right": self.rule.right,
        }


def lines_of(form: str, table: FormTable, rules: Sequence[Rule]) -> Iterator[Line]:
    """Every line of a table, rule by rule; cells that the table lacks among them."""
    for rule in rules:
        for name in _names(table, rule):
            left, right = (tuple(_ref(form, rule, name, key) for key in keys) for keys in (rule.left, rule.right))
            yield Line(form, rule, name, left, right)


def cell_at(table: FormTable, ref: CellRef) -> Cell | None:
    """The cell of that name, None where the table lacks it."""
    return table.cells.get(ref.row, {}).get(ref.column)


def is_by_prototype(table: FormTable, line: Line) -> bool:
    """Whether a value of a line was read as its table's others: what is misread so is misread alike, and often."""
    cells = (cell_at(table, ref) for ref in line.cells)
    return any(cell is not None and cell.has(DoubtCode.READ_BY_PROTOTYPE) for cell in cells)


def _names(table: FormTable, rule: Rule) -> list[str]:
    """The rows, or the columns, that the rule is for."""
    if rule.for_each == "row":
        return list(table.cells)
    return list(dict.fromkeys(column for columns in table.cells.values() for column in columns))


def _ref(form: str, rule: Rule, line: str, key: str) -> CellRef:
    row, column = (line, key) if rule.for_each == "row" else (key, line)
    return CellRef(form=form, row=row, column=column)
