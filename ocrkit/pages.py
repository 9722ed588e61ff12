"""Pages through the stages that look at one page alone: load, prepare, tables, recognise."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from functools import partial

from ocrkit.cell_share import CellShare
from ocrkit.debug.folder import DebugFolder
from ocrkit.debug.seen import SeenPage, SeenPart, SeenTable
from ocrkit.engines import Engines
from ocrkit.errors import InputError, InternalError, OcrkitError, OutputError
from ocrkit.layer.findings import page_layer
from ocrkit.load import PageFailure
from ocrkit.load.loader import Loader
from ocrkit.page_layer import LayerAlone, compared_lines, layer_alone, told_alone
from ocrkit.page_tables import PageTables, tables_found, tables_read
from ocrkit.page_text import find_lines, page_text
from ocrkit.prepare.prepare import prepare_parts
from ocrkit.recognise.doubted import doubted
from ocrkit.recognise.engines.protocol import QuickReader
from ocrkit.regions.model import PageText
from ocrkit.results import LostPage, ReadPage, ReadPart
from ocrkit.schedule.stages import LINES, Stages, Tell, tell_nobody
from ocrkit.schedule.threads import Helpers
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.page import Page, PageRef, PreparedPage
from ocrkit.types.provenance import UsedModel
from ocrkit.types.report import PageStep, SourcePage
from ocrkit.types.table import Table
from ocrkit.types.transform import box_to_page

_AHEAD = 1
"""Pages seen before the cells of the one before them are read."""
_WAITING = 2
"""Pages whose text may be waiting to be read: their images are kept for it."""

CELLS = "recognise cells"

DAMAGED = Doubt(DoubtCode.DAMAGED_PAGE)


@dataclass(frozen=True)
class _Part:
    """A page that is read by itself: a whole one, or one of two on a sheet."""

    page: PreparedPage
    grids: tuple[GridTable, ...]
    alone: LayerAlone | None


@dataclass
class _Work:
    """A page on its way: what is known of it so far."""

    ref: PageRef
    stages: Stages
    sha256: str = ""
    digest: str = ""
    parts: tuple[_Part, ...] = ()
    source: SourcePage | None = None
    tables: dict[int, tuple[Table, ...]] = field(default_factory=dict)
    text: Future[tuple[PageText, ...]] | None = None
    read: dict[int, PageTables] = field(default_factory=dict)
    definitions: tuple[FormDefinition, ...] = ()
    error: OcrkitError | None = None
    given: Page | None = None
    seen: list[SeenPart] = field(default_factory=list)
    """The page as given, and its parts as they were read: kept only where they are to be shown."""

    @property
    def waits(self) -> bool:
        return self.text is not None and not self.text.done()


class PageReader:
    """Takes pages through their stages, in order. What goes wrong on a page costs that page.

    Text outside tables is read in a thread of its own (one, for the engine is not to be shared) while the cells
    are read here: two sessions of one thread each waste less than one after the other with two. A page is seen
    before the cells of the one before it are read, which keeps that thread busy.
    """

    def __init__(
        self,
        settings: ReadSettings,
        engines: Engines,
        debug: DebugFolder | None = None,
        definitions: Sequence[FormDefinition] = (),
    ) -> None:
        """``definitions`` are the forms that tables of a report may be; where pages are read with their text."""
        self._settings = settings
        self._definitions = tuple(definitions)
        self._engines = engines
        self._debug = debug
        self._lines = Helpers("lines")

    def close(self) -> None:
        """End the thread. What it is about is waited for."""
        self._lines.close()

    def read(
        self, listing: Iterable[PageRef | PageFailure], text: bool, tell: Tell = tell_nobody
    ) -> Iterator[ReadPage | LostPage]:
        """Each page of the listing, read or lost, in order; with ``text`` also what stands outside its tables.

        ``tell`` is told every step, with the page's ``PageRef``; those of its text from another thread.
        """
        seen: deque[_Work] = deque()
        read: deque[_Work] = deque()
        try:
            with Loader(self._settings.load) as loader:
                for entry in listing:
                    while len(waiting := [work for work in (*read, *seen) if work.waits]) >= _WAITING:
                        _wait(waiting[0])
                    seen.append(self._see(entry, loader, text, tell))
                    if len(seen) > _AHEAD:
                        read.append(self._cells(seen.popleft()))
                    while read and not read[0].waits:
                        yield self._finished(read.popleft())
            while seen:
                read.append(self._cells(seen.popleft()))
            while read:
                yield self._finished(read.popleft())
        finally:
            for work in (*read, *seen):  # nothing of this reading goes on when it has ended
                _give_up(work)

    def _see(self, entry: PageRef | PageFailure, loader: Loader, text: bool, tell: Tell) -> _Work:
        """Load and prepare a page, find its tables and, with ``text``, begin to read its text."""
        if isinstance(entry, PageFailure):
            return _Work(entry.ref, Stages(), error=entry.error)
        work = _Work(entry, Stages(entry, tell))
        crops = self._engines.crops
        quick = crops.quick() if isinstance(crops, QuickReader) else crops
        try:
            with work.stages.stage("load"):
                page = loader.load(entry)
                work.sha256, work.digest = page.sha256, page.digest
                work.given = page if self._debug is not None else None
            with work.stages.stage("prepare"):
                prepared = prepare_parts(page, self._settings.prepare, crops.read, quick.read)
                work.source = source_page(page, prepared, self._settings)
            with work.stages.stage("tables"):
                grids = [tables_found(part, self._settings, report=text) for part in prepared]
            with work.stages.stage("text layer"):
                alone = self._alone(prepared, grids)
                work.source = told_alone(work.source, alone[0])
        except OcrkitError as error:
            work.error = placed(error, entry)
            return work
        work.parts = tuple(map(_Part, prepared, grids, alone))
        if text:
            work.definitions = self._definitions
            work.text = self._lines.submit(self._read_text, work.parts, work.stages)
        return work

    def _alone(
        self, pages: Sequence[PreparedPage], grids: Sequence[tuple[GridTable, ...]]
    ) -> Sequence[LayerAlone | None]:
        """What the layer gives by itself for each of the pages of a sheet; for all of them, or for none."""
        found = [layer_alone(*each, self._engines, self._settings) for each in zip(pages, grids, strict=True)]
        return found if None not in found else [None] * len(found)

    def _cells(self, work: _Work) -> _Work:
        """Read a page's cells."""
        if not work.parts:
            return work
        try:
            counts = [len(grid.cells) for part in work.parts for grid in part.grids]
            share = CellShare(counts, partial(work.stages.done, CELLS))
            with work.stages.stage(CELLS):
                for part in work.parts:
                    read = self._tables(part, share, work.definitions)
                    tables = read.tables
                    if work.source is not None and not all(flaw.harmless for flaw in work.source.flaws):
                        tables = tuple(doubted(table, DAMAGED) for table in tables)
                    work.tables[part.page.part] = tables
                    work.read[part.page.part] = replace(read, ledgers=())  # which are large
                    if self._debug is not None:
                        work.seen.append(SeenPart(part.page, tuple(map(SeenTable, read.grids, tables, read.ledgers))))
        except OcrkitError as error:
            work.error = placed(error, work.ref)
            _give_up(work)
            if self._debug is not None:
                work.seen += [SeenPart(part.page) for part in work.parts[len(work.seen) :]]
        work.parts = ()  # their images are needed no more
        return work

    def _tables(self, part: _Part, share: CellShare, definitions: Sequence[FormDefinition]) -> PageTables:
        """The tables as read, held against the page's text layer; or as that has them, where it is taken alone."""
        if part.alone is not None:
            return PageTables(part.grids, part.alone.tables, (None,) * len(part.grids))
        reader = partial(share.of_next, self._engines.crops)
        return tables_read(part.page, part.grids, reader, self._settings, definitions)

    def _read_text(self, parts: Sequence[_Part], stages: Stages) -> tuple[PageText, ...]:
        with stages.stage(LINES):
            return tuple(map(self._part_text, parts))

    def _part_text(self, part: _Part) -> PageText:
        if part.alone is not None:
            return page_text(part.page, part.grids, part.alone.lines)
        lines = find_lines(part.page, part.grids, self._engines)
        compared = compared_lines(part.page, part.grids, lines, self._settings.layer)
        return page_text(part.page, part.grids, compared.lines, compared.unread)

    def _finished(self, work: _Work) -> ReadPage | LostPage:
        """What the page gave; where pages are to be shown, it is, as far as it came."""
        told = _told(work, self._engines.models)
        if self._debug is None or work.given is None:
            return told
        texts = {text.part: text for text in told.texts} if isinstance(told, ReadPage) else {}
        parts = tuple(replace(part, text=texts.get(part.page.part)) for part in work.seen)
        why = "" if isinstance(told, ReadPage) else str(told.error)
        try:
            self._debug.write(SeenPage(work.given, parts, told.seconds, why))
        except OutputError as error:
            if isinstance(told, ReadPage):
                return LostPage(work.ref, error, work.sha256, work.digest, work.stages.seconds)
        return told


