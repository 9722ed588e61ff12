"""The whole: grids that the form's labels show to be a few lines off the paper's, mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ocrkit.forms.parts import likeness
from ocrkit.forms.settings import FormSettings
from ocrkit.prior.expected import expected
from ocrkit.prior.extra import level_lines, upright_lines
from ocrkit.prior.found import Found, Ink
from ocrkit.prior.lattice import Lattice
from ocrkit.prior.parting import parted
from ocrkit.prior.seen import is_inked, seen
from ocrkit.prior.settings import PriorSettings
from ocrkit.prior.spans import with_wholes
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.form import FormDefinition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table


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


def without_extra(lattice: Lattice, found: Found, settings: PriorSettings) -> Lattice:
    """The lattice without lines that the form lacks and little holds in their place.

    Where more are left than the form's labels account for, nothing is sure of the table, and it stays as it is.
    """
    mended = lattice
    for _ in range(settings.most):
        extra = _extra(mended, found)
        lines = [
            *((extra[0], line) for line in level_lines(mended, found, weigh=extra[0])),
            *((extra[1], line) for line in upright_lines(mended, found, weigh=extra[1])),
        ]
        loose = [
            line
            for too_many, line in lines
            if (too_many and line.is_loose(settings.loose)) or line.cuts_words(settings.cuts)
        ]
        if not loose:
            break
        mended = max(loose, key=lambda line: line.slack).without
    return lattice if any(_extra(mended, found)) else mended


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
    mended = lattices(table, boxes, Ink(ink), definitions, forms, settings)
    if mended == [whole]:
        return None
    inside = {i for lattice in mended for piece in lattice.pieces for i in piece.found}
    outside = tuple(i for i in range(len(boxes)) if i not in inside)
    return Regrid(tuple(_mended(lattice, table, boxes) for lattice in mended), outside)


def lattices(
    table: Table,
    boxes: Sequence[UprightBox],
    ink: Ink,
    definitions: Sequence[FormDefinition],
    forms: FormSettings,
    settings: PriorSettings,
) -> list[Lattice]:
    """The lattices of the tables that a table as found is."""
    made = []
    for part in parted(Lattice.of(table), table, definitions, forms, settings.hits):
        like = likeness(seen(part, table), definitions, forms)
        if like is not None and like.n_hits >= settings.hits:
            found = Found(table, boxes, ink, like.edition, forms)
            part = with_wholes(without_extra(part, found, settings), found)
        made.append(part)
    return made


def _mended(lattice: Lattice, table: Table, boxes: Sequence[UprightBox]) -> Mended:
    cells = [
        GridCell(piece.rows, piece.cols, UprightBox.around(boxes[i] for i in piece.found)) for piece in lattice.pieces
    ]
    placed = [sum(is_inked(table.cells[i]) for i in piece.found) > 1 for piece in lattice.pieces]
    return Mended(GridTable(lattice.n_rows, lattice.n_cols, tuple(cells)), tuple(placed))
