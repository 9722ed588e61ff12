"""Cells of a mended grid, each with the cells as found that it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox


@dataclass(frozen=True)
class Made:
    """``placed``: its place is not what ruling lines say. ``found`` are indices of cells of the table as found."""

    cell: GridCell
    found: tuple[int, ...]
    placed: bool

    def cut(self, row: int, y: float) -> tuple[Made, Made]:
        """It in two, at ``y``, in pixels, with the line above ``row``."""
        (top, bottom), box = self.cell.rows, self.cell.box
        upper = replace(self.cell, rows=(top, row), box=UprightBox(box.x0, box.y0, box.x1, y))
        lower = replace(self.cell, rows=(row, bottom), box=UprightBox(box.x0, y, box.x1, box.y1))
        return Made(upper, self.found, True), Made(lower, self.found, True)

    def moved(self, row: int) -> Made:
        """It in a grid with one more line, above row ``row``."""
        rows = self.cell.rows[0] + (self.cell.rows[0] >= row), self.cell.rows[1] + (self.cell.rows[1] >= row)
        return Made(replace(self.cell, rows=rows), self.found, self.placed)
