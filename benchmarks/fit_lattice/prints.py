"""Documents set in type and kept as files: set once, where the typesetters are, and scanned many times anywhere."""

from __future__ import annotations

import multiprocessing
import pickle
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.fit_lattice.pages import FitPage, jobs, scanned_page, set_in_type
from benchmarks.pagemaker import degrade
from benchmarks.pagemaker.make import Inking, Job, TableJob
from benchmarks.pagemaker.typeset import Printed, rasterise

_DPI = ((100, 150, 200, 300, 400), (0.2, 0.25, 0.3, 0.2, 0.05))
"""How finely a document is scanned again, and how often: coarse scans are where tables are lost."""


@dataclass(frozen=True)
class Print:
    """A document set in type, and what is drawn on its sheets."""

    name: str
    printed: Printed
    inking: Inking | None
    seed: int


def prints(seed: int, count: int, work: Path, processes: int) -> Iterator[Path]:
    """The files of all typeset documents of a seed; those that ``work`` holds already are not set again."""
    spawn = multiprocessing.get_context("spawn")
    typeset = [job for job in jobs(seed, count) if isinstance(job, Job | TableJob)]
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        yield from pool.map(partial(_kept, folder=work / str(seed)), typeset)


def read_print(file: Path) -> Print:
    """A document that ``prints`` wrote."""
    document: Print = pickle.loads(zlib.decompress(file.read_bytes()))  # of this command's own making
    return document


def scanned(document: Print, turn: int) -> Iterator[FitPage]:
    """Its pages as turn ``turn`` scans them: at another level and another resolution each."""
    rng = np.random.default_rng([document.seed, turn, 13])
    level = str(rng.choice(sorted(degrade.LEVELS)))
    dpi = int(rng.choice(_DPI[0], p=_DPI[1]))
    name = f"{document.name}-{turn}"
    for number, image in enumerate(rasterise(document.printed.pdf, dpi), 1):
        parts = [part for part in document.printed.parts if part.page == number]
        if document.inking is not None:
            marks = np.random.default_rng([document.seed, number, turn, 11])
            image = document.inking.page(image, parts, dpi, marks).image
        file = degrade.degrade(image, level, document.seed * 100 + turn, number, dpi)
        yield scanned_page(f"{name}-{number}", level, file, parts, dpi)


def _kept(job: Job | TableJob, folder: Path) -> Path:
    file = folder / f"{job.name}.pkl"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(zlib.compress(pickle.dumps(Print(job.name, *set_in_type(job))), 9))
    return file
