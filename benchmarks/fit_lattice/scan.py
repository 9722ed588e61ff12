"""``python -m benchmarks.fit_lattice.scan --prints DIR --out DIR``: scans kept documents, writes their edges.

Needs no typesetter and no fonts, so that it runs on any machine with many processors: half a second to six a page.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.fit_lattice.pages import DrawnJob, drawn_page, jobs
from benchmarks.fit_lattice.prints import read_print, scanned
from benchmarks.fit_lattice.rows import Rows, rows_of
from ocrkit.tables.judge import fitted

_FILE = 80_000
"""So many edges go into a file: about 12 MB."""

Task = tuple[Path, int]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_lattice.scan", description=__doc__)
    parser.add_argument("--prints", type=Path, help="folder with documents set in type (prints.py)")
    parser.add_argument("--drawn", type=int, nargs=2, default=[0, 0], help="drawn pages (needs fonts): seed, count")
    parser.add_argument("--out", type=Path, required=True, help="where files of edges go")
    parser.add_argument("--turns", type=int, nargs=2, default=[0, 4], help="scans of each document: from, to")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    options = parser.parse_args(arguments)
    files = sorted(options.prints.rglob("*.pkl")) if options.prints else []
    tasks: list[Task | DrawnJob] = [(file, turn) for turn in range(*options.turns) for file in files]
    tasks += [job for job in jobs(options.drawn[0], options.drawn[1] // 10) if isinstance(job, DrawnJob)]
    start, total, pages, waiting = time.perf_counter(), 0, 0, list[Rows]()
    options.out.mkdir(parents=True, exist_ok=True)
    with multiprocessing.get_context("spawn").Pool(options.jobs, _alone) as pool:
        for done, (count, rows) in enumerate(pool.imap_unordered(of_task, tasks), 1):
            waiting += rows
            pages += count
            if sum(len(some.drawn) for some in waiting) >= _FILE or done == len(tasks):
                total += _write(waiting, options.out / f"edges-{options.turns[0]}-{options.drawn[0]}-{done}.xz")
                waiting = []
                print(
                    f"{done} of {len(tasks)}, {pages} pages, {total} edges, {time.perf_counter() - start:.0f} s",
                    flush=True,
                )
    return 0


def of_task(task: Task | DrawnJob) -> tuple[int, list[Rows]]:
    """How many pages a document has, and the edges of them."""
    if isinstance(task, DrawnJob):
        pages, seed = [drawn_page(task)], [task.seed, 17]
    else:
        document = read_print(task[0])
        pages, seed = list(scanned(document, task[1])), [document.seed, task[1], 17]
    rng = np.random.default_rng(seed)
    return len(pages), [rows for page in pages for rows in rows_of(page, fitted(), rng)]


def _alone() -> None:
    cv2.setNumThreads(1)


def _write(rows: Sequence[Rows], file: Path) -> int:
    together = Rows.together(rows)
    together.save(file)
    return len(together.drawn)


if __name__ == "__main__":
    sys.exit(main())
