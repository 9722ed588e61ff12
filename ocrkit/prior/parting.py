"""Tables of two forms that were taken for one, with the heading of the second between them."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.forms.join import names_section
from ocrkit.forms.parts import likeness
from ocrkit.forms.settings import FormSettings
from ocrkit.prior.lattice import Lattice
from ocrkit.prior.seen import seen, together
from ocrkit.types.form import FormDefinition
from ocrkit.types.table import Table


def parted(
    lattice: Lattice, table: Table, definitions: Sequence[FormDefinition], forms: FormSettings, hits: int
) -> list[Lattice]:
    """The tables of a lattice, top to bottom: itself, unless its rows are those of several forms.

    They are parted at a row in which a section's heading stands and nothing else; it is in neither. What is above
    and below must show at least ``hits`` labels of different forms.
    """
    for row in range(1, lattice.n_rows - 1):
        if not _is_heading(lattice, row, table, definitions, forms):
            continue
        halves = [lattice.part((0, row)), lattice.part((row + 1, lattice.n_rows))]
        likes = [likeness(seen(half, table), definitions, forms) for half in halves]
        keys = {like.definition.key for like in likes if like is not None and like.n_hits >= hits}
        if len(keys) == len(halves):
            return [halves[0], *parted(halves[1], table, definitions, forms, hits)]
    return [lattice]


def _is_heading(
    lattice: Lattice, row: int, table: Table, definitions: Sequence[FormDefinition], forms: FormSettings
) -> bool:
    pieces = [lattice.pieces[i] for i in dict.fromkeys(lattice.owners[row].tolist())]
    if any(piece.rows != (row, row + 1) for piece in pieces):
        return False
    text = together([table.cells[i] for piece in pieces for i in piece.found])
    return any(names_section(text, definition, forms) for definition in definitions)
