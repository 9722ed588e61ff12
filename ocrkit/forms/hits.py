"""Which labels of an edition a table's cells look like: the evidence for everything that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.grid import Grid, is_words
from ocrkit.forms.labels import similarity
from ocrkit.types.form import Edition, Entry


@dataclass(frozen=True)
class Vocabulary:
    """The distinct labels of an edition, or of one block of it, by what they label."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every label."""
        return self.rows + self.columns + self.titles


@cache
def vocabulary(edition: Edition) -> Vocabulary:
    """The labels of an edition, groups included."""
    blocks = edition.blocks
    return Vocabulary(
        rows=_labels(entry for block in blocks for entry in block.rows),
        columns=_labels(entry for block in blocks for entry in block.columns),
        titles=tuple(block.title for block in blocks if block.title is not None),
    )


@dataclass(frozen=True)
class Hits:
    """Best similarity of each cell to any row label, column label and title; float, (n_cells,).

    ``words`` tells the cells that hold words at all, bool, (n_cells,); the rest have similarity 0.
    """

    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    titles: NDArray[np.float64]
    words: NDArray[np.bool_]

    @property
    def best(self) -> NDArray[np.float64]:
        """Best similarity to any label; float, (n_cells,)."""
        return np.asarray(np.max([self.rows, self.columns, self.titles], axis=0), dtype=np.float64)


def find_hits(grid: Grid, edition: Edition) -> Hits:
    """Compare every cell of a table with every label of an edition."""
    known = vocabulary(edition)
    texts = [cell.words or "" if is_words(cell.words) else "" for cell in grid.table.cells]
    return Hits(
        rows=_best(texts, known.rows),
        columns=_best(texts, known.columns),
        titles=_best(texts, known.titles),
        words=np.array([bool(text) for text in texts]),
    )


def _best(texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.float64]:
    return np.array(
        [max((similarity(text, label) for label in labels), default=0.0) if text else 0.0 for text in texts]
    )


def _labels(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for entry in entries for label in (*entry.path, *entry.aliases)))
