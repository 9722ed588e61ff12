"""What speaks for and against every line and every edge of a lattice; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.sides import NEAR, Floats, Runs, Side, means_over, sums
from ocrkit.types.page import Image

_FAR = 400
"""Distances are told up to this, in pixels."""

_DRAWN = 0.75
"""A neighbouring edge counts as drawn where this share of it is inked."""

_AROUND, _CLOSE = 120, 30
"""What is seen of a line further along it than an edge reaches, so many pixels to both sides."""

_TWIN = 12
"""Two lines so near may be one seen twice."""

Columns = Mapping[str, NDArray[np.generic] | float]


def line_evidence(side: Side) -> dict[str, Floats]:
    """What is seen of each line as a whole, by name float32 (n,)."""
    s, n = side.lines, len(side.lines.at)
    first, last = side.run_ends
    longest = (last - first).argmax(axis=1)
    start, stop = first[np.arange(n), longest], last[np.arange(n), longest]
    over = means_over(start, stop, s.ink.shape[1])
    total = side.joined.sum(axis=1, dtype=np.float32)
    strong = np.where(side.closed, side.starts[None], -_FAR * 9)
    on_run = (side.starts >= start[:, None] - NEAR) & (side.starts <= stop[:, None] + NEAR)
    gap_before, gap_after, stronger = _neighbours(s.at, total)
    dark, thick = over(s.dark), over(s.thick)
    columns: Columns = {
        "longest run": stop - start,
        "inked": total,
        "strong longest run": (side.strong_runs[1] - side.strong_runs[0]).max(axis=1),
        "strong inked": side.strong.sum(axis=1),
        "inked of most": total / max(1.0, float(total.max(initial=1.0))),
        "dark": dark,
        "dark of lines": dark / side.darkest,
        "dark of print": dark / side.print_dark,
        "thick": thick,
        "thick of lines": thick / max(1.0, side.thickest),
        "text before": over(s.before),
        "text after": over(s.after),
        "text cut": over(s.cut),
        "wander": np.sqrt(np.maximum(0, over(s.off * s.off) - over(s.off) ** 2)),
        "run starts from a line": np.abs(strong - start[:, None]).min(axis=1, initial=_FAR),
        "run stops from a line": np.abs(strong - stop[:, None]).min(axis=1, initial=_FAR),
        "ends from before": side.ends[:, 0],
        "ends from after": side.ends[:, 1],
        "met on run": (side.closed & on_run).sum(axis=1),
        "met": side.closed.sum(axis=1),
        "gap before": gap_before,
        "gap after": gap_after,
        "twin is stronger by": stronger,
        "lines": n,
        "lines across": len(side.starts),
        "inked in earnest": (s.ink & (_blurred(s.ink, 61) >= 153)).sum(axis=1),
    }
    return {name: np.broadcast_to(np.asarray(c, np.float32), (n,)) for name, c in columns.items()}


def edge_evidence(side: Side, other: Side) -> dict[str, Floats]:
    """What is seen of each edge, by name float32 (n, m - 1): the part of line i from line j across it to line j + 1.

    ``other`` is the same lattice seen along the lines across.
    """
    x0, x1 = side.starts[:-1], side.starts[1:]
    shape = (len(side.lines.at), len(x0))
    columns: dict[str, NDArray[np.generic] | float] = {
        **_along(side),
        **_bare_ends(side),
        **_runs(side, "", side.run_ends),
        **_runs(side, "strong ", side.strong_runs),
        "length": (x1 - x0)[None],
        "start met before": side.before[:, :-1],
        "start met after": side.after[:, :-1],
        "stop met before": side.before[:, 1:],
        "stop met after": side.after[:, 1:],
        "inked from start": other.after[:-1].T,
        "inked up to stop": other.before[1:].T,
        "lines": shape[0],
        "lines across": shape[1] + 1,
        **_sides_of_all(side, "", side.lines.ink),
        **_sides_of_all(side, "strong ", side.strong),
        **_ends("line", side.ends[:, None]),
        **_ends("start", other.ends[None, :-1]),
        **_ends("stop", other.ends[None, 1:]),
    }
    return {name: np.broadcast_to(np.asarray(c, np.float32), shape) for name, c in columns.items()}


def _inner(x0: NDArray[np.intp], x1: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Edges without their ends, where other lines cross; a pixel at least."""
    margin = np.minimum(3, (x1 - x0) // 4)
    return x0 + margin, np.maximum(x1 - margin, x0 + margin + 1)


def _along(side: Side) -> Columns:
    """What is seen along each edge, and along the line around it."""
    s = side.lines
    a, b = _inner(side.starts[:-1], side.starts[1:])
    over = _Means(side)
    span0, span1, crossed = _span(side)
    middle = (a + b) // 2
    wide = middle - _AROUND, middle + _AROUND
    off = over("off", *wide)
    thirds = [over("ink", a + (b - a) * k // 3, a + (b - a) * (k + 1) // 3) for k in range(3)]
    leans = [over("off", a + (b - a) * k // 3, a + (b - a) * (k + 1) // 3) for k in range(3)]
    share, dark, inked_dark = over("ink", a, b), over("dark", a, b), over("inked dark", a, b)
    up, down, up_dark, down_dark = _parallel(s.at, share >= _DRAWN, dark)
    start_dark, stop_dark = (np.maximum(8, d) for d in (side.across_dark[:, :-1], side.across_dark[:, 1:]))
    around = over("ink", a - _AROUND, b + _AROUND)
    around_dark = over("inked dark", a - _AROUND, b + _AROUND) / np.maximum(0.05, around)
    line_ink, line_dark = s.ink.sum(axis=1), (s.dark * s.ink).sum(axis=1)
    return {
        "inked": share,
        "inked least third": np.minimum.reduce(thirds),
        "inked first third": thirds[0],
        "inked middle third": thirds[1],
        "inked last third": thirds[2],
        "inked close by": over("ink", a - _CLOSE, b + _CLOSE),
        "inked around": around,
        "inked in span": over("ink", span0, span1),
        "span": span1 - span0,
        "lines across span": crossed,
        "dark": dark,
        "dark of lines": dark / side.darkest,
        "dark of print": dark / side.print_dark,
        "dark of start": dark / start_dark,
        "dark of stop": dark / stop_dark,
        "dark of both": dark / np.maximum(start_dark, stop_dark),
        "dark of edge before": dark / np.maximum(1, up_dark),
        "dark of edge after": dark / np.maximum(1, down_dark),
        "ink dark of lines": inked_dark / np.maximum(0.05, share) / side.darkest,
        "around dark of lines": around_dark / side.darkest,
        "line dark of lines": (line_dark / np.maximum(1, line_ink))[:, None] / side.darkest,
        "to edge before": up,
        "to edge after": down,
        "text before": over("before", a, b),
        "text after": over("after", a, b),
        "text before span": over("before", span0, span1),
        "text after span": over("after", span0, span1),
        "text cut": over("cut", a + 3, b - 3),
        "text cut in span": over("cut", span0, span1),
        "thick of lines": over("thick", a, b) / side.thickest,
        "wander": np.sqrt(np.maximum(0, over("off²", *wide) - off**2)),
        "off the line": np.abs(over("off", a, b) - off),
        "leans": leans[2] - leans[0],
        "bows": leans[1] - (leans[0] + leans[2]) / 2,
        "print before": over("print before", a, b) / side.print_dark,
        "print after": over("print after", a, b) / side.print_dark,
        "dark of print before": dark / np.maximum(4, over("print before", a, b)),
        "dark of print after": dark / np.maximum(4, over("print after", a, b)),
    }  # fmt: skip


class _Means:
    """Means along each line of what is seen of it, from sums made once."""

    def __init__(self, side: Side) -> None:
        s = side.lines
        seen: dict[str, NDArray[np.generic]] = {
            name.replace("_", " "): getattr(s, name)
            for name in ("ink", "dark", "thick", "off", "before", "after", "cut", "print_before", "print_after")
        }
        self._sums = {k: sums(v) for k, v in (seen | {"off²": s.off * s.off, "inked dark": s.dark * s.ink}).items()}
        self._length, self._lines = s.ink.shape[1], np.arange(len(s.at))[:, None]

    def __call__(self, name: str, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Floats:
        """From ``start`` to ``stop``, (m - 1,) or for each line its own, (n, m - 1)."""
        start, stop = np.clip(start, 0, self._length - 1), np.clip(stop, 1, self._length)
        stop = np.maximum(stop, start + 1)
        found = self._sums[name]
        total = found[self._lines, stop] - found[self._lines, start]
        return np.asarray(total / (stop - start), np.float32)


def _span(side: Side) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """From the nearest line across that is drawn here to the next one, and how many lines lie between; (n, m - 1)."""
    j = np.arange(side.closed.shape[1])
    left = np.maximum.accumulate(np.where(side.closed, j, 0), axis=1)[:, :-1]
    right = np.minimum.accumulate(np.where(side.closed, j, j[-1])[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return side.starts[left] + 3, side.starts[right] - 3, right - left


def _runs(side: Side, kind: str, runs: Runs) -> Columns:
    """How far the runs of ink that edges are in go on past them, and how long each line's longest is."""
    x0, x1 = side.starts[:-1], side.starts[1:]
    a, b = _inner(x0, x1)
    return {
        f"{kind}runs on before": np.clip(x0 - runs[0][:, a], 0, _FAR),
        f"{kind}runs on after": np.clip(runs[1][:, b - 1] - x1, 0, _FAR),
        f"{kind}longest run": (runs[1] - runs[0]).max(axis=1)[:, None],
    }


def _bare_ends(side: Side) -> Columns:
    """How far ink begins after each edge's start and ends before its stop, past the ink of the lines across."""
    inked = side.lines.ink > 0
    at, none, beyond = np.arange(inked.shape[1], dtype=np.int32), np.int32(-1), np.int32(inked.shape[1])
    next_ink = np.minimum.accumulate(np.where(inked, at, beyond)[:, ::-1], axis=1)[:, ::-1]
    last_ink = np.maximum.accumulate(np.where(inked, at, none), axis=1)
    a, b = _inner(side.starts[:-1], side.starts[1:])
    begins, ends = (np.clip(gap, 0, b - a) for gap in (next_ink[:, a] - a, b - 1 - last_ink[:, b - 1]))
    return {
        "ink begins after start": begins,
        "ink ends before stop": ends,
        "bare at both ends": np.minimum(begins, ends),
        "ink reaches over": (b - a - begins - ends) / (b - a),
    }


def _sides_of_all(side: Side, kind: str, ink: Image) -> Columns:
    """Where each line begins and ends against where the lines of its direction do, and how much of it is inked."""
    inked = _blurred(ink, 41) >= 153
    begins, finishes = inked.argmax(axis=1), inked.shape[1] - inked[:, ::-1].argmax(axis=1)
    amount = inked.sum(axis=1)
    usual = amount >= 0.25 * amount.max(initial=1)
    begin, finish = (float(np.median(v[usual])) if usual.any() else 0.0 for v in (begins, finishes))
    a, b = _inner(side.starts[:-1], side.starts[1:])
    return {
        f"{kind}inked in all": ink.mean(axis=1, dtype=np.float32)[:, None],
        f"{kind}line begins": (begins - begin)[:, None],
        f"{kind}line finishes": (finishes - finish)[:, None],
        f"{kind}from the line's begin": a - begins[:, None],
        f"{kind}to the line's finish": finishes[:, None] - b,
    }


def _ends(of: str, ends: Floats) -> Columns:
    """How many lines end at the line itself, or at the line across at the edge's start or stop."""
    return {f"{of} {name}": ends[..., k] for k, name in enumerate(("ends from before", "ends from after", "goes on"))}


def _blurred(ink: Image, length: int) -> Image:
    return np.asarray(cv2.blur(ink * np.uint8(255), (length, 1)), np.uint8)


def _neighbours(at: NDArray[np.float64], total: Floats) -> tuple[Floats, Floats, Floats]:
    """How far each line is from the one before and after it, and how much more of its twin is inked."""
    gaps = np.diff(at, prepend=at[:1] - _FAR, append=at[-1:] + _FAR).astype(np.float32)
    near = np.abs(at[:, None] - at[None]) <= _TWIN
    most = np.where(near & ~np.eye(len(at), dtype=bool), total[None], 0).max(axis=1, initial=0)
    return gaps[:-1], gaps[1:], np.asarray(most - total, np.float32)


def _parallel(at: NDArray[np.float64], drawn: NDArray[np.bool_], dark: Floats) -> tuple[Floats, ...]:
    """How far the nearest drawn edges before and after each one are, and how dark they are (0 where none is)."""
    near = [nearest(at, drawn, step) for step in (1, -1)]
    shades = [np.where(missing, 0, np.take_along_axis(dark, index, axis=0)) for index, missing, _ in near]
    return near[0][2], near[1][2], *(np.asarray(shade, np.float32) for shade in shades)


def nearest(
    at: NDArray[np.float64], drawn: NDArray[np.bool_], step: int
) -> tuple[NDArray[np.intp], NDArray[np.bool_], Floats]:
    """The nearest drawn edge before each one (``step`` 1), or after it (-1).

    Its line's index (n, m - 1), whether there is none, and how far it is, ``_FAR`` at most and where there is none.
    """
    n = len(at)
    none = -1 if step == 1 else n
    marked = np.where(drawn, np.arange(n)[:, None], none)[::step]
    accumulate: Callable[..., NDArray[np.intp]] = (np.maximum if step == 1 else np.minimum).accumulate
    found = np.concatenate([np.full((1, drawn.shape[1]), none), accumulate(marked, axis=0)[:-1]])[::step]
    missing = (found < 0) | (found >= n)
    index = np.clip(found, 0, n - 1)
    gap = np.where(missing, _FAR, np.minimum(np.abs(at[index] - at[:, None]), _FAR))
    return index, missing, gap.astype(np.float32)
