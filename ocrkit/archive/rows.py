"""One report as rows of the tables; the columns are those of ``schema.TABLES``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ocrkit.types.finding import Finding
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, Report

Row = dict[str, Any]

_LARGEST = Decimal(10) ** 28
_STEP = Decimal(1).scaleb(-10)


@dataclass(frozen=True)
class Known:
    """What the ledger knows of a report: its row there, and its agency and year as they are to be called."""

    entry: Mapping[str, Any]
    agency: str | None
    year: int | None
    source: str
    source_sha256: str | None

    @property
    def of_report(self) -> Row:
        """The columns that every table has."""
        return {"report": self.entry["id"], "agency": self.agency, "year": self.year}


def rows_of(report: Report, known: Known) -> dict[str, list[Row]]:
    """The rows of every table."""
    return {
        "cells": list(_cells(report, known)),
        "reports": [_report(report, known)],
        "pages": list(_pages(report, known)),
        "figures": list(_figures(report, known)),
        "findings": [finding_row(finding, known.of_report) for finding in report.findings],
        "paragraphs": list(_paragraphs(report, known)),
    }


def _cells(report: Report, known: Known) -> Iterator[Row]:
    hashes = _hashes(report)
    for form, table in report.form_tables().items():
        names = {row: table.row_name(row) for row in table.cells}
        for row, column, cell in table:
            yield {
                **known.of_report,
                "form": form,
                "edition": table.edition,
                "row": row,
                "column": column,
                "row_label": names[row],
                "column_label": table.column_labels.get(column, column),
                "value": exact(cell.value),
                "text": cell.text,
                "kind": cell.kind,
                "unit": cell.unit,
                "note": cell.note,
                "status": "review" if needs_review(cell) else "accepted",
                "doubts": " ".join(doubt.code for doubt in cell.doubts),
                "confidence": cell.confidence,
                **_place(cell.page, cell.box),
                "source_sha256": hashes.get(cell.page or 0),
                "made_with": known.entry["made_with"],
            }


def needs_review(cell: Cell) -> bool:
    """Whether a person should look at a value; the same as ``Report.doubtful``."""
    return cell.status == "review" or cell.kind == "unreadable"


def exact(value: Decimal | None) -> Decimal | None:
    """A number as the tables hold it; None for one with more digits than they have room for: its text has them."""
    if value is None or abs(value) >= _LARGEST or value != value.quantize(_STEP):
        return None
    return value


def _report(report: Report, known: Known) -> Row:
    entry, made = known.entry, report.provenance
    return {
        **known.of_report,
        "agency_read": report.agency,
        "agency_given": entry["agency_given"],
        "year_read": report.year,
        "year_given": entry["year_given"],
        "title": report.title,
        "state": entry["state"],
        "pages": entry["pages"],
        "pages_lost": entry["lost"],
        "values": entry["values"],
        "doubtful": entry["doubtful"],
        "findings": entry["findings"],
        "seconds": entry["seconds"],
        "source": known.source,
        "source_sha256": known.source_sha256,
        "folder": f"reports/{entry['id']}",
        "made_with": entry["made_with"],
        "ocrkit": None if made is None else made.ocrkit,
        "models": None if made is None else ", ".join(model.name for model in made.models),
    }


def _pages(report: Report, known: Known) -> Iterator[Row]:
    values, doubtful = Counter[int](), Counter[int]()
    for table in report.form_tables().values():
        for _, _, cell in table:
            if cell.page is not None:
                values[cell.page] += 1
                doubtful[cell.page] += needs_review(cell)
    for page in report.source.pages:
        yield {
            **known.of_report,
            "page": page.number,
            "file": page.file,
            "file_page": page.index + 1,
            "width": page.width,
            "height": page.height,
            "dpi": page.dpi,
            "text_layer": None if page.text_layer is None else page.text_layer.kind,
            "values": values[page.number],
            "doubtful": doubtful[page.number],
            "error": page.error,
        }


def _figures(report: Report, known: Known) -> Iterator[Row]:
    for figure in report.figures:
        yield {
            **known.of_report,
            "key": figure.key,
            "value": exact(figure.value),
            "label": figure.label,
            "percent": exact(figure.percent),
            "printed": figure.printed,
            "sentence": figure.sentence,
            "section": figure.section,
            **_place(figure.page, figure.box),
        }


def finding_row(
    finding: Finding,
    of_report: Mapping[str, Any],
    scope: str = "report",
    about: str = "paper",
    other: str | None = None,
) -> Row:
    """A finding as a row."""
    return {
        **of_report,
        "scope": scope,
        "about": about,
        "kind": finding.kind,
        "code": finding.code,
        "message": finding.message,
        "message_zh": finding.words("zh"),
        "detail": json.dumps(finding.detail, ensure_ascii=False),
        "cells": " ".join(f"{ref.form}.{ref.row}.{ref.column}" for ref in finding.cells),
        "pages": " ".join(map(str, finding.pages)),
        "other_report": other,
    }


def _paragraphs(report: Report, known: Known) -> Iterator[Row]:
    number = 0
    for section in report.sections:
        for i, text in enumerate(section.paragraphs):
            number += 1
            place = section.places[i] if i < len(section.places) else None
            yield {
                **known.of_report,
                "section": section.key,
                "heading": section.heading,
                "number": number,
                "text": text,
                **_place(None if place is None else place.page, None if place is None else place.box),
            }


def _place(page: int | None, box: Box | None) -> Row:
    sides = (None,) * 4 if box is None else box.as_tuple()
    return {"page": page, **dict(zip(("x0", "y0", "x1", "y1"), sides, strict=True))}


def _hashes(report: Report) -> dict[int, str]:
    """The hash of each page's file, by the page's number."""
    files = {file.name: file.sha256 for file in report.source.files}
    return {page.number: files[page.file] for page in report.source.pages if page.file in files}
