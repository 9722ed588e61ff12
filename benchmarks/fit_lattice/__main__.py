"""``python -m benchmarks.fit_lattice --work DIR``: makes pages, fits, writes the trees. See the package."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.fit_lattice.fit import Lattice, fit, lattices
from benchmarks.fit_lattice.pages import made, pages_of
from ocrkit.tables.judge import WEIGHTS


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_lattice", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for pages, kept between runs")
    parser.add_argument("--seeds", type=int, nargs="+", default=[100, 101], help="of the pages (default: 100 101)")
    parser.add_argument(
        "--count", type=int, default=50, help="reports a seed, and pages of random tables (default: 50)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the trees go (default: into the package)")
    parser.add_argument("--only-pages", action="store_true", help="make the pages and stop")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    files = [file for seed in options.seeds for file in made(seed, options.count, options.work, options.jobs)]
    found: list[Lattice] = []
    if not options.only_pages:
        with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            found = [lattice for some in pool.map(of_file, files) for lattice in some]
    if found:
        np.savez_compressed(options.out, **fit(found, say))  # type: ignore[arg-type]
    say(f"{len(found)} lattices, {time.perf_counter() - start:.0f} s")
    return 0


def of_file(file: Path) -> list[Lattice]:
    """The lattices of a document's pages; its number is its place in no order."""
    document = zlib.crc32(f"{file.parent.name}/{file.name}".encode())
    return [lattice for page in pages_of(file) for lattice in lattices(page, document)]


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
