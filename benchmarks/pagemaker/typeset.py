"""Prints a flow of texts and tables as a PDF with one of the ``engines``, and the PDF as page images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from benchmarks.pagemaker.engines import ALL_ENGINES, Layout, Placed
from benchmarks.pagemaker.flow import Item, report_flow
from benchmarks.pagemaker.grid import Grid, GridCell
from benchmarks.pagemaker.model import Report
from benchmarks.pagemaker.pagecut import split
from benchmarks.pagemaker.style import FONT_SETS, FontSet, Style

PAGE_WIDTH = 595.28  # A4, points
MOST_PARTS = 12

Ref = tuple[str, str, str]
"""A value: (table, row key, column key)."""


@dataclass(frozen=True)
class Part:
    """A table, or what a page break left of it, as it stands on a page (from 1).

    ``boxes`` are the cells' (x0, y0, x1, y1) in points from the page's top left, in the order of the grid's cells.
    """

    grid: Grid
    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Printed:
    """Printed pages: the PDF's bytes, and the parts of tables on them, in the order of the flow."""

    pdf: bytes
    parts: tuple[Part, ...]

    @property
    def pages(self) -> dict[Ref, int]:
        """Each value's page (from 1)."""
        return {cell.ref: part.page for part in self.parts for cell in part.grid.cells if cell.ref}


def missing(engine: str = "typst", fonts: Sequence[FontSet] = FONT_SETS) -> str | None:
    """Why an engine cannot print in these fonts on this machine, or None where it can."""
    return ALL_ENGINES[engine].missing({family for each in fonts for family in each.families})


def print_report(
    report: Report, grids: dict[str, Grid], style: Style, rng: np.random.Generator, engine: str = "typst"
) -> Printed:
    """Set a report."""
    return print_flow(report_flow(report), grids, style, rng, engine)


def print_flow(
    flow: Sequence[Item], grids: dict[str, Grid], style: Style, rng: np.random.Generator, engine: str = "typst"
) -> Printed:
    """Set a flow. A table that runs over a page is cut where the page ends and goes on without a header."""
    parts = {table: [grid] for table, grid in grids.items()}
    pushed: set[str] = set()
    for _ in range(MOST_PARTS):
        layout = ALL_ENGINES[engine].lay_out(_data(flow, parts, pushed, style))
        if not (cut := _first_overrun(layout.placed, parts)):
            break
        table, part, row = cut
        header = parts[table][part].header_rows
        if row <= header and table not in pushed:
            pushed.add(table)  # no printer leaves a header alone at the foot of a page
        else:
            row = max(row - style.early_break, min(row, header + 1))
            pieces = split(parts[table][part], row, rng, shifted=style.shifted, open_edge=style.open_edge)
            parts[table][part : part + 1] = pieces
    else:
        raise RuntimeError(f"a table of {flow[0]} breaks into more than {MOST_PARTS} parts")
    return Printed(layout.pdf(), tuple(_parts(layout, parts)))


def rasterise(pdf: bytes, dpi: int) -> list[NDArray[np.uint8]]:
    """The pages of a PDF as BGR images, uint8 (H, W, 3)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[..., :3]) for page in document]
    finally:
        document.close()


def _parts(layout: Layout, parts: dict[str, list[Grid]]) -> list[Part]:
    """The parts with the places of their cells, each on one page."""
    found: dict[str, dict[int, Placed]] = {}
    for placed in layout.placed:
        if found.setdefault(placed.part, {}).setdefault(placed.cell, placed) is not placed:
            raise RuntimeError(f"cell {placed.cell} of {placed.part} stands in two places")
    out = []
    for table, pieces in parts.items():
        for index, grid in enumerate(pieces):
            cells = found[f"{table}.{index}"]
            (page,) = {placed.page for placed in cells.values()}
            out.append(Part(grid, page, tuple(cells[i].box for i in range(len(grid.cells)))))
    return sorted(out, key=lambda part: (part.page, part.boxes[0][1]))


def _first_overrun(placed: Sequence[Placed], parts: dict[str, list[Grid]]) -> tuple[str, int, int] | None:
    """The first (table, part, row) that stands on a later page than its part's first row."""
    for table, pieces in parts.items():
        for index, grid in enumerate(pieces):
            rows: dict[int, int] = {}
            for each in placed:
                cell = grid.cells[each.cell] if each.part == f"{table}.{index}" else None
                if cell is not None and cell.row_span == 1:
                    rows[cell.row] = max(each.page, rows.get(cell.row, 0))
            first = min(rows.values())
            over = [row for row, page in sorted(rows.items()) if page > first]
            if over and over[0] > 0:
                return table, index, over[0]
    return None


def _data(flow: Sequence[Item], parts: dict[str, list[Grid]], pushed: set[str], style: Style) -> dict[str, Any]:
    """What the engines read; the tables ``pushed`` begin on a new page."""
    items: list[dict[str, Any]] = []
    for item in flow:
        if item.kind != "table":
            items.append({"kind": item.kind, "text": item.text, "lines": item.lines})
            continue
        for index, grid in enumerate(parts[item.text]):
            items += [{"kind": "pagebreak"}] if index or item.text in pushed else []
            items.append(_table(grid, f"{item.text}.{index}", style))
    return {"style": _style(style), "flow": items}


def _style(style: Style) -> dict[str, Any]:
    fonts = style.fonts
    plain = {k: v for k, v in asdict(style).items() if k not in ("fonts", "fills", "margin_y")}
    return plain | {
        "body_font": fonts.body,
        "heading_font": fonts.heading,
        "table_font": fonts.table,
        "value_font": fonts.value,
        "value_latin": fonts.value_latin,
        "latin": fonts.latin,
        "title_weight": "regular",
        "sticky": False,
        "margin_top": style.margin_y,
        "margin_bottom": style.margin_y,
        "fills": dict(style.fills),
    }


def _table(grid: Grid, part: str, style: Style) -> dict[str, Any]:
    return {
        "kind": "table",
        "part": part,
        "n_rows": grid.n_rows,
        "widths": _widths(grid, style),
        "cells": [_cell(cell) for cell in grid.cells],
    }


def _cell(cell: GridCell) -> dict[str, Any]:
    return {key: value for key, value in asdict(cell).items() if key != "ref"}


def _widths(grid: Grid, style: Style) -> list[float]:
    """Column widths in points: no narrower than the longest value asks, the labels share what is left."""
    room = PAGE_WIDTH - 2 * style.margin_x
    needs = np.zeros(grid.n_cols)
    for cell in grid.cells:
        if cell.role == "value" and cell.col_span == 1:
            units = sum(1.0 if ord(ch) > 0x2000 else 0.56 for ch in cell.text)
            needs[cell.col] = max(needs[cell.col], units * style.value_size + 2 * style.inset_x + 1)
    shares = np.array(grid.widths)
    widths = shares / shares.sum() * room
    short = needs > widths
    free = room - needs[short].sum()
    widths[~short] *= free / widths[~short].sum()
    widths[short] = needs[short]
    return [round(float(w), 2) for w in widths]
