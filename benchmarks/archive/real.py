"""Linked reports printed, scanned and really read: what is planted, queries against the truth, speed, memory."""

from __future__ import annotations

import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil

import ocrkit
from benchmarks.archive.planted import found_in, planted_in
from benchmarks.archive.results import REAL
from benchmarks.pagemaker.linked import Plan
from benchmarks.pagemaker.linked_archive import print_archive
from ocrkit.archive.views import EXAMPLES, request_rows

Cells = Mapping[str, Mapping[str, float | str | None]]


def measured(made: Plan, work: Path, seed: int) -> Iterator[str]:
    """Read the reports of a plan with the real models; what was found is held against the truth."""
    scans, out = work / "scans", work / "out"
    if not scans.with_suffix(".truth.json").exists():
        print_archive(made, scans, seed)
    truth = json.loads(scans.with_suffix(".truth.json").read_text(encoding="utf-8"))
    seconds, code = _digitized(scans, out, 2)
    with ocrkit.open_archive(out) as archive:
        whole = archive.sql('select sum(pages) as pages, sum("values") as n, sum(doubtful) as doubtful from reports')
        pages, values, doubtful = (int(whole[name][0]) for name in ("pages", "n", "doubtful"))
        found = found_in(archive.sql("select * from findings where scope = 'archive'").to_dict("records"))
        answers = [archive.arrow(example.sql).to_pylist() for example in EXAMPLES[:2]]
        sure = archive.sql("""select agency, year, "row", "column", value from cells
            where form = 'requests' and status = 'accepted' and kind = 'number'""").to_dict("records")
    wrong = _silent(sure, truth["documents"])
    yield f"{len(made.reports)} reports, {pages} pages, exit {code}, {seconds:.0f} s with two workers;"
    yield f"{values:,} values, {doubtful:,} to check; {wrong} of table three handed over as right are wrong."
    wanted = planted_in(made)
    yield f"Planted across reports: {len(wanted)}; found {len(wanted & found)}; besides {sorted(found - wanted)}."
    yield f"Denials by agency and year: {_denials(answers[0], truth['documents'])}."
    yield f"Applicants over the years: {_applicants(answers[1], truth['documents'])}."


def speed(made: Plan, work: Path, seed: int) -> Iterator[str]:
    """The same reports with one worker, with two, and by ``read`` in a loop."""
    scans = work / "scans"
    printed = print_archive(made, scans, seed)
    pages = sum(len(one.files) for one in printed)
    start = time.perf_counter()
    for number, each in enumerate(printed):
        command = [*REAL, "read", *map(str, each.files), "-o", str(work / f"read-{number}"), "--formats", "json"]
        subprocess.run(command, capture_output=True, check=False)
    loop = time.perf_counter() - start
    one, _ = _digitized(scans, work / "one", 1)
    two, _ = _digitized(scans, work / "two", 2)
    yield f"{len(printed)} reports, {pages} files; start included in all."
    yield ""
    yield "| how | seconds | against two workers |"
    yield "|---|---|---|"
    for name, seconds in (("two workers", two), ("one worker", one), ("`ocrkit read` in a loop", loop)):
        yield f"| {name} | {seconds:.1f} | {seconds / two:.2f} x |"


def memory(made: Plan, work: Path, seed: int) -> Iterator[str]:
    """How much memory a worker holds, page by page."""
    scans, out = work / "scans", work / "out"
    print_archive(made, scans, seed)
    command = [*REAL, "digitize", str(scans), "-o", str(out), "--workers", "1", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert running.stdout is not None
    held: list[tuple[int, float]] = []
    pages = 0
    for line in running.stdout:
        event = json.loads(line)
        if event["event"] == "report":
            pages += event["pages"]
            children = psutil.Process(running.pid).children()
            held += [(pages, child.memory_info().rss / 2**20) for child in children[:1]]
    running.wait()
    settled = next((mebibytes for count, mebibytes in held if count >= 20), held[0][1])
    most = max(mebibytes for _, mebibytes in held)
    yield f"{pages} pages by one worker, not recycled: {settled:.0f} MiB after 20 pages, at most {most:.0f},"
    yield f"{held[-1][1]:.0f} at the end ({held[-1][1] / settled - 1:+.1%})."


def _digitized(scans: Path, out: Path, workers: int) -> tuple[float, int]:
    start = time.perf_counter()
    command = [*REAL, "digitize", str(scans), "-o", str(out), "--workers", str(workers)]
    done = subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - start, done.returncode


def _silent(sure: list[dict[Any, Any]], documents: list[dict[str, Any]]) -> int:
    """Numbers that were accepted and are not what is printed."""
    known: dict[tuple[str, int], Cells] = {(one["agency"], one["year"]): one["requests"] for one in documents}
    return sum(
        Decimal(str(known[key].get(cell["row"], {}).get(cell["column"]))) != cell["value"]
        for cell in sure
        if (key := (cell["agency"], cell["year"])) in known
        and known[key].get(cell["row"], {}).get(cell["column"]) is not None
    )


def _denials(rows: list[dict[str, Any]], documents: list[dict[str, Any]]) -> str:
    denied = [row for row in request_rows() if row.startswith("denied_")]
    right = {
        (one["agency"], one["year"]): sum(
            (Decimal(str(one["requests"][row]["total"] or 0)) for row in denied), Decimal(0)
        )
        for one in documents
    }
    return _compared({(row["agency"], row["year"]): row["denied"] or Decimal(0) for row in rows}, right)


def _applicants(rows: list[dict[str, Any]], documents: list[dict[str, Any]]) -> str:
    right: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for one in documents:
        for column, value in one["requests"]["new_received"].items():
            if column != "total":
                right[one["year"], column] += Decimal(str(value or 0))
    return _compared({(row["year"], row["applicant"]): row["requests"] or Decimal(0) for row in rows}, right)


def _amount(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def _compared(found: Mapping[Any, Decimal], right: Mapping[Any, Decimal]) -> str:
    same = sum(found.get(key) == value for key, value in right.items())
    return f"{same} of {len(right)} equal the truth, {len(found.keys() - right.keys())} besides"
