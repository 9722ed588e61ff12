"""A page break through a table: which cells on its two sides are pieces of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.grid import is_words
from ocrkit.forms.hits import Vocabulary
from ocrkit.forms.labels import parse_label, similarity
from ocrkit.types.table import TableCell

_BETTER = 0.05
"""How much more like a label two pieces together must be than either alone."""

Pairs = list[tuple[int, int]]
"""Cells that meet at the break: (index above, index below)."""


@dataclass(frozen=True)
class Seam:
    """The cells above and below a page break, their columns already those of the joint table.

    ``height`` is the number of rows above, ``stub`` the first value column (0 if there is none), ``known`` the
    form's labels and ``hit`` the least similarity at which a text is one of them.
    """

    top: Sequence[TableCell]
    bottom: Sequence[TableCell]
    height: int
    stub: int
    known: Vocabulary
    hit: float

    def cut_cells(self) -> tuple[bool, Pairs]:
        """Whether a row is cut in its height (then the seam's rows are one), and the pairs that are one cell."""
        if self._cuts_a_row():
            return True, self._meeting()
        return False, [(i, j) for i, j in self._meeting() if self._is_cut(self.top[i], self.bottom[j])]

    def _meeting(self) -> Pairs:
        below = {cell.cols: j for j, cell in enumerate(self.bottom) if cell.rows[0] == 0}
        above = [(i, cell.cols) for i, cell in enumerate(self.top) if cell.rows[1] == self.height]
        return [(i, below[cols]) for i, cols in above if cols in below]

    def _is_cut(self, upper: TableCell, lower: TableCell) -> bool:
        """Whether two cells are a label cut in two, or a merged label or heading that goes on empty."""
        labels = self.known.rows if upper.cols[1] <= self.stub else self.known.columns
        if self._one_label(upper.words, lower.words, labels):
            return True
        if upper.text is None or lower.text is None or not (is_blank(upper) or is_blank(lower)):
            return False
        if upper.cols[1] <= self.stub:
            sides = (self.top, upper, self.height - 1), (self.bottom, lower, 0)
            return all(self._names_a_group(*side) for side in sides)
        return self._in_headings()

    def _names_a_group(self, cells: Sequence[TableCell], cell: TableCell, row: int) -> bool:
        """Whether the row has another label to the right of this one."""
        return any(
            other.cols[0] >= cell.cols[1] and other.cols[1] <= self.stub and not is_blank(other)
            for other in cells
            if other.rows[0] <= row < other.rows[1]
        )

    def _in_headings(self) -> bool:
        """Whether the break runs through the column headings: headings below it, and no value above it."""
        above = [c for c in self.top if c.rows[1] == self.height and c.cols[0] >= self.stub]
        below = [c for c in self.bottom if c.rows[0] == 0 and c.cols[0] >= self.stub]
        if any(cell.text and not is_words(cell.text) for cell in (*above, *below)):
            return False
        return any(self._best(cell.words or "", self.known.columns) >= self.hit for cell in below)

    def _cuts_a_row(self) -> bool:
        """Whether the last row above and the first below are one row.

        Their cells are the same; one of the two has no values, and either no labels or the rest of the other's.
        """
        pairs = self._meeting()
        last = [cell for cell in self.top if cell.rows[1] == self.height]
        first = [cell for cell in self.bottom if cell.rows[0] == 0]
        leaf = [(upper, lower) for upper, lower in self._cells(pairs) if upper.cols[1] == self.stub]
        values = [(upper, lower) for upper, lower in self._cells(pairs) if upper.cols[0] >= self.stub]
        if not len(pairs) == len(last) == len(first) or not values or len(leaf) != 1:
            return False
        upper, lower = leaf[0]
        if upper.row_span > 1 or lower.row_span > 1:
            return False
        no_values = all(is_blank(a) for a, _ in values), all(is_blank(b) for _, b in values)
        if (no_values[0] and self._no_label(last)) or (no_values[1] and self._no_label(first)):
            return True
        return any(no_values) and self._one_label(upper.words, lower.words, self.known.rows)

    def _cells(self, pairs: Pairs) -> list[tuple[TableCell, TableCell]]:
        return [(self.top[i], self.bottom[j]) for i, j in pairs]

    def _no_label(self, row: Sequence[TableCell]) -> bool:
        return all(is_blank(cell) for cell in row if cell.cols[1] <= self.stub and cell.row_span == 1)

    def _one_label(self, upper: str | None, lower: str | None, labels: Sequence[str]) -> bool:
        """Whether two texts are the pieces of one label (the first may be its ordinal alone)."""
        if not upper or not lower or not is_words(upper + lower):
            return False
        together = self._best(upper + lower, labels)
        apart = max(self._best(upper, labels), self._best(lower, labels) if parse_label(upper).body else 0.0)
        return together >= self.hit and together > apart + _BETTER

    def _best(self, text: str, labels: Sequence[str]) -> float:
        return max((similarity(text, label) for label in labels), default=0.0)


def is_blank(cell: TableCell) -> bool:
    """Whether nothing is printed in a cell (unread is not blank)."""
    return cell.text is not None and not cell.text.strip()
