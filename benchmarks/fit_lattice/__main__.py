"""``python -m benchmarks.fit_lattice --work DIR``: makes pages, fits, writes the trees. See the package."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.fit_lattice.fit import fit, fit_among, mean
from benchmarks.fit_lattice.lattices import of_file
from benchmarks.fit_lattice.pages import made
from benchmarks.fit_lattice.rows import Rows
from ocrkit.tables.judge import WEIGHTS, fitted, read_trees


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_lattice", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("out/fit-lattice"), help="folder for pages, kept")
    parser.add_argument("--seeds", type=int, nargs="+", default=[100, 101], help="of the pages (default: 100 101)")
    parser.add_argument(
        "--count", type=int, default=50, help="reports a seed, and pages of random tables (default: 50)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the trees go (default: into the package)")
    parser.add_argument("--only-pages", action="store_true", help="make the pages and stop")
    parser.add_argument(
        "--among",
        type=Path,
        help="folder of edges (scan.py): fit the last trees on them, leave the others",
    )
    parser.add_argument("--mean", type=Path, nargs=2, help="two files of trees: the mean of what their last ones say")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    if options.mean:
        np.savez_compressed(options.out, **mean(*map(read_trees, options.mean)))  # type: ignore[arg-type]
        return 0
    if options.among is not None:
        rows = Rows.together(Rows.load(file) for file in sorted(options.among.glob("*.xz")))
        np.savez_compressed(options.out, **fit_among(rows, fitted(), say))  # type: ignore[arg-type]
        return 0
    files = [file for seed in options.seeds for file in made(seed, options.count, options.work, options.jobs)]
    say(f"{len(files)} files of pages, {time.perf_counter() - start:.0f} s")
    if options.only_pages:
        return 0
    with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = [lattice for some in pool.map(of_file, files) for lattice in some]
    np.savez_compressed(options.out, **fit(found, say))  # type: ignore[arg-type]
    say(f"fitted on {len(found)} lattices, {time.perf_counter() - start:.0f} s")
    return 0


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
