"""One page through the stages that look at it alone: prepare, tables, recognise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

import cv2
import numpy as np

from ocrkit.engines import Engines
from ocrkit.prepare.prepare import prepare
from ocrkit.recognise.cells import read_table
from ocrkit.regions.model import PageText
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Page, PageRef, PreparedPage
from ocrkit.types.report import PageStep, SourcePage
from ocrkit.types.table import Table
from ocrkit.types.text import TextLine

_LINE = 4
"""Characters of a piece of text that tell which way up a page is."""

_INK = 189
"""The lightest grey that may be ink."""

_MARGIN = 12
"""Paper kept around the ink that is looked through for lines of text, in pixels."""

_COARSE = 4
"""Seals are put in boxes on an image this many times smaller."""


@dataclass
class Stopwatch:
    """Seconds spent by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Add the time of the block to ``stage``."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start


@contextmanager
def opencv_threads(count: int) -> Iterator[None]:
    """Let OpenCV use ``count`` threads in the block; the setting is the whole process's, and is put back."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(count)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


@dataclass(frozen=True)
class ReadPage:
    """What one page gave: where it came from, its tables, and its text outside them, which may still be coming."""

    ref: PageRef
    source: SourcePage
    tables: tuple[Table, ...]
    text: Future[PageText] | None = None


@dataclass(frozen=True)
class SeenPage:
    """A page whose tables were found and whose text is being read; its cells are not read yet."""

    page: PreparedPage
    source: SourcePage
    grids: tuple[GridTable, ...]
    text: Future[PageText] | None = None


class PageReader:
    """Takes pages through the stages that look at one page alone, in two steps: ``see``, then ``read``.

    Text outside tables is read in a thread of its own (one, for the engine is not to be shared) while the cells
    are read here: two sessions of one thread each waste less than one after the other with two. Who sees a page
    before it reads the cells of the one before keeps that thread busy.
    """

    def __init__(self, settings: ReadSettings, engines: Engines) -> None:
        self._settings = settings
        self._engines = engines
        self._lines = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ocrkit-lines")

    def see(self, page: Page, watch: Stopwatch, text: bool = True) -> SeenPage:
        """Prepare a page, find its tables and, with ``text``, begin to read its text. Raises ``EngineError``."""
        with watch.time("prepare"):
            prepared = prepare(page, self._settings.prepare, lambda crops: line_scores(self._engines, crops))
        with watch.time("tables"):
            grids = tuple(find_tables(prepared, self._settings.tables))
        pending = self._lines.submit(self._read_text, prepared, grids, watch) if text else None
        return SeenPage(prepared, source_page(page, prepared), grids, pending)

    def read(self, seen: SeenPage, watch: Stopwatch) -> ReadPage:
        """Read a page's cells. Raises ``EngineError``; so may the text's result."""
        with watch.time("recognise cells"):
            tables = tuple(
                read_table(seen.page, grid, self._engines.crops, self._settings.cells) for grid in seen.grids
            )
        return ReadPage(seen.page.ref, seen.source, tables, seen.text)

    def _read_text(self, page: PreparedPage, grids: Sequence[GridTable], watch: Stopwatch) -> PageText:
        with watch.time("recognise lines"):
            return page_text(page, grids, find_lines(page, grids, self._engines))


def line_scores(engines: Engines, crops: Sequence[Image]) -> list[float]:
    """How well each crop reads: the mean probability of its characters, 0.0 for fewer than four of them."""
    return [
        math.pow(reading.confidence, 1 / len(reading.text))
        if reading.text and len(reading.text) >= _LINE and reading.confidence
        else 0.0
        for reading in engines.crops.read(crops)
    ]


def find_lines(page: PreparedPage, tables: Sequence[GridTable], engines: Engines) -> tuple[TextLine, ...]:
    """The lines of text outside the tables, boxes in the prepared image."""
    image = page.image.copy()
    for table in tables:
        x0, y0, x1, y1 = (max(0, v) for v in table.box.grown(4).as_ints())
        image[y0:y1, x0:x1] = 255
    ink = cv2.medianBlur(cv2.threshold(image, _INK, 1, cv2.THRESH_BINARY_INV)[1], 3)
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return ()
    x0, y0 = max(0, int(cols[0]) - _MARGIN), max(0, int(rows[0]) - _MARGIN)
    piece = np.ascontiguousarray(image[y0 : int(rows[-1]) + _MARGIN, x0 : int(cols[-1]) + _MARGIN])
    return tuple(
        TextLine(line.text, line.confidence, _moved(line.box, x0, y0)) for line in engines.lines.lines(piece)
    )


def _moved(box: UprightBox, x: float, y: float) -> UprightBox:
    return UprightBox(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)


def page_text(page: PreparedPage, tables: Sequence[GridTable], lines: tuple[TextLine, ...]) -> PageText:
    """What the regions stage wants to know of a page."""
    return PageText(
        number=page.ref.number,
        size=(page.image.shape[1], page.image.shape[0]),
        page_size=page.page_size,
        lines=lines,
        tables=tuple(table.box for table in tables),
        seals=tuple(seal_boxes(page)),
        transform=page.transform,
    )


def seal_boxes(page: PreparedPage) -> list[UprightBox]:
    """The box of each seal on the page."""
    if not page.seals.any():
        return []
    height, width = page.seals.shape
    size = (max(1, width // _COARSE), max(1, height // _COARSE))
    small = cv2.resize(page.seals.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    side = max(3, max(small.shape) // 100)
    joined = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = stats[1:, :4] * np.tile([width / size[0], height / size[1]], 2)
    boxes = boxes[(boxes[:, 2:] >= max(height, width) / 40).all(axis=1)]
    return [UprightBox(x, y, x + w, y + h) for x, y, w, h in boxes.tolist()]


def source_page(page: Page, prepared: PreparedPage) -> SourcePage:
    """The page's entry in the report."""
    return SourcePage(
        number=page.ref.number,
        file=page.ref.file,
        index=page.ref.index,
        width=page.size[0],
        height=page.size[1],
        dpi=page.dpi,
        steps=tuple(PageStep(name=step.name, figures=dict(step.figures)) for step in prepared.steps),
    )
