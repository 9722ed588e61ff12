"""Prints a report: its texts and tables as a PDF by Typst, and the PDF as page images."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from benchmarks.pagemaker.grid import Grid
from benchmarks.pagemaker.model import Report
from benchmarks.pagemaker.pagecut import split
from benchmarks.pagemaker.style import FONT_SETS, Style

TEMPLATE = Path(__file__).parent / "report.typ"
PAGE_WIDTH = 595.28  # A4, points
TABLE_SECTIONS = ("proactive", "requests", "review_and_litigation")
MOST_PARTS = 12

Ref = tuple[str, str, str]
"""A value: (table, row key, column key)."""


@dataclass(frozen=True)
class Printed:
    """A printed report: the PDF's bytes, and each value's page (from 1)."""

    pdf: bytes
    pages: dict[Ref, int]


def missing() -> str | None:
    """Why nothing can be printed on this machine, or None where all is there."""
    try:
        import typst  # noqa: F401
    except ImportError:
        return "the typst wheel is not installed (pip install typst)"
    families = set(_fonts().families())
    wanted = {name for fonts in FONT_SETS for name in vars(fonts).values() if name}
    lacking = sorted(wanted - families)
    return f"fonts are missing: {', '.join(lacking)}" if lacking else None


def print_report(report: Report, grids: dict[str, Grid], style: Style, rng: np.random.Generator) -> Printed:
    """Set a report. A table that runs over a page is cut where the page ends and goes on without a header."""
    parts = {table: [grid] for table, grid in grids.items()}
    pushed: set[str] = set()
    for _ in range(MOST_PARTS):
        compiler = _compiler(json.dumps(_data(report, parts, pushed, style), ensure_ascii=False))
        placed = _placed(compiler)
        if not (cut := _first_overrun(placed, parts)):
            break
        table, part, row = cut
        header = parts[table][part].header_rows
        if row <= header and table not in pushed:
            pushed.add(table)  # no printer leaves a header alone at the foot of a page
        else:
            row = max(row - style.early_break, min(row, header + 1))
            _cut(parts, table, part, row, style, rng)
    else:
        raise RuntimeError(f"a table of {report.title} breaks into more than {MOST_PARTS} parts")
    refs = {tuple(p["ref"]): p["page"] for p in placed if p["ref"]}
    return Printed(compiler.compile(format="pdf"), refs)


def rasterise(pdf: bytes, dpi: int) -> list[NDArray[np.uint8]]:
    """The pages of a PDF as BGR images, uint8 (H, W, 3)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[..., :3]) for page in document]
    finally:
        document.close()


def _cut(
    parts: dict[str, list[Grid]], table: str, part: int, row: int, style: Style, rng: np.random.Generator
) -> None:
    pieces = split(parts[table][part], row, rng, shifted=style.shifted, open_edge=style.open_edge)
    parts[table][part : part + 1] = pieces


def _first_overrun(placed: list[dict[str, Any]], parts: dict[str, list[Grid]]) -> tuple[str, int, int] | None:
    """The first (table, part, row) that stands on a later page than its part's first row."""
    for table, pieces in parts.items():
        for index in range(len(pieces)):
            rows: dict[int, int] = {}
            for cell in placed:
                if cell["part"] == f"{table}.{index}" and cell["rows"] == 1:
                    rows[cell["row"]] = max(cell["page"], rows.get(cell["row"], 0))
            first = min(rows.values())
            over = [row for row, page in sorted(rows.items()) if page > first]
            if over and over[0] > 0:
                return table, index, over[0]
    return None


@cache
def _fonts() -> Any:
    """The fonts of this machine (finding them takes a second)."""
    import typst

    return typst.Fonts()


def _compiler(data: str) -> Any:
    """The template with its data, compiled once for query and PDF."""
    import typst

    return typst.Compiler(str(TEMPLATE), font_paths=_fonts(), sys_inputs={"data": data})


def _placed(compiler: Any) -> list[dict[str, Any]]:
    """Every cell's part, row, span, ref and page."""
    return list(json.loads(compiler.query("<placed>", field="value", one=True)))


def _data(report: Report, parts: dict[str, list[Grid]], pushed: set[str], style: Style) -> dict[str, Any]:
    """What the template reads; the tables ``pushed`` begin on a new page."""
    flow: list[dict[str, Any]] = [{"kind": "title", "lines": report.title_lines}]
    for section in report.sections:
        flow.append({"kind": "heading", "text": section.heading})
        flow += [{"kind": "paragraph", "text": text} for text in section.paragraphs]
        if section.key in TABLE_SECTIONS:
            for index, grid in enumerate(parts[section.key]):
                flow += [{"kind": "pagebreak"}] if index or section.key in pushed else []
                flow.append(_table(grid, f"{section.key}.{index}", style))
    return {"style": _style(style), "flow": flow}


def _style(style: Style) -> dict[str, Any]:
    fonts = asdict(style.fonts)
    plain = {k: v for k, v in asdict(style).items() if k not in ("fonts", "fills", "margin_y")}
    return plain | {
        "body_font": fonts["body"],
        "heading_font": fonts["heading"],
        "table_font": fonts["table"],
        "value_font": fonts["value"],
        "value_latin": fonts["value_latin"],
        "latin": "Liberation Serif",
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
        "cells": [asdict(cell) for cell in grid.cells],
    }


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
