"""Reading the reports of an archive: each one's result is on the disk before the ledger says that it is there."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ocrkit.archive import store
from ocrkit.archive.choose import Todo
from ocrkit.archive.events import Ended, PageEnded, Tell
from ocrkit.archive.failures import Failure, classified
from ocrkit.archive.ledger import Ledger, Outcome, Quarantined
from ocrkit.archive.states import State
from ocrkit.archive.versions import version_key
from ocrkit.boundary import boundary
from ocrkit.errors import ChangedFileError, InternalError, OcrkitError
from ocrkit.load.order import Inputs
from ocrkit.names import shown_name
from ocrkit.results import LostPage, ReadPage, ReportResult
from ocrkit.types.provenance import Provenance


class ReportsReader(Protocol):
    """Reads many reports; see ``pipeline.Reader``."""

    @property
    def made_with(self) -> Provenance: ...  # noqa: D102

    def read_reports(  # noqa: D102
        self, orders: Iterable[tuple[Hashable, Inputs]], done: Callable[[Hashable, ReadPage | LostPage], None] = ...
    ) -> Iterator[tuple[Hashable, ReportResult | OcrkitError]]: ...


@dataclass
class Digitizer:
    """Reads reports into an archive's folder, and writes its ledger."""

    archive: Path
    ledger: Ledger
    reader: ReportsReader
    tell: Tell
    _made_with: str = field(init=False)

    def __post_init__(self) -> None:
        self._made_with = version_key(self.reader.made_with)

    def run(self, todo: Sequence[Todo]) -> list[str]:
        """Read the reports; returns those whose files changed while they were read, which are waiting again.

        Raises ``OutputError`` where a result or the ledger cannot be written, and what making the engines raises.
        Whatever ends it: what was begun and has no result is waiting again.
        """
        self.ledger.made_with(self._made_with, self.reader.made_with.model_dump_json())
        changed: list[str] = []
        try:
            for key, result in self.reader.read_reports(self._orders(todo), self._page):
                ended = self._settle(str(key), result)
                changed += [ended.report] if ended.state is State.WAITING else []
                self.tell(ended)
        finally:
            self.ledger.release()
        return changed

    def _orders(self, todo: Sequence[Todo]) -> Iterator[tuple[Hashable, Inputs]]:
        for each in todo:
            self.ledger.begin(each.id)
            yield each.id, [os.fsdecode(path) for path in each.files]

    def _page(self, key: Hashable, page: ReadPage | LostPage) -> None:
        self.tell(PageEnded(str(key), isinstance(page, LostPage)))

    def _settle(self, report: str, result: ReportResult | OcrkitError) -> Ended:
        """Write down what became of a report."""
        if isinstance(result, OcrkitError):
            return self._fail(report, classified(result))
        if changed := self._changed(report, result):
            self.ledger.give_back(report)
            return Ended(report, State.WAITING, error=str(changed))
        quarantined = _quarantined(result.lost)
        if len(quarantined) == len(result.report.source.pages):
            return self._fail(report, quarantined[0].failure, quarantined)
        try:
            with boundary("export"):
                written = store.put(self.archive, report, result.report, result.images)
        except InternalError as error:
            return self._fail(report, classified(error), quarantined)
        faults = [error for error in result.failures if error.page is None and isinstance(error, InternalError)]
        outcome = _outcome(result, written, self._made_with, quarantined, classified(faults[0]) if faults else None)
        self.ledger.finish(report, outcome)
        state = State.INCOMPLETE if quarantined or faults else State.DONE
        first = result.failures[0] if result.failures else None
        counts = outcome.pages, len(quarantined), outcome.doubtful
        return Ended(report, state, *counts, outcome.seconds, None if first is None else str(first))

    def _fail(self, report: str, failure: Failure, quarantined: Sequence[Quarantined] = ()) -> Ended:
        self.ledger.fail(report, self._made_with, failure, quarantined)
        lost = len(quarantined)
        return Ended(report, State.FAILED, lost, lost, error=str(failure.error))

    def _changed(self, report: str, result: ReportResult) -> ChangedFileError | None:
        """Whether a file has other content than when it was entered into the ledger."""
        query = "select path, sha256 from report_files where report = ?"
        known = {os.fsdecode(path): sha256 for path, sha256 in self.ledger.rows(query, (report,))}
        for file, sha256 in result.hashes.items():
            if known.get(file) not in (None, sha256):
                return ChangedFileError("it changed while it was read", file=file, remedy="start again")
        return None


def _quarantined(lost: Iterable[LostPage]) -> tuple[Quarantined, ...]:
    return tuple(
        Quarantined(page.ref.number, page.ref.file, place, classified(page.error), command(page.ref.file, place))
        for page in lost
        for place in [page.error.page]
    )


def _outcome(
    result: ReportResult,
    written: str,
    made_with: str,
    quarantined: tuple[Quarantined, ...],
    failure: Failure | None,
) -> Outcome:
    report = result.report
    return Outcome(
        result=written,
        made_with=made_with,
        agency=report.agency,
        year=report.year,
        pages=len(report.source.pages),
        values=sum(1 for form in report.form_tables().values() for _ in form),
        doubtful=len(report.doubtful()),
        findings=len(report.findings),
        seconds=sum(result.timings.values()),
        quarantined=quarantined,
        failure=failure,
    )


def command(file: str, page: int | None) -> str:
    """The command that reads a page once more, alone, as text: of a name that is not UTF-8 bash makes the bytes."""
    pages, shown = "" if page is None else f" --pages {page}", shown_name(file)
    name = shlex.quote(file) if shown == file else f'"$(printf %b {shlex.quote(shown)})"'
    return f"ocrkit read {name}{pages} -o check"
