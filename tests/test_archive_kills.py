"""Runs that are killed (SIGKILL) at the steps of ledger and disk: nothing is lost, nothing known is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.archive.kills import MOMENTS, Killed, killed_at_random, killed_at_steps, make_scans
from benchmarks.pagemaker.linked import Wanted, plan

FEW = [("register", "after", 2), ("begin", "after", 1), ("put", "after", 1), ("finish", "before", 1)]
"""The moments at which most could go wrong."""


def scans(tmp_path: Path, agencies: int) -> Path:
    wanted = Wanted(agencies=agencies, years=3, breaks=0, copied=0, missing=0, renamed=0)
    make_scans(plan(8, wanted), tmp_path / "scans")
    return tmp_path / "scans"


def check(found: Killed) -> None:
    assert (found.lost, found.different, found.read_again) == (0, 0, 0)


def test_killed_at_steps_and_resumed_the_results_are_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    found = killed_at_steps(scans(tmp_path, 2), tmp_path, FEW)
    assert found.kills == len(FEW)
    check(found)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_killed_at_every_kind_of_step(tmp_path: Path) -> None:
    found = killed_at_steps(scans(tmp_path, 28), tmp_path, MOMENTS)  # enough reports for each kill to meet some
    assert {met.split(" ", 1)[1].rsplit(" ", 1)[0] for met in found.met} == {step for step, *_ in MOMENTS}
    check(found)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    check(killed_at_random(scans(tmp_path, 16), tmp_path, kills=20, seed=1, longest=6.0))
