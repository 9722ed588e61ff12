"""Reads a table cell by cell: all lines of all cells in a few batches."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.across import cut_at_rules
from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.diagonal import Diagonal, DiagonalSettings, diagonals, painted_over, parted_by
from ocrkit.recognise.cells.frames import alone
from ocrkit.recognise.cells.ink import CellInk, InkSettings, cell_components, cell_ink
from ocrkit.recognise.cells.ledger import CellPlan, Ledger, LedgerSettings, account
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.recognise.cells.sides import Inner, inside
from ocrkit.recognise.cells.text_height import text_height
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.told import cell_doubts, certainty
from ocrkit.recognise.turned import Column, TurnedSettings, column_of, surer, turned_lines
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PreparedPage
from ocrkit.types.reading import BLANK, Alternative, Reading
from ocrkit.types.settings import Settings
from ocrkit.types.table import Place, Table, TableCell
from ocrkit.types.text import same
from ocrkit.types.transform import box_to_page


class CellSettings(Settings):
    """How cells are read."""

    ink: InkSettings = InkSettings()
    values: ValueReaderSettings = ValueReaderSettings()
    ledger: LedgerSettings = LedgerSettings()
    diagonal: DiagonalSettings = DiagonalSettings()
    turned: TurnedSettings = TurnedSettings()
    text_sure: float = Field(default=0.9, ge=0, le=1)
    """A text is in doubt whose least sure character has less (``benchmarks.text_confidence``)."""


_NUMBER = re.compile(r"[0-9０-９.,，．]+")
_DASHES = re.compile(r"[-—–−－]+")

_STEP = 16.0
"""Pixels over which the scale of a page is measured."""

_AROUND = 8
"""Pixels kept around a line of ink."""


@dataclass(frozen=True)
class _Job:
    """A cell, its lines of ink and what is doubtful about them.

    ``framed``: a frame like no other's was left out. ``column``: the lines as one, where it may be a turned one.
    ``plan``: what its ink is accounted for by. ``parted``: which lines a diagonal parts from the line before.
    """

    cell: GridCell
    lines: tuple[InkLine, ...]
    doubts: tuple[Doubt, ...]
    framed: bool
    column: Column | None
    plan: CellPlan
    parted: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class TableRead:
    """A table as read, and how the ink of its cells was accounted for."""

    table: Table
    ledger: Ledger


def read_table(
    page: PreparedPage, table: GridTable, reader: CropReader, settings: CellSettings | None = None
) -> Table:
    """Read every cell of a table.

    A cell without ink has the text ""; one whose ink cannot be read has None. Boxes are in page pixels.
    """
    return table_read(page, table, reader, settings or CellSettings()).table


def table_read(page: PreparedPage, table: GridTable, reader: CropReader, settings: CellSettings) -> TableRead:
    """The same, with the ledger of its cells' ink."""
    readings, ledger = _cells_read(page, table.cells, reader, settings)
    return TableRead(made_table(page, table, readings, settings), ledger)


def read_cells(
    page: PreparedPage, cells: Sequence[GridCell], reader: CropReader, settings: CellSettings
) -> list[Reading]:
    """Read these cells of a table, one reading each."""
    return _cells_read(page, cells, reader, settings)[0] if cells else []


def _cells_read(
    page: PreparedPage, cells: Sequence[GridCell], reader: CropReader, settings: CellSettings
) -> tuple[list[Reading], Ledger]:
    jobs, height = _jobs(page, cells, settings)
    lines = [line for job in jobs for line in job.lines]
    values = ValueReader(reader, settings.values)
    readings = iter(values.read(lines, height))
    joined = [join_lines([next(readings) for _ in job.lines], job.parted) for job in jobs]
    turned = _turned(jobs, joined, values, height, settings.turned)
    ledger = account(page, [job.plan for job in jobs], height, settings.ledger)
    told = [_told(job, reading, ledger, i) for i, (job, reading) in enumerate(zip(jobs, turned, strict=True))]
    return told, ledger


def _told(job: _Job, reading: Reading, ledger: Ledger, number: int) -> Reading:
    """The reading with what its cell's ink tells of it: doubts, and the share that is explained."""
    doubts = (*job.doubts, *_framed_value(job, reading)) or ledger.doubts[number]
    return replace(reading, doubts=(*reading.doubts, *doubts), ink_explained=ledger.explained(number))


def _turned(
    jobs: Sequence[_Job], readings: Sequence[Reading], values: ValueReader, height: float, settings: TurnedSettings
) -> list[Reading]:
    """The readings, those of columns that are lines of text set sideways read as such."""
    columns = {i: job.column for i, job in enumerate(jobs) if job.column is not None}
    lines = [line for column in columns.values() for line in turned_lines(column)]
    looks = iter(values.read(lines, height))
    found = list(readings)
    for i in columns:
        found[i] = surer(readings[i], next(looks), next(looks), settings)
    return found


