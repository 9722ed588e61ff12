"""Full-width figures set close: digits on squares of their own are read as others are once the paper between is less.

Recognisers know digits that stand side by side. With a digit of paper between they read a space there, a point,
or leave one out. How far apart a table sets its digits is measured; a line that keeps to it is one number, and is
shown to them as such. What stands farther apart may be two numbers and stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings


class SetCloseSettings(Settings):
    """What full-width figures are. Lengths are shares of the height of a line's highest digit.

    ``pitch``: the least and greatest distance of their middles; of digits side by side it is less than one.
    ``alike``: so much of it they differ at most, in ``most`` of at least ``least`` pairs of a table, some of which
    follow each other: two columns whose rule was lost make pairs, too. ``wide``: the greatest width of a digit,
    ``high``: the least height of one; what is lower is a point or a sign. ``part``: what stands no farther apart is
    of one digit that broke. ``gap``: the paper that is left between two. ``pale``: what is darker than the paper
    between by so many levels, over 3 x 3 pixels, is no paper, and nothing is taken out.
    """

    pitch: tuple[float, float] = (1.0, 1.6)
    alike: float = Field(default=0.18, gt=0, lt=0.5)
    most: float = Field(default=0.8, gt=0.5, le=1)
    least: int = Field(default=3, ge=1)
    wide: float = Field(default=0.85, gt=0)
    high: float = Field(default=0.75, gt=0, le=1)
    part: float = Field(default=0.25, gt=0)
    gap: float = Field(default=0.2, gt=0)
    pale: int = Field(default=20, ge=1, le=255)


@dataclass(frozen=True, eq=False)
class _Runs:
    """What of a line's width is inked, intp (N, 2) [start, stop) in pixels of its picture, and which are digits.

    ``height``: that of the highest, in pixels.
    """

    ends: NDArray[np.intp]
    digit: NDArray[np.bool_]
    height: int

    @property
    def steps(self) -> list[tuple[float, int]]:
        """How far the middles of neighbouring digits are apart, in heights, and how many marks stand between."""
        at = np.flatnonzero(self.digit)
        middle = self.ends.mean(axis=1) / self.height
        return [(float(middle[b] - middle[a]), int(b - a - 1)) for a, b in pairwise(at)]


def full_width_pitch(lines: Sequence[InkLine], settings: SetCloseSettings) -> float | None:
    """How far apart a table sets full-width digits, in their heights; None where its digits stand side by side."""
    found = [runs.steps for line in lines if (runs := _runs(line, settings)) is not None]
    pairs = [[step for step, between in steps if not between] for steps in found]
    steps = np.array([step for own in pairs for step in own])
    if len(steps) < settings.least:
        return None
    pitch, room = float(np.median(steps)), settings.alike * float(np.median(steps))
    low, high = settings.pitch
    is_usual = low <= pitch <= high and (np.abs(steps - pitch) <= room).mean() >= settings.most
    in_turn = any(len(own) > 1 and max(abs(step - pitch) for step in own) <= room for own in pairs)
    return pitch if is_usual and in_turn else None


def set_close(line: InkLine, pitch: float, settings: SetCloseSettings) -> InkLine:
    """The line with less paper between its digits, if they stand at this pitch all along; else as it is."""
    runs = _runs(line, settings)
    if runs is None or not runs.steps:
        return line
    room = settings.alike * pitch
    if any(between > 1 or abs(step - (between + 1) * pitch) > room for step, between in runs.steps):
        return line
    gap = max(1, round(settings.gap * runs.height))
    kept = np.ones(line.image.shape[1], np.bool_)
    for (_, stop), (start, _) in pairwise(runs.ends.tolist()):
        if start - stop > gap:
            kept[stop + gap // 2 : start - (gap - gap // 2)] = False
    ink = line.ink
    removed = int((~kept).sum())
    if not removed or _has_pale(line, ~kept, settings):
        return line
    return replace(line, image=line.image[:, kept], ink=UprightBox(ink.x0, ink.y0, ink.x1 - removed, ink.y1))


def _has_pale(line: InkLine, between: NDArray[np.bool_], settings: SetCloseSettings) -> bool:
    """Whether something stands out of the paper in these columns, bool (W,), on the line's level."""
    level = line.image[max(0, int(line.ink.y0)) : int(np.ceil(line.ink.y1))]
    smooth = cv2.blur(level, (3, 3))[:, between]
    return bool(smooth.min() < np.median(smooth) - settings.pale)


def _runs(line: InkLine, settings: SetCloseSettings) -> _Runs | None:
    """The runs of ink of a line that may be a number of several digits, None of another."""
    x0, y0, x1, y1 = line.ink.as_ints()
    x0, y0 = max(0, x0), max(0, y0)
    part = line.image[y0:y1, x0:x1]
    if part.size == 0 or part.shape[1] < part.shape[0]:
        return None
    dark = part < (int(part.max()) + int(part.min())) / 2
    ends = np.flatnonzero(np.diff(dark.any(axis=0).astype(np.int8), prepend=0, append=0))
    apart = ends[2::2] - ends[1:-1:2] > settings.part * part.shape[0]
    ends = ends[np.concatenate(([True], np.repeat(apart, 2), [True]))].reshape(-1, 2) if len(ends) else ends
    if len(ends) < 2:
        return None
    inked = [np.flatnonzero(dark[:, start:stop].any(axis=1)) for start, stop in ends.tolist()]
    heights = np.array([rows[-1] + 1 - rows[0] for rows in inked])
    height = int(heights.max())
    digit, widths = heights >= settings.high * height, np.diff(ends, axis=1)[:, 0]
    if digit.sum() < 2 or (widths > settings.wide * height).any():
        return None
    return _Runs(ends + x0, digit, height)
