"""Jobs made side by side in processes of their own."""

from __future__ import annotations

import ctypes
import multiprocessing
import platform
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import cv2

from benchmarks.pagemaker import make
from benchmarks.pagemaker.make import Job, TableJob

M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4  # of mallopt(3)


def made(
    jobs: Sequence[Job | TableJob], out: Path, processes: int
) -> Iterator[tuple[Job | TableJob, dict[str, Any]]]:
    """Every job's truth, in their order, made in parallel; says how far it is.

    The processes are spawned: forked from one whose libraries run threads they can wait for its locks for ever.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_prepare) as pool:
        results = pool.map(partial(make.make_any, folder=out), jobs)
        for done, (job, known) in enumerate(zip(jobs, results, strict=True), 1):
            how = f"{known['level']}, {known['dpi']} dpi, {known['engine']}, {known['font']}"
            pages = len(known["pages"])
            print(f"{done}/{len(jobs)} {job.name}: {how}, {pages} page{'s' * (pages > 1)}", flush=True)
            yield job, known


def _prepare() -> None:
    """Set a process up: one thread, and memory kept when it is freed.

    The arrays of one page after the other are of one size; giving each back to the system and taking it again costs
    as much as all the rest.
    """
    cv2.setNumThreads(1)
    if sys.platform == "linux" and platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, 2**31 - 1)
