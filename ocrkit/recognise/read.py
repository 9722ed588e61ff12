"""Reads a table cell by cell: all lines of all cells in a few batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrkit.recognise.by_prototype import by_prototype
from ocrkit.recognise.cells.across import Cut, met_from_beyond, set_at_rule
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.cells.ledger import AGAINST_RULE, UNEXPLAINED, CellPlan, Ledger, account
from ocrkit.recognise.cells.lost_print import COARSE
from ocrkit.recognise.cells.under_seal import hides_print
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.jobs import Job, jobs_of
from ocrkit.recognise.joined import join_lines
from ocrkit.recognise.prototype_signs import PrototypeReader
from ocrkit.recognise.settings import CellSettings
from ocrkit.recognise.told import cell_doubts, certainty
from ocrkit.recognise.turned import TurnedSettings, surer, turned_lines
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.recognise.whole_numbers import whole_numbers
from ocrkit.recognise.whole_signs import whole_signs
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import PreparedPage
from ocrkit.types.reading import Reading
from ocrkit.types.table import Place, Table, TableCell
from ocrkit.types.text import same
from ocrkit.types.transform import boxes_to_page


@dataclass(frozen=True, eq=False)
class TableRead:
    """A table as read, how the ink of its cells was accounted for, and what was known of them before; () is gone."""

    table: Table
    ledger: Ledger
    plans: tuple[CellPlan, ...] = ()


def read_table(
    page: PreparedPage, table: GridTable, reader: CropReader, settings: CellSettings | None = None
) -> Table:
    """Read every cell of a table.

    A cell without ink has the text ""; one whose ink cannot be read has None. Boxes are in page pixels.
    """
    return table_read(page, table, reader, settings or CellSettings()).table


def table_read(page: PreparedPage, table: GridTable, reader: CropReader, settings: CellSettings) -> TableRead:
    """The same, with the ledger of its cells' ink."""
    readings, ledger, plans = _cells_read(page, table.cells, reader, settings)
    return TableRead(made_table(page, table, readings, settings), ledger, plans)


def read_cells(
    page: PreparedPage, cells: Sequence[GridCell], reader: CropReader, settings: CellSettings
) -> list[Reading]:
    """Read these cells of a table, one reading each."""
    return _cells_read(page, cells, reader, settings)[0] if cells else []


def _cells_read(
    page: PreparedPage, cells: Sequence[GridCell], reader: CropReader, settings: CellSettings
) -> tuple[list[Reading], Ledger, tuple[CellPlan, ...]]:
    jobs, height = jobs_of(page, cells, settings)
    lines = [line for job in jobs for line in job.lines]
    values = ValueReader(reader, settings.values)
    readings = iter(values.read(lines, height))
    joined = [join_lines([next(readings) for _ in job.lines], job.parted) for job in jobs]
    turned = _turned(jobs, joined, values, height, settings.turned)
    every = tuple(job.plan for job in jobs)
    ledger = account(page, every, height, settings.ledger)
    at_rule = _at_rules(cells, jobs, _whole(jobs, turned, settings))
    of_prototypes = PrototypeReader(reader, settings.values.crop, height, settings.by_prototype)
    turned = by_prototype([job.sign for job in jobs], turned, of_prototypes)
    sealed = _maybe_of_seal(jobs, turned, ledger, settings.values.print.tint[1])
    plans = {i: jobs[i].plan for i in _with_seal(turned, ledger)}
    sealed |= {i for i, plan in plans.items() if hides_print(page, plan.inner, plan.ink.lines, height)}
    told = [
        _told(job, reading, ledger, i, is_at_rule=i in at_rule, is_sealed=i in sealed)
        for i, (job, reading) in enumerate(zip(jobs, turned, strict=True))
    ]
    return told, ledger, every


def _whole(jobs: Sequence[Job], read: Sequence[Reading], settings: CellSettings) -> set[int]:
    """The cells whose print touches a rule that hides none of it, and stands in its own cell."""
    cuts, lines, ends = [job.cut for job in jobs], [job.lines for job in jobs], [job.ends for job in jobs]
    signs = whole_signs(cuts, lines, read, settings.whole)
    numbers = whole_numbers(cuts, lines, read, ends, settings.whole_numbers)
    own = set_at_rule(cuts, ends)
    return {i for i in signs | numbers if cuts[i] != Cut.SIDE or i in own}


