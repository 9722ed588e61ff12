"""How time grows: with the pages of a report, with the cells of a table, with processes side by side."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from benchmarks.run.model import Growth, GrowthPoint, Workers
from benchmarks.run.systems import System, Worker
from benchmarks.run.timing import Report, Say, interleaved, spread

A4 = (3508, 2480)
"""Height and width of a page at 300 dpi, in pixels."""

CELL = (76, 140)
"""Height and width of a cell of a drawn table, in pixels."""

COLUMNS = 16
"""Most columns of a drawn table: as wide as a page."""


def by_pages(reports: Sequence[Report], sizes: Sequence[int]) -> list[Report]:
    """Reports of each size, put together from the pages of several; none of a size with too few pages."""
    pages = [page for _, images in reports for page in images]
    return [(str(size), tuple(pages[:size])) for size in sizes if size <= len(pages)]


def by_cells(sizes: Sequence[int], folder: Path, seed: int) -> list[Report]:
    """One drawn page for each number of cells, a PNG in ``folder``."""
    return [(str(size), (_draw(size, folder / f"{size}.png", seed),)) for size in sizes]


def _draw(cells: int, file: Path, seed: int) -> Path:
    """A ruled table of numbers, as square as the page allows: the same kind of cell, only more of them."""
    cols = next(c for c in range(COLUMNS, 0, -1) if cells % c == 0 and c <= max(4, cells / c))
    rows = cells // cols
    height, width = CELL
    if rows * height > A4[0] - 300:
        raise ValueError(f"{cells} cells do not fit a page")
    page = np.full(A4, 255, dtype=np.uint8)
    rng = np.random.default_rng([seed, cells])
    for r in range(rows):
        for c in range(cols):
            x, y = 120 + c * width, 150 + r * height
            cv2.rectangle(page, (x, y), (x + width, y + height), 0, 2)
            text = str(rng.integers(10 ** int(rng.integers(1, 5))))
            cv2.putText(page, text, (x + 20, y + 52), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2, cv2.LINE_AA)
    cv2.imwrite(str(file), page)
    return file


def growth(
    workers: Mapping[str, Worker], what: Literal["pages", "cells"], reports: Sequence[Report], rounds: int, say: Say
) -> Iterator[Growth]:
    """Time every size with every system in turn."""
    timings = list(interleaved(workers, reports, rounds, say))
    for system in workers:
        points = []
        for name, _ in reports:
            seconds = [t.seconds for t in timings if t.system == system and t.report == name]
            if len(seconds) == rounds:
                points.append(GrowthPoint(size=int(name), seconds=spread(seconds)))
        if len(points) > 1:
            yield Growth(system=system, what=what, points=tuple(points))


def side_by_side(
    system: System, reports: Sequence[Report], shapes: Sequence[tuple[int, int]], rounds: int, say: Say
) -> tuple[Workers, ...]:
    """The reports shared out to each number of processes of each number of threads (``shapes``), in turn."""
    with ExitStack() as alive:
        crews = {shape: [alive.enter_context(system.start(shape[1])) for _ in range(shape[0])] for shape in shapes}
        for crew in crews.values():
            for worker in crew:
                worker.read(reports[0][1][:1])  # warm up
        seconds: dict[tuple[int, int], list[float]] = {shape: [] for shape in shapes}
        for turn in range(rounds):
            for shape, crew in crews.items():
                start = time.perf_counter()
                _share_out(crew, reports)
                seconds[shape].append(time.perf_counter() - start)
            say(f"processes side by side: round {turn + 1} of {rounds}")
    pages = sum(len(images) for _, images in reports)
    return tuple(
        Workers(processes=p, threads=t, pages_per_second=spread([pages / s for s in seconds[p, t]]))
        for p, t in shapes
    )


def _share_out(crew: Sequence[Worker], reports: Sequence[Report]) -> None:
    """Each process takes the next report as soon as it is free."""
    left = iter(reports)

    def work(worker: Worker) -> None:
        while (report := next(left, None)) is not None:
            worker.read(report[1])

    with ThreadPoolExecutor(len(crew)) as threads:
        for done in [threads.submit(work, worker) for worker in crew]:
            done.result()
