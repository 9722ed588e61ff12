"""The result as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
    details = [
        text for x in every if x.details for text in ("", f"## {x.row}", "", *(f"- {item}" for item in x.details))
    ]
    return "\n".join([*head, *details]) + "\n"
