"""An archive filled with reports that nobody read: written as ``digitize`` writes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ocrkit.archive import store
from ocrkit.archive.found import Findings, Found
from ocrkit.archive.ledger import Ledger, Outcome
from ocrkit.archive.place import working
from ocrkit.archive.register import register
from ocrkit.export import PageImages
from ocrkit.types.report import Report


@contextmanager
def unsynced() -> Iterator[None]:
    """While this lasts nothing waits for the disk: thousands of reports are made that nobody needs tomorrow."""
    sync = os.fsync
    os.fsync = _not_at_all
    try:
        yield
    finally:
        os.fsync = sync


def _not_at_all(fd: object) -> None:
    """In the place of ``os.fsync``."""


class NoImages:
    """Pages without pictures."""

    def image(self, number: int, at_least: int | None = None) -> object:
        raise KeyError(number)


def fill(out: Path, reports: Iterable[Report], images: PageImages | None = None) -> list[str]:
    """Write the reports and the ledger; returns their ids. Their files are named after them, and hold their names."""
    given = list(reports)
    sources = out.parent / f"{out.name}-sources"
    sources.mkdir(parents=True, exist_ok=True)
    found = []
    for number, report in enumerate(given, 1):
        path = sources / f"{report.agency}{report.year}-{number}.pdf"
        path.write_text(path.name, encoding="utf-8")
        found.append(Found(path.stem, (str(path),), "file"))
    with working(out), Ledger(out, write=True) as ledger:
        ledger.made_with("made", "{}")
        ids = register(ledger, Findings(tuple(found), ())).reports
        for report_id, report in zip(ids, given, strict=True):
            ledger.begin(report_id)
            written = store.put(out, report_id, report, images or NoImages())  # type: ignore[arg-type]
            ledger.finish(report_id, _outcome(report, written))
    return list(ids)


def _outcome(report: Report, written: str) -> Outcome:
    values = sum(1 for form in report.form_tables().values() for _ in form)
    return Outcome(
        *(written, "made", report.agency, report.year, len(report.source.pages), values),
        *(len(report.doubtful()), len(report.findings), 8.0),
    )
