"""The whole: grids that the form's labels show to be a few lines off the paper's, mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ocrkit.forms.grid import is_words
from ocrkit.forms.parts import likeness
from ocrkit.forms.settings import FormSettings
from ocrkit.prior.apart import apart
from ocrkit.prior.expected import expected
from ocrkit.prior.extra import level_lines, upright_lines
from ocrkit.prior.found import Found, Ink
from ocrkit.prior.headings import stacked, with_stacked
from ocrkit.prior.lattice import Lattice, Piece
from ocrkit.prior.lost import with_lost_rows
from ocrkit.prior.made import Made
from ocrkit.prior.parting import parted
from ocrkit.prior.seen import is_inked, seen
from ocrkit.prior.settings import PriorSettings
from ocrkit.prior.spans import with_wholes
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table

_PAST = 0.1
"""A mended cell that covers so much of one that reached past an open side does so, too."""


@dataclass(frozen=True)
class Regrid:
    """The tables that one as found is, and the cells, by index, that are in none: headings between them."""

    tables: tuple[Mended, ...]
    outside: tuple[int, ...]


@dataclass(frozen=True)
class Mended:
    """A grid as the form has it, and which of its cells are no longer what ruling lines made them."""

    grid: GridTable
    placed: tuple[bool, ...]


def without_extra(lattice: Lattice, found: Found, settings: PriorSettings) -> tuple[Lattice, bool]:
    """The lattice without lines that the form lacks and little holds in their place; whether no more are left.

    Where more columns are left than the form's labels account for, nothing is sure of the table: it stays as it is.
    """
    mended = lattice
    extra = _extra(mended, found)
    for _ in range(settings.most):
        lines = [
            *((extra[0], line) for line in level_lines(mended, found, weigh=extra[0])),
            *((extra[1], line) for line in upright_lines(mended, found, weigh=extra[1])),
        ]
        loose = [
            line
            for too_many, line in lines
            if (too_many and line.is_loose(settings.loose)) or line.cuts_words(settings.cuts)
        ]
        left = next((each for line in sorted(loose, key=lambda line: -line.slack) if (each := line.without)), None)
        if left is None:
            break
        mended, extra = left, _extra(left, found)
    return (lattice, False) if extra[1] else (mended, not extra[0])


def _extra(lattice: Lattice, found: Found) -> tuple[bool, bool]:
    """Whether there are more rows, and more columns, than the form's labels account for."""
    wanted = expected(seen(lattice, found.table), found.edition, found.forms)
    return lattice.n_rows > (wanted.rows or lattice.n_rows), lattice.n_cols > (wanted.cols or lattice.n_cols)


def regrid(
    grid: GridTable,
    table: Table,
    ink: Callable[[], Sequence[Sequence[UprightBox]]],
    definitions: Sequence[FormDefinition],
    forms: FormSettings,
    settings: PriorSettings,
) -> Regrid | None:
    """The tables that a table as found and read really is, by the form's labels in it; None where it stays as it is.

    ``ink`` gives the boxes of the pieces of print in each cell; it is asked only where that can make a difference.
    """
    boxes = [cell.box for cell in grid.cells]
    whole = Lattice.of(table)
    parts = parted(whole, table, definitions, forms, settings.hits)
    made = [_still_past(_mended(part, table, boxes, Ink(ink), definitions, forms, settings), grid) for part in parts]
    if len(made) == 1 and made[0].grid == grid:
        return None
    inside = {i for part in parts for piece in part.pieces for i in piece.found}
    return Regrid(tuple(made), tuple(i for i in range(len(boxes)) if i not in inside))


def _still_past(mended: Mended, found: GridTable) -> Mended:
    """The mended grid, what reached past an open side in the one as found told there, too."""
    past = [cell.box for cell in found.cells if cell.past]
    if not past:
        return mended
    cells = [replace(cell, past=any(_share(cell.box, box) > _PAST for box in past)) for cell in mended.grid.cells]
    return replace(mended, grid=replace(mended.grid, cells=tuple(cells)))


def _share(a: UprightBox, b: UprightBox) -> float:
    """Which share of the smaller of two boxes the other covers."""
    wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(0.0, wide) * max(0.0, high) / max(1.0, min(a.width * a.height, b.width * b.height))


def with_doubts(table: Table, mended: Mended) -> Table:
    """A mended grid as read, its values in doubt that are not where ruling lines put them."""
    doubt = Doubt(DoubtCode.PLACED_BY_FORM)
    cells = [
        cell.doubted(doubt) if placed and not is_words(cell.text) else cell
        for cell, placed in zip(table.cells, mended.placed, strict=True)
    ]
    return table.model_copy(update={"cells": tuple(cells)})


def _mended(
    lattice: Lattice,
    table: Table,
    boxes: Sequence[UprightBox],
    ink: Ink,
    definitions: Sequence[FormDefinition],
    forms: FormSettings,
    settings: PriorSettings,
) -> Mended:
    like = likeness(seen(lattice, table), definitions, forms)
    if like is None or like.n_hits < settings.hits:
        return _grid([_made(piece, table, boxes) for piece in lattice.pieces])
    found = Found(table, boxes, ink, like.edition, forms)
    lattice, fits = without_extra(lattice, found, settings)
    lattice = with_wholes(lattice, found)
    if not fits:
        return _grid([_made(piece, table, boxes) for piece in lattice.pieces])
    headings = list(stacked(lattice, found))
    under = {one.piece for one in headings}
    several = {each.piece: each for each in apart(lattice, found) if each.piece not in under}
    made: list[Made] = []
    for piece in lattice.pieces:
        made += several[piece].cells() if piece in several else [_made(piece, table, boxes)]
    return _grid(with_lost_rows(with_stacked(made, headings), found))


def _made(piece: Piece, table: Table, boxes: Sequence[UprightBox]) -> Made:
    box = UprightBox.around(boxes[i] for i in piece.found)
    inked = sum(is_inked(table.cells[i]) for i in piece.found)
    return Made(GridCell(piece.rows, piece.cols, box), piece.found, inked > 1)


def _grid(made: Sequence[Made]) -> Mended:
    made = sorted(made, key=lambda one: (one.cell.rows[0], one.cell.cols[0]))
    n_rows, n_cols = (max(ends) for ends in zip(*((m.cell.rows[1], m.cell.cols[1]) for m in made), strict=True))
    return Mended(GridTable(n_rows, n_cols, tuple(m.cell for m in made)), tuple(m.placed for m in made))
