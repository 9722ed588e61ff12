"""The result as pictures. Colours are Okabe and Ito's, told apart by the colour-blind too; a system keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from benchmarks.run import tables
from benchmarks.run.model import Accuracy, Growth, Result, Spread

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKS = ("o", "s", "^", "D", "v", "P")
DPI = 130


def draw_all(result: Result, folder: Path) -> list[str]:
    """Every plot that the result has the figures for, as PNG in ``folder``; returns the files' names."""
    drawn = []
    for name, draw in DRAWINGS.items():
        figure = draw(result)
        if figure is None:
            (folder / name).unlink(missing_ok=True)  # of an earlier result
            continue
        (folder / name).write_bytes(png(figure))
        drawn.append(name)
    return drawn


def png(figure: Figure) -> bytes:
    """A plot as PNG; the same figures give the same bytes."""
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    return stream.getvalue()


def accuracy_by_level(result: Result) -> Figure | None:
    """Values exact with their intervals, over the generated documents that every system was given."""
    levels = [
        level
        for level in tables.groups(result, "generated", "level", shared=True)
        if any("cells_exact" in row.figures for row in _by_level(result, level))
    ]
    if not levels:
        return None
    figure, axes = _figure("Values exact by scan level", "generated reports that every system read")
    systems = tables.ran(result)
    for i, system in enumerate(systems):
        rows = [result.find(system, "generated", shared=True, by="level", group=level) for level in levels]
        points = [
            (x, row.figures["cells_exact"]) for x, row in enumerate(rows) if row and "cells_exact" in row.figures
        ]
        at = [x + (i - (len(systems) - 1) / 2) * 0.11 for x, _ in points]
        values = [100 * (f.value or 0.0) for _, f in points]
        low = [v - 100 * f.interval.low if f.interval else 0.0 for v, (_, f) in zip(values, points, strict=True)]
        high = [100 * f.interval.high - v if f.interval else 0.0 for v, (_, f) in zip(values, points, strict=True)]
        errors = [[max(0.0, v) for v in low], [max(0.0, v) for v in high]]
        axes.errorbar(at, values, errors, label=system, linestyle="none", capsize=3, **_look(result, system))
    axes.set_xticks(range(len(levels)), levels)
    axes.set_ylabel("values exact, %")
    axes.set_ylim(-3, 103)
    return _with_legend(figure, axes)


def _by_level(result: Result, level: str) -> list[Accuracy]:
    rows = (result.find(name, "generated", shared=True, by="level", group=level) for name in tables.ran(result))
    return [row for row in rows if row is not None]


def risk_coverage(result: Result) -> Figure | None:
    """Share of wrong values among those taken as right, against how many are taken: lower right is best."""
    if not result.coverage:
        return None
    figure, axes = _figure("Risk against coverage", "large mark: where the system itself draws the line")
    for one in result.coverage:
        look = _look(result, one.system)
        if one.curve:
            xs, ys = [100 * p.coverage for p in one.curve], [100 * p.risk for p in one.curve]
            axes.plot(xs, ys, color=look["color"], linewidth=1.6)
        accepted = one.accepted
        axes.plot(
            [100 * accepted.coverage], [100 * accepted.risk], label=one.system, linestyle="none", markersize=10,
            marker=look["marker"], color=look["color"], clip_on=False,
        )  # fmt: skip
    axes.set_xlabel("coverage: values taken as right, % of all printed")
    axes.set_ylabel("risk: wrong values, % of those taken")
    axes.set_yscale("symlog", linthresh=0.1, linscale=0.5)
    axes.set_yticks([0, 0.1, 1, 10, 100], ["0", "0.1", "1", "10", "100"])
    axes.set_ylim(0, 100)
    axes.set_xlim(0, 101)
    return _with_legend(figure, axes)


def stages(result: Result) -> Figure | None:
    """Seconds a page by stage of ocrkit, the longest on top."""
    speeds = () if result.throughput is None else result.throughput.speeds
    own = next((speed for speed in speeds if speed.stages), None)
    if own is None:
        return None
    ordered = sorted(own.stages.items(), key=lambda item: item[1])
    figure, axes = _figure(f"Time per stage, {own.system}", "stages that run at the same time each count in full")
    bars = axes.barh([name for name, _ in ordered], [seconds for _, seconds in ordered], color=COLOURS[0])
    axes.bar_label(bars, [f"{seconds:.2f}" for _, seconds in ordered], padding=4)
    axes.set_xlabel("seconds a page")
    axes.margins(x=0.12)
    return figure


def growth(result: Result) -> Figure | None:
    """Seconds against pages a report and cells a table; pages a second against processes."""
    timed = result.throughput
    if timed is None or not timed.growth:
        return None
    figure = Figure(figsize=(11, 4), layout="constrained")
    figure.suptitle("How cost grows", fontweight="bold")
    by_pages, by_cells, by_workers = figure.subplots(1, 3)
    _grow(by_pages, result, timed.growth, "pages")
    _grow(by_cells, result, timed.growth, "cells")
    labels = [f"{w.processes} × {w.threads}" for w in timed.workers]
    spreads = [w.pages_per_second for w in timed.workers]
    medians = [s.median for s in spreads]
    by_workers.bar(labels, medians, yerr=_bars(spreads), color=COLOURS[0], capsize=4, width=0.6)
    by_workers.set_xlabel("ocrkit: processes × threads")
    by_workers.set_ylabel("pages a second")
    if by_pages.lines:
        by_pages.legend(frameon=False)
    for axes in (by_pages, by_cells, by_workers):
        _plain(axes)
    return figure


def _grow(axes: Axes, result: Result, every: tuple[Growth, ...], what: Literal["pages", "cells"]) -> None:
    for one in every:
        if one.what == what:
            sizes, spreads = [p.size for p in one.points], [p.seconds for p in one.points]
            medians = [s.median for s in spreads]
            axes.errorbar(sizes, medians, _bars(spreads), label=one.system, capsize=3, **_look(result, one.system))
    axes.set_xlabel({"pages": "pages a report", "cells": "cells of a page's table"}[what])
    axes.set_ylabel("seconds")
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)


def _bars(spreads: list[Spread]) -> list[list[float]]:
    """Distances from the median to the least and the greatest."""
    return [[s.median - s.low for s in spreads], [s.high - s.median for s in spreads]]


def _look(result: Result, system: str) -> dict[str, str]:
    """A system's colour and mark: by its place among all, so that a missing one changes nothing."""
    i = [one.name for one in result.systems].index(system)
    return {"color": COLOURS[i % len(COLOURS)], "marker": MARKS[i % len(MARKS)]}


def _figure(title: str, below: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    figure.suptitle(title, fontweight="bold")
    axes.set_title(below, fontsize="medium", color="#555555")
    _plain(axes)
    return figure, axes


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)


def _with_legend(figure: Figure, axes: Axes) -> Figure:
    figure.legend(*axes.get_legend_handles_labels(), loc="outside right center", frameon=False)
    return figure


DRAWINGS: dict[str, Callable[[Result], Figure | None]] = {
    "accuracy_by_level.png": accuracy_by_level,
    "risk_coverage.png": risk_coverage,
    "stages.png": stages,
    "growth.png": growth,
}
"""Every plot by its file."""
