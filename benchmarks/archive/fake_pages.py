"""Pages that say in themselves what is read on them, and a worker that reads them so: in milliseconds, or never.

A page is a real image or PDF whose metadata hold a plan; the worker hands out what the plan says and does what it
asks for: hang, die, fail. Everything else of the reading is ocrkit's own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from PIL import Image as Pil
from PIL.PngImagePlugin import PngInfo

from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.grid import Drawing, Grid, make_grids
from benchmarks.pagemaker.linked import Linked
from ocrkit.errors import EngineError, InputError
from ocrkit.load.document import count_pages
from ocrkit.page_tasks import CountPages, ReadOne, Setup
from ocrkit.regions.model import PageText
from ocrkit.results import LostPage, ReadPage, ReadPart
from ocrkit.schedule.messages import Task
from ocrkit.schedule.stages import Stages, Tell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.report import SourcePage
from ocrkit.types.table import Place, Table, TableCell
from ocrkit.types.text import TextLine

SERVICE = "benchmarks.archive.fake_pages:make"
SIZE = (1240, 1754)
_KEY = "plan"


@dataclass(frozen=True)
class PagePlan:
    """What is read on a page: lines (text, height), tables; and what the worker does before: "", hang, die, fail.

    "die once NAME" and "hang once NAME" do so the first time; "sleep SECONDS" takes its time. ``doubtful`` are the
    cells of tables, by table and cell, that are in review.
    """

    lines: tuple[tuple[str, int], ...] = ()
    tables: tuple[Table, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    act: str = ""

    def text(self) -> str:
        tables = [table.model_dump(mode="json") for table in self.tables]
        given = {"lines": self.lines, "tables": tables, "doubtful": self.doubtful, "act": self.act}
        return json.dumps(given, ensure_ascii=False)


def pages_of(report: Linked, act: Mapping[int, str] | None = None) -> list[PagePlan]:
    """A report as two pages: title and text with tables two and three, then table four; ``act`` by page, from 1."""
    said = make_report(report.spec)
    grids = make_grids(said, report.spec.wording, Drawing(), np.random.default_rng(report.spec.seed), permuted=False)
    title = tuple((line, 56) for line in said.title_lines)
    heading = ((said.sections[0].heading, 34), *((text, 30) for text in said.sections[0].paragraphs[:1]))
    act = act or {}
    return [
        PagePlan(
            (*title, *heading), (_table(grids["proactive"], 1), _table(grids["requests"], 1)), act=act.get(1, "")
        ),
        PagePlan((), (_table(grids["review_and_litigation"], 2),), act=act.get(2, "")),
    ]


def _table(grid: Grid, page: int) -> Table:
    top = {"proactive": 320, "requests": 760, "review_and_litigation": 200}[grid.table]
    cells = [
        TableCell(
            rows=(cell.row, cell.row + cell.row_span),
            cols=(cell.col, cell.col + cell.col_span),
            places=(Place(page=page, box=_box(cell.row, cell.row_span, cell.col, cell.col_span, top)),),
            text=cell.text,
            confidence=0.99,
        )
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    ]
    return Table(n_rows=grid.n_rows, n_cols=grid.n_cols, cells=tuple(cells))


def _box(row: int, rows: int, col: int, cols: int, top: int) -> Box:
    return Box(100 + 60 * col, top + 28 * row, 100 + 60 * (col + cols), top + 28 * (row + rows))


def write_image(path: Path, plan: PagePlan) -> Path:
    """A page as PNG, small as a file."""
    info = PngInfo()
    info.add_itxt(_KEY, plan.text(), zip=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    Pil.new("L", SIZE, 255).save(path, pnginfo=info)
    return path


def write_pdf(path: Path, plans: Sequence[PagePlan]) -> Path:
    """A report as PDF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.new() as book:
        for _ in plans:
            book.add_blank_page(page_size=(595, 842))
        book.docinfo["/Subject"] = json.dumps([plan.text() for plan in plans])
        book.save(path, deterministic_id=True)
    return path


