"""``python -m benchmarks.hostile --seed N --count N [--only WORD] [-o FILE.md]``.

Gives damaged and hostile inputs to the whole command, one after another, and prints what came out of each. Asked of
every one: it ends within its limits of time and memory, without a traceback or an error nobody foresaw; what must be
refused is not handed over as read; every file given is named, in the results or in what is said. Exit status 1 where
one does not hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.commit import commit
from benchmarks.hostile import damage, documents, folders, images
from benchmarks.hostile.judge import Judged, judged
from benchmarks.hostile.model import Kind

ROOMS = (damage, images, documents, folders)


def chosen(seed: int, count: int, only: str = "") -> Iterator[tuple[Kind, str, int]]:
    """Kinds in a random order, each with a command and a seed; from the start again if need be."""
    rng = np.random.default_rng(seed)
    rooms = [[kind for kind in room.kinds() if only in kind.name] for room in ROOMS]
    mixed = [kind for room in rooms for kind in (room[i] for i in rng.permutation(len(room)))]
    every = [mixed[i] for i in rng.permutation(len(mixed))]
    for n in range(count if not only else min(count, len(every))):
        yield every[n % len(every)], str(rng.choice(["read", "read", "table"])), int(rng.integers(2**31))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hostile", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", metavar="WORD", help="only kinds with this in their name")
    parser.add_argument("-o", "--output", type=Path, help="a Markdown file for the table")
    args = parser.parse_args()
    results = []
    for kind, command, seed in chosen(args.seed, args.count, args.only):
        results.append(judged(kind, command, seed))
        print(_line(len(results), results[-1]), flush=True)
    if args.output:
        args.output.write_text(_markdown(args.seed, results), encoding="utf-8")
    wrong = [result for result in results if result.faults]
    print(f"{len(results) - len(wrong)} of {len(results)} hold")
    for result in wrong:
        print(
            f"{result.name} ({result.command}): {'; '.join(result.faults)}\n{result.ran.err[-3000:]}", file=sys.stderr
        )
    return 1 if wrong else 0


def _line(number: int, result: Judged) -> str:
    holds = "yes" if not result.faults else f"**no**: {'; '.join(result.faults)}"
    outcome = "".join(c if c.isprintable() else "?" for c in result.outcome).replace("|", "\\|")
    cells = (result.name, result.command, result.ran.code, f"{result.ran.seconds:.0f}", result.ran.mebibytes, outcome)
    return f"| {number} | " + " | ".join(map(str, cells)) + f" | {holds} |"


def _markdown(seed: int, results: list[Judged]) -> str:
    held = sum(not result.faults for result in results)
    return "\n".join(
        [
            f"# {len(results)} damaged and hostile inputs",
            "",
            f"Made by `python -m benchmarks.hostile --seed {seed} --count {len(results)}` at {commit()}.",
            "",
            f"{held} of {len(results)} hold.",
            "",
            "| | input | command | exit code | seconds | MiB | what came out | holds |",
            "|---|---|---|---|---|---|---|---|",
            *(_line(number, result) for number, result in enumerate(results, 1)),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
