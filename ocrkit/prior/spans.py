"""Which squares are one cell where the lines alone do not say: titles, labels of groups, and values, one a square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ocrkit.forms.assign import Axis, assign
from ocrkit.forms.grid import Grid
from ocrkit.forms.labels import similarity
from ocrkit.forms.paths import Line, data_columns, data_rows
from ocrkit.forms.runs import Run
from ocrkit.prior.centred import extent, ink_of, off_centre
from ocrkit.prior.expected import runs_of
from ocrkit.prior.found import Found
from ocrkit.prior.lattice import Lattice, Piece, Square
from ocrkit.prior.seen import is_inked, seen, together
from ocrkit.types.form import Block, Entry
from ocrkit.types.table import Range


def with_wholes(lattice: Lattice, found: Found) -> Lattice:
    """The lattice with titles from side to side, and labels of groups over all that they are of."""
    for square in [*_titles(lattice, found), *_group_labels(lattice, found)]:
        lattice = _joined(lattice, square, found)
    return lattice


def _titles(lattice: Lattice, found: Found) -> Iterator[Square]:
    """Rows in which a title of the form stands and nothing else."""
    for row in range(lattice.n_rows):
        pieces = lattice.inside(((row, row + 1), (0, lattice.n_cols)))
        text = together([found.table.cells[i] for piece in pieces for i in piece.found]) if len(pieces) > 1 else None
        if text and any(similarity(text, title) >= found.forms.sure for title in found.known.titles):
            yield (row, row + 1), (0, lattice.n_cols)


def _group_labels(lattice: Lattice, found: Found) -> Iterator[Square]:
    """Where the labels of groups of rows and of columns belong."""
    grid, runs = runs_of(seen(lattice, found.table), found.edition, found.forms)
    for run in runs:
        block = block_of(grid, run, found)
        columns = data_columns(grid, run, len(block.columns))
        for level, cols in _groups(columns, block.columns, found, "column"):
            if run.header[0] + level < run.header[1]:
                yield (run.header[0] + level, run.header[0] + level + 1), cols
        for level, rows in _groups(data_rows(grid, run), block.rows, found, "row"):
            if level < run.stub - 1:
                yield rows, (level, level + 1)


def block_of(grid: Grid, run: Run, found: Found) -> Block:
    """The block of the form that a run is most like."""
    blocks = found.edition.blocks
    return blocks[0] if len(blocks) == 1 else max(blocks, key=lambda block: _fit(grid, run, block, found))


def _fit(grid: Grid, run: Run, block: Block, found: Found) -> float:
    """How well the labels of a run are those of a block."""
    columns = assign(data_columns(grid, run, len(block.columns)), block.columns, found.forms, "column")
    rows = assign(data_rows(grid, run), block.rows, found.forms, "row")
    return sum(pair.score for pair in (*columns, *rows))


def _groups(lines: Sequence[Line], entries: Sequence[Entry], found: Found, axis: Axis) -> Iterator[tuple[int, Range]]:
    """Stretches of lines that are all of one group of the form, and how many groups that is in."""
    paths = {pair.line: entries[pair.entry].path[:-1] for pair in assign(lines, entries, found.forms, axis)}
    for level in range(max(map(len, paths.values()), default=0)):
        heads = [paths[i][: level + 1] if i in paths else None for i in range(len(lines))]
        at = 0
        for head, same in groupby(_filled(heads)):
            after = at + len(list(same))
            if head is not None and len(head) > level:
                yield level, (lines[at].range[0], lines[after - 1].range[1])
            at = after


def _filled(heads: Sequence[tuple[str, ...] | None]) -> list[tuple[str, ...] | None]:
    """The groups of lines; one that is not told is of the group that those before and after it are both of."""
    filled = list(heads)
    for i, head in enumerate(heads):
        before = next((one for one in reversed(filled[:i]) if one is not None), None)
        after = next((one for one in heads[i:] if one is not None), None)
        if head is None and before == after:
            filled[i] = before
    return filled


def _joined(lattice: Lattice, square: Square, found: Found) -> Lattice:
    """The lattice with one cell in these squares, if what stands there is one label, cut or in the middle of all."""
    pieces = lattice.inside(square)
    whole = lattice.joined(square) if len(pieces) > 1 else None
    if whole is None or not _is_one(pieces, square, found):
        return lattice
    return whole


def _is_one(pieces: Sequence[Piece], square: Square, found: Found) -> bool:
    cells = [found.table.cells[i] for piece in pieces for i in piece.found]
    inked = [cell for cell in cells if is_inked(cell)]
    if not inked:
        return True
    joint = found.likeness(together(inked))
    if len(inked) > 1 and joint >= found.forms.sure and joint > max(found.likeness(cell.words) for cell in inked):
        return True
    labelled = [p for p in pieces if any(found.is_label(found.table.cells[i].words) for i in p.found)]
    if len(labelled) != 1:
        return False
    level = square[1][1] - square[1][0] == 1
    ink, cell = ink_of(labelled, found), extent(labelled, found)
    whole = extent(pieces, found)
    return ink is not None and off_centre(ink, whole, level) < off_centre(ink, cell, level)