def plan_of(file: str, index: int) -> tuple[dict[str, Any], str]:
    """What a page says of itself, and the hash of its file. Raises ``InputError`` where it says nothing."""
    try:
        data = Path(file).read_bytes()
        if file.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as book:
                text = json.loads(str(book.docinfo["/Subject"]))[index]
        else:
            with Pil.open(file) as image:
                text = image.text[_KEY]  # type: ignore[attr-defined]
        return json.loads(text), hashlib.sha256(data).hexdigest()
    except (OSError, KeyError, ValueError, pikepdf.PdfError) as error:
        raise InputError(f"cannot be read: {type(error).__name__}", file=file, page=index + 1) from error


class FakeService:
    """See ``schedule.messages.Service``."""

    def __init__(self, setup: Setup, tell: Tell) -> None:
        self._settings = setup.settings
        self._tell = tell

    def serve(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, object]]:
        for task in tasks:
            if isinstance(task, CountPages):
                try:
                    yield task, count_pages(task.file, self._settings.load)
                except InputError as error:
                    yield task, error.at(task.file, None)
            elif isinstance(task, ReadOne):
                yield task, self._read(task)

    def _read(self, task: ReadOne) -> ReadPage | LostPage:
        ref = task.ref
        stages = Stages(task, self._tell)
        with stages.stage("load"):
            try:
                plan, sha256 = plan_of(ref.file, ref.index)
                _act(plan["act"])
            except (InputError, EngineError) as error:
                return LostPage(ref, error.at(ref.file, ref.index + 1))
        tables = [_numbered(Table.model_validate(table), ref.number) for table in plan["tables"]]
        for table, cell in plan["doubtful"]:
            tables[table] = _doubted(tables[table], cell)
        digest = hashlib.sha256(json.dumps(plan).encode()).hexdigest()
        source = SourcePage(number=ref.number, file=ref.file, index=ref.index, width=SIZE[0], height=SIZE[1], dpi=150)
        text = PageText(ref.number, SIZE, SIZE, _lines(plan["lines"]), tuple(map(_outline, tables)))
        return ReadPage(ref, sha256, digest, source, (ReadPart(tuple(tables), text),), stages.seconds)


def _act(act: str) -> None:
    what, _, more = act.partition(" ")
    if more.startswith("once "):
        try:
            Path(more.removeprefix("once ")).touch(exist_ok=False)
        except FileExistsError:
            return
    match what:
        case "hang":
            time.sleep(3600)
        case "sleep":
            time.sleep(float(more))
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise EngineError("the recogniser stumbled")


def _numbered(table: Table, page: int) -> Table:
    """The table on the page that it stands on in this report."""
    cells = tuple(
        cell.model_copy(update={"places": tuple(place.model_copy(update={"page": page}) for place in cell.places)})
        for cell in table.cells
    )
    return table.model_copy(update={"cells": cells})


def _doubted(table: Table, index: int) -> Table:
    cells = list(table.cells)
    cells[index] = cells[index].doubted(Doubt(DoubtCode.NOT_VERIFIED))
    return table.model_copy(update={"cells": tuple(cells)})


def _lines(lines: Sequence[tuple[str, int]]) -> tuple[TextLine, ...]:
    found, y = [], 90.0
    for text, height in lines:
        width = min(1040.0, len(text) * height * 0.95)
        left = (SIZE[0] - width) / 2 if height > 50 else 140.0
        found.append(TextLine(text, 0.99, UprightBox(left, y, left + width, y + height)))
        y += height * 1.7
    return tuple(found)


def _outline(table: Table) -> UprightBox:
    boxes = [cell.box for cell in table.cells]
    return UprightBox(
        min(box.x0 for box in boxes), min(box.y0 for box in boxes),
        max(box.x1 for box in boxes), max(box.y1 for box in boxes),
    )  # fmt: skip


def make(setup: Setup, tell: Tell) -> FakeService:
    """The service of a worker process."""
    return FakeService(setup, tell)


def acting(plan: PagePlan, act: str) -> PagePlan:
    """The same page, with what the worker does before it reads it."""
    return replace(plan, act=act)
