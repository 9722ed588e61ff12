"""Runs of ``ocrkit digitize`` on scans that say what is read on them, and what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.archive.corpus import SHAPES, write_report
from benchmarks.archive.fake_command import make_fake_reader
from benchmarks.archive.fake_pages import acting, pages_of
from benchmarks.pagemaker.linked import Linked, Wanted, plan
from ocrkit.archive.ledger import Ledger
from ocrkit.cli.main import main

REPORTS = plan(5, Wanted(agencies=2, years=4, breaks=0, copied=0, missing=0, renamed=0)).reports


def write_scans(root: Path) -> Path:
    """Five of the reports, each in another shape."""
    for number, report in enumerate(REPORTS[:5]):
        write_report(report, pages_of(report), root, SHAPES[number], number)
    return root


def acted(report: Linked, root: Path, act: str, shape: str = "folder") -> Path:
    """A report at whose second page the worker does something."""
    first, second = pages_of(report)
    return write_report(report, [first, acting(second, act)], root, shape, 77)


def digitize(out: Path, *args: str | Path) -> int:
    return main(["digitize", *map(str, args), "-o", str(out), "--workers", "1", "--lang", "en"], make_fake_reader)


def states(out: Path) -> dict[str, str]:
    with Ledger(out) as ledger:
        return {row["id"]: row["state"] for row in ledger.rows("select id, state from reports")}


def status(out: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["status", str(out), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found
