"""What ``ocrkit read`` costs in several checkouts, in turn: python -m benchmarks.in_turn --trees OLD NEW --pages ...

Each run is a fresh process, start included. Other work on the machine makes all of them slower, so that only the
ratios of runs in turn say anything; the modules are compiled first, as installing them does.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

_LOOK = 0.02
"""Seconds between two looks at memory."""


@dataclass(frozen=True)
class Run:
    """CPU seconds of all processes, seconds, and the most MiB that one process was seen to hold."""

    cpu: float
    seconds: float
    mebibytes: float


def run(tree: Path, pages: Sequence[Path], options: Sequence[str]) -> Run:
    """Read the pages once. Raises ``RuntimeError`` where that fails."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    before, start, most = _used(), time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ocrkit.cli.main", "read", *map(str, pages), "-o", out, *options]
        process = subprocess.Popen(
            command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _largest(watched))
            time.sleep(_LOOK)
    if process.returncode:
        raise RuntimeError(f"{tree}: reading ended with {process.returncode}")
    return Run(_used() - before, time.perf_counter() - start, most / 2**20)


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _largest(process: psutil.Process) -> int:
    try:
        return max(int(each.memory_info().rss) for each in (process, *process.children()))
    except psutil.Error:  # it ends meanwhile
        return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=Path, nargs="+", required=True, help="checkouts; ratios are to the first")
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", default="auto")
    given = parser.parse_args()
    trees, pages = [tree.resolve() for tree in given.trees], [page.resolve() for page in given.pages]
    for tree in trees:
        compileall.compile_dir(tree / "ocrkit", quiet=2)
    runs: dict[Path, list[Run]] = {tree: [] for tree in trees}
    for _ in range(given.rounds):
        for tree in trees:
            runs[tree].append(run(tree, pages, ["--engine", given.engine]))
    print("| checkout | CPU seconds | seconds | MiB of one process | CPU | time |\n|---|---|---|---|---|---|")
    first = runs[trees[0]]
    for tree in trees:
        cpu, seconds = (median(getattr(each, name) for each in runs[tree]) for name in ("cpu", "seconds"))
        ratios = [
            median(getattr(a, name) / getattr(b, name) for a, b in zip(runs[tree], first, strict=True))
            for name in ("cpu", "seconds")
        ]
        most = max(each.mebibytes for each in runs[tree])
        print(f"| {tree.name} | {cpu:.1f} | {seconds:.1f} | {most:.0f} | {ratios[0]:.2f} x | {ratios[1]:.2f} x |")


if __name__ == "__main__":
    main()
