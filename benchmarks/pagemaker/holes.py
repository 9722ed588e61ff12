"""Which values a hole in the paper took away."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker.paper import Image

INK = 128
"""Grey values of a clean page below this are ink."""
LOST_SHARE = 0.3
"""A stroke with a larger share of its ink in a hole is lost, and with it what the cell says."""
RULE_POINTS = 1.4
"""How far from a cell's edge its rules reach at most."""


def lost_cells(
    page: Image, boxes: Sequence[tuple[float, float, float, float]], dpi: int, holes: NDArray[np.bool_] | None
) -> frozenset[int]:
    """The numbers of the cells that lost a character, or much of one, to a hole.

    ``page`` is the clean page (H, W, 3), ``boxes`` the cells' in points, ``holes`` bool (H, W) or None. Counted by
    connected strokes, so that a lost 1 or decimal point counts, and a scratched 8 does not.
    """
    if holes is None or not holes.any():
        return frozenset()
    lost = set()
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        left, top, right, bottom = (
            round(v * dpi / 72) for v in (x0 + RULE_POINTS, y0 + RULE_POINTS, x1 - RULE_POINTS, y1 - RULE_POINTS)
        )
        window = np.s_[top:bottom, left:right]
        if holes[window].any() and _loses_a_stroke(page[window], holes[window]):
            lost.add(index)
    return frozenset(lost)


def _loses_a_stroke(cell: Image, holes: NDArray[np.bool_]) -> bool:
    ink = (cell.min(axis=2) < INK).astype(np.uint8)
    count, strokes = cv2.connectedComponents(ink, connectivity=8)
    whole = np.bincount(strokes.ravel(), minlength=count)[1:]
    gone = np.bincount(strokes[holes], minlength=count)[1:]
    return bool((gone > LOST_SHARE * whole).any())
