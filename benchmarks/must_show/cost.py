"""Time and memory of one report in a fresh process: imports and the loading of models included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from benchmarks.must_show.cases import Cases, Readings
from benchmarks.must_show.table import Line

CORES = 2
RUNS = 3
MOST_SECONDS = 12.0
MOST_GIB = 1.5

_CODE = f"""
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{CORES}])
import ocrkit
report = ocrkit.read_report(sys.argv[1:])
assert report.requests is not None
"""


@dataclass(frozen=True)
class Run:
    """Wall clock seconds, seconds of CPU over all cores, and the largest resident set, in GiB."""

    seconds: float
    cpu: float
    gib: float


def measure(files: list[str]) -> Run:
    """Read one report in a process of its own; raises ``RuntimeError`` where that fails."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", _CODE, *files], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"reading {files} ended with {child.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**20)


def cost(cases: Cases, readings: Readings) -> Line:
    """The 5 pages of gaotang office, 300 dpi."""
    (case,) = (case for case in cases.group("gaotang") if case.folder.name == "office")
    runs = [measure([str(page) for page in case.pages]) for _ in range(RUNS)]
    seconds, gib = [run.seconds for run in runs], max(run.gib for run in runs)
    result = f"best {min(seconds):.1f} s, median {median(seconds):.1f} s, peak {gib:.2f} GiB"
    details = tuple(f"{run.seconds:.1f} s, of CPU {run.cpu:.1f} s, {run.gib:.2f} GiB" for run in runs)
    what = f"5 pages, 300 dpi, {CORES} cores, one process, models loaded anew; {RUNS} runs"
    least = f"≤ {MOST_SECONDS:.0f} s, ≤ {MOST_GIB} GB"
    return Line(
        "cost", what, result, least, median(seconds) <= MOST_SECONDS and gib * 2**30 <= MOST_GIB * 1e9, details
    )
