"""The text of a page outside its tables, and what the regions stage is told of the page."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrkit.engines import Engines
from ocrkit.recognise.windows import windows
from ocrkit.regions.model import PageText
from ocrkit.tables.cells import GridTable
from ocrkit.types.geometry import UprightBox, sheet_side
from ocrkit.types.page import Image, Layer, PreparedPage
from ocrkit.types.text import TextLine

_INK = 189
"""The lightest grey that may be ink."""

_MARGIN = 12
"""Paper kept around the ink that is looked through for lines of text, in pixels."""

_LITTLE = 20
"""Ink of fewer pixels is a point, or a thin stroke: each of them tells."""

_COARSE = 4
"""Seals are put in boxes on an image this many times smaller."""


def find_lines(page: PreparedPage, tables: Sequence[GridTable], engines: Engines) -> tuple[TextLine, ...]:
    """The lines of text outside the tables, boxes in the prepared image."""
    image = page.image.copy()
    for table in tables:
        x0, y0, x1, y1 = (max(0, v) for v in table.box.grown(4).as_ints())
        image[y0:y1, x0:x1] = 255
    ink = cv2.medianBlur(cv2.threshold(image, _INK, 1, cv2.THRESH_BINARY_INV)[1], 3)
    found: list[TextLine] = []
    for first, last in windows(ink > 0, round(sheet_side(image.shape[1], image.shape[0]))):
        cols = np.flatnonzero(ink[first:last].any(axis=0))
        x0, y0 = max(0, int(cols[0]) - _MARGIN), max(0, first - _MARGIN)
        piece = np.ascontiguousarray(image[y0 : last - 1 + _MARGIN, x0 : int(cols[-1]) + _MARGIN])
        found += [
            TextLine(line.text, line.confidence, _moved(line.box, x0, y0), dark=_dark(piece, line.box))
            for line in engines.lines.lines(piece)
        ]
    return tuple(found)


def _dark(image: Image, box: UprightBox) -> float | None:
    """By how many levels the darkest tenth of the ink in a box is darker than white; of little ink the darkest."""
    x0, y0, x1, y1 = (max(0, v) for v in box.as_ints())
    inside = image[y0:y1, x0:x1]
    if not inside.size:
        return None
    inked = inside[inside <= _INK]
    return 255.0 - float(np.percentile(inked, 10) if inked.size >= _LITTLE else inside.min())


def _moved(box: UprightBox, x: float, y: float) -> UprightBox:
    return UprightBox(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)


def page_text(
    page: PreparedPage, tables: Sequence[GridTable], lines: tuple[TextLine, ...], unread: tuple[str, ...] = ()
) -> PageText:
    """What the regions stage wants to know of a page; ``unread`` is what its text layer has beside the lines."""
    return PageText(
        number=page.ref.number,
        part=page.part,
        size=(page.image.shape[1], page.image.shape[0]),
        page_size=page.page_size,
        lines=lines,
        tables=tuple(table.box for table in tables),
        seals=tuple(seal_boxes(page)),
        transform=page.transform,
        unread=unread,
    )


def seal_boxes(page: PreparedPage) -> list[UprightBox]:
    """The box of each seal on the page."""
    height, width = page.layers.shape
    size = (max(1, width // _COARSE), max(1, height // _COARSE))
    layers = cv2.resize(page.layers, size, interpolation=cv2.INTER_NEAREST)
    small = np.asarray(layers == Layer.SEAL, np.uint8)
    side = max(3, max(small.shape) // 100)
    joined = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = stats[1:, :4] * np.tile([width / size[0], height / size[1]], 2)
    boxes = boxes[(boxes[:, 2:] >= max(height, width) / 40).all(axis=1)]
    return [UprightBox(x, y, x + w, y + h) for x, y, w, h in boxes.tolist()]
