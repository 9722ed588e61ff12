"""A whole run: which documents go to which system, reading, scoring, timing, and the result of it all."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.run import aggregate
from benchmarks.run.choose import for_peers
from benchmarks.run.documents import Document
from benchmarks.run.kept import Kept
from benchmarks.run.machine import commit, machine, published, versions
from benchmarks.run.model import Failure, Result, Run, SystemRun, Throughput
from benchmarks.run.progress import Progress
from benchmarks.run.readings import Job, Reading, read_all
from benchmarks.run.scores import score_all
from benchmarks.run.systems import System
from benchmarks.run.throughput import SIZES, measure
from benchmarks.run.timing import BASE
from ocrkit.types.settings import Settings


class RunSettings(Settings):
    """``peers_on`` generated reports go to every system, None for all; ``timing`` is small, full or none."""

    command: str = ""
    seed: int = 1
    threads: int = 2
    peers_on: int | None = None
    timing: str | None = None


def run(documents: Sequence[Document], systems: Sequence[System], work: Path, settings: RunSettings) -> Result:
    """Measure ``systems`` on ``documents``; what ``work`` holds from an earlier run is not done again."""
    kept = Kept(work)
    missing = {system.name: reason for system in systems if (reason := system.missing()) is not None}
    for name, reason in missing.items():
        say(f"{name} is not run: {reason}")
    present = [system for system in systems if system.name not in missing]
    readings = read_all(_jobs(present, documents, settings), kept, settings.threads, _progress)
    say("scoring")
    scored = list(zip(readings, score_all(readings, kept), strict=True))
    pooled = aggregate.pooled_shared(scored, settings.seed)
    return Result(
        run=_run(settings),
        systems=tuple(_system(system.name, missing.get(system.name), readings) for system in systems),
        documents=aggregate.document_rows(documents, scored),
        accuracy=tuple(aggregate.accuracy(scored, settings.seed)),
        confusion=aggregate.confusion(pooled),
        coverage=aggregate.coverage(pooled),
        throughput=_throughput(present, documents, settings, kept),
    )


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)


def _jobs(systems: Sequence[System], documents: Sequence[Document], settings: RunSettings) -> list[Job]:
    """Every document for ocrkit, a choice of them for the others."""
    chosen = for_peers(documents, settings.peers_on, settings.seed)
    return [
        Job(system, document) for system in systems for document in (documents if system.name == BASE else chosen)
    ]


def _progress(todo: Sequence[Job]) -> Progress:
    pages: Counter[str] = Counter()
    for job in todo:
        pages[job.system.name] += len(job.document.images)
    if todo:
        each = ", ".join(f"{system} {count}" for system, count in pages.items())
        say(f"{len(todo)} documents to read; pages: {each}")
    return Progress(pages, len(todo))


def _run(settings: RunSettings) -> Run:
    return Run(
        command=settings.command,
        seed=settings.seed,
        threads=settings.threads,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        commit=commit(),
        machine=machine(),
        versions=versions(),
    )


def _system(name: str, missing: str | None, readings: Sequence[Reading]) -> SystemRun:
    own = [reading for reading in readings if reading.system == name]
    told = next((reading.output.version for reading in own if reading.error is None), None)
    failures = tuple(Failure(document=r.document.name, error=published(r.error)) for r in own if r.error is not None)
    return SystemRun(name=name, version=told, not_run=missing, documents=len(own), failures=failures)


def _throughput(
    systems: Sequence[System], documents: Sequence[Document], settings: RunSettings, kept: Kept
) -> Throughput | None:
    """Timed on generated reports; where there are none, on whatever there is."""
    if settings.timing is None or not systems:
        return None
    reports = [document for document in documents if document.part == "generated" and document.truth.forms()]
    size = SIZES[settings.timing]
    return measure(
        systems, reports or documents, size, seed=settings.seed, threads=settings.threads, kept=kept, say=say
    )
