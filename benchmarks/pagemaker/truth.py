"""The truth of a printed report, in the report's shape, as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from benchmarks.pagemaker.model import Figure, Report, TableContent, Value
from benchmarks.pagemaker.tablevalues import inconsistencies
from benchmarks.pagemaker.typeset import Ref


def truth_of(
    report: Report, *, level: str, dpi: int, pages: list[dict[str, Any]], value_pages: dict[Ref, int]
) -> dict[str, Any]:
    """What a faithful reading of the report says. ``pages`` are the files and what was done to each."""
    return {
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        **{name: _table(name, table, value_pages) for name, table in report.tables.items()},
        "sections": [{"key": s.key, "heading": s.heading, "paragraphs": s.paragraphs} for s in report.sections],
        "figures": [_figure(f) for f in report.figures],
        "contradictions": report.contradictions,
        "printed_inconsistencies": inconsistencies(report.tables),
        "altered": [list(place) for place in report.altered],
        "level": level,
        "dpi": dpi,
        "pages": pages,
        "spec": report.spec,
    }


def number(value: Decimal | int | None) -> int | float | str | None:
    """A JSON number where that is exact, else the digits."""
    if value is None:
        return None
    if value == int(value):
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _table(name: str, table: TableContent, value_pages: dict[Ref, int]) -> dict[str, Any]:
    edition = {} if table.edition is None else {"edition": table.edition}
    return edition | {
        "cells": {
            row: {col: _cell(value, value_pages[name, row, col]) for col, value in line.items()}
            for row, line in table.cells.items()
        }
    }


def _cell(value: Value, page: int) -> dict[str, Any]:
    extra = {k: v for k, v in (("note", value.note), ("unit", value.unit)) if v is not None}
    return {"value": number(value.value), "kind": value.kind, "text": value.text, **extra, "page": page}


def _figure(figure: Figure) -> dict[str, Any]:
    extra = {"label": figure.label, "percent": number(figure.percent), "printed": figure.printed}
    kept = {k: v for k, v in extra.items() if v is not None}
    return {"key": figure.key, "value": number(figure.value), **kept}
