"""The result as one Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from benchmarks.run import tables
from benchmarks.run.model import METRICS, Axis, Confusion, Part, Result

PLOTS = {
    "accuracy_by_level.png": "Values exact by scan level",
    "risk_coverage.png": "Risk against coverage",
    "stages.png": "Time per stage",
    "growth.png": "How cost grows",
}
"""The plots beside the page: file and title."""

TITLES: dict[Part, str] = {
    "generated": "Generated reports",
    "held-out": "Held-out reports",
    "real": "Real data",
    "user": "Documents of one's own",
}


def page(result: Result, plots: Iterable[str]) -> str:
    """The page; ``plots`` are the files that stand beside it."""
    shown = "".join(f"![{PLOTS[name]}]({name})\n\n" for name in plots)
    sections = [_head(result), _systems(result), *_accuracy(result), *_broken_down(result), *_speed(result)]
    return "\n".join([*sections, *_digits(result.confusion), shown]).rstrip() + "\n"


def _head(result: Result) -> str:
    run, machine = result.run, result.run.machine
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    commit = f", commit {run.commit}" if run.commit else ""
    return (
        f"# Benchmark of {run.date}\n\n"
        f"`{run.command}`\n\n"
        f"Seed {run.seed}, {run.threads} threads a system{commit}. {machine.cpu}, {machine.cores} cores,"
        f" {machine.memory_gib:g} GiB, {machine.system}. {versions}.\n\n"
        "A value is exact where both its number and its kind are. Silent: wrong and not flagged. Flagged: missing,"
        " unreadable, or marked for review. In brackets: 95% interval by bootstrap over documents, left out with"
        " under 10 of them. A document that a system crashed on counts as one that it read nothing of.\n"
    )


def _systems(result: Result) -> str:
    rows = [
        [
            s.name,
            s.version or tables.NONE,
            f"not run: {s.not_run}" if s.not_run else str(s.documents),
            str(len(s.failures)),
        ]
        for s in result.systems
    ]
    lost = [f"- {s.name} crashed on {f.document}: {_line(f.error)}\n" for s in result.systems for f in s.failures]
    return tables.markdown(["system", "version", "documents", "crashed"], rows) + "\n" * bool(lost) + "".join(lost)


def _line(error: str) -> str:
    """The last line of an error: of a traceback the one that says what happened."""
    return error.strip().splitlines()[-1]


def _accuracy(result: Result) -> Iterator[str]:
    for part in get_args(Part):
        if tables.has(result, part, shared=True):
            yield f"## {TITLES[part]}\n\n{tables.accuracy(result, part, shared=True)}"
        if tables.has(result, part, shared=False):
            told = "All documents, of systems that were given more than the others:"
            yield f"{told}\n\n{tables.accuracy(result, part, shared=False)}"


def _broken_down(result: Result) -> Iterator[str]:
    """Values exact by everything that is known of the documents; silent errors by level."""
    for part in get_args(Part):
        for axis in get_args(Axis)[1:]:
            if max(len(tables.groups(result, part, axis, shared=shared)) for shared in (True, False)) < 2:
                continue
            for metric in ("cells_exact", "silent") if axis == "level" else ("cells_exact",):
                table = tables.broken_down(result, part, axis, metric)
                yield f"## {TITLES[part]}: {METRICS[metric]} by {axis}\n\n{table}"


def _speed(result: Result) -> Iterator[str]:
    timed = result.throughput
    if timed is None:
        return
    yield (
        f"## Time and memory\n\n{tables.timed_on(timed)}; systems in turn, warm-up not counted. Ratios are taken"
        " report by report; in brackets the least and the greatest.\n\n" + tables.speed(result)
    )
    if timed.workers:
        rows = (
            [str(w.processes), str(w.threads), tables.spread(w.pages_per_second, digits=2)] for w in timed.workers
        )
        yield tables.markdown(["ocrkit processes", "threads each", "pages/s"], rows)


def _digits(confusion: Iterable[Confusion]) -> Iterator[str]:
    rows = []
    for one in confusion:
        most = ", ".join(f"{w.expected or 'none'} as {w.read or 'none'}: {w.n}" for w in one.wrong[:6])
        wrong = sum(w.n for w in one.wrong)
        rows.append([one.system, f"{wrong} of {one.digits}", most or tables.NONE])
    if rows:
        yield "## Digits read as others\n\n" + tables.markdown(["system", "digits wrong", "most often"], rows)
