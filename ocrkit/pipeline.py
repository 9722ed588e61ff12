"""The stages put together: files in, a report (or tables) out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

from ocrkit.engines import Engines, default_engines
from ocrkit.errors import InputError, OcrkitError
from ocrkit.figures import read_figures
from ocrkit.forms import TablePart, load_definition, read_forms
from ocrkit.load import PageFailure, doubles, list_pages, load_listed, load_page
from ocrkit.load.settings import LoadSettings
from ocrkit.pages import PageReader, ReadPage, SeenPage, Stopwatch, opencv_threads
from ocrkit.profiles import load_profile
from ocrkit.regions.model import PageText, Regions
from ocrkit.regions.read import read_regions
from ocrkit.settings import ReadSettings
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import Image, Page, PageRef
from ocrkit.types.progress import Progress
from ocrkit.types.report import Finding, FormTable, Report, Source, SourceFile, SourceOther, SourcePage, by_field
from ocrkit.types.table import Table
from ocrkit.verify.arithmetic import broken_rules
from ocrkit.verify.contradictions import contradictions
from ocrkit.verify.review import review

Inputs = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
OnProgress = Callable[[Progress], None]

_AHEAD = 1
"""Pages seen before the cells of the one before them are read."""
_WAITING = 3
"""Pages whose text may be waiting to be read."""


@dataclass(frozen=True)
class GivenPages:
    """The pages of a reading as given, decoded anew when asked for: the outputs show crops of them."""

    refs: Mapping[int, PageRef]
    settings: LoadSettings

    def image(self, number: int) -> Image:
        """Page ``number`` of the report, uint8 (H, W) or (H, W, 3) BGR. Raises ``InputError``, ``KeyError``."""
        return load_page(self.refs[number], self.settings).image


@dataclass(frozen=True)
class ReportResult:
    """A report, what could not be read, seconds by stage, the pages' regions and images.

    ``pages`` are the tables as they stand on each page, before parts were joined.
    """

    report: Report
    failures: tuple[OcrkitError, ...]
    timings: Mapping[str, float]
    regions: Regions
    images: GivenPages
    pages: tuple[PageTables, ...] = ()


@dataclass(frozen=True)
class PageTables:
    """The tables of one page, top to bottom."""

    page: PageRef
    source: SourcePage
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class TablesResult:
    """The tables of every page that could be read, and the rest as in ``ReportResult``."""

    pages: tuple[PageTables, ...]
    failures: tuple[OcrkitError, ...]
    timings: Mapping[str, float]
    images: GivenPages


@dataclass
class _Pages:
    """What reading page by page has given so far."""

    read: list[ReadPage] = field(default_factory=list)
    failures: list[PageFailure] = field(default_factory=list)
    refs: dict[int, PageRef] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    others: tuple[SourceOther, ...] = ()
    watch: Stopwatch = field(default_factory=Stopwatch)
    texts: deque[Future[PageText]] = field(default_factory=deque)
    """Those that may not be read yet."""

    @property
    def lost(self) -> list[PageFailure]:
        """The failures, in the pages' order."""
        return sorted(self.failures, key=lambda failure: failure.ref.number)

    def lose(self, ref: PageRef, error: OcrkitError) -> None:
        """Note a page that cannot be read; the error names its file and page."""
        located = InputError(error.message, file=ref.file, page=ref.index + 1, remedy=error.remedy)
        self.failures.append(PageFailure(ref, located))