def _at_rules(cells: Sequence[GridCell], jobs: Sequence[Job], whole: set[int]) -> set[int]:
    """The cells of whose print a rule may hide some, and the blank ones beside them, whose print it may be."""
    cut = {i for i, job in enumerate(jobs) if job.cut and i not in whole}
    beyond = met_from_beyond(cells, [job.ends if i in cut else (False, False) for i, job in enumerate(jobs)])
    return cut | {i for i, job in enumerate(jobs) if not job.lines and (i in beyond or job.outside)}


def _maybe_of_seal(jobs: Sequence[Job], read: Sequence[Reading], ledger: Ledger, tint: float) -> set[int]:
    """The values and blanks beside which print may have been taken for a seal's ink.

    Those with a seal's ink in a table that has coloured print. How coloured their own is does not matter: pale ink
    seems to have none.
    """
    if not any(line.tint >= tint for job in jobs for line in job.lines):
        return set()
    return _with_seal(read, ledger)


def _with_seal(read: Sequence[Reading], ledger: Ledger) -> set[int]:
    """The values and blanks in whose cells a seal's ink is."""
    sealed = ledger.counts[:, Ink.SEAL] > 0
    return {i for i, reading in enumerate(read) if sealed[i] and same(reading.text or "", reading.value_text or "")}


def _told(job: Job, reading: Reading, ledger: Ledger, number: int, *, is_at_rule: bool, is_sealed: bool) -> Reading:
    """The reading with what its cell's ink tells of it: doubts, and the share that is explained."""
    at_rule = (AGAINST_RULE,) if is_at_rule else ()
    of_seal = (UNEXPLAINED,) if is_sealed else ()
    of_cell = (*at_rule, *_framed_value(job, reading), *_lone_dash(job, reading), *ledger.doubts[number], *of_seal)
    doubts = (*reading.doubts, *job.doubts, *of_cell)
    answered = (*reading.answered, *job.plan.ink.answered)
    doubts = tuple(dict.fromkeys(doubts))
    return replace(reading, doubts=doubts, answered=answered, ink_explained=ledger.explained(number))


def _turned(
    jobs: Sequence[Job], readings: Sequence[Reading], values: ValueReader, height: float, settings: TurnedSettings
) -> list[Reading]:
    """The readings, those of columns that are lines of text set sideways read as such."""
    columns = {i: job.column for i, job in enumerate(jobs) if job.column is not None}
    lines = [line for column in columns.values() for line in turned_lines(column)]
    looks = iter(values.read(lines, height))
    found = list(readings)
    for i in columns:
        found[i] = surer(readings[i], next(looks), next(looks), settings)
    return found


def _lone_dash(job: Job, reading: Reading) -> tuple[Doubt, ...]:
    """The doubt of a dash that stands as no others of its table do, where it may be what is left of a digit."""
    lone = job.coarse and not job.plan.ink.dash and same(reading.text or "", "-")
    return (COARSE,) if lone else ()


def _framed_value(job: Job, reading: Reading) -> tuple[Doubt, ...]:
    """The doubt of a value in a frame that may be a stamp's. Words in one are the title of a picture's place."""
    is_value = bool(reading.text) and same(reading.text, reading.value_text)
    return (Doubt(DoubtCode.VALUE_IN_FRAME),) if job.framed and is_value else ()


def made_table(page: PreparedPage, table: GridTable, readings: Sequence[Reading], settings: CellSettings) -> Table:
    """The table of these readings of its cells, one each. Boxes are in page pixels."""
    cells = []
    boxes = boxes_to_page([cell.box for cell in table.cells], page.transform, page.page_size)
    for cell, reading, box in zip(table.cells, readings, boxes, strict=True):
        doubts = cell_doubts(reading, settings.text_sure)
        place = Place(page=page.ref.number, box=box)
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
