"""The row of findings: what a consistent report is accused of counts, what its paper does print does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("rapidfuzz", reason="pip install -e '.[benchmark]'")

from benchmarks.must_show.cases import PLACES, VALUE_GROUPS, Case, Cases, Readings
from benchmarks.must_show.rows import PAPERS_OWN, findings


def _line(tmp_path: Path, told: dict[str, list[dict[str, str]]]) -> Any:
    """The row over one consistent report a group: form-01, hongze-2024-clean and so on."""
    for group in (*VALUE_GROUPS, "narratives"):
        where, pattern = PLACES[group]
        folder = tmp_path / where / pattern.replace("*-*", "2024-clean").replace("*", "01")
        folder.mkdir(parents=True)
        (folder / "truth.json").write_text(json.dumps({"printed_inconsistencies": []}), encoding="utf-8")

    class Told:
        def __getitem__(self, case: Case) -> Any:
            return {"findings": told.get(case.name, [])}

    return findings(Cases(tmp_path / "shared", tmp_path / "corpus"), cast(Readings, Told()))


def _finding(text: str) -> dict[str, str]:
    kind, message = text.split(": ", 1)
    return {"kind": kind, "message": message}


def test_findings_on_consistent_reports_are_counted_but_those_of_missing_pages_are_not(tmp_path: Path) -> None:
    told = {"form-01": [_finding("arithmetic: a sum"), _finding("missing_page: page 2")]}
    line = _line(tmp_path, told)
    assert not line.holds
    assert line.details == ("form-01: arithmetic: a sum",)


def test_what_the_paper_itself_prints_leaves_the_report_out_and_says_why(tmp_path: Path) -> None:
    (own,) = PAPERS_OWN.values()
    line = _line(tmp_path, {"hongze-2024-clean": [_finding(own)]})
    assert line.holds
    assert line.what.startswith("5 ")
    assert "hongze-2024-clean is not counted" in line.details[0]


def test_another_finding_on_that_report_or_that_finding_on_another_counts(tmp_path: Path) -> None:
    (own,) = PAPERS_OWN.values()
    told = {"hongze-2024-clean": [_finding(own), _finding("arithmetic: a sum")], "form-01": [_finding(own)]}
    assert _line(tmp_path, told).result == "2 findings"
