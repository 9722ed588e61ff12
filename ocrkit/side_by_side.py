"""Pages of several reports on their way at once, so that no worker waits while a report is put together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from ocrkit.errors import InputError, InternalError, MissingFileError, OcrkitError
from ocrkit.load import PageFailure, list_pages
from ocrkit.load.document import count_by_head
from ocrkit.load.order import Inputs, expand
from ocrkit.load.settings import LoadSettings
from ocrkit.page_tasks import CountPages, ReadOne, count_in, page_in
from ocrkit.results import LostPage, Pages, ReadPage, pages_of
from ocrkit.schedule.messages import Task
from ocrkit.schedule.pool import Outcome, Workers
from ocrkit.types.page import PageRef

_AHEAD = 3
"""Tasks a worker that wait beside those it has: it never has to wait for the next report to be opened."""

Order = tuple[Hashable, Inputs]
"""A report to be read: a name for it, and its files."""
PageDone = Callable[[Hashable, ReadPage | LostPage], None]
"""Is told each page of each report as it comes."""
Got = tuple[Hashable, Pages | OcrkitError]
"""All pages of a report; or why it has none."""


@dataclass
class _Open:
    """A report whose pages are counted, and then read; its pages come in any order."""

    key: Hashable
    inputs: Inputs
    uncounted: set[str]
    counts: dict[str, int | InputError | InternalError] = field(default_factory=dict)
    pages: Pages = field(default_factory=Pages)
    unread: int = 0

    def count(self, file: str, _: LoadSettings) -> int:
        found = self.counts.get(file)
        if found is None:
            raise MissingFileError("it came while the others were counted", file=file, remedy="read them again")
        if isinstance(found, int):
            return found
        raise found


class SideBySide:
    """Reads reports one after the other, the pages of the next ones while those of the first are still read."""

    def __init__(self, settings: LoadSettings, workers: Workers, orders: Iterable[Order], done: PageDone) -> None:
        self._settings = settings
        self._workers = workers
        self._orders = iter(orders)
        self._done = done
        self._waiting: deque[Task] = deque()
        self._open: dict[str, _Open] = {}
        """By each file that is being counted or read."""
        self._held: deque[Order] = deque()
        """Reports with a file of one that is open: no two equal tasks may be under way."""

    def read(self) -> Iterator[Got]:
        """Every report as soon as all its pages are there. Raises what making the engines raises."""
        yield from self._admit()
        for outcome in self._workers.work_off(self._waiting):
            yield from self._take(outcome)
            yield from self._admit()

    def _admit(self) -> Iterator[Got]:
        while len(self._waiting) < _AHEAD * self._workers.count:
            order = self._next()
            if order is None:
                return
            yield from self._begin(*order)

    def _next(self) -> Order | None:
        for _ in range(len(self._held)):
            if not self._clashes(self._held[0]):
                return self._held.popleft()
            self._held.rotate(-1)
        for order in self._orders:
            if not self._clashes(order):
                return order
            self._held.append(order)
        return None

    def _clashes(self, order: Order) -> bool:
        if not self._open:
            return False
        try:
            return any(entry.path in self._open for entry in expand(order[1]))
        except OcrkitError:
            return False  # told when it is begun

    def _begin(self, key: Hashable, inputs: Inputs) -> Iterator[Got]:
        try:
            files = [e.path for e in expand(inputs, self._settings.keep_order) if e.what == "page"]
        except OcrkitError as error:
            yield key, error
            return
        report = _Open(key, inputs, set())
        for file in files:
            try:
                count = count_by_head(file, self._settings)
            except InputError as error:
                report.counts[file] = error.at(file, None)
                continue
            if count is None:
                report.uncounted.add(file)
            else:
                report.counts[file] = count
        self._open |= dict.fromkeys(files, report)
        self._waiting.extendleft(CountPages(file) for file in report.uncounted)  # the next pages depend on them
        yield from self._list(report)

    def _list(self, report: _Open) -> Iterator[Got]:
        """Hand out the pages of a report whose files are all counted."""
        if report.uncounted:
            return
        try:
            listing = list_pages(report.inputs, self._settings, report.count)
        except OcrkitError as error:
            yield from self._end(report, error)
            return
        report.pages = pages_of(listing.others)
        for entry in listing:
            if isinstance(entry, PageFailure):
                self._add(report, LostPage(entry.ref, entry.error))
        refs = [entry for entry in listing if isinstance(entry, PageRef)]
        report.unread = len(refs)
        self._waiting.extend(ReadOne(ref, text=True) for ref in refs)
        yield from self._end(report)

    def _take(self, outcome: Outcome) -> Iterator[Got]:
        task = outcome.task
        if isinstance(task, CountPages):
            report = self._open[task.file]
            report.uncounted.discard(task.file)
            report.counts[task.file] = count_in(outcome)
            yield from self._list(report)
        elif isinstance(task, ReadOne):
            report = self._open[task.ref.file]
            report.unread -= 1
            self._add(report, page_in(outcome))
            yield from self._end(report)

    def _add(self, report: _Open, page: ReadPage | LostPage) -> None:
        report.pages.add(page)
        self._done(report.key, page)

    def _end(self, report: _Open, error: OcrkitError | None = None) -> Iterator[Got]:
        if error is None and report.unread:
            return
        self._open = {file: other for file, other in self._open.items() if other is not report}
        yield report.key, error or report.pages
