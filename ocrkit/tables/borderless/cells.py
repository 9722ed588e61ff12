"""From rows, streams and phrases to cells with spans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.borderless.columns import Streams
from ocrkit.tables.borderless.ink import Boxes
from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.rows import Row
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.geometry import UprightBox

Floats = NDArray[np.float64]


def make_table(lines: Sequence[Line], rows: Sequence[Row], streams: Streams, partial: Boxes) -> GridTable:
    """The table. ``partial`` are level rules over a part of its width: what stands on one spans what it spans."""
    xs = _column_bounds(lines, streams)
    ys = _row_bounds(lines, rows)
    cells: list[GridCell] = []
    for r, (start, stop) in enumerate(rows):
        spans = [_columns(phrase, streams) for line in lines[start:stop] for phrase in line.phrases]
        spans += _on_rules(partial, xs, (lines[stop - 1].middle, _next(lines, stop)), spans)
        for c0, c1 in _tiled(spans, len(xs) - 1):
            box = UprightBox(float(xs[c0]), float(ys[r]), float(xs[c1]), float(ys[r + 1]))
            cells.append(GridCell((r, r + 1), (c0, c1), box))
    return GridTable(len(rows), len(xs) - 1, tuple(cells))


def filled(lines: Sequence[Line], rows: Sequence[Row], streams: Streams) -> NDArray[np.bool_]:
    """Which squares have text, bool (n_rows, n_cols)."""
    squares = np.zeros((len(rows), len(streams) + 1), np.bool_)
    for r, (start, stop) in enumerate(rows):
        for line in lines[start:stop]:
            for phrase in line.phrases:
                c0, c1 = _columns(phrase, streams)
                squares[r, c0:c1] = True
    return squares


def _columns(phrase: Floats, streams: Streams) -> tuple[int, int]:
    """The columns [start, stop) that a phrase stands in."""
    middles = streams.mean(axis=1)
    return int((middles <= phrase[0]).sum()), int((middles < phrase[2]).sum()) + 1


def _on_rules(
    rules: Boxes, xs: Floats, between: tuple[float, float], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The columns over a partial rule right below a row, where one thing stands on it."""
    found: list[tuple[int, int]] = []
    for x0, x1 in rules[(rules[:, 1] > between[0]) & (rules[:, 1] < between[1])][:, ::2].tolist():
        share = (np.minimum(xs[1:], x1) - np.maximum(xs[:-1], x0)) / np.diff(xs)
        under = np.flatnonzero(share > 0.5)
        if len(under) > 1:
            c0, c1 = int(under[0]), int(under[-1]) + 1
            if sum(s[0] < c1 and s[1] > c0 for s in spans) == 1:
                found.append((c0, c1))
    return found


def _next(lines: Sequence[Line], stop: int) -> float:
    return lines[stop].middle if stop < len(lines) else lines[-1].bottom


def _tiled(spans: Sequence[tuple[int, int]], n_cols: int) -> list[tuple[int, int]]:
    """Columns of cells that tile a row: spans that meet are one, and what no span has is a square by itself."""
    apart = np.ones(n_cols + 1, np.bool_)
    for c0, c1 in spans:
        apart[c0 + 1 : c1] = False
    return list(pairwise(np.flatnonzero(apart).tolist()))


def _column_bounds(lines: Sequence[Line], streams: Streams) -> Floats:
    ends = [min(line.left for line in lines), max(line.right for line in lines)]
    pad = 0.3 * float(np.median([line.bottom - line.top for line in lines]))
    return np.array([ends[0] - pad, *streams.mean(axis=1), ends[1] + pad])


def _row_bounds(lines: Sequence[Line], rows: Sequence[Row]) -> Floats:
    tops = [min(line.top for line in lines[start:stop]) for start, stop in rows]
    bottoms = [max(line.bottom for line in lines[start:stop]) for start, stop in rows]
    pad = 0.2 * float(np.median([line.bottom - line.top for line in lines]))
    between = [(bottom + top) / 2 for bottom, top in zip(bottoms[:-1], tops[1:], strict=True)]
    return np.maximum.accumulate(np.array([tops[0] - pad, *between, bottoms[-1] + pad]))
