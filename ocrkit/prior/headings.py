"""Headings of columns under the heading of their group, in one cell: the rules between them were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ocrkit.forms.paths import data_columns
from ocrkit.prior.apart import MIDDLE, bears_out, cuts, in_the_middle_of_each, is_last
from ocrkit.prior.centred import off_centre
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

_LOW = 0.3
"""Print is no lower than this share of the highest below it: what is lower is left of a rule."""


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
    """The piece as the heading of a group, over several columns, above theirs, each in the middle of its column.

    None where it is not: print that is in the middle of each column above others is the first line of its heading.
    """
    around = UprightBox.around(found.boxes[i] for i in piece.found)
    ink = sorted((box for i in piece.found for box in found.ink.boxes[i]), key=lambda box: box.y0)
    bottoms = list(accumulate((box.y1 for box in ink), max))
    for k in range(1, len(ink)):
        bottom, top = bottoms[k - 1], ink[k].y0
        if bottom > top:
            continue  # print is in the way
        y = (bottom + top) / 2
        upper = [UprightBox(xs[c0], around.y0, xs[c1], y) for c0, c1 in columns]
        lower = [UprightBox(xs[c0], y, xs[c1], around.y1) for c0, c1 in columns]
        is_group = _is_over(UprightBox.around(ink[:k]), upper) and not in_the_middle_of_each(ink[:k], upper)
        is_print = max(box.height for box in ink[:k]) >= _LOW * max(box.height for box in ink[k:])
        if is_group and is_print and bears_out(ink[k:], lower) and in_the_middle_of_each(ink[k:], lower):
            group = UprightBox(around.x0, around.y0, around.x1, y)
            return Stacked(piece, group, tuple(zip(columns, lower, strict=True)))
    return None


def _is_over(print_: UprightBox, columns: Sequence[UprightBox]) -> bool:
    """Whether print stands over a line between columns, or in the middle of all."""
    crossed = any(print_.x0 < column.x1 < print_.x1 for column in columns[:-1])
    return crossed or off_centre(print_, UprightBox.around(columns), False) <= MIDDLE * columns[0].width


def with_stacked(made: Sequence[Made], found: Sequence[Stacked]) -> list[Made]:
    """The cells of a grid, the pieces ``found`` each as the cells that they are, in one line more."""
    cells = list(made)
    for row in sorted({one.piece.rows[1] for one in found}, reverse=True):
        here = {(one.piece.rows, one.piece.cols): one for one in found if one.piece.rows[1] == row}
        each = [(here.get((one.cell.rows, one.cell.cols)), one) for one in cells]
        cells = [cell for own, one in each for cell in (own.cells() if own is not None else [one.moved(row)])]
    return cells
