"""GriTS, grid table similarity (Smock, Pesala and Abraham 2022, arXiv:2203.12555).

Two tables are two matrices of grid squares. GriTS is the F-score of the most similar substructures: rows and
columns left out on both sides so that the squares that remain, taken pairwise in order, are as alike as possible.
How alike two squares are is, for topology, the overlap of their cells' spans; for content, the longest common
subsequence of their texts; for location, the overlap of their cells' boxes. The authors' factored heuristic and its
tie-breaking are followed to the letter; the similarities of all pairs of squares are computed at once, so that a
pair of pages' largest tables takes milliseconds. ``tests/test_score_grits.py`` compares it with the authors' own
package (``grits-metric``), which needs a compiler to install and seconds a pair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from ocrkit.score.grid import Grid
from ocrkit.text.widths import compact

Floats = NDArray[np.float64]


class GritsScores(NamedTuple):
    """Each 0 to 1; ``location`` is None where the true cells have no boxes."""

    topology: float
    content: float
    location: float | None


def grits(read: Grid | None, true: Grid) -> GritsScores:
    """The three scores of a table that was read (None: not found, all 0) against the true one."""
    boxed = all(cell.box is not None for cell in true.cells)
    if read is None or not read.n_rows or not read.n_cols:
        return GritsScores(0.0, 0.0, 0.0 if boxed else None)
    a, b = true.tiled(), read.tiled()
    owners = a.owners(), b.owners()
    location = _score(_overlaps(_boxes(a)[owners[0]], _boxes(b)[owners[1]])) if boxed else None
    return GritsScores(
        topology=_score(_overlaps(_spans(a, owners[0]), _spans(b, owners[1]))),
        content=_score(_likeness(a, b)[owners[0][:, None, :, None], owners[1][None, :, None, :]]),
        location=location,
    )


def _score(alike: Floats) -> float:
    """The F-score; ``alike`` has the similarity of every two squares, shape (rows, rows', columns, columns')."""
    rows, rows_, cols, cols_ = alike.shape
    return float(2 * _most_similar(alike) / (rows * cols + rows_ * cols_))


def _most_similar(alike: Floats) -> float:
    """The summed similarity of the most similar substructures found (factored 2D-MSS).

    The two shortcuts are the authors': an alignment that no smaller one can beat is taken at once.
    """
    rows, rows_, cols, cols_ = alike.shape
    if (rows, cols) == (rows_, cols_):
        straight = float(np.einsum("iijj->", alike))
        if straight >= (max(rows, cols) - 1) * min(rows, cols):
            return straight
    true_rows, read_rows = _aligned(_best_inner(alike))
    if cols == cols_:
        whole = float(np.einsum("ijj->", alike[true_rows, read_rows]))
        if whole >= len(true_rows) * cols - 1:
            return whole
    true_cols, read_cols = _aligned(_best_inner(alike.transpose(2, 3, 0, 1)))
    return float(alike[np.ix_(true_rows, read_rows, true_cols, read_cols)][_diagonal(true_rows, true_cols)].sum())


def _diagonal(rows: NDArray[np.intp], cols: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
    """Index of the squares (k, l) of aligned row k and aligned column l."""
    k, m = np.arange(len(rows))[:, None], np.arange(len(cols))[None, :]
    return k, k, m, m


def _best_inner(alike: Floats) -> Floats:
    """For every two lines the best summed similarity of an alignment of their squares; shape (lines, lines')."""
    lines, lines_, squares, squares_ = alike.shape
    above = np.zeros((squares_ + 1, lines, lines_))
    for i in range(squares):
        row = np.zeros_like(above)
        for j in range(squares_):
            np.maximum(above[j] + alike[:, :, i, j], above[j + 1], out=row[j + 1])
            np.maximum(row[j + 1], row[j], out=row[j + 1])
        above = row
    return above[squares_]


def _aligned(gain: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The lines of both sides that a best alignment pairs; of equal ones it pairs lines from the end on."""
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            best[i, j] = max(best[i - 1, j - 1] + gain[i - 1, j - 1], best[i - 1, j], best[i, j - 1])
    pairs = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j - 1] + gain[i - 1, j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    found = np.array(pairs[::-1], dtype=np.intp).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _spans(grid: Grid, owners: NDArray[np.intp]) -> Floats:
    """For every square its cell's span as a box relative to the square; shape (rows, columns, 4)."""
    cells = np.array([(c.cols[0], c.rows[0], c.cols[1], c.rows[1]) for c in grid.cells], dtype=np.float64)
    row, col = np.indices(owners.shape)
    return np.asarray(cells[owners] - np.stack([col, row, col, row], axis=-1), dtype=np.float64)


def _boxes(grid: Grid) -> Floats:
    """The cells' boxes, shape (cells, 4); a cell without one has an empty box, which overlaps nothing."""
    return np.array([c.box.as_tuple() if c.box else (0.0, 0.0, 0.0, 0.0) for c in grid.cells], dtype=np.float64)


def _overlaps(a: Floats, b: Floats) -> Floats:
    """Intersection over union of every two boxes of two (rows, columns, 4): (rows, rows', columns, columns')."""
    a, b = a[:, None, :, None], b[None, :, None, :]
    size = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    shared = np.prod(np.maximum(size, 0), axis=-1)
    union = np.prod(a[..., 2:] - a[..., :2], axis=-1) + np.prod(b[..., 2:] - b[..., :2], axis=-1) - shared
    overlaps: Floats = np.divide(shared, union, out=np.zeros_like(shared), where=shared > 0)
    return overlaps


def _likeness(a: Grid, b: Grid) -> Floats:
    """How alike the texts of every two cells are, shape (cells, cells'); each two texts are compared once.

    Twice the longest common subsequence over the summed lengths; 1 for two blanks.
    """
    texts_a, at_a = np.unique([compact(c.text or "") for c in a.cells], return_inverse=True)
    texts_b, at_b = np.unique([compact(c.text or "") for c in b.cells], return_inverse=True)
    shared = cdist(texts_a.tolist(), texts_b.tolist(), scorer=LCSseq.similarity, dtype=np.int64)
    total = np.char.str_len(texts_a)[:, None] + np.char.str_len(texts_b)[None, :]
    table = np.where(total > 0, 2 * shared / np.maximum(total, 1), 1.0)
    return np.asarray(table[at_a][:, at_b], dtype=np.float64)
