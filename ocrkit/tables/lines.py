"""Lines that may be a table's: every straight place within a region where enough is inked, rules or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import LineInk
from ocrkit.types.page import Image

Floats = NDArray[np.float64]

WINDOWS = {"level": ((30, 0.9), (70, 0.75), (150, 0.5)), "upright": ((18, 0.92), (48, 0.75), (110, 0.5))}
"""A line is looked for where over so many pixels this share is inked: the shorter, the more of it. Cells are wider
than high, so upright lines are shorter."""

APART = 8
"""Candidates lie at least this far apart; nearer ones are one line, at its strongest place."""

_OFF = 4
"""How far a line may lie off its place here and there."""


@dataclass(frozen=True)
class Signals:
    """What is seen along each of ``n`` candidate lines, from side to side of the region and beyond.

    ``at`` (n,) is where they lie across, ascending. The others are float32 (n, length) along them: ``ink`` (0/1) where the line is drawn, ``dark`` by how much it is darker than what lies beside it,
    ``off`` how far it is off ``at`` there, ``thick`` how many pixels thick, ``before`` and ``after`` (0/1) where
    there is ink of any kind close by on its two sides, ``cut`` where ink runs through it from one side to the other.
    """

    at: Floats
    ink: NDArray[np.float32]
    dark: NDArray[np.float32]
    off: NDArray[np.float32]
    thick: NDArray[np.float32]
    before: NDArray[np.float32]
    after: NDArray[np.float32]
    cut: NDArray[np.float32]


def candidates(
    ink: LineInk, rows: tuple[int, int], cols: tuple[int, int], windows: Sequence[tuple[int, float]]
) -> NDArray[np.intp]:
    """The rows of the image where level lines may lie within ``rows`` and ``cols`` [start, stop), ascending."""
    crop = ink.broad[slice(*rows), slice(*cols)]
    full = crop * np.uint8(255)
    straight = np.zeros(crop.shape, np.uint8)
    for length, share in windows:
        inked = cv2.blur(full, (length, 1), borderType=cv2.BORDER_CONSTANT) >= 255 * share
        straight |= inked.astype(np.uint8)
    strength = (ink.dark[slice(*rows), slice(*cols)] * straight).sum(axis=1, dtype=np.int64)
    found: list[int] = []
    free = strength > 0
    for row in np.argsort(-strength, kind="stable"):
        if free[row]:
            found.append(int(row))
            free[max(0, row - APART + 1) : row + APART] = False
    return np.sort(np.array(found, np.intp)) + rows[0]


def signals(ink: LineInk, at: NDArray[np.intp]) -> Signals:
    """What is seen along the candidate lines in the rows ``at``."""
    last = len(ink.ink) - 1
    offsets = np.array(sorted(range(-_OFF, _OFF + 1), key=abs))  # of two alike the nearer one
    near = ink.share[np.clip(at[:, None] + offsets, 0, last)] >> 3  # (n, offsets, length)
    off = offsets[near.argmax(axis=1)]
    # Two lines that lie in one place here are one: the other stays where it is, with what is seen there.
    one = np.diff(at[:, None] + off, axis=0) <= _OFF
    nearer = np.abs(off[:-1]) <= np.abs(off[1:])
    off[:-1][one & ~nearer] = 0
    off[1:][one & nearer] = 0
    place = np.clip(at[:, None] + off, 0, last)
    along = np.arange(ink.ink.shape[1])[None]

    def seen(image: Image) -> NDArray[np.float32]:
        return image[place, along].astype(np.float32)

    return Signals(
        at.astype(np.float64), seen(ink.broad), seen(ink.darkest), off.astype(np.float32), seen(ink.thick),
        seen(ink.above), seen(ink.below), seen(ink.cut),
    )  # fmt: skip
