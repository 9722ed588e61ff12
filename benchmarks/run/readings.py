"""Every document read by every system that is given it, one process a system, each result kept when it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.run.documents import Document
from benchmarks.run.kept import Kept, key_of
from benchmarks.run.progress import Progress
from benchmarks.run.systems import System, Worker
from benchmarks.systems import SystemCrash
from ocrkit.score import SystemOutput


@dataclass(frozen=True)
class Job:
    """A document for a system."""

    system: System
    document: Document

    @property
    def name(self) -> tuple[str, ...]:
        """What its result is kept under."""
        return "readings", self.system.name, self.document.name


@dataclass(frozen=True)
class Reading:
    """What a system handed over for a document; where it crashed ``error`` says why and the output is empty."""

    system: str
    document: Document
    output: SystemOutput
    error: str | None = None


def read_all(
    jobs: Sequence[Job], kept: Kept, threads: int, progress: Callable[[Sequence[Job]], Progress]
) -> list[Reading]:
    """Do every job that has not been done before (for the same pages, by the same system); in the jobs' order.

    A crash loses the document for the system; the next run tries it again, for only results are kept.
    """
    keys = [key_of(job.system.fingerprint(), job.document.pages_digest, threads) for job in jobs]
    found = [kept.get(SystemOutput, job.name, key) for job, key in zip(jobs, keys, strict=True)]
    shown = progress([job for job, output in zip(jobs, found, strict=True) if output is None])
    readings = []
    with _Processes(threads) as processes:
        for job, key, output in zip(jobs, keys, found, strict=True):
            if output is not None:
                readings.append(Reading(job.system.name, job.document, output))
                continue
            shown.start()
            reading = _read(job, processes)
            if reading.error is None:
                kept.put(job.name, key, reading.output)
            shown.done(job.system.name, job.document.name, len(job.document.images), reading.error or "")
            readings.append(reading)
    return readings


def _read(job: Job, processes: _Processes) -> Reading:
    name = job.system.name
    try:
        return Reading(name, job.document, processes.of(job.system).read(job.document.images))
    except SystemCrash as crash:
        processes.end()
        return Reading(name, job.document, SystemOutput(system=name), error=str(crash))


class _Processes(ExitStack):
    """Holds the one process that is alive: that of the system whose turn it is."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._threads = threads
        self._running: tuple[System, Worker] | None = None

    def of(self, system: System) -> Worker:
        """The process of ``system``, started where it does not run; another one's is ended."""
        if self._running is None or self._running[0] is not system:
            self.end()
            self._running = system, self.enter_context(system.start(self._threads))
        return self._running[1]

    def end(self) -> None:
        """End the process."""
        self._running = None
        self.close()
