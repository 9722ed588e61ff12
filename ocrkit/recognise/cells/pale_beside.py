"""Ink beside print that is much paler than it: a fold, the rim of a stain, print that shows through from the back.

How dark ink is, is measured as it stands out from what is about it within the width of a stroke, a black hat
(Serra, Image Analysis and Mathematical Morphology, 1982): a shadow's soft slope stands out little there, a stroke in
full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class PaleSettings(Settings):
    """Which ink is too pale to be print. ``share``: of the depth of a table's print it has less than this.

    ``dark``: so much of a table's ink is no darker than its print: most is print, some shows through, and specks of
    dirt and slivers of rules, black on a faded sheet, are many and small.
    ``stroke``: what is wider than this is no stroke of a character, in text heights, ``pixels`` at least.
    ``blurred``: the ink of fewer pixels is spread over as many, and so much paler. ``tall``: the least and greatest
    height of a digit or a dash, in text heights, and ``near``: how near to a line it goes on with it.
    """

    share: float = Field(default=0.5, gt=0, lt=1)
    dark: float = Field(default=0.7, gt=0, lt=1)
    stroke: float = Field(default=0.35, gt=0, lt=1)
    pixels: int = Field(default=7, ge=3)
    blurred: float = Field(default=12.0, gt=0)
    tall: tuple[float, float] = (0.1, 1.5)
    near: float = Field(default=1.0, gt=0)


def hats(image: Image, inners: Sequence[Inner], height: float, settings: PaleSettings) -> Iterator[NDArray[np.uint8]]:
    """By how many levels each pixel of a cell stands out from what is about it, uint8 (H, W) for each cell.

    ``inners`` are the insides of a table's cells on the page ``image``, ``height`` that of its characters.
    """
    if not inners:
        return
    size = max(settings.pixels, round(settings.stroke * height)) | 1
    high, wide = image.shape
    x0, y0 = (max(0, min(inner[k] for inner in inners) - size) for k in (0, 1))
    x1, y1 = (min(end, max(inner[k] for inner in inners) + size) for k, end in ((2, wide), (3, high)))
    kernel = np.ones((size, size), np.uint8)
    hat = np.asarray(cv2.morphologyEx(image[y0:y1, x0:x1], cv2.MORPH_BLACKHAT, kernel), np.uint8)
    for inner in inners:
        yield hat[inner[1] - y0 : inner[3] - y0, inner[0] - x0 : inner[2] - x0]


def print_depth(cells: Sequence[Components], settings: PaleSettings) -> float:
    """By how many levels the print of a table is darker than its paper; 0.0 where there is none."""
    inked = [own for own in cells if own.depth is not None and len(own)]
    if not inked:
        return 0.0
    depth, area = np.concatenate([own.depth for own in inked]), np.concatenate([own.area for own in inked])
    order = np.argsort(depth)
    most = np.cumsum(area[order])
    return float(depth[order][np.searchsorted(most, settings.dark * most[-1])])


def pale_beside(components: Components, depth: float, settings: PaleSettings) -> NDArray[np.bool_]:
    """Which components are too pale for print that is ``depth`` levels darker than its paper, bool (N,)."""
    if components.depth is None:
        return np.zeros(len(components), np.bool_)
    full = depth * np.minimum(1.0, components.area / settings.blurred)
    return np.asarray(components.depth < settings.share * full, dtype=np.bool_)


def read_on(
    pale: Components, lines: Sequence[UprightBox], height: float, settings: PaleSettings
) -> NDArray[np.bool_]:
    """Which pale ink goes on with a line of print as faded print would, bool (N,): on its level, near and as high."""
    least, most = (share * height for share in settings.tall)
    found = np.zeros(len(pale), np.bool_)
    for line in lines:
        level = np.minimum(pale.bottom, line.y1) - np.maximum(pale.top, line.y0) >= pale.height / 2
        near = np.maximum(pale.left - line.x1, line.x0 - pale.right) <= settings.near * height
        found |= level & near
    return found & (pale.height >= least) & (pale.height <= most) & (pale.longest >= 2 * least)
