"""Questions to an archive: answers equal the truth, and a query can reach nothing but the tables."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

import ocrkit
from benchmarks.archive.made import fill
from benchmarks.archive.planted import report_of
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.archive.views import EXAMPLES, request_rows
from ocrkit.cli.main import main
from ocrkit.types.report import Report

PLAN = plan(7, Wanted(agencies=6, years=3, breaks=2, copied=0, missing=0, renamed=0))
TRUTH = [report_of(one) for one in PLAN.reports]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "out"
    reports = [_in_review(TRUTH[0]), *TRUTH[1:]]
    fill(folder, reports)
    return folder


def _in_review(report: Report) -> Report:
    assert report.requests is not None
    cells = dict(report.requests.cells)
    total = cells["new_received"]["total"].model_copy(update={"status": "review"})
    cells["new_received"] = cells["new_received"] | {"total": total}
    return report.model_copy(update={"requests": report.requests.model_copy(update={"cells": cells})})


def amount(report: Report, row: str, column: str) -> Decimal:
    assert report.requests is not None
    return report.requests[row][column].value or Decimal(0)


def test_denials_by_agency_and_year(out: Path) -> None:
    with ocrkit.open_archive(out) as archive:
        frame = archive.sql(EXAMPLES[0].sql)
    denied = [row for row in request_rows() if row.startswith("denied_")]
    wanted = {(r.agency, r.year): sum(amount(r, row, "total") for row in denied) for r in TRUTH}
    assert {(a, y): d or 0 for a, y, d in frame.itertuples(index=False)} == wanted


def test_shares_of_applicants_over_the_years(out: Path) -> None:
    with ocrkit.open_archive(out) as archive:
        frame = archive.sql(EXAMPLES[1].sql)
    for year in (2021, 2022, 2023):
        of_year = [r for r in TRUTH if r.year == year]
        for _, applicant, requests, percent in frame[frame.year == year].itertuples(index=False):
            asked = sum(amount(r, "new_received", applicant) for r in of_year)
            every = sum(amount(r, "new_received", "total") for r in of_year)
            assert (requests or 0) == asked
            assert float(percent or 0) == pytest.approx(float(100 * asked / every), abs=0.006)


def test_doubtful_totals_and_carry_over(out: Path) -> None:
    with ocrkit.open_archive(out) as archive:
        (doubtful,) = archive.sql(EXAMPLES[2].sql).to_dict("records")
        broken = archive.sql(EXAMPLES[3].sql)
    assert (doubtful["agency"], doubtful["picture"].split("/")[-1]) == (
        TRUTH[0].agency,
        "requests.new_received.total.png",
    )
    assert {(row.agency, row.year) for row in broken.itertuples()} == set(PLAN.breaks)


def test_every_example_runs_and_is_shown(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(EXAMPLES) == 5
    with ocrkit.open_archive(out) as archive:
        for example in EXAMPLES:
            assert len(archive.sql(example.sql))
    assert main(["query", str(out), "--examples", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert all(example.question.zh in shown and example.sql in shown for example in EXAMPLES)


def test_the_wide_view_has_every_row_of_the_form(out: Path) -> None:
    with ocrkit.open_archive(out) as archive:
        frame = archive.sql("select * from requests_wide where applicant = 'total' order by agency, year")
    assert len(frame) == len(TRUTH)
    first = min(TRUTH, key=lambda r: (r.agency or "", r.year or 0))
    for row in request_rows():
        value = frame.iloc[0][row]
        wanted = first.requests[row]["total"].value if first.requests and row in first.requests.cells else None
        assert (None if value != value else value) == wanted


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy cells to '/tmp/never.csv'",
        "attach '/tmp/never.db'",
        "set enable_external_access = true",
        "install httpfs",
        "load httpfs",
        "select * from out",
        "pragma database_list; select * from read_text('/etc/passwd')",
        "selec 1",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(out: Path, sql: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(out), sql]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not Path("/tmp/never.csv").exists()


def test_answers_as_table_json_and_files(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select agency, year, value, text from cells where \"row\" = 'new_received' and \"column\" = 'total'"
    assert main(["query", str(out), sql, "--lang", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(TRUTH) + 2
    assert main(["query", str(out), sql, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(line["agency"], line["year"], line["value"]) for line in lines} == {
        (r.agency, r.year, f"{amount(r, 'new_received', 'total'):f}") for r in TRUTH
    }
    for ending in ("csv", "parquet", "xlsx"):
        assert main(["query", str(out), sql, "-o", str(tmp_path / f"a.{ending}")]) == 0
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == len(TRUTH)
    assert pq.read_table(tmp_path / "a.parquet").num_rows == len(TRUTH)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["answer"].max_row == len(TRUTH) + 1
    assert main(["query", str(out), sql, "-o", str(tmp_path / "a.doc")]) == 2


def test_frames(out: Path) -> None:
    with ocrkit.open_archive(out) as archive:
        assert len(archive.frame("reports")) == len(TRUTH)
        with pytest.raises(ocrkit.OcrkitError, match="no table"):
            archive.frame("tables")
