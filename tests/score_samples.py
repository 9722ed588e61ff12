"""A document whose truth is known to the last value, and a system that reads it without a mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from form_tables import Places, numbers, print_form

from ocrkit.profiles import annual_report
from ocrkit.score import (
    DocumentScore,
    Grid,
    GridCell,
    OutputLine,
    PageOutput,
    SystemOutput,
    Truth,
    TruthCell,
    TruthForm,
    TruthPage,
    TruthSection,
    TruthTable,
    TruthTableCell,
    pool,
)
from ocrkit.types.report import Cell, FormTable, Report, Section
from ocrkit.types.table import Table

EDITION = next(form for form in annual_report().forms if form.key == "requests").edition("2021")
PARAGRAPHS = ("本年度共收到申请三十二件。", "比上一年度多了六件，全部按期答复。")
FIRST, SECOND = EDITION.places()[0][0], EDITION.places()[7][0]
"""The keys of the first two rows."""


def printed_values() -> Places:
    """A number of its own in every cell; those of the first two rows share no digit."""
    values = numbers(EDITION, start=3001)
    low, high = (1111, 1112, 1121, 1122, 1211, 1212, 1221), (8888, 8889, 8898, 8899, 8988, 8989, 8998)
    for row, texts in ((FIRST, low), (SECOND, high)):
        values |= {place: str(text) for place, text in zip((p for p in values if p[0] == row), texts, strict=True)}
    return values


VALUES = printed_values()
TABLE: Table = print_form(EDITION, VALUES)


def known() -> Truth:
    """The request table of 2021 on page 1, and a section of text."""
    places = {cell.text: cell.places[0] for cell in TABLE.cells}
    cells: dict[str, dict[str, TruthCell]] = {}
    for (row, column), text in VALUES.items():
        place = places[text]
        one = TruthCell(value=Decimal(text), kind="number", text=text, page=1, box=place.box)
        cells.setdefault(row, {})[column] = one
    table = TruthTable(
        page=1,
        form="requests",
        n_rows=TABLE.n_rows,
        n_cols=TABLE.n_cols,
        cells=tuple(TruthTableCell(rows=c.rows, cols=c.cols, text=c.text, box=c.box) for c in TABLE.cells),
    )
    section = TruthSection(key="overview", heading="一、总体情况", paragraphs=PARAGRAPHS)
    pages = (TruthPage(file="page1.png", level="office"),)
    requests = TruthForm(edition="2021", cells=cells)
    return Truth(pages=pages, requests=requests, tables=(table,), sections=(section,))


def grid(change: Callable[[GridCell], GridCell] = lambda cell: cell) -> Grid:
    """The table as read, every cell as ``change`` says."""
    whole = Grid.from_table(TABLE, 1)
    return whole.model_copy(update={"cells": tuple(map(change, whole.cells))})


def peer(*grids: Grid, lines: tuple[str, ...] = PARAGRAPHS) -> SystemOutput:
    """A system that hands over tables and lines, no report."""
    page = PageOutput(page=1, tables=grids or (grid(),), lines=tuple(OutputLine(text=text) for text in lines))
    return SystemOutput(system="peer", pages=(page,))


def report(
    change: Mapping[tuple[str, str], Mapping[str, object]] | None = None, paragraphs: tuple[str, ...] = PARAGRAPHS
) -> SystemOutput:
    """A system that makes a report; ``change`` gives other contents to single values."""
    cells: dict[str, dict[str, Cell]] = {}
    for row, column, wanted in known().requests or ():
        cell = Cell(
            value=wanted.value, text=wanted.text, kind="number", confidence=0.9, page=wanted.page, box=wanted.box
        )
        changed = cell.model_dump() | dict((change or {}).get((row, column), {}))
        cells.setdefault(row, {})[column] = Cell.model_validate(changed)
    section = Section(key="overview", heading="一、总体情况", paragraphs=paragraphs)
    whole = Report(requests=FormTable(edition="2021", cells=cells), sections=(section,))
    return SystemOutput(system="ocrkit", pages=(PageOutput(page=1, tables=(grid(),)),), report=whole)


def figures(*scores: DocumentScore) -> dict[str, float | None]:
    """Every pooled figure's value by name."""
    return {name: figure.value for name, figure in pool(scores).figures.items()}
