"""Faults put into runs of ``digitize``: what was injected, what happened, what was lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.archive.corpus import write_report
from benchmarks.archive.fake_pages import acting, pages_of
from benchmarks.archive.results import FAKE, REAL, digitize
from benchmarks.pagemaker.linked import Linked, Plan

_SOON = 60.0


@dataclass(frozen=True)
class Fault:
    """What was done, what the command said and how the ledger stood, and what is missing at the end."""

    injected: str
    happened: str
    states: str
    lost: str


class House:
    """A folder of scans whose first report's second page does something, and an archive."""

    def __init__(self, work: Path, reports: list[Linked], act: str = "") -> None:
        shutil.rmtree(work, ignore_errors=True)
        self.scans, self.out, self._reports = work / "scans", work / "out", reports
        for number, report in enumerate(reports):
            first, second = pages_of(report)
            acts = act.replace("MARK", str(work / "mark")) if number == 0 else ""
            write_report(report, [first, acting(second, acts)], self.scans, ("scan", "folder")[number % 2], number)

    def run(self, *more: str) -> subprocess.CompletedProcess[str]:
        """A run to its end."""
        return digitize(self.scans, self.out, "--workers", "1", *more)

    def start(self, *more: str) -> subprocess.Popen[str]:
        """A run that goes on."""
        command = [*FAKE, "digitize", str(self.scans), "-o", str(self.out), "--workers", "1", *more]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_interruptible
        )

    def status(self) -> dict[str, Any]:
        """What ``ocrkit status --json`` says."""
        done = subprocess.run([*REAL, "status", str(self.out), "--json"], capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def until(self, state: str, count: int) -> None:
        """Wait until so many reports are in a state."""
        end = time.monotonic() + _SOON
        while time.monotonic() < end:
            if (self.out / "ledger.sqlite").exists():
                db = sqlite3.connect(f"file:{self.out / 'ledger.sqlite'}?mode=ro", uri=True)
                try:
                    (found,) = db.execute("select count(*) from reports where state = ?", (state,)).fetchone()
                except sqlite3.Error:
                    found = 0
                finally:
                    db.close()
                if found >= count:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"no {count} reports came to {state}")

    def fault(self, injected: str, said: str, wanted: Mapping[str, int]) -> Fault:
        """The row; lost is what is not in the state that was wanted."""
        found = {state: count for state, count in self.status()["states"].items() if count}
        lost = {s: n - found.get(s, 0) for s, n in wanted.items() if found.get(s, 0) != n}
        said = said.replace(str(self.out.parent), "…")
        return Fault(injected, said, _shown(found), "nothing" if not lost else f"LOST {_shown(lost)}")


def _interruptible() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so does what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _shown(states: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in states.items())


def _said(done: subprocess.CompletedProcess[str], *words: str) -> str:
    text = done.stdout + done.stderr
    lines = [line.strip() for line in text.splitlines() if any(word in line for word in words)]
    return f"exit {done.returncode}" + (f": {lines[0]}" if lines else "")


def corrupt(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports)
    for name, data in {"empty.pdf": b"", "broken.pdf": b"%PDF-1.4 and no more", "text.png": b"no picture"}.items():
        (house.scans / "x").mkdir(exist_ok=True)
        (house.scans / "x" / name).write_bytes(data)
    (house.scans / "letter.docx").write_bytes(b"PK\3\4")
    done = house.run()
    return house.fault(
        "an empty PDF, a broken PDF, a PNG that is none, a Word document",
        _said(done, "failed:") + "; the document is named as not read",
        {"done": len(reports), "failed": 3},
    )


def worker_killed(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "sleep 3")
    running = house.start()
    house.until("reading", 1)
    time.sleep(1)
    for child in psutil.Process(running.pid).children():
        child.kill()
    out, err = running.communicate(timeout=120)
    done = subprocess.CompletedProcess([], running.returncode, out, err)
    return house.fault("a worker killed from outside", _said(done), {"done": len(reports)})


def worker_dies(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "die")
    done = house.run()
    return house.fault(
        "a page at which its worker dies each time",
        _said(done, "could not be read") + "; the page is quarantined",
        {"done": len(reports) - 1, "incomplete": 1},
    )


def worker_hung(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "hang once MARK")
    first = house.run("--page-timeout", "2")
    again = house.run("--retry-failed")
    return house.fault(
        "a worker that hangs (--page-timeout 2), then --retry-failed",
        f"{_said(first, 'could not be read')}; then {_said(again)}",
        {"done": len(reports)},
    )


