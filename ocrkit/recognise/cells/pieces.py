"""The connected pieces of one line's ink, for what shape tells and the recogniser does not."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.crops import InkLine

ENLARGED = 3
"""Times, so that a threshold cuts between pixels."""

AROUND = 2
"""Pixels of the image kept around the ink."""

_SMOOTH = 1.5  # sigma in enlarged pixels


@dataclass(frozen=True)
class Piece:
    """A connected piece of ink: bool mask (height, width) and its upper left corner, in enlarged pixels."""

    mask: NDArray[np.bool_]
    left: int
    top: int

    @property
    def height(self) -> int:
        """In enlarged pixels."""
        return int(self.mask.shape[0])

    @property
    def width(self) -> int:
        """In enlarged pixels."""
        return int(self.mask.shape[1])

    @property
    def right(self) -> int:
        """The column behind its last, in enlarged pixels."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The row below its lowest, in enlarged pixels."""
        return self.top + self.height

    @property
    def area(self) -> int:
        """Ink, in enlarged pixels."""
        return int(self.mask.sum())


def pieces(line: InkLine) -> list[Piece]:
    """The pieces of a line's ink, largest first; specks (under 1% of the largest) are left out.

    Black and white by N. Otsu's threshold (1979) on the ink's box, enlarged threefold.
    """
    x0, y0 = (max(0, int(np.floor(v)) - AROUND) for v in (line.ink.x0, line.ink.y0))
    x1, y1 = (max(0, int(np.ceil(v)) + AROUND) for v in (line.ink.x1, line.ink.y1))
    part = line.image[y0:y1, x0:x1]
    if part.size == 0 or int(part.max()) == int(part.min()):
        return []
    large = cv2.resize(part, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    smooth = cv2.GaussianBlur(large, (0, 0), _SMOOTH)
    _, black = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(black)
    found = []
    for i in range(1, count):
        left, top, width, height, _ = (int(v) for v in stats[i])
        found.append(Piece(labels[top : top + height, left : left + width] == i, left, top))
    found.sort(key=lambda piece: -piece.area)
    return [piece for piece in found if piece.area >= 0.01 * found[0].area]