def _wait(work: _Work) -> None:
    if work.text is not None:
        wait([work.text])


def _give_up(work: _Work) -> None:
    if work.text is not None and not work.text.cancel():
        wait([work.text])


def _told(work: _Work, models: tuple[UsedModel, ...]) -> ReadPage | LostPage:
    """What the page gave, its text waited for."""
    texts: dict[int, PageText] = {}
    error = work.error
    if error is None and work.text is not None:
        try:
            texts = {text.part: _beside(text, work.read.get(text.part)) for text in work.text.result()}
        except OcrkitError as raised:
            error = placed(raised, work.ref)
    if error is not None or work.source is None:
        assert error is not None  # a page without a source is a lost one
        return LostPage(work.ref, error, work.sha256, work.digest, work.stages.seconds)
    parts = tuple(ReadPart(tables, texts.get(part), part) for part, tables in work.tables.items())
    return ReadPage(work.ref, work.sha256, work.digest, work.source, parts, work.stages.seconds, models)


def _beside(text: PageText, read: PageTables | None) -> PageText:
    """The text of a page beside its tables as they were read in the end."""
    if read is None:
        return text
    return replace(text, lines=(*text.lines, *read.headings), tables=tuple(grid.box for grid in read.grids))


def placed(error: OcrkitError, ref: PageRef) -> InputError | InternalError:
    """The error of a stage, with the file and page it happened on, which the stage does not know."""
    if isinstance(error, InternalError) or (isinstance(error, InputError) and error.file is None):
        return error.at(ref.file, ref.index + 1)
    if isinstance(error, InputError):
        return error.at(error.file or ref.file, error.page)
    return InputError(error.message, file=ref.file, page=ref.index + 1, remedy=error.remedy)


