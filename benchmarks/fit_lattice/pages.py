"""Generated pages, prepared, with every cell's corners where they lie on the prepared page."""

from __future__ import annotations

import multiprocessing
import pickle
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker import benchmark, degrade, grid, randomtables, typeset
from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.make import Inking, Job, TableJob
from benchmarks.pagemaker.typeset import Part, Printed
from benchmarks.pagemaker.warp import PointMap, in_turn
from ocrkit.load import PageFailure, load_pages
from ocrkit.prepare.prepare import prepare
from ocrkit.types.page import Image

OPEN = 50
"""Added to the seed for those."""

STEPS = 5
"""Points along each side of a cell: a curled page bows the sides."""


@dataclass(frozen=True)
class TrueTable:
    """A table on a prepared page: rows and columns [start, stop) of each cell, and the outline of each cell.

    ``spans`` is intp (n, 4): rows, then columns; ``outlines`` float64 (n, 4 * STEPS, 2), clockwise from top left, in
    pixels of the prepared image.
    """

    spans: NDArray[np.intp]
    outlines: NDArray[np.float64]


@dataclass(frozen=True)
class FitPage:
    """A prepared page and the tables on it."""

    name: str
    level: str
    image: Image
    seals: NDArray[np.bool_]
    tables: tuple[TrueTable, ...]


def jobs(seed: int, count: int) -> list[Job | TableJob]:
    """Reports over all levels, as many pages of random tables, half as many sheets with marks and stamps, and as many
    reports whose tables are open at their sides: nothing else tells where such a table ends.
    """
    reports = [job for job in benchmark.jobs(seed + OPEN, count // 2, 0) if isinstance(job, Job)]
    is_open = [
        replace(job, name=f"open-{job.name}", drawing=replace(job.drawing, open_sides=True)) for job in reports
    ]
    return [*benchmark.jobs(seed, count, count), *benchmark.inked(seed, count // 2), *is_open]


def made(seed: int, count: int, work: Path, processes: int) -> Iterator[FitPage]:
    """The pages of all jobs; those that ``work`` holds already are not made again."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        for file in pool.map(partial(_kept, folder=work / str(seed)), jobs(seed, count)):
            yield from pickle.loads(zlib.decompress(file.read_bytes()))  # of this command's own making


def _kept(job: Job | TableJob, folder: Path) -> Path:
    file = folder / f"{job.name}.pkl"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(zlib.compress(pickle.dumps(list(_pages(job))), 1))
    return file


def _pages(job: Job | TableJob) -> Iterator[FitPage]:
    printed, inking, seed = _printed(job)
    dpi = job.dpi or degrade.ALL_LEVELS[job.level].dpi
    for number, image in enumerate(typeset.rasterise(printed.pdf, dpi), 1):
        parts = [part for part in printed.parts if part.page == number]
        if inking is not None:
            image = inking.page(image, parts, dpi, np.random.default_rng([seed, number, 11])).image
        file = degrade.degrade(image, job.level, seed, number, dpi)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"page{file.ending}"
            path.write_bytes(file.data)
            (page,) = (page for page in load_pages(str(path)) if not isinstance(page, PageFailure))
        prepared = prepare(page)

        tables = tuple(_table(part, dpi / 72, (file.points, prepared.transform.forward)) for part in parts)
        yield FitPage(f"{job.name}-{number}", job.level, prepared.image, prepared.seals, tables)


def _printed(job: Job | TableJob) -> tuple[Printed, Inking | None, int]:
    if isinstance(job, TableJob):
        flow, grids = randomtables.tables(np.random.default_rng([job.seed, 1]))
        rng = np.random.default_rng([job.seed, 2])
        return typeset.print_flow(flow, grids, job.style, rng, job.engine), None, job.seed
    report = make_report(job.report)
    rng = np.random.default_rng([job.report.seed, 2])
    grids = grid.make_grids(report, job.report.wording, job.drawing, rng, permuted=job.report.permuted)
    inking = Inking(job.ink, job.style, report) if job.ink else None
    return typeset.print_report(report, grids, job.style, rng, job.engine), inking, job.report.seed


def _table(part: Part, scale: float, moved: Sequence[PointMap]) -> TrueTable:
    """The table, its points ``moved`` in turn."""
    spans = np.array([(c.row, c.row + c.row_span, c.col, c.col + c.col_span) for c in part.grid.cells], np.intp)
    points = np.concatenate([outline(np.array(box) * scale) for box in part.boxes])
    return TrueTable(spans, in_turn(*moved)(points).reshape(len(spans), 4 * STEPS, 2))


def outline(box: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Points along the four sides of a box, clockwise from top left."""
    x0, y0, x1, y1 = box
    t = np.linspace(0, 1, STEPS)
    xs = np.concatenate([x0 + (x1 - x0) * t, np.full(STEPS, x1), x1 + (x0 - x1) * t, np.full(STEPS, x0)])
    ys = np.concatenate([np.full(STEPS, y0), y0 + (y1 - y0) * t, np.full(STEPS, y1), y1 + (y0 - y1) * t])
    return np.column_stack([xs, ys])
