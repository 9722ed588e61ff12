"""``python -m benchmarks.run.readme [--check]``: writes the README's benchmark section from the committed result."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from benchmarks.run import tables
from benchmarks.run.kept import write_whole
from benchmarks.run.machine import ROOT
from benchmarks.run.model import Part, Result
from benchmarks.run.page import TITLES
from benchmarks.run.timing import BASE
from benchmarks.run.written import JSON, PAGE, read
from ocrkit.errors import OutputError

RESULTS = ROOT / "benchmarks" / "results"
ICDAR = "ICDAR 2013, EU documents (born digital, in English; many of the tables have no rules)"
BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"


def committed(results: Path = RESULTS) -> Path | None:
    """The result that the README speaks of: the full run's, else the small one's; None without either."""
    return next((file for name in ("full", "small") if (file := results / name / JSON).is_file()), None)


def section(result: Result, name: str, timed: Result | None = None, icdar: Result | None = None) -> str:
    """What stands between the markers; ``name`` is the result's folder under ``benchmarks/results``.

    ``timed`` is the result that times are taken from where this one has none: the small one, whose run anybody can
    wait for with nothing else on the machine. ``icdar`` is that of the ICDAR 2013 documents, which have no values.
    """
    shown: tuple[Part, ...] = ("generated", "held-out", "real")
    parts = [_part(result, part, TITLES[part]) for part in shown]
    if icdar is not None:
        parts.append(_part(icdar, "real", ICDAR))
    every: list[tuple[str, Result, Part]] = [
        ("generated", result, "generated"),
        ("kept out of development", result, "held-out"),
    ]
    parts.append(f"ocrkit alone, on every document of a kind:\n\n{tables.alone(every, BASE, tables.SHORT)}")
    source = result if result.throughput is not None else timed
    if source is not None and source.throughput is not None:
        how = f"{tables.timed_on(source.throughput)}; {source.run.threads} threads a system, systems in turn"
        parts.append(f"Time and memory ({how}):\n\n{tables.speed(source)}")
    absent = [f"{system.name} ({system.not_run})" for system in result.systems if system.not_run]
    if absent:
        parts.append(f"Not run: {', '.join(absent)}.\n")
    where = f"benchmarks/results/{name}/{PAGE}"
    parts.append(
        f"Measured on {result.run.date} ({result.run.machine.cpu}, {result.run.machine.cores} cores); in brackets 95%"
        f" intervals over documents, for start-up and ratios of fewer than ten reports least and greatest. Everything"
        f" else, by level, dpi, edition and font: [`{where}`]({where}).\n"
    )
    return "\n".join(part for part in parts if part)


def _part(result: Result, part: Part, title: str) -> str:
    if not tables.has(result, part, shared=True):
        return ""
    table = tables.accuracy(result, part, shared=True, metrics=tables.SHORT)
    return f"{title}:\n\n{table}"


def placed(readme: str, text: str) -> str:
    """The README with ``text`` between the markers; raises ``OutputError`` where they are not there once."""
    pattern = re.compile(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}", re.DOTALL)
    if len(pattern.findall(readme)) != 1:
        raise OutputError(
            "the README has no benchmark section", remedy=f"put {BEGIN} and {END} on lines of their own"
        )
    return pattern.sub(lambda _: f"{BEGIN}\n{text}{END}", readme)


def written_from(source: Path) -> str:
    """The section as the committed result ``source`` and those beside it have it."""
    small, icdar = (
        read(file) if (file := source.parent.parent / name / JSON).is_file() else None
        for name in ("small", "icdar2013-eu")
    )
    return section(read(source), source.parent.name, small, icdar)


def main(arguments: list[str] | None = None) -> int:
    """Write the section, or with ``--check`` only say whether it is what the result says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run.readme", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 where it would")
    options = parser.parse_args(arguments)
    source, readme = committed(), ROOT / "README.md"
    if source is None:
        print("no result is committed under benchmarks/results", file=sys.stderr)
        return 2
    old = readme.read_text(encoding="utf-8")
    new = placed(old, written_from(source))
    if old != new and not options.check:
        write_whole(readme, new)
    return int(options.check and old != new)


if __name__ == "__main__":
    sys.exit(main())
