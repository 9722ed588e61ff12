"""What a run of ``digitize`` has left, without what differs from run to run: dates, times, places."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocrkit.archive.ledger import Ledger

FAKE = [sys.executable, "-m", "benchmarks.archive.fake_command"]
_SAME = 'id, name, origin, content, state, agency, year, pages, lost, "values", doubtful, findings, cause, result'
"""What the ledger says of a report that does not differ from run to run."""
REAL = [sys.executable, "-m", "ocrkit.cli.main"]


def digitize(src: Path, out: Path, *more: str, command: Sequence[str] = FAKE) -> subprocess.CompletedProcess[str]:
    """Run ``digitize`` to its end."""
    given = [*command, "digitize", str(src), "-o", str(out), *more]
    return subprocess.run(given, capture_output=True, text=True, timeout=3600, check=False)


def content(out: Path) -> dict[str, Any]:
    """Results by report, and what the ledger says of each."""
    with Ledger(out) as ledger:
        columns = (
            'id, name, origin, content, state, agency, year, pages, lost, "values", doubtful, findings, cause, result'
        )
        known = {row["id"]: dict(row) for row in ledger.rows(f"select {columns} from reports")}
        for row in known.values():
            row["result"] = row["result"] is not None
    written = sorted(path for path in (out / "reports").rglob("*") if path.is_file())
    files = {str(path.relative_to(out)): _comparable(path) for path in written}
    return {"ledger": known, "files": files}


def _comparable(path: Path) -> str:
    if path.name != "report.json":
        return path.read_bytes().hex()
    report = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(report, ensure_ascii=False, sort_keys=True)


def tries(out: Path) -> dict[str, int]:
    """How often each report was begun."""
    with Ledger(out) as ledger:
        return {row["id"]: row["tries"] for row in ledger.rows("select id, tries from reports")}


def with_result(out: Path) -> dict[str, int]:
    """The reports whose result the ledger knows, with their tries; empty where there is no ledger yet."""
    if not (out / "ledger.sqlite").exists():
        return {}
    with Ledger(out, write=True) as ledger:  # a run may have been killed before it had made its tables
        query = "select id, tries from reports where state in ('done', 'incomplete', 'failed')"
        return {row["id"]: row["tries"] for row in ledger.rows(query)}
