"""A table known as a form's by how its cells lie: for paper whose labels cannot be read any more.

A form's rows and columns, with the groups over them, merge cells in a pattern of its own. A table with titles,
headings and data in the same rows, as many columns and (nearly) every label and value parted from the next as in the
form, is the form's, whatever is left of its words; and what is filed for no better reason is in doubt.

Where the form is one block, its rows are told from the foot: headings over them may have lost a rule to the paper, or
may have one more, and the rows of values are then those whose labels are parted as the form's are. Headings that
have lost all, as on a dark field of a coarse copy, are not compared where rows have no labels: the line of as many
values as the form has columns is the form's, where it stands under its heading.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ocrkit.forms.assign import Axis, Pair, assign
from ocrkit.forms.grid import Grid
from ocrkit.forms.match import BlockMatch, FormMatch, place
from ocrkit.forms.paths import Line, data_columns, data_rows
from ocrkit.forms.runs import Run
from ocrkit.forms.settings import FormSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Block, Edition, Entry, FormDefinition
from ocrkit.types.table import Range, Table

_MORE = 1
"""How many rows more than the form's the headings may have: a stray line through them, or a unit over them."""


@dataclass(frozen=True)
class _Alike:
    """How many borders of cells are as the form has them, of how many."""

    right: int = 0
    compared: int = 0

    def __add__(self, other: _Alike) -> _Alike:
        return _Alike(self.right + other.right, self.compared + other.compared)

    @property
    def share(self) -> float:
        """0 to 1; 0 where nothing was compared."""
        return self.right / max(self.compared, 1)


def match_shape(
    table: Table, definition: FormDefinition, edition: Edition, settings: FormSettings, seams: Collection[int] = ()
) -> FormMatch | None:
    """Read a table as an edition whose shape it has, each value in the form's order; None where it has another.

    ``seams`` are the rows before which a page break lies: a merged cell may be in two pieces there. A table in
    which a label is read plainly, and is not the form's there, does not have the form's shape.
    """
    grid = Grid(table)
    runs = _runs(grid, edition)
    if runs is None:
        return None
    blocks, alike, labels = [], _Alike(), _Alike()
    for run, block in zip(runs, edition.blocks, strict=True):
        columns, rows = data_columns(grid, run, len(block.columns)), data_rows(grid, run)
        is_row = [row.range == (i, i + 1) for i, row in enumerate(rows, run.data[0])]
        if len(columns) != len(block.columns) or len(rows) != run.data[1] - run.data[0] or not all(is_row):
            return None
        alike += _compared(grid, run, block, rows, columns, seams)
        labels += _row_labels_compared(grid, run, block, rows, seams)
        row_pairs = _in_order(rows, block.rows, settings, "row") if block.rows else [Pair(0, 0, 0.0)]
        column_pairs = _in_order(columns, block.columns, settings, "column")
        if row_pairs is None or column_pairs is None:
            return None
        placed = [place(grid, block, rows[r.line], r, columns[c.line], c) for r in row_pairs for c in column_pairs]
        n_lines = len(rows) + len(columns)
        blocks.append(BlockMatch(tuple(placed), float(n_lines), n_lines, n_lines))
    whole = _has_headings(runs, edition) or not labels.compared
    fit = alike.share if whole else min(alike.share, labels.share)
    return FormMatch(definition, edition, tuple(blocks), fit, fit, fit) if fit >= settings.shape else None


def value_column(n_cols: int, edition: Edition) -> int:
    """The first value column of a table of so many columns with an edition's; less than 0 where it has too few."""
    return n_cols - max(len(block.columns) for block in edition.blocks)


def _runs(grid: Grid, edition: Edition) -> list[Run] | None:
    """Where the blocks' titles, headings and data must stand; None where the table has another number of rows."""
    depth = max((len(row.path) for block in edition.blocks for row in block.rows), default=0)
    if value_column(grid.table.n_cols, edition) != depth:
        return None
    runs, row = [], 0
    for block in edition.blocks:
        top = row + (block.title is not None)
        n_rows = max(len(block.rows), 1)
        data = grid.table.n_rows - n_rows if len(edition.blocks) == 1 else top + _depth(block)
        stop = data + n_rows
        more = _MORE if block.rows else 0
        if not top < data <= top + _depth(block) + more or stop > grid.table.n_rows:
            return None
        title = grid.table.cells[grid.owner[row, 0]] if block.title is not None else None
        if title is not None and (title.rows != (row, top) or title.cols != (0, grid.table.n_cols)):
            return None
        runs.append(Run(title, (top, data), (data, stop), depth))
        row = stop
    return runs if row == grid.table.n_rows else None


