"""``python -m benchmarks.pagemaker corpus|sample OUT``: makes pages with known truth."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.pagemaker import corpus, make, sample, special, style, typeset


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pagemaker", description=__doc__)
    parser.add_argument("what", choices=["corpus", "sample"], help="the test corpus, or the repository's sample scan")
    parser.add_argument("out", type=Path, help="folder to write to; one folder a report is made in it")
    parser.add_argument("--seed", type=int, default=1, help="other seeds give other reports (default: 1)")
    parser.add_argument("--only", default="", help="only the reports whose name begins so, such as narrative-")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    options = parser.parse_args(arguments)
    if reason := typeset.missing():
        print(f"{reason}\nDebian: apt-get install {style.SYSTEM_PACKAGES}", file=sys.stderr)
        return 2
    if options.what == "sample":
        sample.make_sample(options.out)
        return 0
    _make_corpus(options.out, options.seed, options.only, options.jobs)
    return 0


def _make_corpus(out: Path, seed: int, only: str, processes: int) -> None:
    jobs = [*corpus.regular(seed), *corpus.permuted(seed), *corpus.narratives(seed)]
    jobs = [job for job in jobs if job.name.startswith(only)]
    start = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        for known, job in zip(pool.map(partial(make.make, folder=out), jobs), jobs, strict=True):
            print(f"{job.name}: {known['level']}, {len(known['pages'])} pages, {known['title']}", flush=True)
    if "special".startswith(only) or only.startswith("special"):
        for name in special.make_all(out / "special", seed):
            print(f"special/{name}", flush=True)
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
