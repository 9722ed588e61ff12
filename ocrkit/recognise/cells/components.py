"""The connected components of ink: one type for a cell's and a line's, found by one function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.geometry import UprightBox

_CORNER = 4
"""Pixels at either end of a component from side to side that may turn along the side, into the corner."""


@dataclass(frozen=True, eq=False)
class Component:
    """One connected component of ink, in pixels of the picture it was found in."""

    left: int
    top: int
    width: int
    height: int
    area: int
    """Pixels of ink."""
    labels: NDArray[np.int32]
    """The part of the labelled picture in its box, (height, width)."""
    number: int
    """Its label there."""

    @property
    def right(self) -> int:
        """The column behind its last."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The row below its lowest."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half way down its box."""
        return self.top + self.height / 2

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Its ink, bool (height, width)."""
        return np.asarray(self.labels == self.number)

    @property
    def box(self) -> UprightBox:
        """The box around it."""
        return UprightBox(float(self.left), float(self.top), float(self.right), float(self.bottom))


@dataclass(frozen=True, eq=False)
class Components:
    """N connected components of ink, as columns: one row of ``table`` for each. Iterating gives each by itself.

    ``table``: intp (N, 6): left, top, width, height, area, thickness, in pixels of the picture they were found in.
    The thickness is measured (``thickness_of``) where a component runs from side to side of it; for others it is
    the smaller side of the box. ``labels``: int32 (H, W), the picture, in which component i is the pixels with
    ``numbers[i]``; ``origin``: where its upper left corner is in the coordinates of the table. ``depth``: by how many
    levels each one stands out at most, float64 (N,); None where nobody measured it.
    """

    table: NDArray[np.intp]
    labels: NDArray[np.int32]
    numbers: NDArray[np.intp]
    origin: tuple[int, int] = (0, 0)
    depth: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Component]:
        x0, y0 = self.origin
        for (left, top, width, height, area, _), number in zip(self.table.tolist(), self.numbers, strict=True):
            part = self.labels[top - y0 : top - y0 + height, left - x0 : left - x0 + width]
            yield Component(left, top, width, height, area, part, int(number))

    def which(self, chosen: NDArray[np.bool_]) -> Components:
        """Those of them that ``chosen`` bool (N,) says, in order."""
        if chosen.all():
            return self
        depth = None if self.depth is None else self.depth[chosen]
        return Components(self.table[chosen], self.labels, self.numbers[chosen], self.origin, depth)

    def measured(self, darker: NDArray[np.generic]) -> Components:
        """The same, their depth measured; ``darker`` (H, W): by how many levels each pixel stands out."""
        deepest = np.zeros(int(self.numbers.max(initial=0)) + 1)
        if len(self):
            at = np.nonzero(self.labels)
            number = self.labels[at]
            known = number < len(deepest)
            np.maximum.at(deepest, number[known], darker[at][known].astype(np.float64))
        return Components(self.table, self.labels, self.numbers, self.origin, deepest[self.numbers])

    @property
    def ink(self) -> NDArray[np.bool_]:
        """Where the picture has one of them, bool (H, W)."""
        chosen = np.zeros(int(self.labels.max(initial=0)) + 1, bool)
        chosen[self.numbers] = True
        return np.asarray(chosen[self.labels])

    @property
    def left(self) -> NDArray[np.intp]:
        """The first columns, (N,)."""
        return self.table[:, 0]

    @property
    def top(self) -> NDArray[np.intp]:
        """The first rows, (N,)."""
        return self.table[:, 1]

    @property
    def width(self) -> NDArray[np.intp]:
        """The widths, (N,)."""
        return self.table[:, 2]

    @property
    def height(self) -> NDArray[np.intp]:
        """The heights, (N,)."""
        return self.table[:, 3]

    @property
    def area(self) -> NDArray[np.intp]:
        """Pixels of ink, (N,)."""
        return self.table[:, 4]

    @property
    def thickness(self) -> NDArray[np.intp]:
        """The extents across, (N,)."""
        return self.table[:, 5]

    @property
    def right(self) -> NDArray[np.intp]:
        """The columns behind the last, (N,)."""
        return self.left + self.width

    @property
    def bottom(self) -> NDArray[np.intp]:
        """The rows below the lowest, (N,)."""
        return self.top + self.height

    @property
    def middle(self) -> NDArray[np.float64]:
        """Half way down each box, (N,)."""
        return self.top + self.height / 2

    @property
    def longest(self) -> NDArray[np.intp]:
        """The longer side of each box, (N,)."""
        return np.maximum(self.width, self.height)


def find_components(ink: NDArray[np.uint8], origin: tuple[int, int] = (0, 0), least: int = 1) -> Components:
    """The components of at least ``least`` pixels, corners joined; ``ink`` uint8 (H, W) is 0 where there is none.

    ``origin`` (x, y) is where the picture's upper left corner is in the coordinates wanted.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    table = np.column_stack((stats[1:], stats[1:, 2:4].min(axis=1))).astype(np.intp)
    for i in np.flatnonzero((table[:, 2] == ink.shape[1]) | (table[:, 3] == ink.shape[0])):
        x, y, w, h = table[i, :4]
        table[i, 5] = thickness_of(labels[y : y + h, x : x + w] == i + 1)
    table[:, :2] += origin
    found = Components(table, labels.astype(np.int32, copy=False), np.arange(1, len(table) + 1), origin)
    return found.which(found.area >= least)


def no_components() -> Components:
    """None at all."""
    return Components(np.zeros((0, 6), np.intp), np.zeros((0, 0), np.int32), np.zeros(0, np.intp))


def thickness_of(mask: NDArray[np.bool_]) -> int:
    """The greatest extent of a component across its direction, in pixels; bool (H, W), its own box.

    Level ones are measured column by column, upright ones row by row, whichever gives less. A line is thin
    everywhere; one that touches a digit is as thick there as the digit is high.
    """
    return min(_greatest_extent(mask), _greatest_extent(mask.T))


def _greatest_extent(mask: NDArray[np.bool_]) -> int:
    if mask.shape[1] > 4 * _CORNER:
        mask = mask[:, _CORNER:-_CORNER]
    first, last = mask.argmax(axis=0), mask.shape[0] - mask[::-1].argmax(axis=0)
    return int((last - first)[mask.any(axis=0)].max(initial=0))
