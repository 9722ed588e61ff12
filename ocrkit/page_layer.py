"""A page and its text layer: the reading held against it, or values and text taken from it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ocrkit.engines import Engines
from ocrkit.layer.alone import layer_lines, layer_readings, sample
from ocrkit.layer.cells import compare_table
from ocrkit.layer.lines import ComparedLines, compare_lines, spoken
from ocrkit.layer.settings import LayerSettings
from ocrkit.layer.upright import second_reading
from ocrkit.recognise.jobs import inked
from ocrkit.recognise.read import made_table, read_cells
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.types.page import PreparedPage
from ocrkit.types.reading import Reading
from ocrkit.types.report import SourcePage
from ocrkit.types.table import Table
from ocrkit.types.text import TextLine, same

_AROUND = 6
"""Pixels kept around a line that is looked at."""


def compared_tables(
    page: PreparedPage, grids: Sequence[GridTable], tables: tuple[Table, ...], settings: LayerSettings
) -> tuple[Table, ...]:
    """The tables held against the page's text layer, where that is a second reading."""
    layer = second_reading(page, settings)
    if layer is None:
        return tables
    boxes = ([cell.box for cell in grid.cells] for grid in grids)
    return tuple(
        compare_table(table, of_table, layer, settings) for table, of_table in zip(tables, boxes, strict=True)
    )


def compared_lines(
    page: PreparedPage, grids: Sequence[GridTable], lines: tuple[TextLine, ...], settings: LayerSettings
) -> ComparedLines:
    """The lines held against the page's text layer, where that is a second reading."""
    layer = second_reading(page, settings)
    return ComparedLines(lines) if layer is None else compare_lines(lines, [grid.box for grid in grids], layer)


@dataclass(frozen=True)
class LayerAlone:
    """What a page's layer gives by itself."""

    tables: tuple[Table, ...]
    lines: tuple[TextLine, ...]


def layer_alone(
    page: PreparedPage, grids: Sequence[GridTable], engines: Engines, settings: ReadSettings
) -> LayerAlone | None:
    """The page's tables and lines from its layer; None where the drawing is to be read.

    That is where it is not asked for, where the layer is no second reading or lacks most of a table, and where a
    sample does not bear it out: cells that show every digit once, and the longest lines, are read from the drawing.
    Raises ``EngineError``.
    """
    layer = second_reading(page, settings.layer) if settings.layer.use == "only" else None
    if layer is None:
        return None
    tables = []
    for grid in grids:
        boxes = [cell.box for cell in grid.cells]
        readings = layer_readings(boxes, inked(page, grid.cells, settings.cells), layer, settings.layer)
        if readings is None or not _borne_out(page, grid, readings, engines, settings):
            return None
        tables.append(made_table(page, grid, readings, settings.cells))
    lines = layer_lines([grid.box for grid in grids], layer)
    return LayerAlone(tuple(tables), lines) if _lines_borne_out(page, lines, engines, settings) else None


def told_alone(source: SourcePage, alone: LayerAlone | None) -> SourcePage:
    """The page's entry in the report, which says so where its layer is taken alone."""
    if alone is None or source.text_layer is None:
        return source
    return source.model_copy(update={"text_layer": source.text_layer.model_copy(update={"alone": True})})


def _borne_out(
    page: PreparedPage, grid: GridTable, readings: Sequence[Reading], engines: Engines, settings: ReadSettings
) -> bool:
    """Whether the figures of a sample are those that are drawn."""
    chosen = sample(readings, settings.layer.looked_at)
    found = read_cells(page, [grid.cells[i] for i in chosen], engines.crops, settings.cells)
    return all(same(readings[i].text, reading.text) for i, reading in zip(chosen, found, strict=True))


def _lines_borne_out(page: PreparedPage, lines: Sequence[TextLine], engines: Engines, settings: ReadSettings) -> bool:
    """Whether the longest lines are mostly what is drawn."""
    longest = sorted(lines, key=lambda line: -len(line.text))[: settings.layer.lines_looked_at]
    crops = []
    for line in longest:
        x0, y0, x1, y1 = (max(0, side) for side in line.box.grown(_AROUND).as_ints())
        crops.append(page.image[y0:y1, x0:x1])
    readings = engines.crops.read(crops) if crops else []
    return all(
        SequenceMatcher(None, spoken(line.text), spoken(reading.text or "")).ratio() >= settings.layer.alike
        for line, reading in zip(longest, readings, strict=True)
    )
