"""Pages through the stages that look at one page alone: load, prepare, tables, recognise."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from ocrkit.cell_share import CellShare
from ocrkit.debug.folder import DebugFolder
from ocrkit.debug.seen import SeenPage, SeenPart, SeenTable
from ocrkit.engines import Engines
from ocrkit.errors import OcrkitError, OutputError
from ocrkit.load import PageFailure
from ocrkit.page_layer import compared_lines
from ocrkit.page_sight import PageSight
from ocrkit.page_tables import PageTables, tables_read
from ocrkit.page_text import find_lines, page_text
from ocrkit.page_work import PagePart, PageWork, placed, told
from ocrkit.recognise.doubted import doubted
from ocrkit.regions.model import PageText
from ocrkit.results import LostPage, ReadPage
from ocrkit.schedule.cores import available_cores
from ocrkit.schedule.stages import LINES, Stages, Tell, tell_nobody
from ocrkit.schedule.threads import Helpers
from ocrkit.settings import ReadSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PageRef

_MOST_SEEN = 4
"""Pages seen at once: each has its images in memory."""
_WAITING = 2
"""Pages whose text may be waiting to be read: their images are kept for it."""

CELLS = "recognise cells"

DAMAGED = Doubt(DoubtCode.DAMAGED_PAGE)


class PageReader:
    """Takes pages through their stages, in order. What goes wrong on a page costs that page.

    Pages are seen ahead, as many at once as there are cores, while the cells of one are read here. Its text outside
    tables is read in a thread of its own (one, for the engine is not to be shared): two sessions of one thread each
    waste less than one after the other with two. With one core pages are seen and their cells read by turns.
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
        cores = settings.cores or available_cores()
        self._lines = Helpers("lines")
        self._seers = Helpers("pages", min(_MOST_SEEN, cores)) if cores > 1 else None

    def close(self) -> None:
        """End the threads. What they are about is waited for."""
        self._lines.close()
        if self._seers is not None:
            self._seers.close()

    def read(
        self, listing: Iterable[PageRef | PageFailure], text: bool, tell: Tell = tell_nobody
    ) -> Iterator[ReadPage | LostPage]:
        """Each page of the listing, read or lost, in order; with ``text`` also what stands outside its tables.

        ``tell`` is told every step, with the page's ``PageRef``, from the thread that takes it.
        """
        read: deque[PageWork] = deque()
        given = _as_text_allows(listing, read)
        try:
            with (
                PageSight(self._settings, self._engines, text, tell) as sight,
                closing(self._seen(given, sight)) as seen,
            ):
                for work in seen:
                    read.append(work)
                    if self._debug is None:
                        work.given = None
                    if text:
                        self._begin_text(work)
                    self._cells(work)
                    while read and not read[0].waits:
                        yield self._finished(read.popleft())
            while read:
                yield self._finished(read.popleft())
        finally:
            for work in read:  # nothing of this reading goes on when it has ended
                work.give_up()

    def _seen(self, entries: Iterable[PageRef | PageFailure], sight: PageSight) -> Generator[PageWork]:
        """Each page as it is seen, in order, the next ones meanwhile."""
        if self._seers is None:
            yield from map(sight.see, entries)
        else:
            with closing(self._seers.each(entries, sight.see)) as seen:
                yield from (work for _, work in seen)

    def _begin_text(self, work: PageWork) -> None:
        if work.parts:
            work.definitions = self._definitions
            work.text = self._lines.submit(self._read_text, work.parts, work.stages)

    def _cells(self, work: PageWork) -> PageWork:
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
            work.give_up()
            if self._debug is not None:
                work.seen += [SeenPart(part.page) for part in work.parts[len(work.seen) :]]
        work.parts = ()  # their images are needed no more
        return work

    def _tables(self, part: PagePart, share: CellShare, definitions: Sequence[FormDefinition]) -> PageTables:
        """The tables as read, held against the page's text layer; or as that has them, where it is taken alone."""
        if part.alone is not None:
            return PageTables(part.grids, part.alone.tables, (None,) * len(part.grids))
        reader = partial(share.of_next, self._engines.crops)
        return tables_read(part.page, part.grids, reader, self._settings, definitions)

    def _read_text(self, parts: Sequence[PagePart], stages: Stages) -> tuple[PageText, ...]:
        with stages.stage(LINES):
            return tuple(map(self._part_text, parts))

    def _part_text(self, part: PagePart) -> PageText:
        if part.alone is not None:
            return page_text(part.page, part.grids, part.alone.lines)
        lines = find_lines(part.page, part.grids, self._engines)
        compared = compared_lines(part.page, part.grids, lines, self._settings.layer)
        return page_text(part.page, part.grids, compared.lines, compared.unread)

    def _finished(self, work: PageWork) -> ReadPage | LostPage:
        """What the page gave; where pages are to be shown, it is, as far as it came."""
        found = told(work, self._engines.models)
        if self._debug is None or work.given is None:
            return found
        texts = {text.part: text for text in found.texts} if isinstance(found, ReadPage) else {}
        parts = tuple(replace(part, text=texts.get(part.page.part)) for part in work.seen)
        why = "" if isinstance(found, ReadPage) else str(found.error)
        try:
            self._debug.write(SeenPage(work.given, parts, found.seconds, why))
        except OutputError as error:
            if isinstance(found, ReadPage):
                return LostPage(work.ref, error, work.sha256, work.digest, work.stages.seconds)
        return found


def _as_text_allows(
    listing: Iterable[PageRef | PageFailure], read: deque[PageWork]
) -> Iterator[PageRef | PageFailure]:
    """The listing, each entry once no more than ``_WAITING`` of the pages ``read`` wait for their text."""
    for entry in listing:
        while len(waiting := [work for work in read if work.waits]) >= _WAITING:
            waiting[0].wait()
        yield entry
