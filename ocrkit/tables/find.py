"""The tables stage: a prepared page to tables of cells, not read yet."""

from __future__ import annotations

from ocrkit.tables.cells import GridTable, make_cells
from ocrkit.tables.frames import find_frames
from ocrkit.tables.ghosts import without_ghosts
from ocrkit.tables.grid import make_grid
from ocrkit.tables.mend import mended
from ocrkit.tables.rules import find_rules
from ocrkit.tables.settings import TableSettings
from ocrkit.types.page import PreparedPage


def find_tables(page: PreparedPage, settings: TableSettings | None = None) -> list[GridTable]:
    """Every ruled table on the page, top to bottom."""
    settings = settings or TableSettings()
    rules = find_rules(page.image, page.seals, settings)
    rules, frames = without_ghosts(rules, find_frames(rules, settings), settings)
    rules, frames = mended(rules, frames, settings)
    grids = [make_grid(frame, rules, settings) for frame in frames]
    tables = [make_cells(grid, settings) for grid in grids if grid.outline >= settings.outline_share]
    return [table for table in tables if len(table.cells) >= settings.min_cells and table.n_cols > 1]
