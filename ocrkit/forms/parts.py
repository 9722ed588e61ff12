"""What the stage is given, and which form each part of a table belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocrkit.forms.grid import Grid
from ocrkit.forms.hits import Hits, find_hits, vocabulary
from ocrkit.forms.labels import similarity
from ocrkit.forms.settings import FormSettings
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.page import Leaf
from ocrkit.types.table import Table


@dataclass(frozen=True)
class TablePart:
    """A table on one page, and the section heading it stands under, if any is known.

    ``part`` tells the pages of one sheet apart (see ``types.page.Leaf``).
    """

    table: Table
    heading: str | None = None
    part: int = 0

    @property
    def leaf(self) -> Leaf:
        """The page it stands on; pages are read in the order of these."""
        return self.table.pages[0], self.part


@dataclass(frozen=True)
class Likeness:
    """The form (and edition) whose labels a table shows most of, and how many: hits of words."""

    definition: FormDefinition
    edition: Edition
    hits: Hits
    n_hits: int
    n_words: int

    @property
    def strong(self) -> bool:
        """Whether the table can be told by itself: two labels, and half of its words."""
        return self.n_hits >= 2 and 2 * self.n_hits >= self.n_words


def likeness(table: Table, definitions: Sequence[FormDefinition], settings: FormSettings) -> Likeness | None:
    """The form a table is most like; None where there are no forms to compare with."""
    grid = Grid(table)
    best: tuple[float, Likeness] | None = None
    for definition in definitions:
        for edition in definition.editions:
            hits = find_hits(grid, edition)
            found = hits.best >= settings.hit
            like = Likeness(definition, edition, hits, int(found.sum()), int(hits.words.sum()))
            weight = float(hits.best[found].sum())
            if best is None or weight > best[0]:
                best = weight, like
    return best[1] if best else None


def row_labels(table: Table, like: Likeness, settings: FormSettings) -> frozenset[str]:
    """The row labels and titles of the form that the table shows (for a form without rows, column labels).

    Labels that could as well be a column's (其他, 总计) are left out.
    """
    known, hits = vocabulary(like.edition), like.hits
    labels = (*known.rows, *known.titles) if known.rows else known.columns
    own = np.maximum(hits.rows, hits.titles)
    shown = np.where(own > hits.columns, own, 0) if known.rows else hits.columns
    texts = [cell.words or "" for cell, hit in zip(table.cells, shown, strict=True) if hit >= settings.hit]
    return frozenset(max(labels, key=lambda label: similarity(text, label)) for text in texts)
