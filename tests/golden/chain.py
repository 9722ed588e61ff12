"""The stages one by one over the sample report, each with the output of the one before as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from ocrkit.engines import Engines
from ocrkit.figures import read_figures
from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.load import load_pages
from ocrkit.page_text import find_lines, page_text
from ocrkit.prepare.prepare import prepare
from ocrkit.profiles import annual_report
from ocrkit.recognise.read import read_table
from ocrkit.regions.read import read_regions
from ocrkit.regions.result import Regions
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Page, PreparedPage
from ocrkit.types.reading import Reading
from ocrkit.types.report import Figure, FormTable, Section
from ocrkit.types.table import Table
from ocrkit.types.text import TextLine
from ocrkit.verify.arithmetic import broken_rules, suspects
from ocrkit.verify.contradictions import contradictions
from ocrkit.verify.review import review

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "sample"
_READING = TypeAdapter(Reading)


def load(stage: str) -> Any:
    """What ``stage`` gave when the golden files were made."""
    return json.loads((HERE / f"{stage}.json").read_text(encoding="utf-8"))


def sample_pages() -> list[Page]:
    pages = list(load_pages(SAMPLE))
    assert all(isinstance(page, Page) for page in pages)
    return [page for page in pages if isinstance(page, Page)]


def prepare_page(page: Page, engines: Engines) -> PreparedPage:
    return prepare(page, read=engines.crops.read)


# One function per stage, from plain data to plain data (and the prepared images, which are too large to keep).


def prepared_data(page: PreparedPage) -> dict[str, Any]:
    """Size, steps, and where points of the page as given have gone to."""
    points = np.array([[x, y] for x in (0.1, 0.5, 0.9) for y in (0.1, 0.5, 0.9)]) * page.page_size
    return {
        "size": list(page.image.shape[1::-1]),
        "steps": [step.name for step in page.steps],
        "points": page.transform.forward(points).round(1).tolist(),
        "ink": round(float((page.image < 128).mean()), 4),
    }


def grids_data(page: PreparedPage) -> list[dict[str, Any]]:
    return [
        {
            "n_rows": table.n_rows,
            "n_cols": table.n_cols,
            "cells": [[*c.rows, *c.cols, *(round(v, 1) for v in c.box.as_tuple())] for c in table.cells],
        }
        for table in find_tables(page)
    ]


def grids_from(data: list[dict[str, Any]]) -> list[GridTable]:
    return [
        GridTable(
            table["n_rows"],
            table["n_cols"],
            tuple(GridCell((r0, r1), (c0, c1), UprightBox(*box)) for r0, r1, c0, c1, *box in table["cells"]),
        )
        for table in data
    ]


def tables_data(page: PreparedPage, grids: list[dict[str, Any]], engines: Engines) -> list[dict[str, Any]]:
    """The tables read from golden grids, with all that the engine said of each cell."""
    tables = [read_table(page, grid, engines.crops) for grid in grids_from(grids)]
    return [
        {
            "table": table.model_dump(mode="json"),
            "readings": [None if c.reading is None else _short(c.reading) for c in table.cells],
        }
        for table in tables
    ]


def _short(reading: Reading) -> dict[str, Any]:
    kept = asdict(reading)
    kept["alternatives"] = [
        {"text": a["text"], "probability": round(a["probability"], 4)} for a in kept["alternatives"][:2]
    ]
    for name in ("confidence", "value_confidence"):
        kept[name] = None if kept[name] is None else round(kept[name], 4)
    kept["ink_explained"] = None if reading.ink_explained is None else round(reading.ink_explained, 3)
    return kept


def tables_from(data: list[dict[str, Any]]) -> list[Table]:
    tables = []
    for entry in data:
        table = Table.model_validate(entry["table"])
        cells = tuple(
            cell.model_copy(update={"reading": None if r is None else _READING.validate_python(r)})
            for cell, r in zip(table.cells, entry["readings"], strict=True)
        )
        tables.append(table.model_copy(update={"cells": cells}))
    return tables


def lines_data(page: PreparedPage, grids: list[dict[str, Any]], engines: Engines) -> list[list[Any]]:
    found = find_lines(page, grids_from(grids), engines)
    return [[line.text, round(line.confidence, 3), *(round(v, 1) for v in line.box.as_tuple())] for line in found]


def regions_data(pages: list[PreparedPage], grids: list[Any], lines: list[Any]) -> dict[str, Any]:
    texts = [
        page_text(page, grids_from(grid), tuple(TextLine(text, sure, UprightBox(*box)) for text, sure, *box in line))
        for page, grid, line in zip(pages, grids, lines, strict=True)
    ]
    regions: Regions = read_regions(texts, annual_report())
    return {
        "title": regions.title,
        "agency": regions.agency,
        "year": regions.year,
        "kinds": [region.kind for region in regions.regions],
        "sections": [section.model_dump(mode="json") for section in regions.sections],
        "table_headings": [
            [number, index, heading] for ((number, _), index), heading in sorted(regions.table_headings.items())
        ],
    }


def forms_data(tables: list[list[dict[str, Any]]], regions: dict[str, Any]) -> dict[str, Any]:
    headings = {(page, index): heading for page, index, heading in regions["table_headings"]}
    parts = [
        TablePart(table, headings.get((number, i)))
        for number, page in enumerate(tables, start=1)
        for i, table in enumerate(tables_from(page))
    ]
    found: FormsResult = read_forms(parts, annual_report().forms)
    return {
        "forms": {key: _values(form) for key, form in found.forms.items()},
        "tables": [[table.form, table.n_rows, table.n_cols, list(table.pages)] for table in found.tables],
        "findings": [finding.model_dump(mode="json") for finding in found.findings],
    }


def _values(form: FormTable) -> dict[str, Any]:
    left_out = {"alternatives", "confidence", "second"}  # a scan has no second reading
    cells = {
        row: {column: cell.model_dump(mode="json", exclude=left_out) for column, cell in columns.items()}
        for row, columns in form.cells.items()
    }
    return {"edition": form.edition, "cells": cells}


def verify_data(forms: dict[str, Any], regions: dict[str, Any]) -> dict[str, Any]:
    tables = {key: FormTable.model_validate(form) for key, form in forms["forms"].items()}
    sections = [Section.model_validate(section) for section in regions["sections"]]
    broken = broken_rules(tables, annual_report().forms)
    figures: tuple[Figure, ...] = read_figures(sections, annual_report(), regions["year"])
    findings = review(tables, broken, contradictions(figures, tables, annual_report().checks)).findings
    return {
        "suspects": sorted([ref.form, ref.row, ref.column] for ref in suspects(broken)),
        "figures": [[f.key, str(f.value), f.section, f.label, f.page] for f in figures],
        "findings": [[f.kind, f.rule, sorted([c.form, c.row, c.column] for c in f.cells)] for f in findings],
    }
