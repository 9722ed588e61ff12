"""Tables without rules, beside the ruled ones of a page."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.tables.borderless.blocks import Run, find_runs
from ocrkit.tables.borderless.cells import filled, make_table
from ocrkit.tables.borderless.columns import find_streams
from ocrkit.tables.borderless.extent import bounded
from ocrkit.tables.borderless.ink import Ink, find_ink
from ocrkit.tables.borderless.judge import is_table
from ocrkit.tables.borderless.lines import Line, make_lines
from ocrkit.tables.borderless.partly import split_wide
from ocrkit.tables.borderless.rows import find_rows
from ocrkit.tables.borderless.settings import BorderlessSettings
from ocrkit.tables.cells import GridTable
from ocrkit.types.page import PreparedPage


def with_borderless(page: PreparedPage, ruled: Sequence[GridTable], settings: BorderlessSettings) -> list[GridTable]:
    """All tables, top to bottom: the ``ruled`` ones, their cells split where columns are white, and the others."""
    whole = [split_wide(page, table, settings) for table in ruled]
    found = find_borderless(page, ruled, settings)
    return sorted([*whole, *found], key=lambda table: (table.box.y0, table.box.x0)) if found else whole


def find_borderless(page: PreparedPage, ruled: Sequence[GridTable], settings: BorderlessSettings) -> list[GridTable]:
    """The tables without rules, or with level ones only, outside the ``ruled`` ones."""
    ink = find_ink(page.image, [table.box for table in ruled], settings)
    if ink is None:
        return []
    lines = make_lines(ink.words, ink.height, settings)
    runs = find_runs(lines, ink.rules, ink.height, settings)
    tables = [_table(lines, run, ink, settings) for run in runs]
    return [table for table in tables if table is not None]


def _table(every: Sequence[Line], run: Run, ink: Ink, settings: BorderlessSettings) -> GridTable | None:
    """The table that a run of the page's lines is, if it is one."""
    streams = find_streams(every[slice(*run)], ink.height, settings)
    if not len(streams):
        return None
    run, rules, partial = bounded(every, run, streams, ink, settings)
    lines = every[slice(*run)]
    streams = find_streams(lines, ink.height, settings)
    if not len(streams):
        return None
    rows = find_rows(lines, rules, partial, streams, settings)
    squares = filled(lines, rows, streams)
    if not is_table(lines, streams, squares, len(rules) > 1, ink.height, settings):
        return None
    return make_table(lines, rows, streams, partial)
