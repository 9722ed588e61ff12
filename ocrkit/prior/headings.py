"""Headings of columns under the heading of their group, in one cell: the rules between them were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocrkit.forms.paths import data_columns
from ocrkit.prior.apart import bears_out, cuts, is_last
from ocrkit.prior.expected import runs_of
from ocrkit.prior.found import Found
from ocrkit.prior.lattice import Lattice, Piece
from ocrkit.prior.made import Made
from ocrkit.prior.places import places
from ocrkit.prior.seen import seen
from ocrkit.prior.spans import block_of
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Range


@dataclass(frozen=True)
class Stacked:
    """A piece of a lattice that is a group's heading above those of its columns, with the box of each, in pixels."""

    piece: Piece
    group: UprightBox
    columns: tuple[tuple[Range, UprightBox], ...]

    def cells(self) -> list[Made]:
        """The cells that it is, in a grid with one more line above the values."""
        top, row = self.piece.rows
        group = GridCell((top, row), self.piece.cols, self.group)
        columns = [GridCell((row, row + 1), cols, box) for cols, box in self.columns]
        return [Made(cell, self.piece.found, True) for cell in (group, *columns)]


def stacked(lattice: Lattice, found: Found) -> Iterator[Stacked]:
    """The pieces right above the values in which print over all columns stands above print in every one of them."""
    grid, runs = runs_of(seen(lattice, found.table), found.edition, found.forms)
    xs = places(lattice.transposed, found.boxes, False)
    if any(after <= before for before, after in pairwise(xs)):
        return
    for run in runs:
        columns = [line.range for line in data_columns(grid, run, len(block_of(grid, run, found).columns))]
        for piece in lattice.inside((run.header, (run.stub, lattice.n_cols))):
            inside = list(pairwise(cuts(piece.cols, columns)))
            if len(inside) > 1 and is_last(piece, run) and (one := _stacked(piece, inside, xs, found)) is not None:
                yield one


def _stacked(piece: Piece, columns: Sequence[Range], xs: Sequence[float], found: Found) -> Stacked | None:
    around = UprightBox.around(found.boxes[i] for i in piece.found)
    ink = sorted((box for i in piece.found for box in found.ink.boxes[i]), key=lambda box: box.y0)
    for k in range(1, len(ink)):
        bottom, top = max(box.y1 for box in ink[:k]), ink[k].y0
        if bottom > top:
            continue  # print is in the way
        y = (bottom + top) / 2
        upper = [UprightBox(xs[c0], around.y0, xs[c1], y) for c0, c1 in columns]
        lower = [UprightBox(xs[c0], y, xs[c1], around.y1) for c0, c1 in columns]
        every = all(any(box.overlap(own) > 0 for box in ink[k:]) for own in lower)
        if every and bears_out(ink[k:], lower) and not bears_out(ink[:k], upper):
            group = UprightBox(around.x0, around.y0, around.x1, y)
            return Stacked(piece, group, tuple(zip(columns, lower, strict=True)))
    return None


def with_stacked(made: Sequence[Made], found: Sequence[Stacked]) -> list[Made]:
    """The cells of a grid, the pieces ``found`` each as the cells that they are, in one line more."""
    cells = list(made)
    for row in sorted({one.piece.rows[1] for one in found}, reverse=True):
        here = {(one.piece.rows, one.piece.cols): one for one in found if one.piece.rows[1] == row}
        each = [(here.get((one.cell.rows, one.cell.cols)), one) for one in cells]
        cells = [cell for own, one in each for cell in (own.cells() if own is not None else [one.moved(row)])]
    return cells
