"""What is planted in linked reports, and what the findings across reports say, in the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ocrkit
from benchmarks.archive.corpus import write_archive
from benchmarks.archive.results import digitize
from benchmarks.pagemaker import labels
from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.linked import SHORTER, Linked, Plan
from benchmarks.pagemaker.model import Value
from ocrkit.types.report import Cell, FormTable, Report, Source, SourceFile, SourcePage, by_field

Fault = tuple[str, ...]


def report_of(linked: Linked) -> Report:
    """A report as a faultless reading of it."""
    said = make_report(linked.spec)
    forms = {
        name: FormTable(
            edition=table.edition,
            column_labels=labels.COLUMNS if name == "requests" else {},
            cells={
                row: {column: _cell(value) for column, value in line.items()} for row, line in table.cells.items()
            },
        )
        for name, table in said.tables.items()
    }
    page = SourcePage(number=1, file="report.pdf", width=1654, height=2339, dpi=200)
    source = Source(files=(SourceFile(name="report.pdf", sha256="0" * 64),), pages=(page,))
    return Report(source=source, agency=said.agency, year=said.year, title=said.title, **by_field(forms))


def _cell(value: Value) -> Cell:
    said: Any = {"kind": value.kind, "note": value.note, "unit": value.unit}
    return Cell(value=value.value, text=value.text, confidence=0.99, page=1, **said)


def planted_in(made: Plan) -> set[Fault]:
    """Each fault once: what it is, of whom, and when."""
    return {
        *(("carry_over_differs", agency, str(year)) for agency, year in made.breaks),
        *(("year_copied", agency, str(year)) for agency, year in made.copied),
        *(("year_missing", agency, str(year)) for agency, year in made.missing),
        *(("agency_names_near", *names) for names in made.renamed),
    }


def found_in(findings: Iterable[Mapping[Any, Any]]) -> set[Fault]:
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
    return (one, other) if any(one.endswith(body) for body in SHORTER) else (other, one)


def measured(made: Plan, work: Path) -> Iterator[str]:
    """Read the linked reports with workers that pages tell what is read, and compare what is found with the plan."""
    write_archive(made, work / "scans")
    done = digitize(work / "scans", work / "out", "--workers", "2")
    with ocrkit.open_archive(work / "out") as archive:
        found = archive.sql("select * from findings where scope = 'archive'").to_dict("records")
        own = len(archive.sql("select * from findings where scope = 'report'"))
    wanted, seen = planted_in(made), found_in(found)
    yield f"{len(made.reports)} reports, read whole (exit {done.returncode}); findings within reports: {own}."
    yield ""
    yield "| planted | how many | found | found besides |"
    yield "|---|---|---|---|"
    for code in sorted({fault[0] for fault in wanted | seen}):
        here, there = {f for f in wanted if f[0] == code}, {f for f in seen if f[0] == code}
        yield f"| {code} | {len(here)} | {len(here & there)} | {len(there - here)} |"
