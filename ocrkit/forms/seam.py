"""Two parts of a table put together where a page break cut it: rows appended, cut cells made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.align import map_boundaries
from ocrkit.forms.labels import similarity
from ocrkit.types.table import Range, Table, TableCell

_BETTER = 0.05


def append(upper: Table, lower: Table, stubs: tuple[int, int] | None, labels: Sequence[str], hit: float) -> Table:
    """One table of two parts, ``lower`` under ``upper``.

    ``stubs`` are their first value columns (see ``map_boundaries``), ``labels`` the form's row labels and
    ``hit`` the least similarity at which a text is one of them. A label cut in two, a merged cell that goes on
    empty, and a row cut in its height become one cell with a place on each page.
    """
    above, below = map_boundaries(upper, lower, stubs)
    top = [_with_cols(cell, above) for cell in upper.cells]
    bottom = [_with_cols(cell, below) for cell in lower.cells]
    stub = above[stubs[0]] if stubs is not None else 0
    seam = _Seam(top, bottom, upper.n_rows, stub, tuple(labels), hit)
    shared = 1 if seam.cuts_a_row() else 0
    pairs = seam.row_pairs() if shared else seam.cut_pairs()
    offset = upper.n_rows - shared
    moved = [cell.model_copy(update={"rows": (cell.rows[0] + offset, cell.rows[1] + offset)}) for cell in bottom]
    taken = {j for _, j in pairs}
    for i, j in pairs:
        top[i] = _whole(top[i], moved[j])
    cells = [*top, *(cell for j, cell in enumerate(moved) if j not in taken)]
    cells.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
    return Table(n_rows=offset + lower.n_rows, n_cols=above[-1], cells=tuple(cells))


@dataclass(frozen=True)
class _Seam:
    """The cells on both sides of a page break, in the joint columns."""

    top: list[TableCell]
    bottom: list[TableCell]
    height: int
    stub: int
    labels: tuple[str, ...]
    hit: float

    def row_pairs(self) -> list[tuple[int, int]]:
        """The cells that meet at the seam in the same columns, (index above, index below)."""
        below = {cell.cols: j for j, cell in enumerate(self.bottom) if cell.rows[0] == 0}
        meeting = [(i, cell.cols) for i, cell in enumerate(self.top) if cell.rows[1] == self.height]
        return [(i, below[cols]) for i, cols in meeting if cols in below]

    def cut_pairs(self) -> list[tuple[int, int]]:
        """Of those, the label cells that the break cut."""
        pairs = [(i, j) for i, j in self.row_pairs() if self.top[i].cols[1] <= self.stub]
        return [
            (i, j) for i, j in pairs if self._goes_on(i, j) or self._one_label(self.top[i].text, self.bottom[j].text)
        ]

    def cuts_a_row(self) -> bool:
        """Whether the last row above and the first below are one row, cut in its height.

        Their columns are the same, one of the two has no values, and its label is empty or continues the other's.
        """
        pairs = self.row_pairs()
        last = [i for i, cell in enumerate(self.top) if cell.rows[1] == self.height]
        first = [j for j, cell in enumerate(self.bottom) if cell.rows[0] == 0]
        if not self.stub or not len(pairs) == len(last) == len(first):
            return False
        values = [(i, j) for i, j in pairs if self.top[i].cols[0] >= self.stub]
        leaf = [(i, j) for i, j in pairs if self.top[i].cols[1] == self.stub]
        if not values or len(leaf) != 1:
            return False
        i, j = leaf[0]
        if self.top[i].row_span > 1 or self.bottom[j].row_span > 1:
            return False
        empty = all(_blank(self.top[a]) for a, _ in values), all(_blank(self.bottom[b]) for _, b in values)
        upper, lower = self.top[i], self.bottom[j]
        if not any(empty):
            return False
        nothing = (empty[0] and _blank(upper)) or (empty[1] and _blank(lower))
        return nothing or self._one_label(upper.text, lower.text)

    def _goes_on(self, i: int, j: int) -> bool:
        """Whether a merged label cell goes on: one of the pieces is empty, and both have labels to their right."""
        upper, lower = self.top[i], self.bottom[j]
        if upper.text is None or lower.text is None or not (_blank(upper) or _blank(lower)):
            return False
        return self._has_label_right(self.top, upper, self.height - 1) and self._has_label_right(
            self.bottom, lower, 0
        )

    def _has_label_right(self, cells: Sequence[TableCell], cell: TableCell, row: int) -> bool:
        return any(
            other.cols[0] >= cell.cols[1] and other.cols[1] <= self.stub and not _blank(other)
            for other in cells
            if other.rows[0] <= row < other.rows[1]
        )

    def _one_label(self, upper: str | None, lower: str | None) -> bool:
        """Whether two texts are the pieces of one label: together they are like it, and more than either alone."""
        if not upper or not lower:
            return False
        together = self._best(upper + lower)
        return together >= self.hit and together > max(self._best(upper), self._best(lower)) + _BETTER

    def _best(self, text: str) -> float:
        return max((similarity(text, label) for label in self.labels), default=0.0)


def _whole(upper: TableCell, lower: TableCell) -> TableCell:
    """One cell of two pieces; what was read is that of the piece with ink, or both in order."""
    rows: Range = (upper.rows[0], lower.rows[1])
    shared = {"rows": rows, "cols": upper.cols, "places": (*upper.places, *lower.places)}
    if _blank(lower) or _blank(upper):
        inked = upper if _blank(lower) else lower
        return inked.model_copy(update=shared)
    texts, sure = (upper.text, lower.text), (upper.confidence, lower.confidence)
    text = None if None in texts else "".join(t or "" for t in texts)
    confidence = None if None in sure else min(c for c in sure if c is not None)
    return TableCell(rows=rows, cols=upper.cols, places=shared["places"], text=text, confidence=confidence)


def _blank(cell: TableCell) -> bool:
    return cell.text is not None and not cell.text.strip()


def _with_cols(cell: TableCell, boundaries: Sequence[int]) -> TableCell:
    return cell.model_copy(update={"cols": (boundaries[cell.cols[0]], boundaries[cell.cols[1]])})
