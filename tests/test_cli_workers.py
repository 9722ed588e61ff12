"""The command and its worker process, with the real engines: killed, interrupted, and out of time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

SAMPLE = Path(__file__).parent / "data" / "sample"


def begun(out: Path, *more: str) -> tuple[subprocess.Popen[str], psutil.Process]:
    """The command, and its worker as soon as there is one."""
    command = [sys.executable, "-m", "ocrkit.cli.main", "read", str(SAMPLE / "page3.jpg"), "-o", str(out), *more]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    parent = psutil.Process(running.pid)
    deadline = time.monotonic() + 60
    while not (children := parent.children()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return running, children[0]


def test_a_worker_that_is_killed_while_it_reads_is_replaced(tmp_path: Path) -> None:
    running, worker = begun(tmp_path / "out", "--json", "--formats", "json")
    while worker.memory_info().rss < 200 * 2**20:  # the engines are loaded, the page is on its way
        time.sleep(0.02)
    worker.kill()
    shown, _ = running.communicate(timeout=120)
    summary = json.loads(shown)
    assert (running.returncode, summary["failures"]) == (0, [])
    assert summary["values"] > 90


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_ends_the_worker_too_and_leaves_nothing(tmp_path: Path, number: int, code: int) -> None:
    running, worker = begun(tmp_path / "out")
    while worker.memory_info().rss < 100 * 2**20:  # it is on its way, and far from done
        time.sleep(0.02)
    running.send_signal(number)
    _, told = running.communicate(timeout=20)
    assert running.returncode == code
    assert "Traceback" not in told
    assert not worker.is_running()
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_page_over_its_time_costs_that_page(tmp_path: Path) -> None:
    running, worker = begun(tmp_path / "out", "--json", "--page-timeout", "0.05")
    shown, _ = running.communicate(timeout=120)
    (failure,) = json.loads(shown)["failures"]
    assert (running.returncode, failure["error"], failure["page"]) == (1, "LimitError", 1)
    assert "--page-timeout" in failure["remedy"]
    assert not worker.is_running()
