"""What is planted in linked reports, and what the findings across reports say, in the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.linked import Linked, Plan
from benchmarks.pagemaker.model import Value
from ocrkit.types.report import Cell, FormTable, Report, by_field

Fault = tuple[str, ...]


def report_of(linked: Linked) -> Report:
    """A report as a faultless reading of it."""
    said = make_report(linked.spec)
    forms = {
        name: FormTable(
            edition=table.edition,
            cells={
                row: {column: _cell(value) for column, value in line.items()} for row, line in table.cells.items()
            },
        )
        for name, table in said.tables.items()
    }
    return Report(agency=said.agency, year=said.year, title=said.title, **by_field(forms))


def _cell(value: Value) -> Cell:
    kind: Any = value.kind
    return Cell(value=value.value, text=value.text, kind=kind, note=value.note, unit=value.unit, confidence=0.99)


def planted_in(made: Plan) -> set[Fault]:
    """Each fault once: what it is, of whom, and when."""
    return {
        *(("carry_over_differs", agency, str(year)) for agency, year in made.breaks),
        *(("year_copied", agency, str(year)) for agency, year in made.copied),
        *(("year_missing", agency, str(year)) for agency, year in made.missing),
        *(("agency_names_near", *names) for names in made.renamed),
    }


def found_in(findings: Iterable[Mapping[str, Any]]) -> set[Fault]:
    """The findings in the same words, the two sides of each as one."""
    return {_fault(one["code"], one["agency"], json.loads(one["detail"])) for one in findings}


def _fault(code: str, agency: str, detail: Mapping[str, Any]) -> Fault:
    match code:
        case "carry_over_differs" | "year_copied":
            return code, agency, str(detail["year"])
        case "year_missing":
            return code, agency, ";".join(detail["years"])
        case "agency_names_near":
            return code, *_by_body(detail["name"], detail["other"])
    return code, agency


def _by_body(one: str, other: str) -> tuple[str, str]:
    """The official name first, as a plan has it."""
    from benchmarks.pagemaker.linked import SHORTER

    return (one, other) if any(one.endswith(body) for body in SHORTER) else (other, one)
