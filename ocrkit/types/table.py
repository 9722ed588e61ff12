"""A table as recovered: cells with half-open row and column ranges that tile a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from ocrkit.errors import TableError
from ocrkit.types.doubt import Doubt, Status
from ocrkit.types.geometry import Box
from ocrkit.types.reading import Reading, SecondReading

Range = tuple[int, int]
"""A half-open range [start, stop) of rows or columns."""


Share = Annotated[float, PlainSerializer(lambda share: round(share, 3), return_type=float, when_used="json")]
"""A share from 0 to 1, in JSON to a thousandth."""

_MOST_SQUARES = 1_000_000
"""Squares of a grid; a page full of the finest print has room for a hundredth of it."""


def tiling(n_rows: int, n_cols: int, ranges: Sequence[tuple[Range, Range]]) -> NDArray[np.intp]:
    """For every grid square the index of the (rows, columns) that cover it; intp, shape (n_rows, n_cols).

    Raises ``TableError`` where two of ``ranges`` overlap, one lies outside, or a square is not covered, and for a
    grid larger than any on paper.
    """
    if n_rows * n_cols > _MOST_SQUARES:
        raise TableError(f"{n_rows} x {n_cols} is more than the {_MOST_SQUARES:,} squares that a table may have")
    owner = np.full((n_rows, n_cols), -1, dtype=np.intp)
    for i, ((r0, r1), (c0, c1)) in enumerate(ranges):
        if not (0 <= r0 < r1 <= n_rows and 0 <= c0 < c1 <= n_cols):
            raise TableError(
                f"cell {i} at rows {(r0, r1)}, columns {(c0, c1)} lies outside the grid of {n_rows} x {n_cols}"
            )
        square = owner[r0:r1, c0:c1]
        if (square >= 0).any():
            raise TableError(f"cells {int(square.max())} and {i} overlap")
        square[...] = i
    if (owner < 0).any():
        row, col = (int(v) for v in np.argwhere(owner < 0)[0])
        raise TableError(f"no cell covers row {row}, column {col}")
    return owner


class Place(BaseModel):
    """Where on paper: the page's number in the report (from 1) and a box in pixels of that page as given."""

    model_config = ConfigDict(frozen=True)

    page: int
    box: Box


class TableCell(BaseModel):
    """A cell: rows [start, stop), columns [start, stop), where it is, and what stands in it.

    ``text`` is "" for a blank cell and None for one that was not or could not be read; lines of a cell are parted by
    a line break. ``confidence`` (0 to 1, None where there is none) is the probability of the whole where a value
    stands, else that of the least sure character, so that short and long texts compare. ``doubts`` say why
    ``status`` is "review"; both are of the reading alone, a form's value says more. ``second`` is what the page's
    text layer has there, if it is a second reading and says something of this cell. ``ink_explained`` (0 to 1) is the
    share of the ink that stands in the cell on the page as given, rules aside, that was read or is known to be no
    print. A cell cut by a page break has more than one place. ``label`` is ``text`` with the characters of the label
    of a form that stands here, where the network held those possible though it read others.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    rows: Range
    cols: Range
    places: tuple[Place, ...] = Field(min_length=1)
    text: str | None = None
    confidence: float | None = None
    status: Status = "accepted"
    doubts: tuple[Doubt, ...] = ()
    second: SecondReading | None = None
    ink_explained: Share | None = None
    reading: Reading | None = Field(default=None, exclude=True, repr=False)
    label: str | None = Field(default=None, exclude=True, repr=False)

    @property
    def words(self) -> str | None:
        """What the cell says as a label."""
        return self.text if self.label is None else self.label

    def doubted(self, doubt: Doubt) -> TableCell:
        """The same cell in review for one more reason; what a form makes of it is told of it too."""
        reading = self.reading or Reading(self.text, self.confidence)
        reading = replace(reading, doubts=(*reading.doubts, doubt))
        return self.model_copy(update={"status": "review", "doubts": (*self.doubts, doubt), "reading": reading})

    @property
    def row_span(self) -> int:
        """Number of grid rows the cell covers."""
        return self.rows[1] - self.rows[0]

    @property
    def col_span(self) -> int:
        """Number of grid columns the cell covers."""
        return self.cols[1] - self.cols[0]

    @property
    def page(self) -> int:
        """The page where the cell begins."""
        return self.places[0].page

    @property
    def box(self) -> Box:
        """Its box on that page."""
        return self.places[0].box


class Table(BaseModel):
    """Cells that tile ``n_rows`` x ``n_cols`` exactly, in reading order.

    Building one whose cells overlap, leave a hole or lie outside raises ``TableError``.
    """

    model_config = ConfigDict(frozen=True)

    n_rows: int = Field(ge=1)
    n_cols: int = Field(ge=1)
    cells: tuple[TableCell, ...]
    form: str | None = None
    """Key of the form the table was recognised as, None for a plain table."""

    @model_validator(mode="after")
    def _tiles(self) -> Self:
        self.owners()
        return self

    def owners(self) -> NDArray[np.intp]:
        """For every grid square the index in ``cells`` of its cell; intp, shape (n_rows, n_cols)."""
        return tiling(self.n_rows, self.n_cols, [(cell.rows, cell.cols) for cell in self.cells])

    def doubtful(self) -> list[TableCell]:
        """The cells that a person should look at, in reading order."""
        return [cell for cell in self.cells if cell.status == "review"]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages the table stands on, in order."""
        return tuple(sorted({place.page for cell in self.cells for place in cell.places}))

    def box_on(self, page: int) -> Box:
        """The table's box on one of its pages."""
        return Box.around(p.box for cell in self.cells for p in cell.places if p.page == page)
