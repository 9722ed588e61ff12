"""Lines between columns under the one heading of one column."""

from __future__ import annotations

from collections.abc import Iterator

from ocrkit.forms.grid import Grid
from ocrkit.forms.runs import Run
from ocrkit.prior.expected import runs_of
from ocrkit.prior.found import Found, best
from ocrkit.prior.lattice import Lattice
from ocrkit.prior.seen import seen


def headed(lattice: Lattice, found: Found) -> frozenset[int]:
    """The lines that begin under the heading of a single column of the form, wherever they part anything.

    So does a column of slashes that stand so close below each other that they look like a rule, or a streak of the
    scanner. A column that the paper itself divides has headings for its parts, too.
    """
    grid, runs = runs_of(seen(lattice, found.table), found.edition, found.forms)
    if not runs:
        return frozenset()
    under = [frozenset(_under_one(grid, run, found)) for run in runs]
    parted = [frozenset(_parted(grid, run)) for run in runs]
    every = frozenset.union(*under)
    return frozenset(
        line
        for line in every
        if all(line in one or line not in other for one, other in zip(under, parted, strict=True))
    )


def _under_one(grid: Grid, run: Run, found: Found) -> Iterator[int]:
    """The lines inside the columns of each heading right above the values, if all headings of a block are there.

    Where one lacks, another may be that of two columns: the rule between them, or its print, was lost.
    """
    last = [
        cell
        for cell in grid.table.cells
        if run.header[0] <= cell.rows[0] and cell.rows[1] == run.header[1] and cell.cols[0] >= run.stub and cell.text
    ]
    for block in found.edition.blocks:
        labels = [(column.path[-1], *column.aliases) for column in block.columns]
        heads = [[cell for cell in last if best(cell.words or "", label) >= found.forms.sure] for label in labels]
        if all(heads) and len(last) == len(labels):
            for cell in last:
                yield from range(cell.cols[0] + 1, cell.cols[1])
            return


def _parted(grid: Grid, run: Run) -> Iterator[int]:
    """The lines at which something of a run begins."""
    for cell in grid.table.cells:
        if run.header[0] <= cell.rows[0] < run.data[1]:
            yield cell.cols[0]
