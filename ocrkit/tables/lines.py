"""Lines that may be a table's: every straight place within a region where enough is inked, rules or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import STEP, LineInk, dense
from ocrkit.types.page import Image

Floats = NDArray[np.float64]

WINDOWS = {"level": ((30, 0.9), (70, 0.75), (150, 0.5)), "upright": ((18, 0.92), (48, 0.75), (110, 0.5))}
"""A line is looked for where over so many pixels this share is inked: the shorter, the more of it. Cells are wider
than high, so upright lines are shorter."""

_STRETCH = 96
"""How strong a line is, is seen over so many pixels, wherever it is strongest."""

APART = 8
"""Candidates lie at least this far apart; nearer ones are one line, at its strongest place."""

OFF = 7
"""How far a line may lie off its place here and there: as far as it takes to reach all between two candidates."""

_ONE = 4
"""Lines nearer to each other than this are seen as one."""


@dataclass(frozen=True)
class Signals:
    """What is seen along each of ``n`` candidate lines, from side to side of the region and beyond.

    ``at`` (n,) is where they lie across, ascending. The others are (n, length) along them: ``ink`` (0/1) where the
    line is drawn, ``dark`` by how much it is darker than what lies beside it, ``off`` how far it is off ``at`` there,
    ``thick`` how many pixels thick, ``before`` and ``after`` (0/1) where there is ink of any kind close by on its two
    sides, ``cut`` (0/1) where ink runs through it from one side to the other, ``print_before`` and ``print_after``
    how dark strokes of its direction are that lie a little further off.
    """

    at: Floats
    ink: Image
    dark: Image
    off: NDArray[np.int8]
    thick: Image
    before: Image
    after: Image
    cut: Image
    print_before: Image
    print_after: Image


def candidates(
    ink: LineInk, rows: tuple[int, int], cols: tuple[int, int], windows: Sequence[tuple[int, float]]
) -> NDArray[np.intp]:
    """The rows of the image where level lines may lie within ``rows`` and ``cols`` [start, stop), ascending."""
    crop = ink.broad[slice(*rows), slice(*cols)]
    straight = np.zeros(crop.shape, np.uint8)
    for length, share in windows:
        straight |= dense(crop, length, share, cv2.BORDER_CONSTANT)
    dark = np.asarray(ink.dark[slice(*rows), slice(*cols)] * straight, np.uint8)
    # The longest stretch counts, not all of them: strokes of text, one under the other, are many.
    strength = cv2.blur(dark, (_STRETCH, 1), borderType=cv2.BORDER_CONSTANT).max(axis=1) + dark.mean(axis=1)
    found: list[int] = []
    free = strength > 0
    for row in np.argsort(-strength, kind="stable"):
        if free[row]:
            found.append(int(row))
            free[max(0, row - APART + 1) : row + APART] = False
    return np.sort(np.array(found, np.intp)) + rows[0]


def signals(ink: LineInk, at: NDArray[np.intp]) -> Signals:
    """What is seen along the candidate lines in the rows ``at``."""
    last, length = len(ink.ink) - 1, ink.ink.shape[1]
    offsets = np.array(sorted(range(-OFF, OFF + 1), key=abs), np.int8)  # of two alike the nearer one
    near = ink.middle[np.clip(at[:, None] + offsets, 0, last)]  # (n, offsets, length / STEP)
    off = offsets[(near >> 3).argmax(axis=1)]
    # Two lines that lie in one place here are one: the other stays where it is, with what is seen there.
    one = np.diff(at[:, None] + off, axis=0) <= _ONE
    nearer = np.abs(off[:-1]) <= np.abs(off[1:])
    off[:-1][one & ~nearer] = 0
    off[1:][one & nearer] = 0
    return seen_along(ink, at, off.repeat(STEP, axis=1)[:, :length])


def seen_along(ink: LineInk, at: NDArray[np.intp], off: NDArray[np.int8]) -> Signals:
    """What is seen along lines in the rows ``at``, which lie ``off`` (n, length) them here and there."""
    last, length = len(ink.ink) - 1, ink.ink.shape[1]
    place = np.clip(at[:, None] + off, 0, last) * length + np.arange(length)

    def seen(image: Image, *beside: int) -> list[Image]:
        """What lies so many rows beside the lines; beyond the image it goes on as at its edge."""
        about = max(map(abs, beside))
        wider = cv2.copyMakeBorder(image, about, about, 0, 0, cv2.BORDER_REPLICATE) if about else image
        flat = np.asarray(wider, np.uint8).ravel()
        return [flat[(about + offset) * length :].take(place) for offset in beside]

    broad, darkest, thick = (seen(image, 0)[0] for image in (ink.broad, ink.darkest, ink.thick))
    before, after = seen(ink.beside, -8, 3)
    cut_before, cut_after = seen(ink.crossing, -4, 2)
    print_before, print_after = seen(ink.strokes, -4 - ink.FAR, 5)
    return Signals(
        at.astype(np.float64), broad, darkest, off, thick, before, after, cut_before & cut_after, print_before,
        print_after,
    )  # fmt: skip


def together(a: Signals, b: Signals) -> Signals:
    """The lines of both, in their order."""
    order = np.argsort(np.concatenate([a.at, b.at]), kind="stable")
    return Signals(*(np.concatenate([getattr(a, f.name), getattr(b, f.name)])[order] for f in fields(Signals)))


def only(lines: Signals, keep: NDArray[np.bool_]) -> Signals:
    """Some of the lines."""
    return Signals(*(getattr(lines, f.name)[keep] for f in fields(Signals)))
