"""Tables as the structure metrics compare them: cells with spans, texts and boxes, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from ocrkit.score.truth_models import TruthTable
from ocrkit.types.geometry import Box
from ocrkit.types.table import Range, Table, TableCell, tiling


class GridCell(BaseModel):
    """A cell: half-open rows and columns, its text ("" blank, None not read), box and confidence (0 to 1).

    ``review`` is whether it is handed to a person.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: Range
    cols: Range
    text: str | None = None
    box: Box | None = None
    confidence: float | None = None
    review: bool = False


class Grid(BaseModel):
    """A table, or the part of one that stands on ``page`` (from 1).

    The cells of a system's grid need not tile it; ``tiled`` repairs that.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n_rows: int = Field(ge=0)
    n_cols: int = Field(ge=0)
    cells: tuple[GridCell, ...]
    page: int = 1

    @classmethod
    def from_table(cls, table: Table, page: int) -> Self:
        """The part of ``table`` on ``page``; a table of one page as it is.

        Of a table that was joined over pages those rows are kept of which no cell stands wholly on another page,
        numbered from 0; a cell cut by the page break is in both parts. Raises ``ValueError`` for a page the
        table is not on.
        """
        here = [cell for cell in table.cells if any(place.page == page for place in cell.places)]
        if not here:
            raise ValueError(f"the table is on pages {table.pages}, not on page {page}")
        elsewhere = {r for cell in table.cells if cell not in here for r in range(*cell.rows)}
        number = {r: i for i, r in enumerate(sorted({r for c in here for r in range(*c.rows)} - elsewhere))}
        spans = [(cell, [number[r] for r in range(*cell.rows) if r in number]) for cell in here]
        cells = tuple(_on(cell, page, (rows[0], rows[-1] + 1)) for cell, rows in spans if rows)
        return cls(n_rows=len(number), n_cols=table.n_cols, cells=cells, page=page)

    @classmethod
    def from_truth(cls, table: TruthTable) -> Self:
        """A printed table; cells on other pages than the table's first keep their boxes only there."""
        cells = tuple(
            GridCell(
                rows=cell.rows,
                cols=cell.cols,
                text=cell.text,
                box=cell.box if cell.page in (None, table.page) else None,
            )
            for cell in table.cells
        )
        return cls(n_rows=table.n_rows, n_cols=table.n_cols, cells=cells, page=table.page)

    def box(self) -> Box | None:
        """The box around the cells; None where none has one."""
        boxes = [cell.box for cell in self.cells if cell.box is not None]
        return Box.around(boxes) if boxes else None

    def owners(self) -> NDArray[np.intp]:
        """For every square the index of its cell; intp, shape (n_rows, n_cols). Raises ``TableError``."""
        return tiling(self.n_rows, self.n_cols, [(cell.rows, cell.cols) for cell in self.cells])

    def tiled(self) -> Grid:
        """The same grid with cells that cover every square exactly once.

        Cells are laid down in their order. What lies outside the grid is cut off; a cell that meets an earlier
        one keeps its first free square, and where it has none its text joins the cell that is there; squares
        that nothing covers become blank cells.
        """
        owner = np.full((self.n_rows, self.n_cols), -1, dtype=np.intp)
        laid: list[GridCell] = []
        for cell in self.cells:
            _lay(cell, owner, laid)
        for row, col in np.argwhere(owner < 0):
            laid.append(GridCell(rows=(int(row), int(row) + 1), cols=(int(col), int(col) + 1), text=""))
        laid.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
        return self.model_copy(update={"cells": tuple(laid)})


def _lay(cell: GridCell, owner: NDArray[np.intp], laid: list[GridCell]) -> None:
    """Put one cell where there is room for it; changes ``owner`` and ``laid``."""
    (r0, r1), (c0, c1) = _cut(cell.rows, owner.shape[0]), _cut(cell.cols, owner.shape[1])
    square = owner[r0:r1, c0:c1]
    if square.size == 0:
        return
    if (square < 0).all():
        square[...] = len(laid)
        laid.append(cell.model_copy(update={"rows": (r0, r1), "cols": (c0, c1)}))
        return
    free = np.argwhere(square < 0)
    if len(free):
        row, col = r0 + int(free[0][0]), c0 + int(free[0][1])
        owner[row, col] = len(laid)
        laid.append(cell.model_copy(update={"rows": (row, row + 1), "cols": (col, col + 1)}))
        return
    there = int(square[0, 0])
    text = "\n".join(filter(None, (laid[there].text, cell.text)))
    laid[there] = laid[there].model_copy(update={"text": text})


def _cut(span: Range, n: int) -> Range:
    start = max(0, span[0])
    return start, max(start, min(n, span[1]))


def _on(cell: TableCell, page: int, rows: Range) -> GridCell:
    box = next(place.box for place in cell.places if place.page == page)
    review = cell.status == "review"
    return GridCell(rows=rows, cols=cell.cols, text=cell.text, box=box, confidence=cell.confidence, review=review)


def grids_of(tables: Sequence[Table]) -> dict[int, list[Grid]]:
    """The parts of ``tables`` by page."""
    found: dict[int, list[Grid]] = {}
    for table in tables:
        for page in table.pages:
            found.setdefault(page, []).append(Grid.from_table(table, page))
    return found
