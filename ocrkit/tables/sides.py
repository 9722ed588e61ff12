"""A lattice seen along the lines of one direction: where lines across meet them, where ink begins and ends.

All is said of level lines; upright ones are the same, transposed: one code, used twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.lines import Signals
from ocrkit.types.page import Image

Floats = NDArray[np.float32]
Runs = tuple[NDArray[np.int32], NDArray[np.int32]]

NEAR, _CLEAR = 13, 3
"""A line across is looked at from so many pixels off a line up to where it may be the line's own ink."""

_CLOSED = 0.7
"""It is there where over this share of that it is inked."""

_BARE = 0.3
"""It is not there where less is."""

_STRONG = 0.55
"""Ink is as dark as that of other lines from this share on: paler is a fold, or print that shows through."""

_GAP = 7
"""Ink goes on over a gap as short as this."""


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
        return self._met(self.across.ink, -NEAR, -_CLEAR)

    @cached_property
    def after(self) -> Floats:
        """The same right after it."""
        return self._met(self.across.ink, _CLEAR + 1, NEAR + 1)

    @cached_property
    def across_dark(self) -> Floats:
        """How dark each line across is where it meets each line, (n, m)."""
        dark = self.across.dark
        return np.maximum(self._met(dark, -NEAR, -_CLEAR), self._met(dark, _CLEAR + 1, NEAR + 1))

    def _met(self, values: Image, first: int, last: int) -> Floats:
        """Of what is seen along the lines across the mean from ``first`` to ``last`` off each line, (n, m)."""
        found, j = sums(values), np.arange(len(values))[None]
        top = found.shape[1] - 1
        at = np.round(self.lines.at).astype(np.intp)[:, None] + self.lines.off[:, self.starts]
        start, stop = np.clip(at + first, 0, top), np.clip(at + last, 0, top)
        return np.asarray((found[j, stop] - found[j, start]) / (last - first), np.float32)

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Whether a line across is drawn at each line, on one of its sides at least; (n, m)."""
        return np.asarray(np.maximum(self.before, self.after) >= _CLOSED)

    @cached_property
    def ends(self) -> Floats:
        """How many lines across end at each line from before it, from after it, and how many go on; (n, 3)."""
        before, after = self.before >= _CLOSED, self.after >= _CLOSED
        counts = (before & (self.after < _BARE)).sum(axis=1), (after & (self.before < _BARE)).sum(axis=1)
        return np.stack([*counts, (before & after).sum(axis=1)], axis=1).astype(np.float32)

    @cached_property
    def joined(self) -> Image:
        """The lines' ink with short gaps filled."""
        return np.asarray(cv2.morphologyEx(self.lines.ink, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8)), np.uint8)

    @cached_property
    def run_ends(self) -> Runs:
        """The runs of ink, short gaps filled (see ``runs``)."""
        return runs(self.joined)

    @cached_property
    def strong(self) -> Image:
        """The ink that is about as dark as the region's surest lines, 0/1."""
        return np.asarray(self.lines.ink * (self.lines.dark >= _STRONG * self.darkest), np.uint8)

    @cached_property
    def strong_runs(self) -> Runs:
        """The runs of such ink."""
        return runs(
            np.asarray(cv2.morphologyEx(self.strong, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8)), np.uint8)
        )


def runs(ink: Image) -> Runs:
    """Where the run of ink that each place along each line is in begins, and ends; both itself if in none."""
    inked = ink > 0
    along, none, beyond = np.arange(inked.shape[1], dtype=np.int32), np.int32(-1), np.int32(inked.shape[1])
    first = np.maximum.accumulate(np.where(inked, none, along), axis=1) + 1
    last = np.minimum.accumulate(np.where(inked, beyond, along)[:, ::-1], axis=1)[:, ::-1]
    return np.where(inked, first, along), np.where(inked, last, along)


def sides(level: Signals, upright: Signals, print_dark: float) -> tuple[Side, Side]:
    """The level and the upright lines of a lattice, each with the others across them."""
    sure = [cv2.blur(s.ink * np.uint8(255), (61, 1)) >= 242 for s in (level, upright)]
    dark = np.concatenate([s.dark[m] for s, m in zip((level, upright), sure, strict=True)])
    thick = np.concatenate([s.thick[m] for s, m in zip((level, upright), sure, strict=True)])
    darkest, thickest = (max(1.0, float(np.median(v))) if v.size else 1.0 for v in (dark, thick))
    return Side(level, upright, darkest, thickest, print_dark), Side(upright, level, darkest, thickest, print_dark)


def sums(values: NDArray[np.generic]) -> Floats:
    """Sums along each line up to each place, with a nought in front."""
    return np.pad(np.cumsum(values, axis=1, dtype=np.float32), ((0, 0), (1, 0)))


def means_over(
    start: NDArray[np.intp], stop: NDArray[np.intp], length: int
) -> Callable[[NDArray[np.generic]], Floats]:
    """What gives the mean of values (n, length) from ``start`` to ``stop`` (n,) along each line, float32 (n,)."""
    first = np.arange(len(start)) * length
    bounds = first + np.minimum(start, length - 1), first + np.clip(stop, start + 1, length)
    ends = np.stack(bounds, axis=1).ravel()

    def mean(values: NDArray[np.generic]) -> Floats:
        flat = np.append(values.ravel(), np.zeros(1, values.dtype))
        return np.asarray(
            np.add.reduceat(flat, ends, dtype=np.float32)[::2] / np.maximum(stop - start, 1), np.float32
        )

    return mean
