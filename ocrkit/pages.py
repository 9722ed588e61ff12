"""Pages through the stages that look at one page alone: load, prepare, tables, recognise."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
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
from ocrkit.schedule.room import Room
from ocrkit.schedule.stages import LINES, Stages, Tell, tell_nobody
from ocrkit.schedule.threads import Helpers
from ocrkit.settings import ReadSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PageRef

_MOST_PAGES = 4
"""Pages taken at once."""
_PIXELS = 31_200_000
"""Pixels of the pages taken at once, two of A4 at 400 dpi: each takes 15 bytes meanwhile. A larger one is alone."""
_KEPT = 0.35
"""What a page takes of that once its tables are found: the page as given, and two planes made of it."""
_WAITING = 2
"""Pages whose text may be waiting to be read: their images are kept for it."""

CELLS = "recognise cells"

DAMAGED = Doubt(DoubtCode.DAMAGED_PAGE)


class _Reading:
    """One reading of pages. ``on_way`` are those whose text is being read, or was and is not asked for yet."""

    def __init__(self, text: bool) -> None:
        self.text = text
        self.on_way: set[PageWork] = set()
        self.is_given_up = False

    def as_text_allows(self, listing: Iterable[PageRef | PageFailure]) -> Iterator[PageRef | PageFailure]:
        """The listing, each entry once no more than ``_WAITING`` pages wait for their text."""
        for entry in listing:
            while len(waiting := [work for work in tuple(self.on_way) if work.waits]) >= _WAITING:
                waiting[0].wait()
            yield entry

    def give_up(self) -> None:
        """What has begun is waited for, nothing begins."""
        self.is_given_up = True
        for work in tuple(self.on_way):
            work.give_up()


class PageReader:
    """Takes pages through their stages, in order. What goes wrong on a page costs that page.

    As many pages are taken at once as there are cores, and as fit into memory together; with one core each is taken
    in the thread that asks. The text outside tables is read in a thread of its own (one, for the engine is not to be
    shared), beside the cells of its page; with one core, before them.
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
        self._lines = Helpers("lines", 1 if cores > 1 else 0)
        self._room = Room(_PIXELS)
        self._pages = Helpers("pages", min(_MOST_PAGES, cores)) if cores > 1 else None

    def close(self) -> None:
        """End the threads. What they are about is waited for."""
        self._lines.close()
        if self._pages is not None:
            self._pages.close()

    def read(
        self, listing: Iterable[PageRef | PageFailure], text: bool, tell: Tell = tell_nobody
    ) -> Iterator[ReadPage | LostPage]:
        """Each page of the listing, read or lost, in order; with ``text`` also what stands outside its tables.

        ``tell`` is told every step, with the page's ``PageRef``, from the thread that takes it.
        """
        read: deque[PageWork] = deque()
        reading = _Reading(text)
        try:
            with PageSight(self._settings, self._engines, text, tell) as sight:
                take = partial(self._taken, sight=sight, reading=reading)
                with closing(self._side_by_side(reading.as_text_allows(listing), take)) as taken:
                    for work in taken:
                        read.append(work)
                        while read and not read[0].waits:
                            yield self._finished(read.popleft(), reading)
            while read:
                yield self._finished(read.popleft(), reading)
        finally:
            reading.give_up()  # nothing of it goes on when it has ended

    def _side_by_side(
        self, entries: Iterable[PageRef | PageFailure], take: Callable[[PageRef | PageFailure], PageWork]
    ) -> Generator[PageWork]:
        """Each page, in order, as many at once as there are threads for pages."""
        if self._pages is None:
            yield from map(take, entries)
        else:
            with closing(self._pages.each(entries, take)) as taken:
                yield from (work for _, work in taken)

    def _taken(self, entry: PageRef | PageFailure, sight: PageSight, reading: _Reading) -> PageWork:
        """A page with its cells read, and its text being read."""
        work, page = sight.loaded(entry)
        if page is None:
            return work
        pixels = page.size[0] * page.size[1]
        with self._room.taken(pixels):
            sight.see(work, page)
            work.given = page if self._debug is not None else None
        with self._room.taken(round(_KEPT * pixels)):
            if work.parts and not reading.is_given_up:
                if reading.text:
                    self._begin_text(work, reading)
                self._cells(work)
            work.parts = ()  # their images are needed no more
        return work

    def _begin_text(self, work: PageWork, reading: _Reading) -> None:
        work.definitions = self._definitions
        # Without the page as given, which text needs not: several may be waiting.
        parts = [replace(part, page=replace(part.page, given=None)) for part in work.parts]
        work.text = self._lines.submit(self._read_text, parts, work.stages)
        reading.on_way.add(work)

    def _cells(self, work: PageWork) -> None:
        """Read a page's cells."""
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

    def _finished(self, work: PageWork, reading: _Reading) -> ReadPage | LostPage:
        """What the page gave; where pages are to be shown, it is, as far as it came."""
        found = told(work, self._engines.models)
        reading.on_way.discard(work)
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
