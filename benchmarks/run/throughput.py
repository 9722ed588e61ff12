"""The part of a run that measures time and memory; everything else on the machine should rest meanwhile."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.run.choose import stratified
from benchmarks.run.documents import Document
from benchmarks.run.growth import by_cells, by_pages, growth, side_by_side
from benchmarks.run.kept import Kept, key_of
from benchmarks.run.model import Throughput, Workers
from benchmarks.run.systems import System
from benchmarks.run.timing import BASE, Report, Say, interleaved, speeds, start_all
from benchmarks.systems import SystemCrash
from ocrkit.types.settings import Settings


class TimingSettings(Settings):
    """How much is timed.

    ``reports`` are read ``rounds`` times by every system; ``growth_peers`` says whether growth is measured for
    every system or for ocrkit alone; ``shapes`` are (processes, threads) side by side.
    """

    reports: int
    rounds: int
    starts: int
    pages: tuple[int, ...]
    cells: tuple[int, ...]
    growth_rounds: int
    growth_peers: bool
    shapes: tuple[tuple[int, int], ...] = ((1, 1), (1, 2), (2, 1))


SMALL = TimingSettings(
    reports=2,
    rounds=1,
    starts=1,
    pages=(1, 2, 4),
    cells=(40, 160),
    growth_rounds=1,
    growth_peers=False,
    shapes=((1, 2), (2, 1)),
)
FULL = TimingSettings(  # about half an hour on two slow cores; an interval needs ten reports
    reports=12, rounds=1, starts=3, pages=(1, 2, 4, 8), cells=(40, 160, 640), growth_rounds=2, growth_peers=False
)
SIZES = {"small": SMALL, "full": FULL}


def measure(
    systems: Sequence[System],
    documents: Sequence[Document],
    settings: TimingSettings,
    *,
    seed: int,
    threads: int,
    kept: Kept,
    say: Say,
) -> Throughput:
    """Time ``systems`` on a stratified choice of ``documents``; what was measured before is taken as it is."""
    chosen = stratified(documents, settings.reports, seed)
    pages = [document.pages_digest for document in chosen]
    key = key_of(settings.model_dump_json(), threads, seed, *pages, *(system.fingerprint() for system in systems))
    found = kept.get(Throughput, ("throughput",), key)
    if found is None:
        reports: list[Report] = [(document.name, document.images) for document in chosen]
        found = _measure(systems, reports, settings, seed, threads, say)
        kept.put(("throughput",), key, found)
    return found


def _measure(
    systems: Sequence[System], reports: Sequence[Report], settings: TimingSettings, seed: int, threads: int, say: Say
) -> Throughput:
    """Warm up with one page, then time the reports, and how time grows."""
    name, images = reports[0]
    with ExitStack() as alive, tempfile.TemporaryDirectory() as drawn:
        started = start_all(systems, (name, images[:1]), threads, settings.starts, alive, say)
        workers = {name: start.worker for name, start in started.items()}
        timings = list(interleaved(workers, reports, settings.rounds, say))
        growing = {name: worker for name, worker in workers.items() if settings.growth_peers or name == BASE}
        grown = [
            *growth(growing, "pages", by_pages(reports, settings.pages), settings.growth_rounds, say),
            *growth(growing, "cells", by_cells(settings.cells, Path(drawn), seed), settings.growth_rounds, say),
        ]
    return Throughput(
        rounds=settings.rounds,
        reports=len(reports),
        pages=sum(len(images) for _, images in reports),
        speeds=tuple(speeds(started, timings, seed)),
        growth=tuple(grown),
        workers=_workers(systems, reports, settings, say),
    )


def _workers(
    systems: Sequence[System], reports: Sequence[Report], settings: TimingSettings, say: Say
) -> tuple[Workers, ...]:
    own = next((system for system in systems if system.name == BASE), None)
    if own is None:
        return ()
    try:
        return side_by_side(own, reports, settings.shapes, settings.growth_rounds, say)
    except SystemCrash as crash:
        say(f"{BASE}: {crash}; processes side by side are not timed")
        return ()
