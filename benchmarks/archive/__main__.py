"""``python -m benchmarks.archive WHAT``: measures one thing (``COMMANDS``), and writes what it found.

Results go to ``benchmarks/results/archive`` (or ``--out``), a file each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.archive import faults, kills, planted, queries, real, summary_page
from benchmarks.commit import commit
from benchmarks.pagemaker.linked import Wanted, plan

Options = argparse.Namespace


def _kills(options: Options, work: Path) -> Iterator[str]:
    made = plan(options.seed, Wanted(options.agencies, 4, 0, 0, 0, 0))
    kills.make_scans(made, work / "scans")
    yield f"{len(made.reports) + 2} reports ({options.agencies} agencies, 4 years), read by workers whose pages tell"
    yield "them what is read; runs killed by SIGKILL and started again, the last let finish, compared with a run that"
    yield "nobody disturbed (JSON, pictures, ledger; dates and times aside)."
    yield ""
    at_steps = kills.killed_at_steps(work / "scans", work)
    at_random = kills.killed_at_random(work / "scans", work, options.kills, options.seed, longest=8.0)
    yield from kills.lines({"before and after each kind of step": at_steps, "at random moments": at_random})
    yield ""
    yield f"Steps met: {', '.join(at_steps.met)}."


def _faults(options: Options, work: Path) -> Iterator[str]:
    yield from faults.lines(faults.run(plan(options.seed, Wanted(4, 4, 0, 0, 0, 0)), work, options.only))


def _planted(options: Options, work: Path) -> Iterator[str]:
    yield from planted.measured(plan(options.seed, Wanted(agencies=options.agencies)), work)


def _queries(options: Options, work: Path) -> Iterator[str]:
    yield from queries.measured(options.seed, options.reports, work)


def _summary(options: Options, work: Path) -> Iterator[str]:
    made = plan(options.seed, Wanted(agencies=options.agencies))
    yield from summary_page.measured(made, options.seed, work, Path("docs/archive-summary.png"))


def _real(options: Options, work: Path) -> Iterator[str]:
    few = options.agencies < 40
    wanted = Wanted(options.agencies, 4, 1, 0, 1, 0) if few else Wanted(agencies=options.agencies)
    yield from real.measured(plan(options.seed, wanted), options.work or work, options.seed)


def _speed(options: Options, work: Path) -> Iterator[str]:
    yield from real.speed(plan(options.seed, Wanted(options.agencies, 3, 0, 0, 0, 0)), work, options.seed)


def _memory(options: Options, work: Path) -> Iterator[str]:
    yield from real.memory(plan(options.seed, Wanted(options.agencies, 4, 0, 0, 0, 0)), work, options.seed)


COMMANDS: dict[str, Callable[[Options, Path], Iterator[str]]] = {
    "kills": _kills,
    "faults": _faults,
    "planted": _planted,
    "queries": _queries,
    "summary": _summary,
    "real": _real,
    "speed": _speed,
    "memory": _memory,
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("what", choices=COMMANDS)
    parser.add_argument("--seed", type=int, default=41, help="of the linked reports (41)")
    parser.add_argument("--agencies", type=int, default=50, help="with four years each (50)")
    parser.add_argument("--kills", type=int, default=20, help="random moments (20)")
    parser.add_argument("--reports", type=int, default=10_000, help="for queries (10,000)")
    parser.add_argument("--only", default="", help="faults whose name begins so")
    parser.add_argument("--work", type=Path, help="for real: keep scans and archive here, and go on with them")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/archive"))
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ocrkit-archive-") as work:
        text = "\n".join(COMMANDS[options.what](options, Path(work))) + "\n"
    given = _without_places(arguments if arguments is not None else sys.argv[1:])
    head = f"# {options.what.capitalize()}\n\nMade by `python -m benchmarks.archive {given}` at {commit()}.\n\n"
    (options.out / f"{options.what.upper()}.md").write_text(head + text, encoding="utf-8")
    print(text)
    return 0


def _without_places(arguments: Sequence[str]) -> str:
    """The arguments without the folders of this machine."""
    pairs = zip(["", *arguments], arguments, strict=False)
    places = ("--out", "--work")
    return " ".join(given for before, given in pairs if before not in places and given not in places)


if __name__ == "__main__":
    sys.exit(main())
