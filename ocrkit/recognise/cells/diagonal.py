"""Diagonal ruling lines: they part a head cell between the name of its rows and that of its columns.

Found as long straight strokes from corner to corner and painted over with paper, so that the texts on their two sides
are read as any other. A stroke with print on one side only, with none, or through print, is no such line: it may
strike a value out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components, find_components
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class DiagonalSettings(Settings):
    """``span``: the line goes over so much of the cell, across and down; ``inked``: so much of it is ink.

    ``high``: a cell with a line of text on either side of a diagonal is so many text heights high at least.
    ``steep``: the line leans by so many degrees at least, from level and from upright. ``thick``: a ruling line is no
    thicker than so many text heights. ``print``: what stands beside it is print from so many text heights on.
    ``most``: so many diagonals a cell has at most.
    """

    span: float = Field(default=0.75, gt=0, le=1)
    inked: float = Field(default=0.85, gt=0, le=1)
    high: float = Field(default=2.0, gt=0)
    steep: float = Field(default=8.0, gt=0, lt=45)
    thick: float = Field(default=0.35, gt=0)
    print: float = Field(default=0.5, gt=0)
    most: int = Field(default=3, ge=1)


@dataclass(frozen=True)
class Diagonal:
    """A straight line by a point (x, y) of it and its direction, a unit vector; ``half`` is half of its thickness."""

    x: float
    y: float
    across: float
    down: float
    half: float

    def away(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far points are from the line, in pixels; less than 0 on one side of it."""
        return np.asarray((y - self.y) * self.across - (x - self.x) * self.down)


def diagonals(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: DiagonalSettings
) -> tuple[Diagonal, ...]:
    """The diagonal ruling lines among the ink inside ``inner`` (x0, y0, x1, y1); ``height`` is a character's."""
    x0, y0, x1, y1 = inner
    if min(x1 - x0, y1 - y0) < settings.high * height or height <= 0:
        return ()
    large = (components.width >= settings.span * (x1 - x0)) & (components.height >= settings.span * (y1 - y0))
    if not large.any():
        return ()
    ink = np.isin(components.labels, components.numbers[large])
    found: list[Diagonal] = []
    while len(found) < settings.most and (line := _longest(ink, height, settings)) is not None:
        found.append(line)
        ink = ink & ~_covered(ink.shape, line)
    if any(_crosses_print(np.isin(components.labels, components.numbers), line) for line in found):
        return ()
    placed = tuple(Diagonal(line.x + x0, line.y + y0, line.across, line.down, line.half) for line in found)
    return placed if _has_print_on_both_sides(components, placed, large, ink, inner, height, settings) else ()


def painted_over(image: Image, inner: tuple[int, int, int, int], lines: Sequence[Diagonal]) -> Image:
    """What is inside ``inner`` of a grey picture uint8 (H, W), the lines painted over with paper."""
    x0, y0, x1, y1 = inner
    cell = image[y0:y1, x0:x1].copy()
    paper = paper_level(cell)
    for line in lines:
        own = Diagonal(line.x - x0, line.y - y0, line.across, line.down, line.half)
        cell[_covered(cell.shape, own)] = paper
    return cell


def parted_by(lines: Sequence[Diagonal], texts: Sequence[UprightBox]) -> tuple[bool, ...]:
    """Which lines of text, given as boxes, stand on another side of a diagonal than the one before."""
    if not lines:
        return ()
    x, y = np.array([box.centre for box in texts]).reshape(-1, 2).T
    sides = np.array([line.away(x, y) > 0 for line in lines])
    return (False, *(bool(other) for other in (sides[:, 1:] != sides[:, :-1]).any(axis=0)))[: len(texts)]


