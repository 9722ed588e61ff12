"""The result as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_DETAILS = 60


@dataclass(frozen=True)
class Line:
    """One row of the table: what was measured, what came of it and the least that is asked.

    ``details`` are listed below the table.
    """

    row: str
    what: str
    result: str
    least: str
    holds: bool
    details: tuple[str, ...] = ()


def markdown(lines: Iterable[Line]) -> str:
    """A table with one row a line, then each line's details under its name."""
    every = list(lines)
    head = [
        "| row | what was measured | result | least asked | holds |",
        "|---|---|---|---|---|",
        *(f"| {x.row} | {x.what} | {x.result} | {x.least} | {'yes' if x.holds else '**no**'} |" for x in every),
    ]
    return "\n".join([*head, *(text for x in every for text in _details(x))]) + "\n"


def _details(line: Line) -> list[str]:
    if not line.details:
        return []
    shown = [f"- {item}" for item in line.details[:MOST_DETAILS]]
    more = len(line.details) - len(shown)
    return ["", f"## {line.row}: {line.what}", "", *shown, *([f"- and {more} more"] if more else [])]
