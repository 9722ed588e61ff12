"""The truth of printed pages, in the report's shape and as tables with their cells' places, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from benchmarks.pagemaker.model import Figure, Report, TableContent, Value
from benchmarks.pagemaker.tablevalues import inconsistencies
from benchmarks.pagemaker.typeset import Part, Ref

Json = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scanned:
    """A part of a table on a scanned page: its cells' boxes in pixels of that page, and which lost their ink.

    ``boxes`` and ``lost`` are in the order of the grid's cells; boxes are None where no scan moved the page in a
    way that is known. ``marks`` names the mark in a cell that has one.
    """

    part: Part
    boxes: tuple[Box | None, ...]
    lost: frozenset[int] = frozenset()
    marks: Mapping[int, str] = field(default_factory=dict)


def truth_of(report: Report, scanned: Sequence[Scanned], **known: Any) -> Json:
    """What a faithful reading of the report says. ``known`` (level, dpi, pages, ...) is kept as given."""
    places: dict[Ref, Json] = {}
    for each in scanned:
        for index, cell in enumerate(each.part.grid.cells):
            if cell.ref:
                places[cell.ref] = _place(each, index)
    return {
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        **{name: _form(name, table, places) for name, table in report.tables.items()},
        "sections": [{"key": s.key, "heading": s.heading, "paragraphs": s.paragraphs} for s in report.sections],
        "figures": [_figure(f) for f in report.figures],
        "contradictions": report.contradictions,
        "printed_inconsistencies": inconsistencies(report.tables),
        "altered": [list(place) for place in report.altered],
        "marks": [
            [*ref, each.marks[index]]
            for each in scanned
            for index, cell in enumerate(each.part.grid.cells)
            if index in each.marks and (ref := cell.ref)
        ],
        "tables": tables_of(scanned),
        **known,
        "spec": report.spec,
    }


def tables_of(scanned: Sequence[Scanned]) -> list[Json]:
    """The parts of tables, each as it stands on its page: a grid of cells with spans, texts and boxes."""
    return [_table(each) for each in scanned if all(box is not None for box in each.boxes)]


def _place(scanned: Scanned, index: int) -> Json:
    box = scanned.boxes[index]
    place: Json = {"page": scanned.part.page} | ({} if box is None else {"box": _rounded(box)})
    return place | ({"lost": True} if index in scanned.lost else {})


def _table(scanned: Scanned) -> Json:
    grid, page = scanned.part.grid, scanned.part.page
    rows = _used_lines([edge for c in grid.cells for edge in (c.row, c.row + c.row_span)])
    cols = _used_lines([edge for c in grid.cells for edge in (c.col, c.col + c.col_span)])
    cells: list[Json] = [
        {
            "rows": [rows[cell.row], rows[cell.row + cell.row_span]],
            "cols": [cols[cell.col], cols[cell.col + cell.col_span]],
            "text": None if index in scanned.lost or index in scanned.marks else cell.text,
            "box": _rounded(box),
            "page": page,
        }
        for index, (cell, box) in enumerate(zip(grid.cells, scanned.boxes, strict=True))
        if box is not None
    ]
    cells.sort(key=lambda cell: (cell["rows"][0], cell["cols"][0]))
    form = grid.table if any(cell.ref for cell in grid.cells) else None
    return {"page": page, "n_rows": len(rows) - 1, "n_cols": len(cols) - 1, "form": form, "cells": cells}


def _used_lines(edges: list[int]) -> dict[int, int]:
    """Grid lines that some cell ends at, numbered through: a line that is drawn nowhere is not on paper."""
    return {edge: number for number, edge in enumerate(sorted(set(edges)))}


def _rounded(box: Box) -> list[float]:
    return [round(v, 1) for v in box]


def number(value: Decimal | int | None) -> int | float | str | None:
    """A JSON number where that is exact, else the digits."""
    if value is None:
        return None
    if value == int(value):
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _form(name: str, table: TableContent, places: dict[Ref, Json]) -> Json:
    edition = {} if table.edition is None else {"edition": table.edition}
    return edition | {
        "cells": {
            row: {col: _cell(value, dict(places[name, row, col])) for col, value in line.items()}
            for row, line in table.cells.items()
        }
    }


def _cell(value: Value, place: Json) -> Json:
    if place.pop("lost", False):
        return {"value": None, "kind": "unreadable", "text": None, **place}
    extra = {k: v for k, v in (("note", value.note), ("unit", value.unit)) if v is not None}
    return {"value": number(value.value), "kind": value.kind, "text": value.text, **extra, **place}


def _figure(figure: Figure) -> Json:
    extra = {"label": figure.label, "percent": number(figure.percent), "printed": figure.printed}
    kept = {k: v for k, v in extra.items() if v is not None}
    return {"key": figure.key, "value": number(figure.value), **kept}
