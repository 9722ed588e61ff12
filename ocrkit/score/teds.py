"""TEDS, tree-edit-distance similarity (Zhong, ShafieiBavani and Jimeno Yepes 2020, arXiv:1911.10683).

A table is a tree: its rows under the root, each row's cells under the row. TEDS is 1 less the edit distance of two
trees over the nodes of the larger. Inserting or deleting a node costs 1; so does turning a cell into one of another
span; cells of the same spans differ by the normalised Levenshtein distance of their texts.

The distance is Zhang and Shasha's (1989), exact, with what three levels allow: the distance of two rows is that of
two sequences of cells, for all pairs of rows at once. So a pair of the form's largest tables takes milliseconds where
a general implementation takes seconds. ``tests/test_score_teds.py`` compares it with ``table-recognition-metric``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from ocrkit.score.grid import Grid, GridCell
from ocrkit.text.widths import compact

Floats = NDArray[np.float64]


def teds(read: Grid | None, true: Grid, structure_only: bool = False) -> float:
    """1 for equal tables, down to 0; a table that was not found (None) has 0.

    Texts are compared NFKC and without white space; ``structure_only`` leaves them aside (TEDS-S). Grids are made
    to tile first.
    """
    if read is None or not read.n_rows or not read.n_cols:
        return 0.0
    a, b = _Rows.of(read.tiled()), _Rows.of(true.tiled())
    rename = _rename(a.cells, b.cells, structure_only)
    return 1.0 - _distance(a, b, rename) / (1 + max(a.n_nodes, b.n_nodes))


@dataclass(frozen=True)
class _Rows:
    """A table's cells in reading order; ``counts`` is how many of them begin in each row."""

    cells: tuple[GridCell, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, grid: Grid) -> _Rows:
        cells = tuple(sorted(grid.cells, key=lambda cell: (cell.rows[0], cell.cols[0])))
        starts = [cell.rows[0] for cell in cells]
        return cls(cells, tuple(starts.count(row) for row in range(grid.n_rows)))

    @property
    def n_nodes(self) -> int:
        """Cells and rows; the root apart."""
        return len(self.cells) + len(self.counts)

    def first_leaves(self) -> NDArray[np.intp]:
        """For every node, in postorder, the postorder number of its first leaf; intp, shape (n_nodes,)."""
        leaves: list[int] = []
        for count in self.counts:
            start = len(leaves)
            leaves += [*range(start, start + count), start]
        return np.array(leaves, dtype=np.intp)

    def is_row(self) -> NDArray[np.bool_]:
        """Whether each node, in postorder, is a row."""
        return np.array([node for count in self.counts for node in [False] * count + [True]], dtype=np.bool_)


def _rename(a: tuple[GridCell, ...], b: tuple[GridCell, ...], structure_only: bool) -> Floats:
    """What it costs to turn each cell of ``a`` into each of ``b``, 0 to 1; shape (cells, cells')."""
    spans_a, spans_b = (np.array([_span(cell) for cell in cells]) for cells in (a, b))
    other_span = np.asarray((spans_a[:, None] != spans_b[None]).any(axis=-1), dtype=np.float64)
    if structure_only:
        return other_span
    texts_a, at_a = np.unique([compact(cell.text or "") for cell in a], return_inverse=True)
    texts_b, at_b = np.unique([compact(cell.text or "") for cell in b], return_inverse=True)
    longest = np.maximum(np.char.str_len(texts_a)[:, None], np.char.str_len(texts_b)[None, :])
    edits = cdist(texts_a.tolist(), texts_b.tolist(), scorer=Levenshtein.distance, dtype=np.int64)
    costs = edits / np.maximum(longest, 1)
    return np.asarray(np.where(other_span > 0, 1.0, costs[at_a][:, at_b]), dtype=np.float64)


def _span(cell: GridCell) -> tuple[int, int]:
    return cell.rows[1] - cell.rows[0], cell.cols[1] - cell.cols[0]


def _distance(a: _Rows, b: _Rows, rename: Floats) -> float:
    """The edit distance of the two forests of rows, which is that of the tables: equal roots are kept."""
    trees = _subtree_distances(a, b, rename)
    first_a, first_b = a.first_leaves(), b.first_leaves()
    steps = np.arange(b.n_nodes + 1, dtype=np.float64)
    forest = np.empty((a.n_nodes + 1, b.n_nodes + 1))
    forest[0] = steps
    for i in range(a.n_nodes):
        best = forest[i] + 1  # the node deleted
        np.minimum(best[1:], forest[first_a[i]][first_b] + trees[i], out=best[1:])  # its tree for another
        forest[i + 1] = np.minimum.accumulate(best - steps) + steps  # nodes inserted
    return float(forest[-1, -1])


def _subtree_distances(a: _Rows, b: _Rows, rename: Floats) -> Floats:
    """The edit distance of the trees under every two nodes, in postorder; shape (n_nodes, n_nodes')."""
    rows_a, rows_b = a.is_row(), b.is_row()
    trees = np.empty((a.n_nodes, b.n_nodes))
    trees[np.ix_(~rows_a, ~rows_b)] = rename
    trees[np.ix_(~rows_a, rows_b)] = _cells_to_rows(rename, b.counts)
    trees[np.ix_(rows_a, ~rows_b)] = _cells_to_rows(rename.T, a.counts).T
    trees[np.ix_(rows_a, rows_b)] = _rows_to_rows(rename, a.counts, b.counts)
    return trees


def _cells_to_rows(rename: Floats, counts: tuple[int, ...]) -> Floats:
    """A cell becomes the row's cell most like it and the rest is inserted; a bare row costs a renaming."""
    ends = np.cumsum(counts)
    nearest = [
        rename[:, end - n : end].min(axis=1) if n else np.ones(len(rename))
        for end, n in zip(ends, counts, strict=True)
    ]
    return np.asarray(np.stack(nearest, axis=1) + np.array(counts), dtype=np.float64)


def _rows_to_rows(rename: Floats, counts: tuple[int, ...], counts_: tuple[int, ...]) -> Floats:
    """Edit distances of the cells of every two rows, as sequences; shape (rows, rows')."""
    padded = _padded(_padded(rename, counts, axis=0), counts_, axis=2)  # (rows, cells, rows', cells')
    rows, most, rows_, most_ = padded.shape
    table = np.zeros((most + 1, most_ + 1, rows, rows_))
    table[:, 0], table[0, :] = np.arange(most + 1)[:, None, None], np.arange(most_ + 1)[:, None, None]
    for i in range(most):
        for j in range(most_):
            swapped = table[i, j] + padded[:, i, :, j]
            table[i + 1, j + 1] = np.minimum(np.minimum(table[i, j + 1], table[i + 1, j]) + 1, swapped)
    r, r_ = np.indices((rows, rows_))
    return np.asarray(table[np.array(counts)[r], np.array(counts_)[r_], r, r_], dtype=np.float64)


def _padded(costs: Floats, counts: tuple[int, ...], axis: int) -> Floats:
    """One axis of cells as two, of rows and of cells within the row, filled up with zeros that nobody reads."""
    most = max(counts)
    index = np.zeros((len(counts), most), dtype=np.intp)
    starts = np.cumsum(counts) - np.array(counts)
    for row, (start, count) in enumerate(zip(starts, counts, strict=True)):
        index[row, :count] = np.arange(start, start + count)
    return np.take(costs, index, axis=axis)
