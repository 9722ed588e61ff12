"""Systems timed in turn on the same reports, A B A B ...: where the machine slows down, it slows all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.run.model import Speed, Spread
from benchmarks.run.systems import System, Worker
from benchmarks.systems import SystemCrash
from ocrkit.score import Figure, SystemOutput
from ocrkit.score.intervals import ratio_interval

Report = tuple[str, tuple[Path, ...]]
"""What is timed: a name and the page images."""

Say = Callable[[str], None]

BASE = "ocrkit"
"""The system that the others' times are divided by."""


@dataclass(frozen=True)
class Timing:
    """One reading of one report by one system; ``seconds`` by the clock of who asked for it."""

    system: str
    report: str
    turn: int
    seconds: float
    output: SystemOutput


def spread(values: Sequence[float]) -> Spread:
    """Median, least and greatest of at least one value."""
    return Spread(median=float(np.median(values)), low=min(values), high=max(values), n=len(values))


def interleaved(workers: Mapping[str, Worker], reports: Sequence[Report], rounds: int, say: Say) -> Iterator[Timing]:
    """Every report read by every system in turn, ``rounds`` times; every other round in the opposite order.

    A system that crashes is left out from then on.
    """
    order = list(workers)
    for turn in range(rounds):
        for name, images in reports:
            for system in order if turn % 2 == 0 else order[::-1]:
                start = time.perf_counter()
                try:
                    output = workers[system].read(images)
                except SystemCrash as crash:
                    say(f"{system}: {crash}; no longer timed")
                    order = [other for other in order if other != system]
                    continue
                seconds = time.perf_counter() - start
                say(f"timing: {name}, {len(images)} pages, {system}: {seconds:.2f} s")
                yield Timing(system, name, turn, seconds, output)
        say(f"timing: round {turn + 1} of {rounds}")


@dataclass(frozen=True)
class Started:
    """A system's process, warmed up: one page that is not counted, for caches and lazy imports."""

    worker: Worker
    startup: Spread
    warmup_seconds: float


def start_all(
    systems: Sequence[System], warmup: Report, threads: int, starts: int, alive: ExitStack, say: Say
) -> dict[str, Started]:
    """Start every system ``starts`` times in turn; the last start's process stays, and warms up."""
    startups: dict[str, list[float]] = {}
    kept: dict[str, Started] = {}
    for turn in range(starts):
        for system in systems:
            with ExitStack() as own:
                try:
                    worker = own.enter_context(system.start(threads))
                    startups.setdefault(system.name, []).append(worker.startup_seconds)
                    if turn < starts - 1:
                        continue
                    start = time.perf_counter()
                    worker.read(warmup[1])
                except SystemCrash as crash:
                    say(f"{system.name}: {crash}; not timed")
                    continue
                seconds = time.perf_counter() - start
                kept[system.name] = Started(worker, spread(startups[system.name]), seconds)
                alive.enter_context(own.pop_all())
    return kept


def speeds(started: Mapping[str, Started], timings: Sequence[Timing], seed: int) -> Iterator[Speed]:
    """What the timings say about each system that was timed to the end; ``seed`` is that of the intervals."""
    most = max((sum(t.system == system for t in timings) for system in started), default=0)
    base = {(t.report, t.turn): t.seconds for t in timings if t.system == BASE}
    for system, start in started.items():
        own = [t for t in timings if t.system == system]
        if len(own) == most and own:
            yield _speed(system, start, own, base, seed)


def _over(own: Sequence[Timing], base: Mapping[tuple[str, int], float], seed: int) -> Figure:
    """The time of all reports over ocrkit's, and its interval over reports."""
    sums: dict[str, tuple[float, float]] = {}
    for timing in own:
        theirs, ours = sums.get(timing.report, (0.0, 0.0))
        sums[timing.report] = theirs + timing.seconds, ours + base[timing.report, timing.turn]
    theirs_all, ours_all = zip(*sums.values(), strict=True)
    theirs, ours = sum(theirs_all), sum(ours_all)
    interval = ratio_interval(theirs_all, ours_all, seed)
    return Figure(value=theirs / ours, numerator=theirs, denominator=ours, documents=len(sums), interval=interval)


def _speed(
    system: str, started: Started, own: Sequence[Timing], base: Mapping[tuple[str, int], float], seed: int
) -> Speed:
    pages = [page.seconds for timing in own for page in timing.output.pages]
    paired = [t for t in own if (t.report, t.turn) in base]
    ratios = [t.seconds / base[t.report, t.turn] for t in paired]
    peaks = [t.output.peak_mib for t in own if t.output.peak_mib is not None]
    stages: dict[str, float] = {}
    for timing in own:
        for stage, seconds in timing.output.stages.items():
            stages[stage] = stages.get(stage, 0.0) + seconds / len(pages)
    return Speed(
        system=system,
        pages_per_second=len(pages) / sum(t.seconds for t in own),
        page_p50=float(np.percentile(pages, 50)),
        page_p95=float(np.percentile(pages, 95)),
        ratio=spread(ratios) if ratios and system != BASE else None,
        over=_over(paired, base, seed) if ratios and system != BASE else None,
        startup_seconds=started.startup,
        warmup_seconds=started.warmup_seconds,
        peak_mib=max(peaks, default=None),
        stages=stages,
    )