def disk_full(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports)
    house.out.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(house.out)], check=False).returncode:
        return Fault("disk full", "not run: no right to mount a small disk", "", "")
    try:
        full = house.run()
        subprocess.run(["mount", "-o", "remount,size=200m", str(house.out)], check=True)
        again = house.run()
        return house.fault(
            "the disk is full after some results, then has room",
            f"{_said(full, 'No space', 'disk is full')}; then {_said(again)}",
            {"done": len(reports)},
        )
    finally:
        subprocess.run(["umount", str(house.out)], check=False)


def ledger_locked(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports)
    house.run("--limit", "1")
    other = sqlite3.connect(house.out / "ledger.sqlite", isolation_level=None)
    other.execute("begin immediate")
    locked = house.run()
    other.close()
    again = house.run()
    return house.fault(
        "another program holds the ledger for longer than 30 s, then lets go",
        f"{_said(locked, 'holds the ledger')}; then {_said(again)}",
        {"done": len(reports)},
    )


def second_run(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "sleep 4")
    first = house.start()
    house.until("reading", 1)
    second = house.run()
    first.communicate(timeout=120)
    return house.fault(
        "a second run on the same OUT",
        _said(second, "another ocrkit") + "; the first one ends",
        {"done": len(reports)},
    )


def file_changed(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "sleep 4")
    running = house.start()
    house.until("reading", 1)
    late = house.scans / "scans 2024-03" / "scan0002.pdf"
    write_report(reports[-1], pages_of(reports[-1])[::-1], house.scans, "scan", 2)
    out, err = running.communicate(timeout=120)
    done = subprocess.CompletedProcess([], running.returncode, out, err)
    assert late.exists()
    return house.fault(
        "a file changed while it was read",
        _said(done, "files changed") + "; it is read again",
        {"done": len(reports)},
    )


def file_gone(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "sleep 4")
    late = house.scans / "scans 2024-03" / "scan0002.pdf"
    running = house.start()
    house.until("reading", 1)
    late.rename(work / "elsewhere.pdf")
    out, err = running.communicate(timeout=120)
    done = subprocess.CompletedProcess([], running.returncode, out, err)
    states = _shown({s: n for s, n in house.status()["states"].items() if n})
    (work / "elsewhere.pdf").rename(late)
    again = house.run("--retry-failed")
    return house.fault(
        "a file gone while reading, then back, and --retry-failed",
        f"{_said(done, 'failed:')} ({states}); then {_said(again)}",
        {"done": len(reports)},
    )


def interrupted(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports, "sleep 4")
    running = house.start()
    house.until("reading", 1)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    begun = time.monotonic()
    out, err = running.communicate(timeout=120)
    took = time.monotonic() - begun
    done = subprocess.CompletedProcess([], running.returncode, out, err)
    again = house.run()
    return house.fault(
        "Ctrl-C, then the same command",
        f"{_said(done, 'interrupted')} after {took:.1f} s; then {_said(again)}",
        {"done": len(reports)},
    )


def unreadable(work: Path, reports: list[Linked]) -> Fault:
    house = House(work, reports)
    folder = house.scans / "private"
    folder.mkdir()
    write_report(reports[0], pages_of(reports[0]), folder, "scan", 9)
    if os.geteuid() == 0:
        return Fault("a folder that may not be opened", "not run: the superuser may open all", "", "")
    folder.chmod(0)
    try:
        done = house.run()
    finally:
        folder.chmod(0o700)
    return house.fault("a folder that may not be opened", _said(done, "cannot be opened"), {"done": len(reports)})


FAULTS: tuple[Callable[[Path, list[Linked]], Fault], ...] = (
    corrupt, worker_killed, worker_dies, worker_hung, disk_full, ledger_locked, second_run, file_changed, file_gone,
    interrupted, unreadable,
)  # fmt: skip


def run(made: Plan, work: Path, only: str = "") -> list[Fault]:
    """Each fault in an archive of its own."""
    return [fault(work / fault.__name__, made.reports[:8]) for fault in FAULTS if fault.__name__.startswith(only)]


def lines(found: list[Fault]) -> Iterator[str]:
    """A table of them."""
    yield "| injected | what happened | at the end | lost |"
    yield "|---|---|---|---|"
    for one in found:
        yield f"| {one.injected} | {one.happened} | {one.states} | {one.lost} |"
