"""Plots as SVG, drawn by Matplotlib; the same numbers give the same bytes."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ocrkit.archive.extra import extra

_COLOURS = ("#0b5cad", "#e39a24", "#3a8f5c", "#b5483a", "#7b5ea7", "#5b6875", "#2aa3b8")
_SIZE = (7.4, 3.0)
"""Inches across and down."""
_STYLE = {
    "svg.fonttype": "none",  # texts stay texts, in the reader's own fonts
    "svg.hashsalt": "ocrkit",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}


def stacked(years: Sequence[int], parts: Mapping[str, Sequence[float]], unit: str, title: str) -> str:
    """Bars a year, each of its parts one above the other."""
    with _drawing(title, unit) as drawing:
        axes, below = drawing.axes, [0.0] * len(years)
        for (name, values), colour in zip(parts.items(), _many(_COLOURS, len(parts)), strict=True):
            axes.bar([str(year) for year in years], values, bottom=below, width=0.6, label=name, color=colour)
            below = [b + v for b, v in zip(below, values, strict=True)]
        return drawing.svg(legend=True)


def lines(years: Sequence[int], series: Mapping[str, Sequence[float]], unit: str, title: str) -> str:
    """A line for each series over the years."""
    with _drawing(title, unit) as drawing:
        for (name, values), colour in zip(series.items(), _many(_COLOURS, len(series)), strict=True):
            drawing.axes.plot([str(year) for year in years], values, marker="o", label=name, color=colour)
        most = max((value for values in series.values() for value in values), default=0.0)
        drawing.axes.set_ylim(0, 1.12 * most or 1)
        return drawing.svg(legend=True)


def bars(names: Sequence[str], values: Sequence[float], unit: str, title: str) -> str:
    """A bar for each name, the first at the top."""
    with _drawing(title, "", 0.9 + 0.26 * len(names)) as drawing:
        axes = drawing.axes
        axes.barh(list(names)[::-1], list(values)[::-1], color=_COLOURS[0], height=0.62)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", color="#dfe5eb")
        axes.set_xlabel(unit)
        return drawing.svg(legend=False)


class _drawing:  # noqa: N801 (a context manager, named as it reads)
    """One figure, in a style of its own that holds in the block only."""

    def __init__(self, title: str, unit: str, height: float = _SIZE[1]) -> None:
        _prepare()
        self._style = extra("matplotlib", "the summary").rc_context(_STYLE)
        self._title, self._unit, self._height = title, unit, height

    def __enter__(self) -> _drawing:
        self._style.__enter__()
        self.figure = extra("matplotlib.figure", "the summary").Figure(
            figsize=(_SIZE[0], self._height), layout="constrained"
        )
        self.axes: Any = self.figure.add_subplot()
        self.axes.grid(axis="y", color="#dfe5eb")
        self.axes.set_ylabel(self._unit)
        self.axes.set_title(self._title, loc="left", fontsize=10)
        return self

    def __exit__(self, *error: object) -> None:
        self._style.__exit__(None, None, None)

    def svg(self, legend: bool) -> str:
        if legend:
            self.axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
        out = io.StringIO()
        self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue()
        named = f'<svg role="img" aria-label="{self._title}" '
        return re.sub(r"<metadata>.*?</metadata>", "", named + text[text.index("<svg ") + 5 :], flags=re.DOTALL)


@cache
def _prepare() -> None:
    """Import it so that it keeps nothing: its list of the machine's fonts goes to a folder that is deleted."""
    before = os.environ.get("MPLCONFIGDIR")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MPLCONFIGDIR"] = folder
        try:
            extra("matplotlib.figure", "the summary")
            extra("matplotlib.backends.backend_svg", "the summary")
        finally:
            del os.environ["MPLCONFIGDIR"]
            if before is not None:
                os.environ["MPLCONFIGDIR"] = before


def _many(colours: Sequence[str], count: int) -> list[str]:
    return [colours[i % len(colours)] for i in range(count)]
