"""Quarter turns: EXIF orientation, and pages scanned on a side or upside down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from ocrkit.prepare.shrink import shrunk
from ocrkit.types.page import Image
from ocrkit.types.transform import Projective

ReadScores = Callable[[Sequence[Image]], list[float]]
"""Gives for each crop of one line of text how well it reads, 0 to 1; 0 for fewer than four characters.

Lines that lie on their side can read as a few stacked characters, and well at that; not as many.
"""

_FEW = 3
_BY_CHANCE = 0.6
"""What lies on its side can still read this well."""
_READS_WELL = 0.85
"""A page whose first few lines read as well as this on average is upright."""

_EXIF = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (1, False),
    7: (1, True),
    8: (3, False),
}
"""EXIF orientation: quarter turns clockwise after a mirroring left to right."""


def exif_steps(orientation: int) -> tuple[int, bool]:
    """(quarter turns clockwise, mirrored first) that make a raster of this EXIF orientation upright."""
    return _EXIF.get(orientation, (0, False))


def quarter_turn(image: Image, turns: int, mirror: bool = False) -> tuple[Image, Projective]:
    """The image turned clockwise by ``turns`` quarters (mirrored left to right first), and the map of its pixels."""
    h, w = image.shape[:2]
    matrix = np.eye(3)
    if mirror:
        image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        matrix = np.array([[-1.0, 0, w - 1], [0, 1, 0], [0, 0, 1]])
    for _ in range(turns % 4):
        h = image.shape[0]
        image = np.asarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), dtype=np.uint8)
        matrix = np.array([[0.0, -1, h - 1], [1, 0, 0], [0, 0, 1]]) @ matrix
    return image, Projective(matrix)


def find_turn(grey: Image, scores: ReadScores, sample: int = 6) -> int:
    """Quarter turns clockwise that make the page upright: 0, 1, 2 or 3.

    ``grey`` is evenly lit uint8 (H, W). Pieces of text lines are cut out level and upright; the direction in which
    they read best wins. A page without lines of text is left as it is.
    """
    upright = line_pieces(grey, sample)
    if upright and float(np.mean(scores(upright[:_FEW]))) >= _READS_WELL:
        return 0
    turned, _ = quarter_turn(grey, 1)
    found = [upright, line_pieces(turned, sample)]
    found += [[np.ascontiguousarray(piece[::-1, ::-1]) for piece in pieces] for pieces in found]
    crops = [piece for pieces in found for piece in pieces]
    if not crops:
        return 0
    all_scores = iter(scores(crops))
    sums = [sum(max(0.0, next(all_scores) - _BY_CHANCE) for _ in pieces) for pieces in found]
    best = int(np.argmax(sums))
    return best if sums[best] > 1.3 * sums[0] + 0.3 else 0


def line_pieces(grey: Image, count: int) -> list[Image]:
    """Up to ``count`` pieces of text lines, each one line high and at most six characters long."""
    scale = 1500 / max(grey.shape)
    small = shrunk(grey, scale)
    scale = max(small.shape) / max(grey.shape)
    ink = (small < 190).astype(np.uint8)
    level, upright = (cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, 60), (60, 1)))
    rules = cv2.bitwise_or(level, upright)
    ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    smear = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 17), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smear, connectivity=8)
    boxes = [s for s in stats[1:] if 8 <= s[3] <= 48 and s[2] >= 4 * s[3] and s[4] > 0.4 * s[2] * s[3]]
    boxes.sort(key=lambda s: -int(s[2]) * int(s[4]))
    pieces = []
    for x, y, w, h, _ in boxes[:count]:
        w = min(int(w), 6 * int(h))
        x0, y0, x1, y1 = (round(v / scale) for v in (x - 3, y - 3, x + w + 3, y + h + 3))
        pieces.append(np.ascontiguousarray(grey[max(0, y0) : y1, max(0, x0) : x1]))
    return pieces
