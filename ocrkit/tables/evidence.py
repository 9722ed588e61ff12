"""What speaks for and against every line and every edge of a lattice; nothing is decided here.

A lattice is the candidate lines of both directions. An edge is the part of a line between two neighbouring lines
across it. All is said of level lines; upright ones are the same, transposed: one code, used twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.lines import Signals
from ocrkit.types.page import Image

Floats = NDArray[np.float32]

_NEAR, _CLEAR = 13, 3
"""A line across is looked at from so many pixels off a line up to where it may be the line's own ink."""

_CLOSED = 0.7
"""It is there where over this share of that it is inked."""

_BARE = 0.3
"""It is not there where less is."""

_GAP = 7
"""Ink goes on over a gap as short as this."""

_FAR = 400
"""Distances are told up to this."""


@dataclass(frozen=True)
class Side:
    """The lines of one direction with those across them.

    ``darkest`` is how dark the region's surest lines are, ``thickest`` how thick, and ``print_dark`` how dark the
    darkest ones of the page.
    """

    lines: Signals
    across: Signals
    darkest: float
    thickest: float
    print_dark: float

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where the lines across lie, as indices into the signals along the lines; (m,)."""
        length = self.lines.ink.shape[1]
        return np.clip(np.round(self.across.at).astype(np.intp), 0, length - 1)

    @cached_property
    def before(self) -> Floats:
        """How much of each line across is inked right before each line, (n, m)."""
        return self._met(self.across.ink, -_NEAR, -_CLEAR)

    @cached_property
    def after(self) -> Floats:
        """The same right after it."""
        return self._met(self.across.ink, _CLEAR + 1, _NEAR + 1)

    @cached_property
    def across_dark(self) -> Floats:
        """How dark each line across is where it meets each line, (n, m)."""
        return np.maximum(
            self._met(self.across.dark, -_NEAR, -_CLEAR), self._met(self.across.dark, _CLEAR + 1, _NEAR + 1)
        )

    def _met(self, values: Floats, first: int, last: int) -> Floats:
        ink = _sums(values)
        top = ink.shape[1] - 1
        at = np.round(self.lines.at).astype(np.intp)
        return np.asarray(
            ((ink[:, np.clip(at + last, 0, top)] - ink[:, np.clip(at + first, 0, top)]) / (last - first)).T,
            np.float32,
        )

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Whether a line across is drawn at each line, on one of its sides at least; (n, m)."""
        return np.asarray(np.maximum(self.before, self.after) >= _CLOSED)

    @cached_property
    def ends(self) -> Floats:
        """How many lines across end at each line, coming from before it, from after it, and how many go through, (n, 3)."""
        before, after = self.before >= _CLOSED, self.after >= _CLOSED
        counts = (before & (self.after < _BARE)).sum(axis=1), (after & (self.before < _BARE)).sum(axis=1)
        return np.stack([*counts, (before & after).sum(axis=1)], axis=1).astype(np.float32)

    @cached_property
    def joined(self) -> Image:
        """The lines' ink with short gaps filled."""
        return np.asarray(cv2.morphologyEx(self.lines.ink, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8)), np.uint8)

    @cached_property
    def run_ends(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each place along each line where the run of ink that it is in begins, and ends (both itself if in none)."""
        inked = self.joined > 0
        along = np.broadcast_to(np.arange(inked.shape[1]), inked.shape)
        first = np.maximum.accumulate(np.where(inked, -1, along), axis=1) + 1
        last = np.minimum.accumulate(np.where(inked, inked.shape[1], along)[:, ::-1], axis=1)[:, ::-1]
        return np.where(inked, first, along), np.where(inked, last, along)


def sides(level: Signals, upright: Signals, print_dark: float) -> tuple[Side, Side]:
    """The level and the upright lines of a lattice, each with the others across them."""
    sure = [cv2.blur(s.ink * np.uint8(255), (61, 1)) >= 242 for s in (level, upright)]
    dark = np.concatenate([s.dark[m] for s, m in zip((level, upright), sure, strict=True)])
    thick = np.concatenate([s.thick[m] for s, m in zip((level, upright), sure, strict=True)])
    darkest, thickest = (max(1.0, float(np.median(v))) if v.size else 1.0 for v in (dark, thick))
    return Side(level, upright, darkest, thickest, print_dark), Side(upright, level, darkest, thickest, print_dark)


def line_evidence(side: Side) -> Floats:
    """What is seen of each line as a whole, float32 (n, k)."""
    s, n = side.lines, len(side.lines.at)
    first, last = side.run_ends
    longest = (last - first).argmax(axis=1)
    i = np.arange(n)
    start, stop = first[i, longest], last[i, longest]
    length = (stop - start).astype(np.float32)

    width = s.ink.shape[1]
    ends = np.stack(
        [i * width + np.minimum(start, width - 1), i * width + np.minimum(np.maximum(stop, start + 1), width)], 1
    ).ravel()

    def over(values: NDArray[np.generic]) -> Floats:
        flat = np.append(values.ravel(), values.ravel()[:1] * 0)
        return np.asarray(np.add.reduceat(flat, ends, dtype=np.float32)[::2] / np.maximum(length, 1), np.float32)

    total = side.joined.sum(axis=1, dtype=np.float32)
    strong = np.where(side.closed, side.starts[None], -_FAR * 9)
    to_start = np.abs(strong - start[:, None]).min(axis=1, initial=_FAR)
    to_stop = np.abs(strong - stop[:, None]).min(axis=1, initial=_FAR)
    inside = (
        side.closed & (side.starts[None] >= start[:, None] - _NEAR) & (side.starts[None] <= stop[:, None] + _NEAR)
    )
    gap_before, gap_after, stronger = _neighbours(s.at, total)
    off = over(s.off)
    columns = [
        length, total, total / max(1.0, float(total.max(initial=1.0))), over(s.dark), over(s.dark) / side.darkest, over(s.dark) / side.print_dark,
        over(s.thick), over(s.thick) / max(1.0, side.thickest), over(s.before), over(s.after), over(s.cut),
        np.sqrt(np.maximum(0, over(s.off * s.off) - off**2)), to_start, to_stop, side.ends[:, 0], side.ends[:, 1],
        inside.sum(axis=1), side.closed.sum(axis=1), gap_before, gap_after, stronger, np.full(n, n), np.full(n, len(side.starts)),
        (s.ink & (cv2.blur(s.ink * np.uint8(255), (61, 1)) >= 153)).sum(axis=1),
    ]  # fmt: skip
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _neighbours(at: NDArray[np.float64], total: Floats) -> tuple[Floats, Floats, Floats]:
    """How far each line is from the one before and after it, and how much more of one within 12 pixels is inked."""
    gaps = np.diff(at, prepend=at[:1] - _FAR, append=at[-1:] + _FAR)
    near = np.abs(at[:, None] - at[None]) <= 12
    most = np.where(near & ~np.eye(len(at), dtype=bool), total[None], 0).max(axis=1, initial=0)
    return gaps[:-1].astype(np.float32), gaps[1:].astype(np.float32), (most - total).astype(np.float32)


def edge_evidence(side: Side, other: Side) -> Floats:
    """What is seen of each edge, float32 (n, m - 1, k): the part of line i from line j across it to line j + 1.

    ``other`` is the same lattice seen along the lines across.
    """
    s = side.lines
    n, m = side.closed.shape
    x0, x1 = side.starts[:-1], side.starts[1:]
    margin = np.minimum(3, (x1 - x0) // 4)
    a, b = x0 + margin, np.maximum(x1 - margin, x0 + margin + 1)
    sums = {name: _sums(getattr(s, name)) for name in ("ink", "dark", "thick", "off", "before", "after", "cut")}
    sums["off2"] = _sums(s.off * s.off)
    sums["inked_dark"] = _sums(s.dark * s.ink)
    top = s.ink.shape[1]

    def over(name: str, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Floats:
        start, stop = np.clip(start, 0, top - 1), np.clip(stop, 1, top)
        stop = np.maximum(stop, start + 1)
        if start.ndim == 1:
            return np.asarray((sums[name][:, stop] - sums[name][:, start]) / (stop - start), np.float32)
        i = np.arange(n)[:, None]
        return np.asarray((sums[name][i, stop] - sums[name][i, start]) / (stop - start), np.float32)

    thirds = [over("ink", a + (b - a) * k // 3, a + (b - a) * (k + 1) // 3) for k in range(3)]
    share, dark = over("ink", a, b), over("dark", a, b)
    # The span from the nearest line across that is drawn here to the next one.
    j = np.arange(m)
    left = np.maximum.accumulate(np.where(side.closed, j, 0), axis=1)[:, :-1]
    right = np.minimum.accumulate(np.where(side.closed, j, m - 1)[:, ::-1], axis=1)[:, ::-1][:, 1:]
    span0, span1 = side.starts[left] + 3, side.starts[right] - 3
    span_share = over("ink", span0, span1)
    middle = (a + b) // 2
    first, last = side.run_ends
    run_before = x0[None] - first[:, np.clip(a, 0, top - 1)]
    run_after = last[:, np.clip(b - 1, 0, top - 1)] - x1[None]
    inked = share >= 0.75
    up, down, up_dark, down_dark = _parallel(s.at, inked, dark)
    line_dark = (sums["inked_dark"][:, -1] / np.maximum(1, sums["ink"][:, -1]))[:, None]
    whole = (sums["ink"][:, -1] / top)[:, None]
    off_far = over("off", middle - 120, middle + 120)
    wander = np.sqrt(np.maximum(0, over("off2", middle - 120, middle + 120) - off_far**2))
    cross_dark = np.maximum(8, side.across_dark)
    blurred = cv2.blur(s.ink * np.uint8(255), (41, 1)) >= 153
    begins, finishes = blurred.argmax(axis=1), top - blurred[:, ::-1].argmax(axis=1)
    usual = blurred.sum(axis=1) >= 0.25 * blurred.sum(axis=1).max(initial=1)
    begin = (begins - np.median(begins[usual]) if usual.any() else begins)[:, None]
    finish = (finishes - np.median(finishes[usual]) if usual.any() else finishes)[:, None]
    longest = (last - first).max(axis=1)[:, None]
    columns = [
        share, np.minimum.reduce(thirds), dark / side.darkest, dark, span_share, span1 - span0, right - left,
        over("ink", a - 30, b + 30), over("ink", a - 120, b + 120), whole, np.clip(run_before, 0, _FAR),
        np.clip(run_after, 0, _FAR), over("before", a, b), over("after", a, b), over("before", span0, span1),
        over("after", span0, span1), over("cut", a + 3, b - 3), over("cut", span0, span1), over("thick", a, b) / side.thickest,
        wander, np.abs(over("off", a, b) - off_far), side.before[:, :-1], side.after[:, :-1], side.before[:, 1:],
        side.after[:, 1:], dark / cross_dark[:, :-1], dark / cross_dark[:, 1:],
        dark / np.maximum(cross_dark[:, :-1], cross_dark[:, 1:]), dark / side.print_dark, up, down, dark / np.maximum(1, up_dark),
        dark / np.maximum(1, down_dark), (x1 - x0)[None], longest, begin, finish, *side.ends.T[:, :, None], *other.ends[:-1].T[:, None], *other.ends[1:].T[:, None],
        line_dark / side.darkest, np.full((1, 1), n), np.full((1, 1), m),
        over("inked_dark", a - 120, b + 120) / np.maximum(0.05, over("ink", a - 120, b + 120)) / side.darkest,
        over("inked_dark", a, b) / np.maximum(0.05, share) / side.darkest,
        (a[None] - begins[:, None]), (finishes[:, None] - b[None]),
    ]  # fmt: skip
    return np.stack([np.broadcast_to(np.asarray(c, np.float32), (n, m - 1)) for c in columns], axis=2)


def _parallel(
    at: NDArray[np.float64], inked: NDArray[np.bool_], dark: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """How far the nearest inked edges before and after each one are, and how dark they are (0 where none is)."""
    n = len(at)
    index = np.arange(n)[:, None]
    found = []
    for step in (1, -1):
        marked = np.where(inked, index, -1 if step == 1 else n)[::step]
        upto = np.maximum.accumulate(marked, axis=0) if step == 1 else np.minimum.accumulate(marked, axis=0)
        none = np.full((1, inked.shape[1]), -1 if step == 1 else n)
        nearest = np.concatenate([none, upto[:-1]])[::step]
        missing = (nearest < 0) | (nearest >= n)
        safe = np.clip(nearest, 0, n - 1)
        gap = np.where(missing, _FAR, np.minimum(np.abs(at[safe] - at[:, None]), _FAR))
        shade = np.where(missing, 0, np.take_along_axis(dark, safe, axis=0))
        found += [gap.astype(np.float32), shade.astype(np.float32)]
    return found[0], found[2], found[1], found[3]


def _sums(values: NDArray[np.generic]) -> NDArray[np.float32]:
    """Sums along each line up to each place, with a nought in front."""
    return np.pad(np.cumsum(values, axis=1, dtype=np.float32), ((0, 0), (1, 0)))
