"""Each line of a scanned sheet's cells as the reader is given it, and what was printed in its cell."""

from __future__ import annotations

import json
import pickle
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_values.sheets import sheet
from benchmarks.pagemaker import degrade
from ocrkit.load import PageFailure, load_pages
from ocrkit.page_tables import tables_found
from ocrkit.prepare.prepare import prepare
from ocrkit.recognise.cells.crops import prepare_crop
from ocrkit.recognise.engines.batches import HEIGHT
from ocrkit.recognise.jobs import jobs_of
from ocrkit.settings import ReadSettings
from ocrkit.types.page import Image, PreparedPage
from ocrkit.types.transform import boxes_to_page

_DPI = ((100, 150, 200, 300, 400), (0.32, 0.26, 0.24, 0.14, 0.04))
"""How finely sheets are scanned, and how often: coarse scans are where values are misread."""

_OVERLAP = 0.6
"""A found cell is a drawn one where they share this much of what they cover together."""

_WIDEST = 10
"""Lines wider than so many times their height are no values."""


@dataclass(frozen=True)
class Line:
    """The crop of a line, uint8 (H, W), at most as high as the network's input; the text of its cell."""

    crop: Image
    text: str
    level: str
    dpi: int


def scans(folder: Path, seed: int, count: int, processes: int) -> Iterator[Path]:
    """The files of ``count`` scanned sheets; those that ``folder`` holds already are not made again."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_kept, folder, seed), range(count))


def read_lines(file: Path) -> list[Line]:
    """The lines in a file that ``scans`` wrote."""
    lines: list[Line] = pickle.loads(zlib.decompress(file.read_bytes()))  # of this command's own making
    return lines


def _kept(folder: Path, seed: int, number: int) -> Path:
    file = folder / f"{seed}-{number:04d}.pkl"
    if not file.exists():
        file.write_bytes(zlib.compress(pickle.dumps(list(scanned_lines(seed, number))), 1))
    return file


def scanned_lines(seed: int, number: int) -> Iterator[Line]:
    """The lines of one sheet, scanned at some level and resolution: those that are all there is in their cell."""
    rng = np.random.default_rng([seed, number, 77])
    level = str(rng.choice(sorted(degrade.LEVELS)))
    dpi = int(rng.choice(_DPI[0], p=_DPI[1]))
    drawn = sheet(rng, dpi)
    coloured = np.ascontiguousarray(np.repeat(drawn.image[:, :, None], 3, axis=2))
    file = degrade.degrade(coloured, level, seed * 10_000 + number, 1, dpi)
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / f"page{file.ending}"
        path.write_bytes(file.data)
        (page,) = (page for page in load_pages(str(path)) if not isinstance(page, PageFailure))
    corners = file.points(drawn.boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)).reshape(-1, 4, 2)
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    for crop, i in _cut(prepare(page), boxes):
        yield Line(crop, drawn.texts[i], level, dpi)


def report_lines(folder: Path) -> Iterator[Line]:
    """The lines of a generated report's tables, by the boxes of its ``truth.json``."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    files = dict.fromkeys(page["file"] for page in truth["pages"])
    pages = [page for file in files for page in load_pages(str(folder / file))]
    for number, page in enumerate(pages, start=1):
        cells = [cell for table in truth["tables"] for cell in table["cells"] if cell["page"] == number]
        if cells and not isinstance(page, PageFailure):
            for crop, i in _cut(prepare(page), np.array([cell["box"] for cell in cells], np.float64)):
                yield Line(crop, cells[i]["text"] or "", truth["level"], int(truth["dpi"]))


def _cut(page: PreparedPage, boxes: NDArray[np.float64]) -> Iterator[tuple[Image, int]]:
    """The crops of the cells that were found with one line, and which of ``boxes`` (n, 4) each is in."""
    settings = ReadSettings()
    for table in tables_found(page, settings, report=True):
        jobs, height = jobs_of(page, table.cells, settings.cells)
        places = boxes_to_page([cell.box for cell in table.cells], page.transform, page.page_size)
        for job, place in zip(jobs, places, strict=True):
            shares = _overlaps(boxes, np.array([place.x0, place.y0, place.x1, place.y1]))
            if len(job.lines) == 1 and shares.max() >= _OVERLAP:
                crop = prepare_crop(job.lines[0].image, job.lines[0].ink, height, settings.cells.values.crop)
                if crop.shape[1] <= _WIDEST * crop.shape[0]:
                    yield _no_higher(crop), int(shares.argmax())


def _overlaps(boxes: NDArray[np.float64], box: NDArray[np.float64]) -> NDArray[np.float64]:
    sides = np.minimum(boxes[:, 2:], box[2:]) - np.maximum(boxes[:, :2], box[:2])
    shared = np.clip(sides, 0, None).prod(axis=1)
    together = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1) + (box[2:] - box[:2]).prod() - shared
    return np.asarray(shared / together)


def _no_higher(crop: Image) -> Image:
    if crop.shape[0] <= HEIGHT:
        return crop
    width = max(1, round(crop.shape[1] * HEIGHT / crop.shape[0]))
    return np.asarray(cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
