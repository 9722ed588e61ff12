"""The printed label path of each data row and each data column of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.grid import Grid, is_words, overlap
from ocrkit.forms.runs import Run
from ocrkit.types.table import Range, TableCell


@dataclass(frozen=True)
class Line:
    """A data row or data column: its range in the grid and the labels that stand before it.

    ``leaf`` are the possible readings of its own label: the text next to the values, and that text with the
    pieces before it that belong to the same line alone (a label split by a stray rule). Empty if the label is
    blank; None if it is there and could not be read. ``groups`` are the labels it shares with others. ``doubtful``:
    the reading of its own label is in doubt, or no words. ``by_odds``: its own label, or one that it shares, was told
    by the odds of its characters (``TableCell.label``).
    """

    range: Range
    leaf: tuple[str, ...] | None
    groups: tuple[str, ...]
    doubtful: bool = False
    by_odds: bool = False

    @property
    def readable(self) -> bool:
        """Whether there is a label to go by."""
        return bool(self.leaf)

    @property
    def text(self) -> str:
        """The label, to show."""
        return self.leaf[0] if self.leaf else "(unread)"


def data_columns(grid: Grid, run: Run, expected: int) -> list[Line]:
    """The columns of a run's data; ``expected``, the form's number of them, decides where the rules do not."""
    return _lines(grid, run.header, run.data, (run.stub, grid.table.n_cols), expected)


def data_rows(grid: Grid, run: Run) -> list[Line]:
    """The rows of a run's data."""
    return _lines(grid.transposed, (0, run.stub), (run.stub, grid.table.n_cols), run.data, None)


def _lines(grid: Grid, labels: Range, values: Range, along: Range, expected: int | None) -> list[Line]:
    """The data columns within ``along``, their labels in the rows ``labels``, their values in the rows ``values``."""
    if values[0] >= values[1] or along[0] >= along[1]:
        return []
    ranges = _division(grid, labels, values, along, expected)
    return [_line(cols, _steps(grid, labels, cols, ranges)) for cols in ranges]


def _division(grid: Grid, labels: Range, values: Range, along: Range, expected: int | None) -> list[Range]:
    """Column ranges: a boundary counts where most rows of values, and the labels next to them, have it.

    So neither a stray rule nor a missing one in a single row makes or unmakes a column.
    """
    voters = [_edges(grid, row, along) for row in range(*values)]
    nearest = _edges(grid, labels[1] - 1, along) if labels[1] > labels[0] else voters[0]
    votes = np.sum([*voters, nearest], axis=0)
    half = (len(voters) + 1) / 2
    choices = [(votes > half) | ((votes == half) & nearest), votes > half, votes >= half, nearest]
    ranges = [_ranges(np.flatnonzero(chosen), along) for chosen in choices]
    return next((r for r in ranges if len(r) == expected), ranges[0])


def _edges(grid: Grid, row: int, along: Range) -> NDArray[np.bool_]:
    """Whether there is a boundary after each column of ``along`` but the last; bool, (width - 1,)."""
    owners = grid.owner[row, along[0] : along[1]]
    return np.asarray(owners[1:] != owners[:-1])


def _ranges(edges: NDArray[np.intp], along: Range) -> list[Range]:
    stops = [along[0], *(along[0] + int(edge) + 1 for edge in edges), along[1]]
    return list(pairwise(stops))


@dataclass(frozen=True)
class _Step:
    """One cell (or the cells side by side) on the way to a line; ``own`` if it belongs to that line alone."""

    text: str | None
    own: bool
    doubtful: bool
    by_odds: bool


def _steps(grid: Grid, labels: Range, cols: Range, ranges: Sequence[Range]) -> list[_Step]:
    """The label cells before a line, from the outermost inwards."""
    steps: list[_Step] = []
    before: list[TableCell] = []
    for row in range(*labels):
        cells = [cell for cell in grid.in_column_row(row, cols) if cell.rows[1] <= labels[1]]
        if cells and cells != before:
            doubtful = any(cell.status == "review" or not is_words(cell.words) for cell in cells)
            by_odds = any(cell.label is not None for cell in cells)
            steps.append(_Step(_side_by_side(cells), _is_own(cells, cols, ranges), doubtful, by_odds))
        before = cells
    return steps


def _is_own(cells: Sequence[TableCell], cols: Range, ranges: Sequence[Range]) -> bool:
    """Whether cells stand over one line only (reaching a little over another does not matter)."""
    span = (cells[0].cols[0], cells[-1].cols[1])
    return not any(r != cols and 2 * overlap(r, span) > r[1] - r[0] for r in ranges)


def _side_by_side(cells: Sequence[TableCell]) -> str | None:
    texts = [cell.words for cell in cells]
    return None if None in texts else "".join((text or "").replace("\n", "") for text in texts)


def _line(span: Range, steps: Sequence[_Step]) -> Line:
    """Steps from the outermost group to the line itself; blank cells of its own say nothing."""
    inked = [step for step in steps if step.own and (step.text is None or step.text.strip())]
    by_odds = any(step.by_odds for step in steps)
    own = [step.text for step in inked]
    groups = [step.text for step in steps if not step.own and step.text and step.text.strip()]
    if not own:
        return Line(span, (), tuple(groups), by_odds=by_odds)
    if own[-1] is None:
        return Line(span, None, tuple(groups) + tuple(text for text in own if text), by_odds=by_odds)
    words = [text for text in own if text is not None]
    joined = tuple(dict.fromkeys(["".join(words[i:]) for i in range(len(words) - 1, -1, -1)]))
    return Line(span, joined, (*groups, *words[:-1]), any(step.doubtful for step in inked), by_odds)
