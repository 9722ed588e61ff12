"""What ``make demo`` does, without a network: the sample scan read by the command, against what is printed on it."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_offline import without_network

from ocrkit.types.report import Report

SAMPLE = Path(__file__).parent / "data" / "sample"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "out"
    command = [sys.executable, "-m", "ocrkit.cli.main", "read", str(SAMPLE), "-o", str(folder), "--json"]
    run = without_network(*command)
    assert run.returncode == 0, run.stderr
    (folder / "summary.json").write_text(run.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> Report:
    return Report.from_json(out / "report.json")


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    known: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    return known


def test_every_value_is_as_printed_or_in_review(report: Report, truth: dict[str, Any]) -> None:
    wrong, silent, count = [], [], 0
    for key, form in report.form_tables().items():
        for row, columns in truth[key]["cells"].items():
            for column, printed in columns.items():
                count += 1
                cell = form[row][column]
                value = None if printed["value"] is None else Decimal(str(printed["value"]))
                if (cell.value, cell.kind) != (value, printed["kind"]):
                    wrong.append((key, row, column, cell.text, printed["text"]))
                    silent += [wrong[-1]] if cell.status == "accepted" else []
    assert count == sum(1 for form in report.form_tables().values() for _ in form)
    assert len(report.form_tables()) == 3
    assert silent == []
    assert len(wrong) <= count // 100, wrong


def test_title_agency_and_year(report: Report, truth: dict[str, Any]) -> None:
    assert (report.title, report.agency, report.year) == (truth["title"], truth["agency"], truth["year"])


def test_the_label_cut_by_the_page_break_is_one_cell_on_two_pages(report: Report) -> None:
    table = next(table for table in report.tables if table.form == "requests")
    assert table.pages == (2, 3)
    joined = [cell for cell in table.cells if len(cell.places) == 2 and cell.col_span == 1]
    assert "无法提供" in "".join(cell.text or "" for cell in joined)


def test_the_sum_printed_wrong_is_found_and_left_as_it_is(report: Report, truth: dict[str, Any]) -> None:
    found = [finding for finding in report.findings if finding.kind == "arithmetic"]
    concerned = {(ref.form, ref.row, ref.column) for finding in found for ref in finding.cells}
    altered = [tuple(place) for place in truth["altered"]]
    assert altered
    assert set(altered) <= concerned
    assert len(found) == len(truth["printed_inconsistencies"])
    for form, row, column in altered:
        assert report.form_tables()[form][row][column].value == truth[form]["cells"][row][column]["value"]


def test_the_files_promised_are_there(out: Path, report: Report) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert {f"report.{kind}" for kind in ("json", "csv", "xlsx", "html", "md")} <= {p.name for p in out.iterdir()}
    assert all(Path(file).is_file() for file in summary["files"])
    assert all(Path(doubtful["crop"]).is_file() for doubtful in summary["doubtful"])
    assert len(summary["doubtful"]) == len(report.doubtful())
