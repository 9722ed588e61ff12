"""Which reports a run reads, and in which order."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ocrkit.archive.ledger import Ledger
from ocrkit.archive.states import State

Order = Literal["name", "size", "random"]


@dataclass(frozen=True)
class Choice:
    """What is asked for beside the reports that wait.

    ``retry_failed``: those that failed or lack pages and may be read now. ``rerun_outdated``: those made with other
    code, weights, forms or settings. ``force``: all. ``sample``: so many of all, spread over their folders.
    ``limit``: no more than so many are read. ``order``: as found, small files first, or mixed.
    """

    retry_failed: bool = False
    rerun_outdated: bool = False
    force: bool = False
    sample: int | None = None
    limit: int | None = None
    order: Order = "name"


@dataclass(frozen=True)
class Todo:
    """A report to be read."""

    id: str
    files: tuple[bytes, ...]


def choose(ledger: Ledger, among: Sequence[str], choice: Choice, made_with: str) -> list[Todo]:
    """The reports to read of those found, in order; those that had ended are waiting afterwards."""
    rows = {row["id"]: dict(row) for row in ledger.rows("select id, state, retryable, made_with from reports")}
    files: defaultdict[str, list[tuple[bytes, int]]] = defaultdict(list)
    for report, path, size in ledger.rows(
        "select report, f.path, coalesce(size, 0) from report_files f left join files using (path)"
        " order by report, f.number"
    ):
        files[report].append((path, size))
    found = [report for report in among if report in rows]
    if choice.sample is not None:
        found = _sample(found, {report: files[report][0][0].rsplit(b"/", 1)[0] for report in found}, choice.sample)
    if choice.order == "size":
        found.sort(key=lambda report: sum(size for _, size in files[report]))
    elif choice.order == "random":
        found.sort(key=_mixed)
    wanted = [report for report in found if _is_wanted(rows[report], choice, made_with)]
    wanted = wanted[: choice.limit]
    ledger.again(report for report in wanted if rows[report]["state"] != State.WAITING)
    return [Todo(report, tuple(path for path, _ in files[report])) for report in wanted]


def _is_wanted(row: Mapping[str, Any], choice: Choice, made_with: str) -> bool:
    state, retryable, was = row["state"], row["retryable"], row["made_with"]
    other = was is not None and was != made_with
    if state == State.WAITING or choice.force:
        return True
    if state in (State.FAILED, State.INCOMPLETE) and choice.retry_failed and (retryable or other):
        return True
    return choice.rerun_outdated and other


def _sample(reports: Sequence[str], folders: Mapping[str, bytes], count: int) -> list[str]:
    """So many reports, from each folder in turn; the same ones each time, in the order given."""
    by_folder: defaultdict[bytes, list[str]] = defaultdict(list)
    for report in sorted(reports, key=_mixed):
        by_folder[folders[report]].append(report)
    dealt: list[str] = []
    while len(dealt) < min(count, len(reports)):
        for folder in sorted(by_folder):
            if by_folder[folder]:
                dealt.append(by_folder[folder].pop())
    chosen = set(dealt[:count])
    return [report for report in reports if report in chosen]


def _mixed(report: str) -> str:
    return hashlib.sha256(report.encode()).hexdigest()
