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

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.drawn import sheet
from benchmarks.fit_lattice.faults import cut_off, plant
from benchmarks.fit_lattice.strokes import plain_text
from benchmarks.pagemaker import benchmark, degrade, grid, randomtables, typeset
from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.make import Inking, Job, TableJob
from benchmarks.pagemaker.typeset import Part, Printed
from benchmarks.pagemaker.warp import PointMap, in_turn
from ocrkit.load import PageFailure, load_pages
from ocrkit.prepare.prepare import prepare
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PreparedPage

OPEN = 50
"""Added to the seed for those."""

_SCANNED, _CUT_OFF, _NO_TABLE = 0.5, 0.25, 0.06
"""Shares of the drawn pages that are scanned at a level, and of the others that are cut off within a table."""

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

    def box(self, factor: float) -> UprightBox:
        """The box around it on the page shrunk by ``factor``."""
        points = (self.outlines.reshape(-1, 2) + 0.5) * factor - 0.5
        return UprightBox(*points.min(axis=0).tolist(), *points.max(axis=0).tolist())


@dataclass(frozen=True)
class FitPage:
    """A prepared page and the tables on it."""

    name: str
    level: str
    image: Image
    seals: NDArray[np.bool_]
    tables: tuple[TrueTable, ...]


@dataclass(frozen=True)
class DrawnJob:
    """A page of tables drawn with faults (``drawn.py``)."""

    name: str
    seed: int


AnyJob = Job | TableJob | DrawnJob


def jobs(seed: int, count: int) -> list[AnyJob]:
    """Reports over all levels, as many pages of random tables, half as many sheets with marks and stamps, as many
    reports whose tables are open at their sides, for nothing else tells where such a table ends, and ten times as
    many pages of drawn tables with faults, which are made fast.
    """
    reports = [job for job in benchmark.jobs(seed + OPEN, count, 0) if isinstance(job, Job)]
    is_open = [
        replace(job, name=f"open-{job.name}", drawing=replace(job.drawing, open_sides=True)) for job in reports
    ]
    drawn = [DrawnJob(f"drawn-{i + 1:03d}", seed * 100_000 + 90_000 + i) for i in range(10 * count)]
    return [*benchmark.jobs(seed, count, count), *benchmark.inked(seed, count // 2), *is_open, *drawn]


def made(seed: int, count: int, work: Path, processes: int) -> Iterator[Path]:
    """The files of all jobs' pages (see ``pages_of``); those that ``work`` holds already are not made again."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        yield from pool.map(partial(_kept, folder=work / str(seed)), jobs(seed, count))


def pages_of(file: Path) -> list[FitPage]:
    """The pages in a file that ``made`` wrote."""
    pages: list[FitPage] = pickle.loads(zlib.decompress(file.read_bytes()))  # of this command's own making
    return pages


def _kept(job: AnyJob, folder: Path) -> Path:
    file = folder / f"{job.name}.pkl"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(zlib.compress(pickle.dumps(list(_pages(job))), 1))
    return file


def _pages(job: AnyJob) -> Iterator[FitPage]:
    if isinstance(job, DrawnJob):
        yield drawn_page(job)
        return
    printed, inking, seed = set_in_type(job)
    dpi = job.dpi or degrade.ALL_LEVELS[job.level].dpi
    for number, image in enumerate(typeset.rasterise(printed.pdf, dpi), 1):
        parts = [part for part in printed.parts if part.page == number]
        if inking is not None:
            image = inking.page(image, parts, dpi, np.random.default_rng([seed, number, 11])).image
        file = degrade.degrade(image, job.level, seed, number, dpi)
        yield scanned_page(f"{job.name}-{number}", job.level, file, parts, dpi)


def scanned_page(name: str, level: str, file: degrade.ScanFile, parts: Sequence[Part], dpi: int) -> FitPage:
    """A scan as the tables stage is given it, and the tables on it, which were set as ``parts``."""
    prepared, moved = _scanned(file)
    tables = tuple(_table(part, dpi / 72, moved) for part in parts)
    return FitPage(name, level, prepared.image, prepared.seals, tables)


def _scanned(file: degrade.ScanFile) -> tuple[PreparedPage, tuple[PointMap, PointMap]]:
    """The scan, loaded and prepared, and where points of the page lie on it, in two steps."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page{file.ending}"
        path.write_bytes(file.data)
        (page,) = (page for page in load_pages(str(path)) if not isinstance(page, PageFailure))
    prepared = prepare(page)
    return prepared, (file.points, prepared.transform.forward)


def drawn_page(job: DrawnJob) -> FitPage:
    """Tables with faults, scanned at some level, or as they were drawn: then the paper may end within a table."""
    rng = np.random.default_rng([job.seed, 1])
    dpi = int(rng.choice([150, 200, 200, 300]))
    page = sheet(rng, dpi)
    if rng.random() < _NO_TABLE:
        plain_text(rng, page)
    faults = plant(rng, page) if page.tables else ["plain text"]
    level = str(rng.choice(sorted(degrade.LEVELS))) if rng.random() < _SCANNED else "drawn"
    if level == "drawn" and page.tables and rng.random() < _CUT_OFF:
        cut_off(rng, page)
        faults.append("cut off")
    image = np.asarray(cv2.cvtColor(page.image, cv2.COLOR_GRAY2RGB), np.uint8)
    file = (
        degrade.ScanFile(degrade.encode(page.image, ".png"), ".png", {}, _same, None, image.shape)
        if level == "drawn"
        else degrade.degrade(image, level, job.seed, 1, dpi)
    )
    prepared, moved = _scanned(file)
    tables = []
    for table in page.tables:
        spans = np.array(table.cells, np.intp)
        corners = np.stack(
            [table.xs[spans[:, 2]], table.ys[spans[:, 0]], table.xs[spans[:, 3]], table.ys[spans[:, 1]]], 1
        )
        tables.append(_true(spans, corners, moved))
    return FitPage(f"{job.name}-{'+'.join(faults)}-1", level, prepared.image, prepared.seals, tuple(tables))


def _same(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points


def set_in_type(job: Job | TableJob) -> tuple[Printed, Inking | None, int]:
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
    return _true(spans, np.array(part.boxes) * scale, moved)


def _true(spans: NDArray[np.intp], boxes: NDArray[np.generic], moved: Sequence[PointMap]) -> TrueTable:
    points = np.concatenate([outline(np.asarray(box, np.float64)) for box in boxes])
    return TrueTable(spans, in_turn(*moved)(points).reshape(len(spans), 4 * STEPS, 2))


def outline(box: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Points along the four sides of a box, clockwise from top left."""
    x0, y0, x1, y1 = box
    t = np.linspace(0, 1, STEPS)
    xs = np.concatenate([x0 + (x1 - x0) * t, np.full(STEPS, x1), x1 + (x0 - x1) * t, np.full(STEPS, x0)])
    ys = np.concatenate([np.full(STEPS, y0), y0 + (y1 - y0) * t, np.full(STEPS, y1), y1 + (y0 - y1) * t])
    return np.column_stack([xs, ys])
