"""A logical table against a form: every value under its row key and column key, found by label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrkit.forms.assign import Pair, assign
from ocrkit.forms.grid import Grid
from ocrkit.forms.hits import find_hits
from ocrkit.forms.labels import heading_unit, similarity
from ocrkit.forms.paths import Line, data_columns, data_rows
from ocrkit.forms.runs import Run, find_runs
from ocrkit.forms.settings import FormSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Block, Edition, Entry, FormDefinition
from ocrkit.types.table import Range, Table, TableCell


@dataclass(frozen=True)
class Placed:
    """A cell filed under its keys; ``doubts`` are those about where it belongs, ``unit`` one that its heading
    states against the form's."""

    row: str
    column: Entry
    cell: TableCell
    unit: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class BlockMatch:
    """A run of rows filed under a block: its values, its score, and the lines that fit nothing.

    ``n_lines`` have labels; ``n_telling`` of them are filed, or were read plainly: what is misread tells nothing.
    """

    placed: tuple[Placed, ...]
    score: float
    n_lines: int
    n_telling: int
    strange_rows: tuple[Line, ...] = ()
    strange_columns: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FormMatch:
    """A table read as an edition of a form.

    ``fit`` (0 to 1) is the share of labels, of the table's and the edition's together, that found each other,
    each weighed by how alike they are; ``covered`` the same of the table's labels alone, ``told`` of those of them
    that were not misread.
    """

    definition: FormDefinition
    edition: Edition
    blocks: tuple[BlockMatch, ...]
    fit: float
    covered: float
    told: float

    @property
    def placed(self) -> list[Placed]:
        """Every value filed."""
        return [placed for block in self.blocks for placed in block.placed]


def match_form(table: Table, definition: FormDefinition, settings: FormSettings) -> FormMatch:
    """Read a table as the edition of the form that fits it best."""
    matches = [match_edition(table, definition, edition, settings) for edition in definition.editions]
    best = max(matches, key=lambda match: match.fit)
    others = [match for match in matches if match is not best and len(match.blocks) == len(best.blocks)]
    blocks = tuple(
        _with_doubt_of_edition(block, [other.blocks[i] for other in others], settings)
        for i, block in enumerate(best.blocks)
    )
    return replace(best, blocks=blocks)


def _with_doubt_of_edition(block: BlockMatch, others: Sequence[BlockMatch], settings: FormSettings) -> BlockMatch:
    """A run of rows, in doubt what is filed otherwise by an edition whose block its labels are more like.

    An edition that has all labels of another and a few rows more is never less like what is read; but most values it
    files under the same keys. One with other columns is another table: all is in doubt.
    """
    better = [other for other in others if other.score > block.score + settings.margin]
    if not better:
        return block
    doubt = Doubt(DoubtCode.OTHER_EDITION_FITS)
    if any(_columns(other) != _columns(block) for other in better):
        return _doubted(block, doubt)
    alike = set.intersection(*({_filed(placed) for placed in other.placed} for other in better))
    placed = tuple(
        placed if _filed(placed) in alike else replace(placed, doubts=(*placed.doubts, doubt))
        for placed in block.placed
    )
    return replace(block, placed=placed)


def _columns(block: BlockMatch) -> set[str]:
    """The keys of the columns that values of a run are filed under."""
    return {placed.column.key for placed in block.placed}


def _filed(placed: Placed) -> tuple[Range, Range, str, str]:
    """Where a cell is, and the keys it is filed under."""
    return placed.cell.rows, placed.cell.cols, placed.row, placed.column.key


def match_edition(table: Table, definition: FormDefinition, edition: Edition, settings: FormSettings) -> FormMatch:
    """Read a table as one edition of a form, each run of its rows as the block that fits it best."""
    grid = Grid(table)
    titled = any(block.title is not None for block in edition.blocks)
    has_rows = any(block.rows for block in edition.blocks)
    runs = find_runs(grid, find_hits(grid, edition), settings.hit, titled, has_rows)
    blocks = [_best_block(grid, run, edition, settings) for run in runs]
    entries = sum(len(block.rows) + len(block.columns) for block in edition.blocks)
    lines = sum(block.n_lines for block in blocks)
    telling = sum(block.n_telling for block in blocks)
    found = sum(block.score for block in blocks)
    fit, covered, told = 2 * found / (entries + lines), found / max(lines, 1), found / max(telling, 1)
    return FormMatch(definition, edition, tuple(blocks), fit, covered, told)


def doubted(match: FormMatch, doubt: Doubt) -> FormMatch:
    """The match, every value with one more doubt."""
    return replace(match, blocks=tuple(_doubted(block, doubt) for block in match.blocks))


def _best_block(grid: Grid, run: Run, edition: Edition, settings: FormSettings) -> BlockMatch:
    rows = _printed_rows(grid, run)
    title = run.title.words if run.title is not None else None
    ranked: list[tuple[float, BlockMatch]] = []
    for block in edition.blocks:
        named = similarity(title, block.title) if title and block.title else 0.0
        match = _match_block(grid, run, block, rows, settings)
        ranked.append((match.score + named, match))
    ranked.sort(key=lambda pair: -pair[0])
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < settings.margin:
        return _doubted(ranked[0][1], Doubt(DoubtCode.BLOCK_NOT_TOLD))
    return ranked[0][1]


