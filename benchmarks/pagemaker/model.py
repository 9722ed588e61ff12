"""What a made-up report says, before it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Value:
    """One value as printed, and what a faithful reading makes of it."""

    text: str
    kind: str = "number"
    value: Decimal | None = None
    note: str | None = None
    unit: str | None = None

    @property
    def amount(self) -> Decimal:
        """The number it adds to a sum; blanks and dashes count as nothing."""
        return self.value or Decimal(0)


Cells = dict[str, dict[str, Value]]


@dataclass
class TableContent:
    """The values of one statutory table by row key and column key (block and outcome in table four)."""

    edition: str | None
    cells: Cells


@dataclass(frozen=True)
class Figure:
    """A figure in the narrative; ``printed`` are the words where it is not printed in digits."""

    key: str
    value: Decimal | int
    label: str | None = None
    percent: Decimal | int | None = None
    printed: str | None = None


@dataclass
class Section:
    """A section: its key, its heading as printed, its paragraphs (sub-headings are paragraphs of their own)."""

    key: str
    heading: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Report:
    """All that a report says. ``altered`` are the (table, row, column) printed wrong on purpose."""

    agency: str
    year: int
    title_lines: list[str]
    tables: dict[str, TableContent]
    sections: list[Section]
    figures: list[Figure]
    contradictions: list[str]
    altered: list[tuple[str, str, str]]
    spec: dict[str, Any]

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(self.title_lines)
