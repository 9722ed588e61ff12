"""The drawings: each takes values of a stage and gives an image, uint8 (H, W, 3) BGR."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.debug.seen import SeenTable
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.cells.ledger import Ledger
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.page import Image, Layer, PreparedPage

Colour = tuple[int, int, int]
"""Blue, green, red."""

INK: Mapping[Ink, Colour] = {
    Ink.NONE: (255, 255, 255),
    Ink.RULE: (150, 150, 150),
    Ink.GLYPH: (0, 130, 0),
    Ink.SEAL: (210, 110, 0),
    Ink.SPECK: (0, 170, 240),
    Ink.REST: (0, 0, 230),
}
"""The five colours of the accounting, and white for what does not stand out."""

LAYERS: Mapping[Layer, Colour] = {
    Layer.COLOURED: (200, 60, 160),
    Layer.SEAL: (40, 40, 220),
    Layer.FIELD: (230, 200, 120),
    Layer.UNLIT: (90, 90, 90),
    Layer.WATERMARK: (200, 200, 90),
}

_ACCEPTED, _REVIEW, _LINE = (0, 130, 0), (0, 0, 230), (200, 110, 0)
_GAP = 8
"""Pixels between the pictures of a cell that stand side by side."""
_LARGER = 2
"""Times as large as their pixels are they shown."""


def in_colour(image: Image) -> Image:
    """A copy with three colours."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image.copy(), dtype=np.uint8)


def layers_picture(page: PreparedPage) -> Image:
    """The prepared page, pale, what was more than dark ink on light paper in colours."""
    picture = in_colour(np.asarray(128 + page.image // 2, dtype=np.uint8))
    for layer, colour in LAYERS.items():
        picture[page.layers == layer] = colour
    return picture


def grids_picture(page: PreparedPage, tables: Sequence[SeenTable]) -> Image:
    """The prepared page, the cells of its tables framed: green where accepted, red where in review."""
    picture = in_colour(page.image)
    for seen in tables:
        for found, read in zip(seen.grid.cells, seen.table.cells, strict=True):
            _frame(picture, found.box, _REVIEW if read.status == "review" else _ACCEPTED)
    return picture


def lines_picture(page: PreparedPage, boxes: Sequence[UprightBox]) -> Image:
    """The prepared page with its lines of text framed and numbered from 1."""
    picture = in_colour(page.image)
    for number, box in enumerate(boxes, 1):
        _frame(picture, box, _LINE)
        at = (max(0, round(box.x0) - 46), round(box.y1))
        cv2.putText(picture, str(number), at, cv2.FONT_HERSHEY_PLAIN, 1.5, _LINE, 2)
    return picture


def ink_picture(ledger: Ledger) -> Image:
    """The accounting of a table: each place of its raster in the colour of what explains it."""
    return _in_five_colours(ledger.kinds)


def _in_five_colours(kinds: NDArray[np.uint8]) -> Image:
    colours = np.array([INK[kind] for kind in Ink], np.uint8)
    return np.asarray(colours[kinds], dtype=np.uint8)


def cell_picture(given: Image, page: PreparedPage, box: Box, upright: UprightBox, ledger: Ledger) -> Image:
    """One cell side by side: as given, as prepared, how far it stands out, and its accounting."""
    rows, cols = ledger.raster.window(upright)
    size = (max(1, cols.stop - cols.start) * _LARGER, max(1, rows.stop - rows.start) * _LARGER)
    parts = [
        _cut(given, box),
        _cut(page.image, upright),
        255 - ledger.away[rows, cols],
        _in_five_colours(ledger.kinds[rows, cols]),
    ]
    shown = [cv2.resize(in_colour(part), size, interpolation=cv2.INTER_NEAREST) for part in parts if part.size]
    gap = np.full((size[1], _GAP, 3), 255, np.uint8)
    return np.hstack([piece for part in shown for piece in (np.asarray(part, np.uint8), gap)])


def _cut(image: Image, box: Box | UprightBox) -> Image:
    x0, y0, x1, y1 = (max(0, v) for v in box.as_ints())
    return image[y0:y1, x0:x1]


def _frame(picture: Image, box: UprightBox, colour: Colour) -> None:
    x0, y0, x1, y1 = box.as_ints()
    cv2.rectangle(picture, (x0 + 2, y0 + 2), (x1 - 2, y1 - 2), colour, 2)