def _match_block(grid: Grid, run: Run, block: Block, rows: Sequence[Line], settings: FormSettings) -> BlockMatch:
    columns = data_columns(grid, run, len(block.columns))
    column_pairs = _column_pairs(run, block, columns, settings)
    row_pairs = assign(rows, block.rows, settings, "row") if block.rows else _value_lines(rows)
    strange_rows, strange_columns = _left_over(rows, row_pairs), _left_over(columns, column_pairs)
    placed = [
        place(grid, block, rows[row.line], row, columns[column.line], column)
        for row in row_pairs
        for column in column_pairs
    ]
    return BlockMatch(
        placed=tuple(_beside_strange(grid, p, strange_rows, strange_columns) for p in placed),
        score=sum(p.score for p in column_pairs) + (sum(p.score for p in row_pairs) if block.rows else 0.0),
        n_lines=sum(line.readable for line in rows) + sum(line.readable for line in columns),
        n_telling=_n_telling(rows, row_pairs) + _n_telling(columns, column_pairs),
        strange_rows=tuple(strange_rows),
        strange_columns=tuple(strange_columns),
    )


def _n_telling(lines: Sequence[Line], pairs: Sequence[Pair]) -> int:
    """How many labels are filed, or were read plainly."""
    filed = {pair.line for pair in pairs}
    return sum(line.readable and (i in filed or not line.doubtful) for i, line in enumerate(lines))


def _column_pairs(run: Run, block: Block, columns: Sequence[Line], settings: FormSettings) -> list[Pair]:
    """Columns by their headings; where there are none at all, in the form's order, each with a doubt."""
    if any(column.readable for column in columns):
        return assign(columns, block.columns, settings, "column")
    if len(columns) != len(block.columns):
        return []
    doubt = Doubt(DoubtCode.HEADINGS_UNREAD)
    return [Pair(i, i, 0.0, doubt) for i in range(len(columns))]


def _value_lines(rows: Sequence[Line]) -> list[Pair]:
    """In a table without row labels: its one line of values. More than one is not told apart."""
    doubt = None if len(rows) == 1 else Doubt(DoubtCode.SEVERAL_VALUE_LINES)
    return [Pair(0, 0, 0.0, doubt)] if rows else []


def _printed_rows(grid: Grid, run: Run) -> list[Line]:
    """The data rows without those that are empty throughout (where rows have no labels, one may be)."""
    lines = data_rows(grid, run)
    printed = [
        line
        for line in lines
        if line.leaf != ()
        or any(c.text is None or c.text.strip() for c in grid.at(line.range, (run.stub, grid.table.n_cols)))
    ]
    return printed if printed or run.stub else lines[:1]


def place(grid: Grid, block: Block, row_line: Line, row: Pair, column_line: Line, column: Pair) -> Placed:
    """The value where a row and a column cross, with the doubts about its place."""
    entry = block.columns[column.entry]
    cells = grid.at(row_line.range, column_line.range)
    doubts = [pair.doubt for pair in (row, column) if pair.doubt is not None]
    filled = [cell for cell in cells if cell.text is None or cell.text.strip()]
    if len(cells) > 1:
        doubts.append(Doubt(DoubtCode.SEVERAL_CELLS))
    cell = filled[0] if filled else cells[0]
    if cell.cols[0] < column_line.range[0] or cell.cols[1] > column_line.range[1]:
        doubts.append(Doubt(DoubtCode.SPANS_COLUMNS))
    if cell.rows[0] < row_line.range[0] or cell.rows[1] > row_line.range[1]:
        doubts.append(Doubt(DoubtCode.SPANS_ROWS))
    unit = _stated_unit(column_line, entry)
    if unit is not None:
        doubts.append(Doubt(DoubtCode.UNIT_DIFFERS, {"unit": unit, "form_unit": entry.unit or ""}))
    key = block.rows[row.entry].key if block.rows else entry.row
    assert key is not None  # columns of a block without rows name theirs
    return Placed(key, entry, cell, unit, tuple(doubts))


def _beside_strange(grid: Grid, placed: Placed, rows: Sequence[Line], columns: Sequence[Line]) -> Placed:
    """A blank is doubtful where a line that fits no label has ink beside it: a stray rule may cut one line in two."""
    cell = placed.cell
    if cell.text is None or cell.text.strip():
        return placed
    beside = [grid.at(line.range, cell.cols) for line in rows if _touch(line.range, cell.rows)]
    beside += [grid.at(cell.rows, line.range) for line in columns if _touch(line.range, cell.cols)]
    if not any(other.text is None or other.text.strip() for cells in beside for other in cells):
        return placed
    doubt = Doubt(DoubtCode.BLANK_BESIDE_STRANGE)
    return replace(placed, doubts=(*placed.doubts, doubt))


def _touch(one: Range, other: Range) -> bool:
    return one[1] == other[0] or other[1] == one[0]


def _stated_unit(line: Line, entry: Entry) -> str | None:
    """The unit that the printed heading states, where it is not the form's."""
    units = [unit for text in line.leaf or () if (unit := heading_unit(text)) is not None]
    return units[0] if entry.unit is not None and units and entry.unit not in units else None


def _left_over(lines: Sequence[Line], pairs: Sequence[Pair]) -> list[Line]:
    used = {pair.line for pair in pairs}
    return [line for i, line in enumerate(lines) if i not in used]


def _doubted(match: BlockMatch, doubt: Doubt) -> BlockMatch:
    return replace(match, placed=tuple(replace(p, doubts=(*p.doubts, doubt)) for p in match.placed))
