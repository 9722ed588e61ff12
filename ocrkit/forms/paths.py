"""The printed label path of each data row and each data column of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.grid import Grid
from ocrkit.forms.runs import Run
from ocrkit.types.table import Range, TableCell


@dataclass(frozen=True)
class Line:
    """A data row or data column: its range in the grid and the labels that stand before it.

    ``leaf`` are the possible readings of its own label: the text next to the values, and that text with the
    pieces before it that belong to the same line alone (a label split by a stray rule). Empty if the label is
    blank; None if it is there and could not be read. ``groups`` are the labels it shares with others.
    """

    range: Range
    leaf: tuple[str, ...] | None
    groups: tuple[str, ...]

    @property
    def readable(self) -> bool:
        """Whether there is a label to go by."""
        return bool(self.leaf)

    @property
    def text(self) -> str:
        """The label, to show."""
        return self.leaf[0] if self.leaf else "(unread)"


@dataclass(frozen=True)
class _Step:
    """One cell (or the cells side by side) on the way to a line; ``own`` if it belongs to that line alone."""

    text: str | None
    own: bool


def data_rows(grid: Grid, run: Run) -> list[Line]:
    """The rows of a run's data, one for each label (a label that spans grid rows up to the values is one row)."""
    lines: list[Line] = []
    row = run.data[0]
    while row < run.data[1]:
        cells = grid.in_row(row, (0, run.stub)) if run.stub else []
        last = cells[-1] if cells else None
        stop = min(last.rows[1], run.data[1]) if last is not None and last.cols[1] >= run.stub else row + 1
        steps = [_Step(c.text, row <= c.rows[0] and c.rows[1] <= stop) for c in cells]
        lines.append(_line((row, stop), steps))
        row = stop
    return lines


def data_columns(grid: Grid, run: Run) -> list[Line]:
    """The columns of a run's data: the division that most of its rows share."""
    ranges = _division(grid, run)
    lines = []
    for cols in ranges:
        steps: list[_Step] = []
        seen: set[tuple[Range, Range]] = set()
        for row in range(*run.header):
            cells = [c for c in grid.in_column_row(row, cols) if c.rows[1] <= run.header[1]]
            if not cells or cells[0].cols[1] <= run.stub or (cells[0].rows, cells[0].cols) in seen:
                continue
            seen.add((cells[0].rows, cells[0].cols))
            steps.append(_Step(_side_by_side(cells), _is_own(cells, cols, ranges)))
        lines.append(_line(cols, steps))
    return lines


def _division(grid: Grid, run: Run) -> list[Range]:
    """The column ranges of the values: those of most rows of the run."""
    found: Counter[tuple[Range, ...]] = Counter()
    for row in range(*run.data):
        cells = grid.in_row(row, (run.stub, grid.table.n_cols))
        found[tuple((max(c.cols[0], run.stub), c.cols[1]) for c in cells)] += 1
    if not found:
        return []
    most = max(found.items(), key=lambda item: (item[1], len(item[0])))
    return list(most[0])


def _is_own(cells: Sequence[TableCell], cols: Range, ranges: Sequence[Range]) -> bool:
    """Whether the cells stand over one data column only (a few grid columns to the side do not matter)."""
    span = (cells[0].cols[0], cells[-1].cols[1])
    return not any(r != cols and 2 * max(0, min(r[1], span[1]) - max(r[0], span[0])) > r[1] - r[0] for r in ranges)


def _side_by_side(cells: Sequence[TableCell]) -> str | None:
    texts = [cell.text for cell in cells]
    return None if None in texts else "".join(text or "" for text in texts)


def _line(span: Range, steps: Sequence[_Step]) -> Line:
    """Steps from the outermost group to the line itself; blank cells of its own say nothing."""
    own = [step.text for step in steps if step.own and (step.text is None or step.text.strip())]
    groups = [step.text for step in steps if not step.own and step.text and step.text.strip()]
    if not own:
        return Line(span, (), tuple(groups))
    if own[-1] is None:
        return Line(span, None, tuple(groups) + tuple(text for text in own if text))
    words = [text for text in own if text is not None]
    joined = tuple(dict.fromkeys(["".join(words[i:]) for i in range(len(words) - 1, -1, -1)]))
    return Line(span, joined, (*groups, *words[:-1]))
