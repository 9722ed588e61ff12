"""``python -m benchmarks.run --documents PLACE ... --work DIR --out DIR``: measures, and writes the result.

PLACE is a folder of truth folders, or a name that ``benchmarks.loaders`` knows. What DIR of ``--work`` holds from an
earlier run is not done again: start an interrupted run with the same command, and it goes on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.run.given import load
from benchmarks.run.installed import installed
from benchmarks.run.machine import command
from benchmarks.run.throughput import SIZES
from benchmarks.run.whole import RunSettings, run, say
from benchmarks.run.written import write
from benchmarks.systems import SYSTEMS
from ocrkit.errors import OcrkitError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(given)
    settings = RunSettings(
        command=command("benchmarks.run", given),
        seed=options.seed,
        threads=options.threads,
        peers_on=options.peers_on,
        timing=options.timing,
    )
    try:
        documents = load(options.documents)  # every truth is checked before anything runs
        result = run(documents, installed(options.systems, documents), options.work, settings)
    except OcrkitError as error:
        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here")
        return 130
    write(result, options.out)
    say(f"written: {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description=(__doc__ or "").split("\n\n", 1)[1],
    )
    add = parser.add_argument
    add("--documents", nargs="+", required=True, metavar="PLACE", help="where the documents are")
    of = f"of {', '.join(SYSTEMS)} (default: all)"
    add("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="NAME", help=of)
    add("--work", type=Path, required=True, help="folder for what is kept between runs")
    add("--out", type=Path, required=True, help="folder for RESULT.json, RESULT.md and the plots")
    add("--seed", type=int, default=1, help="of the choice of documents and the intervals (default: 1)")
    add("--threads", type=int, default=2, help="for every system (default: 2)")
    add("--peers-on", type=int, metavar="N", help="give the other systems N of the generated reports (default: all)")
    add("--timing", choices=sorted(SIZES), help="measure time and memory too (default: no)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