class Reader:
    """Reads reports and tables with one set of engines; one a process, not to be shared between threads."""

    def __init__(self, settings: ReadSettings | None = None, engines: Engines | None = None) -> None:
        """Raises ``WeightsError``, ``ProfileError``, and ``FormDefinitionError`` for a form of the user's."""
        self.settings = settings or ReadSettings()
        self.profile = load_profile(self.settings.profile)
        self.definitions = self.profile.all_forms(load_definition(path) for path in self.settings.forms)
        self.engines = engines or default_engines(self.settings)
        self._page_reader = PageReader(self.settings, self.engines)

    def read_report(self, inputs: Inputs, progress: OnProgress | None = None) -> ReportResult:
        """One report from all the inputs together, pages in natural order.

        A page that cannot be read is a failure and a finding; the others go on. Raises ``UsageError`` where
        the inputs name no page at all.
        """
        with opencv_threads(1):  # the other core reads text
            pages = self._read_pages(inputs, progress, text=True)
        texts = self._texts(pages)
        with pages.watch.time("regions"):
            regions = read_regions(texts, self.profile, self.settings.regions)
        with pages.watch.time("forms"):
            parts = [
                TablePart(table, regions.table_headings.get((page.source.number, i)))
                for page in pages.read
                for i, table in enumerate(page.tables)
            ]
            found = read_forms(parts, self.definitions, self.settings.matching)
        with pages.watch.time("verify"):
            figures = read_figures(regions.sections, self.profile, regions.year)
            broken = broken_rules(found.forms, self.definitions)
            reviewed = review(found.forms, broken, contradictions(figures, found.forms, self.profile.checks))
            forms = reviewed.forms
            findings = (
                *_page_findings(pages),
                *_missing_tables(forms, self.definitions, self.settings),
                *found.findings,
                *reviewed.findings,
            )
        report = Report(
            source=_source(pages),
            agency=regions.agency,
            year=regions.year,
            title=regions.title,
            sections=regions.sections,
            **by_field(forms),
            figures=figures,
            tables=found.tables,
            findings=findings,
        )
        failures = tuple(failure.error for failure in pages.lost)
        seconds = dict(pages.watch.seconds)
        return ReportResult(report, failures, seconds, regions, self._images(pages), _page_tables(pages))

    def read_tables(self, inputs: Inputs, progress: OnProgress | None = None) -> TablesResult:
        """Every ruled table of every page."""
        pages = self._read_pages(inputs, progress, text=False)
        failures = tuple(failure.error for failure in pages.lost)
        return TablesResult(_page_tables(pages), failures, dict(pages.watch.seconds), self._images(pages))

    def _read_pages(self, inputs: Inputs, progress: OnProgress | None, text: bool) -> _Pages:
        named = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
        listing = list_pages(named, self.settings.load)
        pages = _Pages(others=tuple(SourceOther(name=name, why=why) for name, why in listing.others))
        seen: deque[SeenPage] = deque()
        for done, page in enumerate(_timed(load_listed(listing, self.settings.load), pages.watch)):
            if progress is not None:
                progress(Progress(done, len(listing), "reading"))
            if isinstance(page, PageFailure):
                pages.failures.append(page)
            else:
                self._see_page(page, pages, seen, text)
            if len(seen) > _AHEAD:
                self._read_page(seen.popleft(), pages)
        while seen:
            self._read_page(seen.popleft(), pages)
        if progress is not None:
            progress(Progress(len(listing), len(listing), "putting together"))
        return pages

    def _see_page(self, page: Page, pages: _Pages, seen: deque[SeenPage], text: bool) -> None:
        pages.files[page.ref.file] = page.sha256
        pages.digests[page.ref.number] = page.digest
        while len(pages.texts) >= _WAITING:  # or the images of a long report would all be kept for their text
            wait([pages.texts.popleft()])
        try:
            seen.append(self._page_reader.see(page, pages.watch, text))
        except OcrkitError as error:
            pages.lose(page.ref, error)
            return
        if (pending := seen[-1].text) is not None:
            pages.texts.append(pending)

    def _read_page(self, seen: SeenPage, pages: _Pages) -> None:
        try:
            read = self._page_reader.read(seen, pages.watch)
        except OcrkitError as error:
            pages.lose(seen.page.ref, error)
            if seen.text is not None and not seen.text.cancel():
                wait([seen.text])  # nothing of this reading goes on when it has ended
            return
        pages.refs[read.ref.number] = read.ref
        pages.read.append(read)

    def _texts(self, pages: _Pages) -> list[PageText]:
        """The text of every page, waited for; a page whose text cannot be read is lost."""
        texts = []
        for read in list(pages.read):
            assert read.text is not None  # it was asked for
            try:
                texts.append(read.text.result())
            except OcrkitError as error:
                pages.read.remove(read)
                pages.lose(read.ref, error)
        return texts

    def _images(self, pages: _Pages) -> GivenPages:
        return GivenPages(dict(pages.refs), self.settings.load)


def _page_tables(pages: _Pages) -> tuple[PageTables, ...]:
    return tuple(PageTables(pages.refs[p.source.number], p.source, p.tables) for p in pages.read)


def _timed(pages: Iterator[Page | PageFailure], watch: Stopwatch) -> Iterator[Page | PageFailure]:
    while True:
        with watch.time("load"):
            page = next(pages, None)
        if page is None:
            return
        yield page


def _source(pages: _Pages) -> Source:
    lost = [
        SourcePage(number=f.ref.number, file=f.ref.file, index=f.ref.index, error=str(f.error))
        for f in pages.failures
    ]
    every = sorted([*(page.source for page in pages.read), *lost], key=lambda page: page.number)
    return Source(
        files=tuple(SourceFile(name=name, sha256=sha256) for name, sha256 in pages.files.items()),
        pages=tuple(every),
        others=pages.others,
    )


def _page_findings(pages: _Pages) -> list[Finding]:
    missing = [
        Finding(kind="missing_page", message=f"not read: {f.error}", pages=(f.ref.number,)) for f in pages.lost
    ]
    double = [
        Finding(kind="double_page", message=f"pages {', '.join(map(str, same))} are the same image", pages=same)
        for same in doubles(pages.digests)
    ]
    return missing + double


def _missing_tables(
    forms: Mapping[str, FormTable], definitions: Sequence[FormDefinition], settings: ReadSettings
) -> list[Finding]:
    """The forms that were looked for and not found: the user's own where there are any, else the statutory ones."""
    wanted = definitions[: len(settings.forms)] or definitions
    return [
        Finding(
            kind="missing_table", message=f"{d.key}: no table of this form was found ({d.section or 'no heading'})"
        )
        for d in wanted
        if d.key not in forms
    ]
