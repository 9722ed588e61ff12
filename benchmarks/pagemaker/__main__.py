"""``python -m benchmarks.pagemaker benchmark|corpus|sample OUT``: makes pages with known truth."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.pagemaker import benchmark, corpus, degrade, manifest, needs, sample, special, typeset
from benchmarks.pagemaker.make import Job, TableJob
from benchmarks.pagemaker.parallel import made

MAKES = {
    "benchmark": "the benchmark's corpus, over all levels, resolutions, typesetters, fonts, editions and densities",
    "corpus": "the test corpus",
    "sample": "the repository's sample scan",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    if reason := typeset.missing() if options.what != "benchmark" else needs.missing(held_out=options.held_out):
        packages = needs.packages(held_out=options.held_out)
        print(f"{reason}\nDebian: apt-get install {packages}", file=sys.stderr)
        return 2
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{options.out}: {error.strerror} (name a folder that can be made)", file=sys.stderr)
        return 2
    if options.what == "sample":
        sample.make_sample(options.out)
    elif options.what == "corpus":
        _make_corpus(options.out, options.seed, options.only, options.jobs)
    else:
        _make_benchmark(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pagemaker", description=__doc__)
    parser.add_argument("what", choices=MAKES, help="; ".join(f"{name}: {what}" for name, what in MAKES.items()))
    parser.add_argument("out", type=Path, help="folder to write to; one folder a report is made in it")
    parser.add_argument("--seed", type=int, default=1, help="other seeds give other reports (default: 1)")
    parser.add_argument("--only", default="", help="only the reports whose name begins so, such as narrative-")
    parser.add_argument("--jobs", type=_at_least(1), default=2, help="processes (default: 2)")
    only = parser.add_argument_group("for benchmark")
    only.add_argument("--count", type=_at_least(1), default=120, help="reports (default: 120)")
    only.add_argument(
        "--tables", type=_at_least(0), help="pages of random merged tables (default: a fifth of the reports)"
    )
    only.add_argument(
        "--held-out", action="store_true",
        help="instead make reports with the typesetter, the fonts and the level that development never sees",
    )  # fmt: skip
    only.add_argument(
        "--ink", action="store_true",
        help="instead make reports whose sheets bear more than plain print: colours, marks, stamps, dark fields, ...",
    )  # fmt: skip
    only.add_argument(
        "--levels", nargs="+", choices=list(degrade.ALL_LEVELS), help="of the reports only those so worn"
    )
    only.add_argument("--dpis", nargs="+", type=int, help="of the reports only those of these resolutions")
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if (value := int(text)) < least:
            raise argparse.ArgumentTypeError(f"{value} is less than {least}")
        return value

    return number


def _make_corpus(out: Path, seed: int, only: str, processes: int) -> None:
    jobs = [*corpus.regular(seed), *corpus.permuted(seed), *corpus.narratives(seed)]
    start = time.perf_counter()
    for _ in made([job for job in jobs if job.name.startswith(only)], out, processes):
        pass
    if "special".startswith(only) or only.startswith("special"):
        for name in special.make_all(out / "special", seed):
            print(f"special/{name}", flush=True)
    print(f"{time.perf_counter() - start:.0f} s")


def _make_benchmark(options: argparse.Namespace) -> None:
    start = time.perf_counter()
    tables = options.count // 5 if options.tables is None else options.tables
    jobs: list[Job | TableJob] = [*benchmark.inked(options.seed, options.count)] if options.ink else []
    if not options.ink:
        jobs = benchmark.jobs(options.seed, options.count, tables, held_out=options.held_out)
    jobs = [job for job in jobs if job.name.startswith(options.only)]
    jobs = [job for job in jobs if options.levels is None or job.level in options.levels]
    dpis = {job.name: job.dpi or degrade.ALL_LEVELS[job.level].dpi for job in jobs}
    jobs = [job for job in jobs if options.dpis is None or dpis[job.name] in options.dpis]
    if not jobs:
        raise SystemExit("no report is so: give other --only, --levels or --dpis, or a greater --count")
    pages: Counter[str] = Counter()
    for job, known in made(jobs, options.out, options.jobs):
        pages[job.name] = len(known["pages"])
    manifest.write(options.out, options.seed, jobs, pages)
    print(f"{len(jobs)} documents, {sum(pages.values())} pages, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
