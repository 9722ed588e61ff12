"""The stages put together: files in, a report (or tables) out."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from ocrkit.assemble import Assembler
from ocrkit.errors import OcrkitError, UsageError
from ocrkit.forms import load_definitions
from ocrkit.load.order import Inputs
from ocrkit.profiles import load_profile
from ocrkit.provenance import provenance_of
from ocrkit.results import GivenPages, Pages, ReportResult, TablesResult, pages_of
from ocrkit.schedule.pool import Workers
from ocrkit.schedule.stages import LINES, Stages, Step
from ocrkit.settings import ReadSettings
from ocrkit.side_by_side import Order, PageDone
from ocrkit.sources import SERVICE, LocalPages, PageSource, RemotePages
from ocrkit.text_layers import judged
from ocrkit.types.closing import Closing
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PageRef
from ocrkit.types.progress import Progress
from ocrkit.types.provenance import Provenance

if TYPE_CHECKING:
    from ocrkit.debug.folder import DebugFolder
    from ocrkit.engines import Engines

OnProgress = Callable[[Progress], None]
"""Is told how far a reading has come, from one thread at a time, which need not be the one that reads."""


class Reader(Closing):
    """Reads reports and tables. Use it in a ``with`` block, or call ``close``: it keeps engines and threads.

    It works in the calling process, with one set of engines, for one thread and no fork of the process. With
    ``workers`` it reads pages side by side in that many processes of their own, each page within
    ``settings.limits``; a worker that hangs or dies costs its page and is replaced.
    """

    def __init__(
        self,
        settings: ReadSettings | None = None,
        engines: Engines | None = None,
        workers: int | Workers = 0,
        debug: str | os.PathLike[str] | None = None,
    ) -> None:
        """``debug`` is a new or empty folder in which is shown what each stage was given and made of each page.

        Raises ``ProfileError``, and ``FormDefinitionError`` for a form of the user's.

        Raises ``WeightsError`` and ``ForkedError`` (with workers the first reading raises what an engine's start
        does), and ``UsageError`` for engines of one's own with workers, to which they cannot be sent. Raises
        ``OutputError`` for a folder that cannot be written, or has something in it.
        """
        self.settings = settings or ReadSettings()
        self.profile = load_profile(self.settings.profile)
        self.definitions = self.profile.all_forms(load_definitions(self.settings.forms, self.profile.forms))
        self._debug = None if debug is None else _claimed(debug)
        self._pages = _source(self.settings, engines, workers, self._debug, self.definitions)

    def close(self) -> None:
        """End threads and worker processes; nothing is left running."""
        self._pages.close()

    @property
    def made_with(self) -> Provenance:
        """What a report is made with where every model is needed; a report names those that it needed."""
        from ocrkit.engines import expected_models

        return provenance_of(self.settings, self.definitions, expected_models(self.settings))

    def read_report(self, inputs: Inputs, progress: OnProgress | None = None) -> ReportResult:
        """One report from all the inputs together, pages in natural order.

        A page that cannot be read is a failure and a finding; the others go on. Raises ``UsageError`` where
        the inputs name no page at all.
        """
        return self._put_together(self._read_pages(inputs, progress, text=True))

    def read_reports(
        self, orders: Iterable[Order], done: PageDone = lambda key, page: None
    ) -> Iterator[tuple[Hashable, ReportResult | OcrkitError]]:
        """Many reports, each with the name it was given, as soon as it is there; or why not one page of it is known.

        With several workers the pages of the next reports are read while those of the first are; ``done`` is told
        every page, read or lost. Reports come in about the order of ``orders``, from which no more is taken than
        there is work for.
        """
        for key, pages in self._pages.read_many(orders, done):
            yield key, self._put_together(pages) if isinstance(pages, Pages) else pages
        if self._debug is not None:
            self._debug.index()

    def _put_together(self, pages: Pages) -> ReportResult:
        stages = Stages()
        made = Assembler(self.settings, self.profile, self.definitions, stages).assemble(pages)
        return ReportResult(
            made.report.model_copy(update={"provenance": self._provenance(pages, self.definitions)}),
            (*pages.failures, *made.faults),
            {**pages.seconds, **stages.seconds},
            made.regions,
            self._images(pages),
            pages.tables,
            tuple(pages.lost),
            pages.hashes,
        )

    def read_tables(self, inputs: Inputs, progress: OnProgress | None = None) -> TablesResult:
        """Every table of every page, ruled or not (``settings.borderless``)."""
        pages = self._read_pages(inputs, progress, text=False)
        pages.read, _ = judged(pages.read, self.settings.layer)
        made_with = self._provenance(pages, ())  # no form is looked for
        return TablesResult(pages.tables, pages.failures, dict(pages.seconds), self._images(pages), made_with)

    def _provenance(self, pages: Pages, forms: Sequence[FormDefinition]) -> Provenance:
        models = (model for page in pages.read for model in page.models)
        return provenance_of(self.settings, forms, models)

    def _read_pages(self, inputs: Inputs, progress: OnProgress | None, text: bool) -> Pages:
        listing = self._pages.list(inputs)
        pages = pages_of(listing.others)
        total, done = len(listing), 0
        one_at_a_time = Lock()

        def tell(stage: str) -> None:
            if progress is not None:
                with one_at_a_time:
                    progress(Progress(done, total, stage))

        def tell_step(step: Step) -> None:
            if progress is not None and not step.ended and step.stage != LINES:
                ref = step.subject if isinstance(step.subject, PageRef) else None
                number, file = (None, None) if ref is None else (ref.number, ref.file)
                with one_at_a_time:
                    progress(Progress(done, total, step.stage, number, file, step.share))

        tell("reading")
        for done, page in enumerate(self._pages.read(listing, text, tell_step), 1):
            pages.add(page)
            tell("reading" if done < total else "putting together")
        if self._debug is not None:
            self._debug.index()
        return pages

    def _images(self, pages: Pages) -> GivenPages:
        return GivenPages({page.ref.number: page.ref for page in pages.read}, self.settings.load)


def _claimed(debug: str | os.PathLike[str]) -> DebugFolder:
    from ocrkit.debug.folder import DebugFolder  # only where it is asked for

    return DebugFolder.claim(debug)


def _source(
    settings: ReadSettings,
    engines: Engines | None,
    workers: int | Workers,
    debug: DebugFolder | None,
    definitions: tuple[FormDefinition, ...],
) -> PageSource:
    if not workers:
        return LocalPages(settings, engines, debug, definitions)
    if engines is not None:
        raise UsageError("engines of one's own work in the calling process only", remedy="leave out workers")
    running = Workers(SERVICE, workers) if isinstance(workers, int) else workers
    return RemotePages(settings, running, debug, definitions)