def _framed_value(job: _Job, reading: Reading) -> tuple[Doubt, ...]:
    """The doubt of a value in a frame that may be a stamp's. Words in one are the title of a picture's place."""
    is_value = bool(reading.text) and same(reading.text, reading.value_text)
    return (Doubt(DoubtCode.VALUE_IN_FRAME),) if job.framed and is_value else ()


def inked(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> list[bool]:
    """Which of these cells of a table have ink to be read."""
    jobs, _ = _jobs(page, cells, settings)
    return [bool(job.lines) for job in jobs]


def made_table(page: PreparedPage, table: GridTable, readings: Sequence[Reading], settings: CellSettings) -> Table:
    """The table of these readings of its cells, one each. Boxes are in page pixels."""
    cells = []
    for cell, reading in zip(table.cells, readings, strict=True):
        doubts = cell_doubts(reading, settings.text_sure)
        place = Place(page=page.ref.number, box=box_to_page(cell.box, page.transform, page.page_size))
        cells.append(
            TableCell(
                rows=cell.rows,
                cols=cell.cols,
                places=(place,),
                text=reading.text,
                confidence=certainty(reading),
                status="review" if doubts else "accepted",
                doubts=doubts,
                ink_explained=reading.ink_explained,
                reading=reading,
            )
        )
    return Table(n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(cells))


def _jobs(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> tuple[list[_Job], float]:
    """What there is to read in each cell, and the usual height of a character in them."""
    insides = [inside(page.image, cell.box, settings.ink.sides) for cell in cells]
    inners = [found.box for found in insides]
    sealed = [_on_seal(page, inner) for inner in inners]
    found = [cell_components(page.image, inner, on, settings.ink) for inner, on in zip(inners, sealed, strict=True)]
    usual = text_height(found)
    crossed = [
        diagonals(ink, inner, usual.pixels, settings.diagonal) for ink, inner in zip(found, inners, strict=True)
    ]
    bare, found = _without_diagonals(page, inners, found, crossed, settings)
    inks = [cell_ink(pieces, inner, usual, settings.ink) for pieces, inner in zip(found, inners, strict=True)]
    cut = cut_at_rules(cells, insides, [ink.lines for ink in inks], usual.pixels, settings.ink.sides)
    jobs = []
    framed = alone([ink.frames for ink in inks])
    for i, (cell, inner, pieces, ink) in enumerate(zip(cells, inners, found, inks, strict=True)):
        middle = (inner[1] + inner[3]) / 2 if len(ink.lines) == 1 else None
        lines = tuple(_line(bare, line, ink, inner, middle) for line in ink.lines)
        column = column_of(bare.image, ink.lines, usual.pixels, settings.turned)
        plan = CellPlan(cell.box, UprightBox(*map(float, inner)), pieces, ink, _painted(page, bare, inner))
        at_rule = (Doubt(DoubtCode.PRINT_AGAINST_RULE),) if cut[i] else ()
        names = (Doubt(DoubtCode.DIAGONAL_HEAD),) if crossed[i] else ()
        parted = parted_by(crossed[i], ink.lines)
        jobs.append(_Job(cell, lines, (*ink.doubts, *at_rule, *names), framed[i], column, plan, parted))
    return jobs, max(usual.pixels, 1.0)


def _painted(page: PreparedPage, bare: PreparedPage, inner: Inner) -> NDArray[np.bool_] | None:
    """Where inside ``inner`` diagonals were painted over, None where none were."""
    if bare is page:
        return None
    x0, y0, x1, y1 = inner
    return np.asarray(page.image[y0:y1, x0:x1] != bare.image[y0:y1, x0:x1])


def _without_diagonals(
    page: PreparedPage,
    inners: Sequence[Inner],
    found: Sequence[Components],
    crossed: Sequence[tuple[Diagonal, ...]],
    settings: CellSettings,
) -> tuple[PreparedPage, list[Components]]:
    """The page and the ink of its cells, without the diagonal ruling lines of head cells."""
    if not any(crossed):
        return page, list(found)
    image = page.image.copy()
    for inner, own in zip(inners, crossed, strict=True):
        if own:
            image[inner[1] : inner[3], inner[0] : inner[2]] = painted_over(image, inner, own)
    again = [
        cell_components(image, inner, _on_seal(page, inner), settings.ink) if own else ink
        for inner, own, ink in zip(inners, crossed, found, strict=True)
    ]
    return replace(page, image=image), again


def _on_seal(page: PreparedPage, inner: Inner) -> bool:
    x0, y0, x1, y1 = inner
    return bool(page.seals[max(0, y0 - 6) : y1 + 6, max(0, x0 - 6) : x1 + 6].any())


def _line(page: PreparedPage, line: UprightBox, ink: CellInk, inner: Inner, middle: float | None) -> InkLine:
    """One line of a cell cut out with a little around it, its specks and the cell's rules painted over with paper.

    ``middle`` is the cell's, where the line is its only one.
    """
    around = line.grown(_AROUND)
    x0, y0 = max(0, round(around.x0)), max(0, round(around.y0))
    window = page.image[y0 : round(around.y1), x0 : round(around.x1)].copy()
    paper = paper_level(window)
    window[: max(0, inner[1] - y0)] = window[max(0, inner[3] - y0) :] = paper
    window[:, : max(0, inner[0] - x0)] = window[:, max(0, inner[2] - x0) :] = paper
    left_out = [speck for speck in ink.specks if speck.overlap(around) > 0]
    for speck in left_out:
        a0, b0, a1, b1 = speck.grown(2).as_ints()
        window[max(0, b0 - y0) : max(0, b1 - y0), max(0, a0 - x0) : max(0, a1 - x0)] = paper
    level = None if middle is None else (line.y0 + line.y1) / 2 - middle
    box = UprightBox(line.x0 - x0, line.y0 - y0, line.x1 - x0, line.y1 - y0)
    marks = tuple(UprightBox(s.x0 - x0, s.y0 - y0, s.x1 - x0, s.y1 - y0) for s in left_out)
    return InkLine(window, box, level, middle, _grain(page, line), _tint(page, line, paper), marks)


def _grain(page: PreparedPage, line: UprightBox) -> float:
    """How many pixels of the prepared page one of the page as given became about a line, in its coarser direction."""
    x, y = line.centre
    ends = page.transform.inverse(np.array([[x, y], [x + _STEP, y], [x, y + _STEP]]))
    given = np.abs(ends[1:] - ends[0]).max(axis=1)
    return float(max(1.0, (_STEP / np.maximum(given, 1e-6)).max()))


def _tint(page: PreparedPage, line: UprightBox, paper: int) -> float:
    """The share of a line's ink that is coloured."""
    x0, y0, x1, y1 = (max(0, v) for v in line.as_ints())
    coloured = page.layers[y0:y1, x0:x1] == Layer.COLOURED
    if not coloured.any():
        return 0.0
    ink = page.image[y0:y1, x0:x1] < paper / 2
    return float((coloured & ink).sum() / max(1, int(ink.sum())))


def join_lines(readings: Sequence[Reading], parted: Sequence[bool] = ()) -> Reading:
    """The reading of a cell from those of its lines, top to bottom; blank where there are none.

    Of a cell with a line that cannot be read the others are kept, in doubt: they may be enough to know a label by.
    Line breaks part the lines, in the text as in the value's; a slash where ``parted`` says that a diagonal ruling
    line parts one from the line before.
    """
    if not readings:
        return BLANK
    if len(readings) == 1:
        return readings[0]
    if all(r.text is None for r in readings):
        return Reading(None, None, doubts=(Doubt(DoubtCode.LINE_UNREAD),))
    text = _joined([r.text or "" for r in readings], parted)
    confidence = math.prod(r.confidence or 0.0 for r in readings)
    values = [r.value_text for r in readings]
    numbers = [r.text for r in readings if r.text and _NUMBER.fullmatch(r.text)]
    texts = tuple(r.text for r in readings if r.text and (r.text in numbers or _DASHES.fullmatch(r.text)))
    above = (Doubt(DoubtCode.NUMBERS_STACKED, {"texts": texts}),) if numbers and len(texts) > 1 else ()
    unread = (Doubt(DoubtCode.LINE_UNREAD),) if any(r.text is None for r in readings) else ()
    return Reading(
        text=text,
        confidence=confidence,
        value_text=None if any(v is None for v in values) else _joined([v or "" for v in values], parted),
        value_confidence=None,
        alternatives=(Alternative(text, confidence),),
        doubts=(*dict.fromkeys(d for r in readings for d in r.doubts), *unread, *above),
        least=min(certainty(r) or 0.0 for r in readings),
    )


def _joined(texts: Sequence[str], parted: Sequence[bool]) -> str:
    signs = ["/" if i < len(parted) and parted[i] else "\n" for i in range(len(texts))]
    return "".join(f"{sign}{text}" for sign, text in zip(signs, texts, strict=True))[1:]
