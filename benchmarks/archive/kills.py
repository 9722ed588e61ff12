"""Runs of ``digitize`` that are killed, at every kind of step and at random moments; and what that cost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.archive.corpus import write_archive, write_report
from benchmarks.archive.fake_pages import acting, pages_of
from benchmarks.archive.kill_child import STEPS
from benchmarks.archive.results import FAKE, content, digitize, tries, with_result
from benchmarks.pagemaker.linked import Plan

CHILD = [sys.executable, "-m", "benchmarks.archive.kill_child"]
ONCE = ("made with", "choose", "fail", "release")
"""Steps that a run takes once, or of which there is one in the scans."""
MOMENTS = [
    (step, when, number)
    for step in STEPS
    for when in ("before", "after")
    for number in ((1,) if step in ONCE else (1, 4))
]


@dataclass
class Killed:
    """What became of an archive whose runs were killed."""

    kills: int = 0
    met: list[str] = field(default_factory=list)
    """The steps at which a run was really killed."""
    read_again: int = 0
    """Reports that the ledger knew the end of, and that were begun again."""
    lost: int = 0
    """Reports that the undisturbed run has and this one has not."""
    different: int = 0
    """Files of results that are not those of the undisturbed run."""


def make_scans(made: Plan, root: Path) -> None:
    """Fake reports, one that cannot be opened, and one of which a page fails."""
    write_archive(made, root)
    (root / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    first, second = pages_of(made.reports[0])
    write_report(made.reports[0], [first, acting(second, "fail")], root / "坏页", "folder", 1)


def killed_at_steps(scans: Path, work: Path, moments: Sequence[tuple[str, str, int]] = tuple(MOMENTS)) -> Killed:
    """One archive, whose runs are killed one after the other, each at another step."""
    out, found, known = work / "steps", Killed(), dict[str, int]()
    for step, when, number in moments:
        more = ["--force", "--limit", "1"] if step == "choose" else []
        run = [*CHILD, step, when, str(number), "digitize", str(scans), "-o", str(out), "--workers", "1", *more]
        done = subprocess.run(run, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode == -signal.SIGKILL:
            found.kills += 1
            found.met.append(f"{when} {step} {number}")
        known = with_result(out) if step == "choose" else known | _look(found, out, known)
    return _judged(found, scans, out, work, known)


def killed_at_random(scans: Path, work: Path, kills: int, seed: int, longest: float) -> Killed:
    """One archive, whose runs are killed at random moments of their first ``longest`` seconds."""
    rng, out, found, known = random.Random(seed), work / "random", Killed(), dict[str, int]()
    while found.kills < kills:
        command = [*FAKE, "digitize", str(scans), "-o", str(out), "--workers", "1"]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.2, longest))
        ended = running.poll() is not None
        running.kill()
        running.wait()
        known |= _look(found, out, known)
        if ended:
            break  # there is nothing left to do
        found.kills += 1
    return _judged(found, scans, out, work, known)


def _look(found: Killed, out: Path, known: dict[str, int]) -> dict[str, int]:
    """The reports that have come to an end, with their tries; those that were begun again since are counted."""
    now = with_result(out)
    begun = tries(out) if now else {}
    found.read_again += sum(begun.get(report, tried) != tried for report, tried in known.items())
    return now


def _judged(found: Killed, scans: Path, out: Path, work: Path, known: dict[str, int]) -> Killed:
    """Let the archive be finished, and compare it with one that nobody disturbed."""
    digitize(scans, out, "--workers", "1")
    _look(found, out, known)
    if not (work / "whole").exists():
        digitize(scans, work / "whole", "--workers", "1")
    here, there = content(out), content(work / "whole")
    found.lost = len(there["ledger"].keys() - here["ledger"].keys())
    found.lost += sum(not row["result"] and there["ledger"][key]["result"] for key, row in here["ledger"].items())
    found.different = len(set(map(str, here["files"].items())) ^ set(map(str, there["files"].items())))
    found.different += sum(here["ledger"].get(key) != row for key, row in there["ledger"].items())
    return found


def lines(found: dict[str, Killed]) -> Iterator[str]:
    """A table of it."""
    yield "| killed | runs killed | results that differ | reports lost | known by the ledger and read again |"
    yield "|---|---|---|---|---|"
    for what, one in found.items():
        yield f"| {what} | {one.kills} | {one.different} | {one.lost} | {one.read_again} |"
