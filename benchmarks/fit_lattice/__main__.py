"""``python -m benchmarks.fit_lattice --work DIR``: makes pages, fits, writes the trees. See the package."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.fit import Lattice, Rows, fit, fit_among, of_file, rows_of_file
from benchmarks.fit_lattice.pages import made
from ocrkit.tables.judge import WEIGHTS, fitted


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
    parser.add_argument(
        "--only-among", action="store_true", help="fit the last trees only: then no pages of the seeds of the others"
    )
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    files = [file for seed in options.seeds for file in made(seed, options.count, options.work, options.jobs)]
    if options.only_pages:
        say(f"{len(files)} files of pages, {time.perf_counter() - start:.0f} s")
        return 0
    look, fitted_on = (rows_of_file, _among) if options.only_among else (of_file, _every)
    with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(look, files))
    say(f"{len(files)} files looked at, {time.perf_counter() - start:.0f} s")
    np.savez_compressed(options.out, **fitted_on(found))  # type: ignore[arg-type]
    say(f"fitted, {time.perf_counter() - start:.0f} s")
    return 0


def _every(found: list[list[Lattice]]) -> dict[str, NDArray[np.generic]]:
    return fit([lattice for some in found for lattice in some], say)


def _among(found: list[Rows | None]) -> dict[str, NDArray[np.generic]]:
    return fit_among([rows for rows in found if rows is not None], fitted(), say)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