def _longest(ink: NDArray[np.bool_], height: float, settings: DiagonalSettings) -> Diagonal | None:
    """The longest straight line of the ink that goes from side to side and leans."""
    tall, wide = ink.shape
    least = settings.span * float(np.hypot(settings.span * wide, settings.span * tall))
    found = cv2.HoughLinesP(ink.astype(np.uint8), 1, np.pi / 720, round(0.5 * least), None, least, max(2, height / 6))
    if found is None:
        return None
    ends = found.reshape(-1, 4).astype(float)
    dx, dy = np.abs(ends[:, 2] - ends[:, 0]), np.abs(ends[:, 3] - ends[:, 1])
    lean = np.degrees(np.arctan2(dy, dx))
    able = (dx >= settings.span * wide) & (dy >= settings.span * tall)
    able &= (lean >= settings.steep) & (lean <= 90 - settings.steep)
    if not able.any():
        return None
    return _fitted(ink, ends[able][np.argmax(np.hypot(dx, dy)[able])], height, settings)


def _fitted(
    ink: NDArray[np.bool_], ends: NDArray[np.float64], height: float, settings: DiagonalSettings
) -> Diagonal | None:
    """The line through these ends (x0, y0, x1, y1), with its thickness; None where it has gaps or is no thin line."""
    length = float(np.hypot(ends[2] - ends[0], ends[3] - ends[1]))
    line = Diagonal(ends[0], ends[1], (ends[2] - ends[0]) / length, (ends[3] - ends[1]) / length, 0.0)
    reach = max(2, round(settings.thick * height))
    y, x = np.nonzero(ink)
    away = line.away(x.astype(float), y.astype(float))
    near = np.abs(away) <= reach
    along = (x[near] - line.x) * line.across + (y[near] - line.y) * line.down
    on = (along >= 0) & (along <= length)
    shares = np.bincount(np.round(away[near][on]).astype(int) + reach, minlength=2 * reach + 1) / length
    inked = np.flatnonzero(shares >= 0.5)
    if len(inked) == 0 or shares.max() < settings.inked or inked[-1] - inked[0] + 1 > 2 * reach * settings.inked:
        return None
    middle, half = (inked[0] + inked[-1]) / 2 - reach, (inked[-1] - inked[0] + 1) / 2
    return Diagonal(line.x - middle * line.down, line.y + middle * line.across, line.across, line.down, half + 1.0)


def _covered(shape: tuple[int, ...], line: Diagonal) -> NDArray[np.bool_]:
    """Which pixels of a picture of this shape lie on the line, bool (H, W)."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(float)
    return np.asarray(np.abs(line.away(x, y)) <= line.half)


def _crosses_print(ink: NDArray[np.bool_], line: Diagonal) -> bool:
    """Whether a stroke goes on across the line: it runs through print then, and strikes it out."""
    y, x = np.nonzero(ink)
    away = line.away(x.astype(float), y.astype(float))
    along = np.round((x - line.x) * line.across + (y - line.y) * line.down).astype(int)
    beside = (np.abs(away) > line.half) & (np.abs(away) <= line.half + 2)
    return bool(np.intersect1d(along[beside & (away > 0)], along[beside & (away < 0)]).size > 1)


def _has_print_on_both_sides(
    components: Components,
    lines: tuple[Diagonal, ...],
    large: NDArray[np.bool_],
    rest: NDArray[np.bool_],
    inner: tuple[int, int, int, int],
    height: float,
    settings: DiagonalSettings,
) -> bool:
    """Whether print stands on either side of every line: pieces by themselves, and what of the large ones is left."""
    left = find_components(rest.astype(np.uint8), inner[:2], 3)
    free = components.which(~large)
    x = np.concatenate([(c.left + c.right) / 2 for c in (left, free)])
    y = np.concatenate([c.middle for c in (left, free)])
    size = np.concatenate([c.longest for c in (left, free)])
    x, y = x[size >= settings.print * height], y[size >= settings.print * height]
    return bool(lines) and all((line.away(x, y) > 0).any() and (line.away(x, y) < 0).any() for line in lines)
