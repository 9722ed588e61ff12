"""A table every cell of which a person should look at."""

from __future__ import annotations

from dataclasses import replace

from ocrkit.types.doubt import Doubt
from ocrkit.types.reading import UNREAD
from ocrkit.types.table import Table


def doubted(table: Table, doubt: Doubt) -> Table:
    """The table with ``doubt`` in the reading of every cell, blank ones too: what stood there may be gone."""
    cells = tuple(
        cell.model_copy(update={"reading": replace(reading, doubts=(*reading.doubts, doubt))})
        for cell in table.cells
        for reading in (cell.reading or UNREAD,)
    )
    return table.model_copy(update={"cells": cells})
