"""The order in which a report's title, texts and tables follow each other on paper."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.pagemaker.model import Report

TABLE_SECTIONS = ("proactive", "requests", "review_and_litigation")


@dataclass(frozen=True)
class Item:
    """A piece of the flow: ``kind`` is "title", "heading", "paragraph" or "table" (``text`` is then its name)."""

    kind: str
    text: str = ""
    lines: tuple[str, ...] = ()


def report_flow(report: Report) -> list[Item]:
    """A report: its title, and every section with its texts and its table."""
    flow = [Item("title", lines=tuple(report.title_lines))]
    for section in report.sections:
        flow.append(Item("heading", section.heading))
        flow += [Item("paragraph", text) for text in section.paragraphs]
        if section.key in TABLE_SECTIONS:
            flow.append(Item("table", section.key))
    return flow
