"""Figures as text, and the tables of the result's page and the README."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.pagemaker.degrade import ALL_LEVELS
from benchmarks.run.model import METRICS, Accuracy, Axis, Part, Result, Speed, Spread, Throughput
from ocrkit.score import Figure

NONE = "–"

SHORT = ("cells_exact", "reports_exact", "silent", "flagged", "teds", "teds_s")
"""The figures of the README's table."""


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def share(figure: Figure | None, *, interval: bool = True) -> str:
    """A share in percent, with its interval where it has one."""
    if figure is None or figure.value is None:
        return NONE
    text = f"{100 * figure.value:.2f}%"
    if interval and figure.interval is not None:
        text += f" ({100 * figure.interval.low:.2f} to {100 * figure.interval.high:.2f})"
    return text


def spread(value: Spread | None, unit: str = "", digits: int = 1) -> str:
    """A median with the least and the greatest, where there is more than one measurement."""
    if value is None:
        return NONE
    text = f"{value.median:.{digits}f}{unit}"
    return text if value.n == 1 else f"{text} ({value.low:.{digits}f} to {value.high:.{digits}f})"


def times(figure: Figure | None) -> str:
    """A ratio, with its interval where it has one."""
    if figure is None or figure.value is None:
        return NONE
    interval = figure.interval
    return f"{figure.value:.2f}" + (f" ({interval.low:.2f} to {interval.high:.2f})" if interval else "")


def ran(result: Result) -> list[str]:
    """The systems that were run, in order."""
    return [system.name for system in result.systems if system.not_run is None]


def has(result: Result, part: Part, *, shared: bool) -> bool:
    """Whether there are figures of accuracy for a part."""
    return any((row.part, row.shared) == (part, shared) for row in result.accuracy)


def accuracy(result: Result, part: Part, *, shared: bool, metrics: Sequence[str] = tuple(METRICS)) -> str:
    """A row a system: figures with their intervals."""
    rows = [row for name in ran(result) if (row := result.find(name, part, shared=shared)) is not None]
    used = [metric for metric in metrics if any(metric in row.figures for row in rows)]
    head = ["system", "documents", *(METRICS[metric] for metric in used)]
    return markdown(head, ([row.system, _documents(result, row), *(_figures(row, used))] for row in rows))


def alone(parts: Sequence[tuple[str, Result, Part]], system: str, metrics: Sequence[str]) -> str:
    """A row for each named part of a result: all documents that one system was given; nothing where it has none."""
    found = [
        (name, result, row)
        for name, result, part in parts
        if (row := result.find(system, part, shared=False) or result.find(system, part, shared=True)) is not None
    ]
    rows = ([name, _documents(result, row), *_figures(row, metrics)] for name, result, row in found)
    return markdown(["", "documents", *(METRICS[metric] for metric in metrics)], rows) if found else ""


def _figures(row: Accuracy, metrics: Sequence[str]) -> list[str]:
    return [share(row.figures.get(metric)) for metric in metrics]


def _documents(result: Result, row: Accuracy) -> str:
    """How many documents, and on how many of them the system crashed."""
    crashed = sum(
        outcome.system == row.system and outcome.crashed
        for document in result.documents
        if document.part == row.part and (document.shared or not row.shared)
        for outcome in document.outcomes
    )
    return f"{row.documents} ({crashed} crashed)" if crashed else str(row.documents)


def groups(result: Result, part: Part, axis: Axis, *, shared: bool) -> list[str]:
    """The groups of an axis, in order."""
    rows = (row for row in result.accuracy if (row.part, row.by, row.shared) == (part, axis, shared))
    return _levels_in_order(dict.fromkeys(row.group for row in rows))


def broken_down(result: Result, part: Part, axis: Axis, metric: str) -> str:
    """A row a group; a column a system over the shared documents, then one for each that was given more."""
    columns = [
        (name, shared)
        for shared in (True, False)
        for name in ran(result)
        if result.find(name, part, shared=shared) is not None
    ]
    head = [name if shared else f"{name}, all" for name, shared in columns]
    every = [group for shared in (True, False) for group in groups(result, part, axis, shared=shared)]
    rows = []
    for group in _levels_in_order(dict.fromkeys(every)):
        found = [result.find(name, part, shared=shared, by=axis, group=group) for name, shared in columns]
        figures = [row.figures.get(metric) if row else None for row in found]
        if any(figures):
            rows.append([group, *map(share, figures)])
    return markdown([axis, *head], rows)


def _levels_in_order(groups: Iterable[str]) -> list[str]:
    """Levels as the page maker has them; groups of anything else keep their order."""
    known = list(ALL_LEVELS)
    return sorted(groups, key=lambda group: known.index(group) if group in known else len(known))


def timed_on(timed: Throughput) -> str:
    """What was timed, and how often, in words."""
    counts = {"report": timed.reports, "page": timed.pages, "round": timed.rounds}
    return ", ".join(f"{count} {what}{'s' * (count != 1)}" for what, count in counts.items())


def speed(result: Result) -> str:
    """A row a system: time and memory."""
    if result.throughput is None:
        return ""
    head = ["system", "pages/s", "s/page p50", "s/page p95", "time over ocrkit's", "start-up, s", "peak memory, MiB"]
    return markdown(head, (_speed(one) for one in result.throughput.speeds))


def _speed(one: Speed) -> list[str]:
    peak = NONE if one.peak_mib is None else f"{one.peak_mib:.0f}"
    figures = [f"{one.pages_per_second:.2f}", f"{one.page_p50:.2f}", f"{one.page_p95:.2f}"]
    ratio = spread(one.ratio, digits=2) if one.over is None else times(one.over)
    return [one.system, *figures, ratio, spread(one.startup_seconds), peak]
