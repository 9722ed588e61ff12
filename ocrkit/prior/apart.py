"""Values, or headings, that share a cell because the line between them was lost: one a square, if print says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocrkit.forms.paths import data_columns, data_rows
from ocrkit.forms.runs import Run
from ocrkit.prior.centred import off_centre
from ocrkit.prior.expected import runs_of
from ocrkit.prior.found import Found
from ocrkit.prior.lattice import Lattice, Piece, Square
from ocrkit.prior.made import Made
from ocrkit.prior.places import places
from ocrkit.prior.seen import seen
from ocrkit.prior.spans import block_of
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Range

_OUTSIDE = 0.25
"""The share of a piece of print that may reach over the line between two squares."""


MIDDLE = 0.2
"""How far from the middle of its column a heading may stand, as a share of its width."""


_THIN = 0.25
"""What is left of a rule is no thicker than this share of the height of the tallest print."""


@dataclass(frozen=True)
class Apart:
    """A piece of a lattice that is several cells: their squares, and their boxes in prepared pixels."""

    piece: Piece
    squares: tuple[Square, ...]
    boxes: tuple[UprightBox, ...]

    def cells(self) -> list[Made]:
        """The cells that it is."""
        pairs = zip(self.squares, self.boxes, strict=True)
        return [Made(GridCell(*square, box), self.piece.found, True) for square, box in pairs]


def apart(lattice: Lattice, found: Found) -> Iterator[Apart]:
    """The cells of a lattice that hold the values of several rows or columns of the form, or headings of columns.

    Lines that other rows and columns have part them, if print stands in more than one of the squares and reaches
    over no line, or in the middle of one. Print in the middle of all is one value for all, as printed.
    """
    grid, runs = runs_of(seen(lattice, found.table), found.edition, found.forms)
    ys, xs = places(lattice, found.boxes, True), places(lattice.transposed, found.boxes, False)
    if any(after <= before for lines in (ys, xs) for before, after in pairwise(lines)):
        return  # lines that cross tell no squares
    for run in runs:
        columns = [line.range for line in data_columns(grid, run, len(block_of(grid, run, found).columns))]
        rows = [line.range for line in data_rows(grid, run)] if run.stub else [run.data]
        headings = [
            piece for piece in lattice.inside((run.header, (run.stub, lattice.n_cols))) if is_last(piece, run)
        ]
        for piece in [*headings, *lattice.inside((run.data, (0, lattice.n_cols)))]:
            lines = cuts(piece.rows, rows), cuts(piece.cols, columns)
            if piece.cols[1] <= run.stub or (max(map(len, lines)) < 3 and min(map(len, lines)) < 3):
                continue
            squares = tuple((r, c) for r in pairwise(lines[0]) for c in pairwise(lines[1]))
            boxes = tuple(UprightBox(xs[c[0]], ys[r[0]], xs[c[1]], ys[r[1]]) for r, c in squares)
            ink = [box for i in piece.found for box in found.ink.boxes[i]]
            if bears_out(ink, boxes) and (piece not in headings or in_the_middle_of_each(ink, boxes)):
                yield Apart(piece, squares, boxes)


def in_the_middle_of_each(ink: Sequence[UprightBox], boxes: Sequence[UprightBox]) -> bool:
    """Whether print stands in the middle of each of some boxes side by side, as headings do.

    The two halves of one heading set wide stand at the line between two columns.
    """
    own = [[piece for piece in ink if piece.overlap(box) > 0] for box in boxes]
    return all(
        bool(inside) and off_centre(UprightBox.around(inside), box, False) <= MIDDLE * box.width
        for inside, box in zip(own, boxes, strict=True)
    )


def is_last(piece: Piece, run: Run) -> bool:
    """Whether a heading stands right above the values: others are of several columns together."""
    return piece.rows[1] == run.header[1]


def cuts(inside: Range, lines: Sequence[Range]) -> list[int]:
    """The ends of a range, and where lines begin and end inside it."""
    ends = {end for line in lines for end in line if inside[0] < end < inside[1]}
    return sorted({*inside, *ends})


def bears_out(ink: Sequence[UprightBox], boxes: Sequence[UprightBox]) -> bool:
    """Whether print stands in the squares and not over the lines between them.

    What is thin and lies on such a line beside print in several squares is what is left of the line.
    """
    within: list[list[UprightBox]] = [[] for _ in boxes]
    astride: list[UprightBox] = []
    for piece in ink:
        shares = [piece.overlap(box) / max(piece.width * piece.height, 1.0) for box in boxes]
        most = max(range(len(boxes)), key=shares.__getitem__)
        (astride if sum(shares) - shares[most] > _OUTSIDE else within[most]).append(piece)
    inked = [i for i, pieces in enumerate(within) if pieces]
    if astride:
        tallest = max(piece.height for piece in ink)
        return len(inked) > 1 and all(min(piece.width, piece.height) <= _THIN * tallest for piece in astride)
    if len(inked) != 1:
        return True
    print_, own, whole = UprightBox.around(ink), boxes[inked[0]], UprightBox.around(boxes)
    return all(off_centre(print_, own, level) <= off_centre(print_, whole, level) for level in (True, False))