def source_page(page: Page, prepared: Sequence[PreparedPage], settings: ReadSettings) -> SourcePage:
    """The page's entry in the report; ``prepared`` is the page, or the pages of a sheet."""
    return SourcePage(
        number=page.ref.number,
        file=page.ref.file,
        index=page.ref.index,
        width=page.size[0],
        height=page.size[1],
        dpi=page.dpi,
        flaws=page.flaws,
        steps=_steps(prepared),
        parts=tuple(map(_outline, prepared)) if len(prepared) > 1 else (),
        text_layer=page_layer(page.text_layer, settings.layer),
    )


def _steps(prepared: Sequence[PreparedPage]) -> tuple[PageStep, ...]:
    """What was done to a page; to a sheet first, and then to each page of it, which is named."""
    first = prepared[0].steps
    shared = len(first) if len(prepared) == 1 else [step.name for step in first].index("two_pages") + 1
    steps = [PageStep(name=step.name, figures=dict(step.figures)) for step in first[:shared]]
    for page in prepared:
        own = page.steps[shared:]
        steps += [PageStep(name=step.name, figures={"part": page.part, **step.figures}) for step in own]
    return tuple(steps)


def _outline(page: PreparedPage) -> Box:
    """Where on the sheet a page of it lies."""
    height, width = page.image.shape
    return box_to_page(UprightBox(0, 0, width, height), page.transform, page.page_size)
