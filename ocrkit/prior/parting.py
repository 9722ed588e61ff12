"""Tables of two forms that were taken for one, with the heading of the second between them."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.forms.labels import similarity
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

    They are parted at a row in which a section's heading stands and nothing else; it is in neither. What is below
    must show labels of the heading's own form, and what is above at least ``hits`` of another, unless the heading is
    read as the form has it.
    """
    for row in range(1, lattice.n_rows - 1):
        named = _heading(lattice, row, table, definitions)
        if named is None or named[0] < forms.sure:
            continue
        above, below = lattice.part((0, row)), lattice.part((row + 1, lattice.n_rows))
        upper, lower = (likeness(seen(half, table), definitions, forms) for half in (above, below))
        if lower is None or lower.definition.key != named[1].key or not lower.n_hits:
            continue
        told = upper is not None and upper.n_hits >= hits and upper.definition.key != lower.definition.key
        if told or named[0] >= forms.hit:
            return [above, *parted(below, table, definitions, forms, hits)]
    return [lattice]


def _heading(
    lattice: Lattice, row: int, table: Table, definitions: Sequence[FormDefinition]
) -> tuple[float, FormDefinition] | None:
    """The form whose section's heading a row is most like, and how much; None where the row is no cell by itself."""
    pieces = [lattice.pieces[i] for i in dict.fromkeys(lattice.owners[row].tolist())]
    if any(piece.rows != (row, row + 1) for piece in pieces):
        return None
    text = together([table.cells[i] for piece in pieces for i in piece.found]) or ""
    ranked = [(similarity(text, form.section), form) for form in definitions if form.section]
    return max(ranked, key=lambda pair: pair[0], default=None)