def _depth(block: Block) -> int:
    """How many headings the form has one below the other."""
    return max(len(column.path) for column in block.columns)


def _has_headings(runs: Sequence[Run], edition: Edition) -> bool:
    """Whether the headings take up as many rows as the form's."""
    sizes = [run.header[1] - run.header[0] for run in runs]
    return sizes == [_depth(block) for block in edition.blocks]


def _compared(
    grid: Grid, run: Run, block: Block, rows: Sequence[Line], columns: Sequence[Line], seams: Collection[int]
) -> _Alike:
    """How a block's headings, row labels and values are parted, against the form's."""
    is_lost = not block.rows and _is_lost(grid, run.header)
    alike = _Alike() if is_lost else _labels_compared(grid, run.header, columns, block.columns)
    alike += _row_labels_compared(grid, run, block, rows, seams)
    cells = [(grid.at(row.range, column.range)[0], row, column) for row in rows for column in columns]
    return alike + _Alike(sum(c.rows == row.range and c.cols == col.range for c, row, col in cells), len(cells))


def _is_lost(grid: Grid, header: Range) -> bool:
    """Whether no heading can be read, nor is one blank."""
    cells = [grid.table.cells[i] for i in set(grid.owner[header[0] : header[1]].ravel().tolist())]
    return all(cell.status == "review" for cell in cells)


def _row_labels_compared(grid: Grid, run: Run, block: Block, rows: Sequence[Line], seams: Collection[int]) -> _Alike:
    """How the labels of a block's rows are parted, against the form's."""
    if not block.rows:
        return _Alike()
    return _labels_compared(grid.transposed, (0, run.stub), rows, block.rows, [row - run.data[0] for row in seams])


def _labels_compared(
    grid: Grid, labels: Range, lines: Sequence[Line], entries: Sequence[Entry], uncertain: Collection[int] = ()
) -> _Alike:
    """Whether labels of neighbouring columns are parted, in each row of ``labels``, where the form parts them.

    Where a label on a shorter path stands, over one row or over several, is for the printer to say: what depends on
    it is not compared, nor are the columns between which a page break lies (``uncertain``, the index of the later).
    """
    height = labels[1] - labels[0]
    right = compared = 0
    for i in range(1, len(lines)):
        if i in uncertain:
            continue
        at, pair = lines[i].range[0], (entries[i - 1].path, entries[i].path)
        for row in range(height):
            parted = grid.owner[labels[0] + row, at - 1] != grid.owner[labels[0] + row, at]
            above, below = (_level(pair, row, height, late) for late in (True, False))
            if (above[0] != above[1]) == (below[0] != below[1]):
                right += parted == (above[0] != above[1])
                compared += 1
    return _Alike(right, compared)


def _level(
    paths: tuple[tuple[str, ...], tuple[str, ...]], row: int, height: int, late: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How far down each path its label in a row is, where labels reach down as far as they can (``late``) or not."""
    depths = [min(row + 1, len(p)) if not late else max(1, row + 1 - (height - len(p))) for p in paths]
    return paths[0][: depths[0]], paths[1][: depths[1]]


def _in_order(
    lines: Sequence[Line], entries: Sequence[Entry], settings: FormSettings, axis: Axis
) -> list[Pair] | None:
    """Every line with the entry at its place; None where a label says something else, and is beyond doubt.

    It is where it is another entry's for sure, however it was read, and where it was read plainly and is none's.
    """
    pairs = assign(lines, entries, settings, axis)
    if any(pair.doubt is None and pair.line != pair.entry for pair in pairs):
        return None
    told = {pair.line: pair for pair in pairs if pair.line == pair.entry}
    told = {i: pair for i, pair in told.items() if pair.doubt is not None or lines[i].readable}
    if any(line.readable and not line.doubtful for i, line in enumerate(lines) if i not in told):
        return None
    by_shape = Doubt(DoubtCode.FILED_BY_SHAPE, {"axis": axis})
    return [told.get(i, Pair(i, i, 0.0, by_shape)) for i in range(len(lines))]
