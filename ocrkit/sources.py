"""Where pages are read: in the calling process, or in worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ocrkit.errors import OcrkitError
from ocrkit.load import Listing, PageFailure, list_pages
from ocrkit.load.order import Inputs
from ocrkit.page_tasks import CountPages, ReadOne, Setup, count_in, page_in
from ocrkit.results import LostPage, ReadPage, pages_of
from ocrkit.schedule.cores import available_cores
from ocrkit.schedule.fork import check_not_forked
from ocrkit.schedule.opencv import opencv_threads
from ocrkit.schedule.pool import Workers
from ocrkit.schedule.stages import Step, Tell, tell_nobody
from ocrkit.settings import ReadSettings
from ocrkit.side_by_side import Got, Order, PageDone, SideBySide
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PageRef

if TYPE_CHECKING:
    from ocrkit.debug.folder import DebugFolder
    from ocrkit.engines import Engines

SERVICE = "ocrkit.page_service:make"


class PageSource(Protocol):
    """Lists pages and reads them."""

    def list(self, inputs: Inputs) -> Listing:
        """The pages of all inputs, none of them decoded. Raises ``UsageError`` where there are none."""

    def read(self, listing: Sequence[PageRef | PageFailure], text: bool, tell: Tell) -> Iterator[ReadPage | LostPage]:
        """Each page, read or lost, in any order; with ``text`` also what stands outside its tables.

        ``tell`` is told every step, with the page's ``PageRef``.
        """

    def read_many(self, orders: Iterable[Order], done: PageDone) -> Iterator[Got]:
        """Many reports with text, each as soon as it is read; ``done`` is told every page."""

    def close(self) -> None:
        """Leave nothing running."""


class LocalPages:
    """Reads in the calling process, which nothing can then stop."""

    def __init__(
        self,
        settings: ReadSettings,
        engines: Engines | None,
        debug: DebugFolder | None = None,
        definitions: tuple[FormDefinition, ...] = (),
    ) -> None:
        """Raises ``WeightsError``, ``EngineError``, ``ForkedError``."""
        from ocrkit.engines import default_engines
        from ocrkit.pages import PageReader

        check_not_forked()
        self._settings = settings
        self._engines = engines or default_engines(settings)
        self._own = engines is None
        self._reader = PageReader(settings, self._engines, debug, definitions)

    def list(self, inputs: Inputs) -> Listing:
        """See ``PageSource.list``."""
        return list_pages(inputs, self._settings.load)

    def read(self, listing: Sequence[PageRef | PageFailure], text: bool, tell: Tell) -> Iterator[ReadPage | LostPage]:
        """See ``PageSource.read``. Raises ``ForkedError``."""
        check_not_forked()
        with opencv_threads(1 if text else None):  # the other core reads text
            yield from self._reader.read(listing, text, tell)

    def read_many(self, orders: Iterable[Order], done: PageDone) -> Iterator[Got]:
        """See ``PageSource.read_many``: one report after the other. Raises ``ForkedError``."""
        for key, inputs in orders:
            try:
                listing = self.list(inputs)
            except OcrkitError as error:
                yield key, error
                continue
            pages = pages_of(listing.others)
            for page in self.read(listing, True, tell_nobody):
                pages.add(page)
                done(key, page)
            yield key, pages

    def close(self) -> None:
        """End the threads; engines that were given stay as they are."""
        self._reader.close()
        if self._own:
            self._engines.close()


class RemotePages:
    """Reads in worker processes, each page within the limits of the settings."""

    def __init__(
        self,
        settings: ReadSettings,
        workers: Workers,
        debug: DebugFolder | None = None,
        definitions: tuple[FormDefinition, ...] = (),
    ) -> None:
        """``workers`` are of the service ``SERVICE``; the cores are shared out among them."""
        cores = max(1, (settings.cores or available_cores()) // workers.count)
        self._settings = settings
        self._workers = workers
        setup = Setup(settings.model_copy(update={"cores": cores}), debug, definitions)
        self._workers.start(setup, settings.limits)

    def list(self, inputs: Inputs) -> Listing:
        """See ``PageSource.list``; files are opened by the workers. Raises what making the engines raises."""
        return list_pages(inputs, self._settings.load, lambda file, _: self._count(file))

    def _count(self, file: str) -> int:
        (outcome,) = self._workers.run([CountPages(file)])
        count = count_in(outcome)
        if isinstance(count, int):
            return count
        raise count

    def read(self, listing: Sequence[PageRef | PageFailure], text: bool, tell: Tell) -> Iterator[ReadPage | LostPage]:
        """See ``PageSource.read``. Raises what making the engines raises."""
        yield from (LostPage(entry.ref, entry.error) for entry in listing if isinstance(entry, PageFailure))
        tasks = [ReadOne(entry, text) for entry in listing if isinstance(entry, PageRef)]

        def tell_page(step: Step) -> None:
            tell(replace(step, subject=step.subject.ref) if isinstance(step.subject, ReadOne) else step)

        yield from map(page_in, self._workers.run(tasks, tell_page))

    def read_many(self, orders: Iterable[Order], done: PageDone) -> Iterator[Got]:
        """See ``PageSource.read_many``: pages of several reports at once. Raises what making the engines raises."""
        return SideBySide(self._settings.load, self._workers, orders, done).read()

    def close(self) -> None:
        """End the workers."""
        self._workers.close()
