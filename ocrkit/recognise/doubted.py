"""A table whose every cell is in doubt for one and the same reason."""

from __future__ import annotations

from ocrkit.types.doubt import Doubt
from ocrkit.types.table import Table


def doubted(table: Table, doubt: Doubt) -> Table:
    """The table with ``doubt`` on every cell, blank ones too: what stood there may be gone."""
    return table.model_copy(update={"cells": tuple(cell.doubted(doubt) for cell in table.cells)})
