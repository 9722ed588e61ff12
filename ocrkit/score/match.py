"""Values by row and column from any system's grids, by the matcher that ocrkit itself uses."""

from __future__ import annotations

from ocrkit.forms import TablePart, read_forms
from ocrkit.profiles import annual_report
from ocrkit.score.grid import Grid, GridCell
from ocrkit.score.output import SystemOutput
from ocrkit.types.geometry import Box
from ocrkit.types.report import FormTable
from ocrkit.types.table import Place, Table, TableCell

_UNIT = 100.0  # pixels of a square where a system gives no boxes


def matched(output: SystemOutput) -> dict[str, FormTable]:
    """The forms' tables by key: the report's where the system makes one, else found in its grids by their labels.

    Grids are made to tile first (``Grid.tiled``). A reading without doubts of its own counts as accepted: the
    system hands it over as right.
    """
    if output.report is not None:
        return output.report.form_tables()
    parts = [TablePart(_table(grid)) for grid in output.grids()]
    return read_forms(parts, annual_report().forms).forms


def _table(grid: Grid) -> Table:
    tiled = grid.tiled()
    cells = tuple(_cell(cell, grid.page) for cell in tiled.cells)
    return Table(n_rows=tiled.n_rows, n_cols=tiled.n_cols, cells=cells)


def _cell(cell: GridCell, page: int) -> TableCell:
    (r0, r1), (c0, c1) = cell.rows, cell.cols
    box = cell.box or Box(c0 * _UNIT, r0 * _UNIT, c1 * _UNIT, r1 * _UNIT)
    return TableCell(
        rows=cell.rows,
        cols=cell.cols,
        places=(Place(page=page, box=box),),
        text=cell.text,
        confidence=cell.confidence,
    )
