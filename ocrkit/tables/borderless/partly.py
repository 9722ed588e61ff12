"""Ruled tables whose columns are white: wide cells split where all of their rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from ocrkit.tables.borderless.columns import Streams, find_streams
from ocrkit.tables.borderless.ink import Boxes, find_ink
from ocrkit.tables.borderless.judge import prose_columns
from ocrkit.tables.borderless.lines import Line, make_lines
from ocrkit.tables.borderless.settings import BorderlessSettings
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage


def split_wide(page: PreparedPage, table: GridTable, settings: BorderlessSettings) -> GridTable:
    """Where several rows, one below the other, are one cell from side to side, the white in them makes columns.

    White that runs down where a column of the table begins is that column's; white elsewhere is a new column.
    """
    wide = sorted((cell for cell in table.cells if cell.cols == (0, table.n_cols)), key=lambda cell: cell.rows)
    wide = [cell for cell in wide if cell.rows[1] - cell.rows[0] == 1]
    for _, numbered in groupby(enumerate(wide), lambda pair: pair[1].rows[0] - pair[0]):
        cells = [cell for _, cell in numbered]
        if len(cells) >= settings.split_rows:
            table = _split(page, table, cells, settings)
    return table


def _split(
    page: PreparedPage, table: GridTable, cells: Sequence[GridCell], settings: BorderlessSettings
) -> GridTable:
    lines, height = _lines_in(page, cells, settings)
    if len(lines) < settings.split_rows:
        return table
    streams = find_streams(lines, height, settings)
    if not len(streams) or prose_columns(lines, streams, height, settings).sum() > 1:
        return table
    return _with_columns(table, cells, lines, streams, settings.snap * height)


def _lines_in(
    page: PreparedPage, cells: Sequence[GridCell], settings: BorderlessSettings
) -> tuple[list[Line], float]:
    """The lines of text in the cells, in pixels of the page, and the height of text."""
    x0, y0, x1, y1 = (max(0, v) for v in UprightBox.around(cell.box for cell in cells).as_ints())
    ink = find_ink(page.image[y0:y1, x0:x1], [], settings)
    if ink is None:
        return [], 0.0
    words: Boxes = ink.words + np.array([x0, y0, x0, y0])
    return make_lines(words, ink.height, settings), ink.height


def _with_columns(
    table: GridTable, cells: Sequence[GridCell], lines: Sequence[Line], streams: Streams, snap: float
) -> GridTable:
    """``table`` with ``cells`` cut at the streams, but for those that text runs right across."""
    old = _column_lines(table)
    cuts = [_nearest(old[1:-1], stream, snap) for stream in streams.tolist()]
    at = {x: i for i, x in enumerate(sorted({*old, *cuts}))}
    made: list[GridCell] = []
    for cell in table.cells:
        inside = [line for line in lines if cell.box.y0 <= line.middle < cell.box.y1] if cell in cells else []
        ends, sides = (old[cell.cols[0]], old[cell.cols[1]]), (cell.box.x0, cell.box.x1)
        bounds = sorted({*ends, *(x for x in cuts if inside and not any(_crosses(line, x) for line in inside))})
        for x0, x1 in pairwise(bounds):
            left, right = (side if x == end else x for x, end, side in zip((x0, x1), ends, sides, strict=True))
            box = UprightBox(left, cell.box.y0, right, cell.box.y1)
            made.append(replace(cell, cols=(at[x0], at[x1]), box=box))
    made.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
    return GridTable(table.n_rows, len(at) - 1, tuple(made))


def _nearest(xs: Sequence[float], stream: Sequence[float], snap: float) -> float:
    """The one of ``xs`` that is in the stream, or no more than ``snap`` beside it; its middle where there is none."""
    middle = (stream[0] + stream[1]) / 2
    near = [x for x in xs if stream[0] - snap <= x <= stream[1] + snap]
    return min(near, key=lambda x: abs(x - middle), default=middle)


def _crosses(line: Line, x: float) -> bool:
    return bool(((line.phrases[:, 0] < x) & (line.phrases[:, 2] > x)).any())


def _column_lines(table: GridTable) -> list[float]:
    """Where the table's columns begin and the last one ends."""
    xs = [np.nan] * (table.n_cols + 1)
    for cell in table.cells:
        xs[cell.cols[0]], xs[cell.cols[1]] = cell.box.x0, cell.box.x1
    return xs
