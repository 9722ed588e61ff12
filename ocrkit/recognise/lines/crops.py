"""Detected text lines: their order, and the crop of each, straightened."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.engines.batches import HEIGHT
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

Quad = NDArray[np.float32]
"""Corners of a text line, float32 (4, 2), x and y in pixels, from its upper left corner clockwise."""

_LEVEL = 0.02  # a line that rises less than this over its length is cut out as it is


def quad_of(box: UprightBox) -> Quad:
    """The corners of a level box."""
    return np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)], np.float32)


def in_order(quads: list[Quad]) -> list[Quad]:
    """From top to bottom by their upper edge, and from left to right."""
    return sorted(quads, key=lambda quad: (float(quad[:, 1].min()), float(quad[:, 0].min())))


def cut(image: Image, quad: Quad) -> Image:
    """The line's pixels, upright: a plain cut where it is level, else through the perspective of its corners.

    A line that stands more than half as high again as it is wide is taken as set vertically and turned.
    """
    top, left = quad[1] - quad[0], quad[3] - quad[0]
    width = max(float(np.linalg.norm(top)), float(np.linalg.norm(quad[2] - quad[3])), 1.0)
    height = max(float(np.linalg.norm(left)), float(np.linalg.norm(quad[2] - quad[1])), 1.0)
    rise = max(abs(float(top[1])) / width, abs(float(left[0])) / height)
    if rise < _LEVEL:
        (x0, y0), (x1, y1) = np.floor(quad.min(axis=0)), np.ceil(quad.max(axis=0))
        piece = image[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
    else:
        w, h = round(width), round(height)
        corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
        matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
        border = cv2.BORDER_REPLICATE
        piece = cv2.warpPerspective(image, matrix, (w, h), flags=cv2.INTER_CUBIC, borderMode=border).astype(np.uint8)
    if piece.shape[0] > 1.5 * piece.shape[1]:
        piece = np.rot90(piece)
    return np.ascontiguousarray(piece)


def squeezed(crop: Image, share: float) -> Image:
    """The crop at the recogniser's height, and at ``share`` of the width that would belong to it."""
    height, width = crop.shape[:2]
    wanted = max(1, round(HEIGHT * width / height * share))
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return cv2.resize(crop, (wanted, HEIGHT), interpolation=method).astype(np.uint8)
