"""A table's cells by grid row and column: what stands to the left of a row and above a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.number import parse_value
from ocrkit.types.table import Range, Table, TableCell


def overlap(a: Range, b: Range) -> int:
    """How many rows (or columns) two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


@lru_cache(maxsize=8192)
def is_words(text: str | None) -> bool:
    """Whether a text can be a label: it is there, and it is not a value (``parse_value``)."""
    return text is not None and parse_value(text).kind == "text" and any(c.isalpha() for c in text)


@dataclass(frozen=True)
class Grid:
    """A table with the owner of every grid square at hand."""

    table: Table

    @cached_property
    def owner(self) -> NDArray[np.intp]:
        """Index of the cell of every square; intp, (n_rows, n_cols)."""
        return self.table.owners()

    @cached_property
    def transposed(self) -> Grid:
        """The grid with rows and columns exchanged, so that what holds for columns can be asked of rows."""
        table = self.table
        cells = tuple(c.model_copy(update={"rows": c.cols, "cols": c.rows}) for c in table.cells)
        return Grid(Table(n_rows=table.n_cols, n_cols=table.n_rows, cells=cells))

    def begin_in(self, row: int) -> list[int]:
        """Indices of the cells whose first row this is, from left to right."""
        owners: list[int] = self.owner[row].tolist()
        return [i for i in dict.fromkeys(owners) if self.table.cells[i].rows[0] == row]

    def in_row(self, row: int, cols: Range) -> list[TableCell]:
        """The cells that cross a grid row within ``cols``, from left to right."""
        return self._cells(self.owner[row, cols[0] : cols[1]])

    def in_column_row(self, row: int, cols: Range) -> list[TableCell]:
        """Of the cells that cross ``row``, those inside ``cols``; failing any, the one that covers it most."""
        cells = self.in_row(row, cols)
        inside = [c for c in cells if cols[0] <= c.cols[0] and c.cols[1] <= cols[1]]
        covered = sum(c.col_span for c in inside)
        most = max(cells, key=lambda c: overlap(c.cols, cols))
        return inside if covered >= overlap(most.cols, cols) and inside else [most]

    def at(self, rows: Range, cols: Range) -> list[TableCell]:
        """The cells that touch a rectangle, the one that covers most of it first."""
        cells = self._cells(self.owner[rows[0] : rows[1], cols[0] : cols[1]].ravel())
        return sorted(cells, key=lambda c: -overlap(c.rows, rows) * overlap(c.cols, cols))

    def _cells(self, owners: NDArray[np.intp]) -> list[TableCell]:
        return [self.table.cells[i] for i in dict.fromkeys(owners.tolist())]
