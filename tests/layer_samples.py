"""Tables, lines and text layers to hold against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrkit.layer.upright import UprightLayer
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.reading import Reading
from ocrkit.types.table import Place, Table, TableCell
from ocrkit.types.text import TextLine
from ocrkit.types.text_layer import TextLayer
from ocrkit.types.transform import Chain, Transform

SIDE, HIGH, WIDE = 100, 60, 10
"""Pixels: a cell's width, its height, a character's width (and its height)."""


def layer_of(pieces: Sequence[tuple[str, float, float]], transform: Transform | None = None) -> UprightLayer:
    """A layer of words, each set from its (x, y); ``\\n`` begins a new line."""
    text, boxes = "", []
    for words, x, y in pieces:
        for row, line in enumerate(words.split("\n")):
            for i, character in enumerate(line):
                text += character
                left, top = x + WIDE * i, y + 1.2 * WIDE * row
                boxes.append((left, top, left + WIDE, top + WIDE))
    sides = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    layer = TextLayer("visible", text, sides, sides[:, [0, 3]])
    return UprightLayer(layer, transform or Chain())


def boxes_of(rows: Sequence[Sequence[object]]) -> list[UprightBox]:
    """The cells' boxes, row by row."""
    return [
        UprightBox(SIDE * col, HIGH * row, SIDE * (col + 1), HIGH * (row + 1))
        for row, cells in enumerate(rows)
        for col, _ in enumerate(cells)
    ]


def table_of(rows: Sequence[Sequence[str | None]]) -> Table:
    """A table with these texts."""
    boxes = boxes_of(rows)
    texts = [(row, col, text) for row, cells in enumerate(rows) for col, text in enumerate(cells)]
    cells = tuple(
        TableCell(
            rows=(row, row + 1),
            cols=(col, col + 1),
            places=(Place(page=1, box=Box(*box.as_tuple())),),
            text=text,
            confidence=None if text is None else 0.99,
            reading=Reading(text, 0.99),
        )
        for (row, col, text), box in zip(texts, boxes, strict=True)
    )
    return Table(n_rows=len(rows), n_cols=len(rows[0]), cells=cells)


def layer_in(rows: Sequence[Sequence[str]]) -> UprightLayer:
    """A layer with these words in the cells."""
    words = [text for cells in rows for text in cells]
    return layer_of([(text, box.x0 + 4, box.y0 + 4) for text, box in zip(words, boxes_of(rows), strict=True)])


def line_at(text: str, x: float, y: float) -> TextLine:
    """A line of text as a detector finds it: a little larger than its ink."""
    return TextLine(text, 0.99, UprightBox(x - 2, y - 2, x + WIDE * len(text) + 2, y + WIDE + 2))
