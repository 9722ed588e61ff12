"""Moving a page about under the scanner: the picture, and where each of its points goes.

A point is (x, y) in pixels; arrays of points are float64, shape (n, 2). What moves a page gives its ``PointMap``
with the picture, so that the truth's boxes can follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker.paper import Image

Points = NDArray[np.float64]
PointMap = Callable[[Points], Points]
Box = tuple[float, float, float, float]
INVERSIONS = 12
"""Steps of the fixed-point iteration that inverts a curl; each shrinks the error at least tenfold."""


@dataclass(frozen=True)
class Moved:
    """A page after it was moved, and where its points went."""

    image: Image
    points: PointMap


def linear(matrix: NDArray[np.float64]) -> PointMap:
    """The map of an affine (2 x 3) or projective (3 x 3) matrix."""

    def points(before: Points) -> Points:
        after = np.column_stack([before, np.ones(len(before))]) @ matrix.T
        return after if matrix.shape[0] == 2 else after[:, :2] / after[:, 2:]

    return points


def rotated(page: Image, degrees: float) -> Moved:
    """The page turned about its centre, counter-clockwise, the corners filled with its own paper."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    fill = [float(v) for v in np.median(page[:: height // 50, :: width // 50].reshape(-1, 3), axis=0)]
    image = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=fill)
    return Moved(np.asarray(image, np.uint8), linear(matrix))


def photographed(page: Image, rng: np.random.Generator, *, bend: float, tilt: float) -> Moved:
    """The sheet on a dark table, seen at a slight angle, curled by ``bend`` of its height.

    ``tilt`` is how far each corner strays, as a share of the page. Two half waves across the sheet, one along
    it: smooth, so that rules stay unbroken.
    """
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = x / width, y / height
    phase = float(rng.uniform(0, np.pi))
    waves = float(rng.uniform(0.8, 1.6))
    dy = bend * height * np.sin(np.pi * u * waves + phase)
    dx = bend * 0.5 * width * np.sin(np.pi * v + phase)
    curled = cv2.remap(page, x + dx, y + dy, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    strays = rng.uniform(0, tilt, (4, 2)).astype(np.float32) * (width, height) * inward
    matrix = cv2.getPerspectiveTransform(corners, (corners + strays).astype(np.float32))
    table = int(rng.integers(90, 140))
    image = cv2.warpPerspective(curled, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(table,) * 3)

    def drawn_from(points: Points) -> Points:
        """How far from a point of the curled page its ink was taken."""
        across, along = points[:, 0] / width, points[:, 1] / height
        return np.column_stack(
            [
                bend * 0.5 * width * np.sin(np.pi * along + phase),
                bend * height * np.sin(np.pi * across * waves + phase),
            ]
        )

    return Moved(np.asarray(image, np.uint8), in_turn(inverse(drawn_from), linear(matrix)))


def inverse(drawn_from: PointMap) -> PointMap:
    """The map of a page whose point q shows what stood at q + ``drawn_from(q)``, a small and smooth offset.

    ``cv2.remap`` pulls; truth must be pushed. q = p - drawn_from(q) is solved by fixed-point iteration, which
    converges because the offset changes by far less than a pixel a pixel.
    """

    def points(before: Points) -> Points:
        after = before
        for _ in range(INVERSIONS):
            after = before - drawn_from(after)
        return after

    return points


def in_turn(*maps: PointMap) -> PointMap:
    """The maps one after the other; none leaves points where they are."""

    def points(before: Points) -> Points:
        for each in maps:
            before = each(before)
        return before

    return points


STILL = in_turn()
"""The map of a page that was not moved."""


def moved_box(box: Box, points: PointMap, shape: tuple[int, ...], steps: int = 9) -> Box:
    """The upright box around a moved box, kept within a page of ``shape`` (height, width, ...).

    ``steps`` points of every side are moved: a curl bows the sides out.
    """
    x0, y0, x1, y1 = box
    share = np.linspace(0, 1, steps)
    across, along = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
    sides = [(across, np.full(steps, y)) for y in (y0, y1)] + [(np.full(steps, x), along) for x in (x0, x1)]
    after = points(np.concatenate([np.column_stack(side) for side in sides]))
    low = np.clip(after.min(axis=0), 0, (shape[1], shape[0]))
    high = np.clip(after.max(axis=0), 0, (shape[1], shape[0]))
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
