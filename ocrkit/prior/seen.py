"""What a lattice's cells say, before they are read again: the texts of the cells as found in them, put together."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.prior.lattice import Lattice
from ocrkit.types.table import Table, TableCell


def seen(lattice: Lattice, table: Table) -> Table:
    """The lattice as a table; ``table`` is the one that it was made of."""
    cells = []
    for piece in lattice.pieces:
        found = [table.cells[i] for i in piece.found]
        moved = {"rows": piece.rows, "cols": piece.cols}
        if len(found) > 1:
            places = tuple(place for cell in found for place in cell.places)
            cells.append(TableCell(**moved, places=places, text=together(found)))
        else:
            cells.append(found[0].model_copy(update=moved))
    return Table(n_rows=lattice.n_rows, n_cols=lattice.n_cols, cells=tuple(cells))


def together(cells: Sequence[TableCell]) -> str | None:
    """The texts of cells as that of one, in reading order; None where one could not be read.

    Lines side by side are pieces of one line where all cells have as many.
    """
    texts = [cell.words for cell in cells if is_inked(cell)]
    if any(text is None for text in texts):
        return None
    lines = [text.split("\n") for text in texts if text is not None]
    abreast = len({cell.rows for cell in cells}) == 1
    if abreast and len({len(each) for each in lines}) == 1:
        return "\n".join("".join(line) for line in zip(*lines, strict=True))
    return ("" if abreast else "\n").join("\n".join(each) for each in lines)


def is_inked(cell: TableCell) -> bool:
    """Whether anything stands in a cell, read or not."""
    return cell.text is None or bool(cell.text.strip())
