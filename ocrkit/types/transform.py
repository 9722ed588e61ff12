"""Invertible maps between the page as given and the prepared image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.geometry import Box, UprightBox

Points = NDArray[np.float64]
"""Points, shape (N, 2), columns x and y, in pixels (pixel centres at whole numbers)."""


class Transform(Protocol):
    """A map from one pixel frame to another that can be undone."""

    def forward(self, points: Points) -> Points:
        """From the step's input pixels to its output pixels; shape (N, 2) both ways."""

    def inverse(self, points: Points) -> Points:
        """From the step's output pixels back to its input pixels; shape (N, 2) both ways."""


@dataclass(frozen=True)
class Projective:
    """A 3 x 3 homography (rotation, scale, shift and perspective are special cases)."""

    matrix: NDArray[np.float64]

    def forward(self, points: Points) -> Points:
        """Apply the matrix."""
        return _project(self.matrix, points)

    def inverse(self, points: Points) -> Points:
        """Apply the inverse matrix."""
        return _project(np.asarray(np.linalg.inv(self.matrix), dtype=np.float64), points)


@dataclass(frozen=True)
class Chain:
    """Transforms one after another; the empty chain is the identity."""

    steps: tuple[Transform, ...] = ()

    def forward(self, points: Points) -> Points:
        """First step first."""
        for step in self.steps:
            points = step.forward(points)
        return points

    def inverse(self, points: Points) -> Points:
        """Last step first."""
        for step in reversed(self.steps):
            points = step.inverse(points)
        return points


def _project(matrix: NDArray[np.float64], points: Points) -> Points:
    homogeneous = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return homogeneous[:, :2] / homogeneous[:, 2:]


def box_to_page(box: UprightBox, transform: Transform, size: tuple[int, int]) -> Box:
    """The box on the page as given that holds ``box`` of the prepared image.

    ``transform`` maps page pixels to prepared pixels; ``size`` is the page's (width, height), to which the
    result is clipped.
    """
    return boxes_to_page([box], transform, size)[0]


def boxes_to_page(boxes: Sequence[UprightBox], transform: Transform, size: tuple[int, int]) -> list[Box]:
    """The same for each of several boxes, in one go."""
    if not boxes:
        return []
    outlines = [_outline(box.as_tuple()) for box in boxes]
    found = transform.inverse(np.concatenate(outlines)).reshape(len(boxes), -1, 2)
    clipped = np.clip(found, 0, size)
    corners = np.concatenate([clipped.min(axis=1), clipped.max(axis=1)], axis=1)
    return [Box(*corner) for corner in corners.tolist()]


def box_from_page(box: Box, transform: Transform) -> UprightBox:
    """The upright box that holds ``box`` of the page as given."""
    found = transform.forward(_outline(box.as_tuple()))
    (x0, y0), (x1, y1) = found.min(axis=0), found.max(axis=0)
    return UprightBox(float(x0), float(y0), float(x1), float(y1))


def _outline(box: Sequence[float]) -> Points:
    """Corners and mid-points of the sides: enough for gentle curves."""
    x0, y0, x1, y1 = box
    xm, ym = (x0 + x1) / 2, (y0 + y1) / 2
    return np.array([[x0, y0], [xm, y0], [x1, y0], [x1, ym], [x1, y1], [xm, y1], [x0, y1], [x0, ym]])
