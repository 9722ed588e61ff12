"""A table as found and read, and what is known of the form that it is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ocrkit.forms.hits import Vocabulary, vocabulary
from ocrkit.forms.labels import similarity
from ocrkit.forms.settings import FormSettings
from ocrkit.types.form import Edition
from ocrkit.types.geometry import UprightBox
from ocrkit.types.table import Table


@dataclass(frozen=True)
class Ink:
    """Where print stands, looked for when it is first asked."""

    look: Callable[[], Sequence[Sequence[UprightBox]]]

    @cached_property
    def boxes(self) -> Sequence[Sequence[UprightBox]]:
        """The boxes of the pieces of print in each cell of the table, in prepared pixels."""
        return self.look()


@dataclass(frozen=True)
class Found:
    """``boxes`` are those of the table's cells, in prepared pixels."""

    table: Table
    boxes: Sequence[UprightBox]
    ink: Ink
    edition: Edition
    forms: FormSettings

    @cached_property
    def known(self) -> Vocabulary:
        """The labels of the edition."""
        return vocabulary(self.edition)

    def likeness(self, text: str | None) -> float:
        """How like any label of the edition a text is, 0 to 1."""
        return best(text, self.known.all) if text else 0.0

    def nearest(self, text: str) -> tuple[float, str]:
        """The label of the edition that a text is most like, and how much, 0 to 1."""
        return max(((similarity(text, label), label) for label in self.known.all), default=(0.0, ""))

    def is_label(self, text: str | None) -> bool:
        """Whether a text is one of the edition's labels."""
        return self.likeness(text) >= self.forms.hit

    def is_row_label(self, text: str | None) -> bool:
        """Whether a text is rather the label of a row than of a column, or like one."""
        return bool(text) and best(text or "", self.known.rows) > best(text or "", self.known.columns)


@lru_cache(maxsize=4096)  # the same labels are asked about for each line of a table
def best(text: str, labels: tuple[str, ...]) -> float:
    """How like any of the labels a text is, 0 to 1."""
    return max((similarity(text, label) for label in labels), default=0.0)
