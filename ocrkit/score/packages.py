"""The same metrics from the packages that others use, to check those of this folder: slow, and extras to install."""

from __future__ import annotations

from html import escape
from importlib import import_module
from itertools import groupby
from types import ModuleType

from ocrkit.errors import UsageError
from ocrkit.score.grid import Grid, GridCell
from ocrkit.score.grits import GritsScores
from ocrkit.text.widths import compact


def package_teds(read: Grid, true: Grid, structure_only: bool = False) -> float:
    """TEDS by ``table-recognition-metric``. Raises ``UsageError`` where it is not installed."""
    package = _package("table_recognition_metric", "benchmark")
    return float(package.TEDS(structure_only=structure_only)(to_html(read), to_html(true)))


def package_grits(read: Grid, true: Grid) -> GritsScores:
    """GriTS by ``grits-metric``, its authors' package. Raises ``UsageError`` where it is not installed.

    Every cell of ``true`` has a box.
    """
    package = _package("grits", "grits")
    (top, con, loc), (top_, con_, loc_) = _views(true), _views(read)
    return GritsScores(
        topology=float(package.grits_top(top, top_)[0]),
        content=float(package.grits_con(con, con_)[0]),
        location=float(package.grits_loc(loc, loc_)[0]),
    )


def to_html(grid: Grid) -> str:
    """A page with the table: texts squeezed, every grid row a row, even where no cell begins in it."""
    ordered = sorted(grid.tiled().cells, key=lambda cell: (cell.rows[0], cell.cols[0]))
    rows = {row: list(cells) for row, cells in groupby(ordered, key=lambda cell: cell.rows[0])}
    body = (f"<tr>{''.join(map(_td, rows.get(i, ())))}</tr>" for i in range(grid.n_rows))
    return f"<html><body><table>{''.join(body)}</table></body></html>"


def _td(cell: GridCell) -> str:
    down, across = cell.rows[1] - cell.rows[0], cell.cols[1] - cell.cols[0]
    return f'<td rowspan="{down}" colspan="{across}">{escape(compact(cell.text or ""))}</td>'


Squares = list[list[list[float]]]


def _views(grid: Grid) -> tuple[Squares, list[list[str]], Squares]:
    """For every square the span relative to it, the text and the box of its cell."""
    tiled = grid.tiled()
    squares = [[tiled.cells[i] for i in row] for row in tiled.owners()]
    spans = [
        [[float(v) for v in (q.cols[0] - c, q.rows[0] - r, q.cols[1] - c, q.rows[1] - r)] for c, q in enumerate(row)]
        for r, row in enumerate(squares)
    ]
    texts = [[compact(cell.text or "") for cell in row] for row in squares]
    boxes = [[list(cell.box.as_tuple()) if cell.box else [0.0] * 4 for cell in row] for row in squares]
    return spans, texts, boxes


def _package(name: str, extra: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(f"{name} is not installed", remedy=f"pip install 'ocrkit[{extra}]'") from error
