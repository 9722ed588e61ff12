"""Three questions to an archive of many reports made as JSON: answers against the truth, and the time they take."""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

import numpy as np

import ocrkit
from benchmarks.archive.made import fill, unsynced
from benchmarks.archive.planted import report_of
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.archive.tables import database
from ocrkit.archive.views import EXAMPLES, request_rows
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, Report

_AT_A_TIME = 500
"""Reports that are held at once."""
_DOUBT = Doubt(DoubtCode.NOT_VERIFIED)


def measured(seed: int, count: int, work: Path) -> Iterator[str]:
    """A table of the questions, with the answers held against the truth."""
    shutil.rmtree(work / "archive", ignore_errors=True)
    truth = Truth()
    start = time.perf_counter()
    reports = _reports(seed, count, truth)
    with unsynced():
        while some := list(islice(reports, _AT_A_TIME)):
            fill(work / "archive", some)
    made = time.perf_counter() - start
    start = time.perf_counter()
    with ocrkit.open_archive(work / "archive") as archive, database(archive) as tables:
        exported = time.perf_counter() - start
        cells = int(tables.arrow("select count(*) from cells")[0][0].as_py())
        yield f"{count:,} reports made as JSON, {cells:,} values; written in {made:.0f} s, tables made of them in"
        yield f"{exported:.0f} s. Times are of the second asking, in one process; the command's start adds to them."
        yield ""
        yield "| question | rows | answer | seconds |"
        yield "|---|---|---|---|"
        for example, right in zip(EXAMPLES[:3], (truth.denials, truth.shares, truth.totals), strict=True):
            tables.arrow(example.sql)
            start = time.perf_counter()
            answer = tables.arrow(example.sql)
            seconds = time.perf_counter() - start
            equal = "equals the truth" if right(answer.to_pylist()) else "DIFFERS"
            yield f"| {example.question.en} | {answer.num_rows:,} | {equal} | {seconds:.2f} |"


class Truth:
    """What was put into the reports."""

    def __init__(self) -> None:
        self._denied: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
        self._asked: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        self._doubtful: set[tuple[str, int, str]] = set()
        self._denials = [row for row in request_rows() if row.startswith("denied_")]

    def take(self, report: Report) -> None:
        """One more report."""
        assert report.requests is not None
        assert report.agency is not None
        assert report.year is not None
        cells, key = report.requests.cells, (report.agency, report.year)
        self._denied[key] += sum((cells[row]["total"].value or Decimal(0) for row in self._denials), Decimal(0))
        for column, cell in cells["new_received"].items():
            if column != "total":
                self._asked[report.year, column] += cell.value or 0
        for form, table in report.form_tables().items():
            self._doubtful |= {
                (*key, f"{form}.{row}.{column}")
                for row, column, cell in table
                if cell.status == "review" and (column == "total" or row == "results_total")
            }

    def denials(self, rows: list[dict[str, object]]) -> bool:
        """Whether these are the denials by agency and year."""
        return {(r["agency"], r["year"]): r["denied"] or 0 for r in rows} == self._denied

    def shares(self, rows: list[dict[str, object]]) -> bool:
        """Whether these are the requests of each kind of applicant by year."""
        return {(r["year"], r["applicant"]): r["requests"] or 0 for r in rows} == self._asked

    def totals(self, rows: list[dict[str, object]]) -> bool:
        """Whether these are the doubtful totals."""
        found = {(r["agency"], r["year"], str(r["picture"]).split("/")[-1].removesuffix(".png")) for r in rows}
        return found == self._doubtful and len(rows) == len(self._doubtful)


def _reports(seed: int, count: int, truth: Truth) -> Iterator[Report]:
    """Linked reports over and over, each time of other agencies, with some values in review."""
    patterns = [report_of(one) for one in plan(seed, Wanted(50, 4, 0, 0, 0, 0)).reports]
    renamed = (
        report.model_copy(update={"agency": f"{report.agency}{number // len(patterns):03}"})
        for number in range(count)
        for report in [patterns[number % len(patterns)]]
    )
    for report in doubted_here_and_there(renamed, seed):
        truth.take(report)
        yield report


def doubted_here_and_there(reports: Iterable[Report], seed: int, share: float = 0.02) -> Iterator[Report]:
    """The reports with some values of their table of requests in review."""
    rng = np.random.default_rng([seed, 51])
    for report in reports:
        assert report.requests is not None
        cells = {
            row: {column: _doubted(cell) if rng.random() < share else cell for column, cell in line.items()}
            for row, line in report.requests.cells.items()
        }
        yield report.model_copy(update={"requests": report.requests.model_copy(update={"cells": cells})})


def _doubted(cell: Cell) -> Cell:
    return cell.model_copy(update={"status": "review", "doubts": (_DOUBT,)})
