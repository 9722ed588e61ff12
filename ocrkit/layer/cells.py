"""A table as read, held against the text layer cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.layer.settings import LayerSettings
from ocrkit.layer.upright import UprightLayer
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import SecondReading
from ocrkit.types.table import Table, TableCell
from ocrkit.types.text import same

UNREAD = "?"
"""How a doubt writes what could not be read."""


def compare_table(
    table: Table, boxes: Sequence[UprightBox], layer: UprightLayer, settings: LayerSettings | None = None
) -> Table:
    """The table with what the layer says of each cell, and a doubt wherever that is not what was read.

    ``boxes`` are the cells' in the prepared page, one each. Where the layer has nothing it says nothing, unless it
    has most of the table: then what it lacks is a difference too.
    """
    settings = settings or LayerSettings()
    told = [layer.text(layer.inside(box)) for box in boxes]
    inked = [words for cell, words in zip(table.cells, told, strict=True) if cell.text != ""]
    whole = bool(inked) and sum(map(bool, inked)) >= settings.most * len(inked)
    cells = tuple(_compared(cell, words, whole) for cell, words in zip(table.cells, told, strict=True))
    return table.model_copy(update={"cells": cells})


def _compared(cell: TableCell, words: str, whole: bool) -> TableCell:
    if not words and (cell.text == "" or not whole):
        return cell
    if same(cell.text, words):
        return cell.model_copy(update={"second": SecondReading(words, True), "label": None})
    read = UNREAD if cell.text is None else cell.text
    doubt = Doubt(DoubtCode.TEXT_LAYER_DIFFERS, {"read": read, "layer": words})
    return cell.doubted(doubt).model_copy(update={"second": SecondReading(words, False), "label": None})
