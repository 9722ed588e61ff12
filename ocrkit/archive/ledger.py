"""The ledger of an archive: one SQLite file that knows every report, its state, and what it was made with.

Each method is one transaction, on the disk when it returns. A state changes only as ``states.FOLLOWS`` allows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from ocrkit.archive.failures import Failure
from ocrkit.archive.place import LEDGER
from ocrkit.archive.states import State, before
from ocrkit.errors import LedgerError
from ocrkit.names import shown_name
from ocrkit.types.closing import Closing

VERSION = "1"
PATIENCE = 30.0
"""Seconds to wait for another program that holds the file."""


@dataclass(frozen=True)
class Quarantined:
    """A page that could not be read; ``page`` counts from 1 within its file, ``command`` repeats it."""

    number: int
    file: str | None
    page: int | None
    failure: Failure
    command: str


@dataclass(frozen=True)
class Outcome:
    """What a report's reading gave; ``result`` is the hash of the result that is on the disk."""

    result: str
    made_with: str
    agency: str | None
    year: int | None
    pages: int
    values: int
    doubtful: int
    findings: int
    seconds: float
    quarantined: tuple[Quarantined, ...] = ()
    failure: Failure | None = None


class Ledger(Closing):
    """The ledger of an archive's folder. Use it in a ``with`` block, or call ``close``.

    Every method raises ``LedgerError`` where the file cannot be read or written.
    """

    def __init__(self, archive: Path, write: bool = False) -> None:
        """With ``write`` it is made where it is not there, and may be changed."""
        self._path = archive / LEDGER
        with self._told():
            self._db = _opened(self._path, write)
            self._db.row_factory = sqlite3.Row
            if write:
                self._make()
            self._check_version()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows of a query."""
        with self._told(), closing(self._db.execute(query, parameters)) as found:
            return found.fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written in the block, or nothing of it."""
        with self._told(), self._db:  # which commits, or rolls back
            self._db.execute("begin immediate")
            yield self._db

    def begin(self, report: str) -> None:
        """A report is being read."""
        with self.transaction() as db:
            _move(db, report, State.READING)
            db.execute("update reports set tries = tries + 1, begun = ? where id = ?", (_now(), report))

    def finish(self, report: str, outcome: Outcome) -> None:
        """A report's result is on the disk."""
        whole = not outcome.quarantined and outcome.failure is None
        with self.transaction() as db:
            _move(db, report, State.DONE if whole else State.INCOMPLETE)
            db.execute(
                "update reports set result = ?, made_with = ?, agency = ?, year = ?, pages = ?, lost = ?,"
                ' "values" = ?, doubtful = ?, findings = ?, seconds = ? where id = ?',
                (
                    *(outcome.result, outcome.made_with, outcome.agency, outcome.year, outcome.pages),
                    *(len(outcome.quarantined), outcome.values, outcome.doubtful, outcome.findings),
                    *(outcome.seconds, report),
                ),
            )
            _end(db, report, outcome.failure, outcome.quarantined)

    def fail(self, report: str, made_with: str, failure: Failure, quarantined: Sequence[Quarantined] = ()) -> None:
        """Not one page of a report could be read; a former result stays, with what is known of it."""
        with self.transaction() as db:
            _move(db, report, State.FAILED)
            pages = len(quarantined)
            db.execute(
                "update reports set made_with = ?, pages = ?, lost = ? where id = ? and result is null",
                (made_with, pages, pages, report),
            )
            _end(db, report, failure, quarantined)

    def release(self) -> int:
        """Whatever was being read when a run ended is to be read; returns how many reports that are."""
        with self.transaction() as db:
            update = "update reports set state = ? where state = ?"
            return db.execute(update, (State.WAITING, State.READING)).rowcount

    def restore(self, is_there: Callable[[str], bool]) -> int:
        """Reports whose results somebody removed are to be read; returns how many these are."""
        with self.transaction() as db:
            known = db.execute("select id from reports where result is not null").fetchall()
            gone = [(State.WAITING, report) for (report,) in known if not is_there(report)]
            db.executemany("update reports set state = ?, result = null where id = ?", gone)
        return len(gone)

    def give_back(self, report: str) -> None:
        """A report that was begun is to be read another time."""
        with self.transaction() as db:
            _move(db, report, State.WAITING)

    def again(self, reports: Iterable[str]) -> None:
        """Reports that had come to an end are to be read once more; what is there of them stays until then."""
        with self.transaction() as db:
            for report in reports:
                _move(db, report, State.WAITING)

    def made_with(self, key: str, content: str) -> None:
        """Note what the results of a run are made with."""
        with self.transaction() as db:
            db.execute("insert or ignore into made_with values (?, ?)", (key, content))

    def _make(self) -> None:
        with self.transaction() as db:
            if not self._has_tables():
                for statement in (files("ocrkit.archive") / "ledger.sql").read_text(encoding="utf-8").split(";\n"):
                    db.execute(statement)
                db.execute("insert into meta values ('version', ?)", (VERSION,))

    def _has_tables(self) -> bool:
        return self._db.execute("select 1 from sqlite_master where name = 'meta'").fetchone() is not None

    def _check_version(self) -> None:
        if not self._has_tables():
            raise LedgerError(
                "the ledger is empty: the first run was stopped before it had found anything",
                file=str(self._path),
                remedy="start ocrkit digitize again",
            )
        found = self._db.execute("select value from meta where key = 'version'").fetchone()
        if found is None or found[0] != VERSION:
            raise LedgerError(
                f"the ledger is of version {found and found[0]}, this ocrkit writes {VERSION}",
                file=str(self._path),
                remedy="use the ocrkit that made it, or another folder",
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the errors of SQLite into ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(error, self._path) from error


def _opened(path: Path, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=PATIENCE)
    if write:
        (journal,) = db.execute("pragma journal_mode = wal").fetchone()
        if journal != "wal":
            raise LedgerError(
                "the file system there cannot hold a ledger safely",
                file=str(path),
                remedy="name a folder on a disk of this machine",
            )
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = on")
    return db


def _explained(error: sqlite3.Error, path: Path) -> LedgerError:
    said = str(error)
    if "locked" in said or "busy" in said:
        what, remedy = "another program holds the ledger", "close it, and start again: nothing is lost"
    elif "full" in said:
        what, remedy = "the disk is full", "make room, and start again: nothing is lost"
    elif "readonly" in said or "unable to open" in said:
        what, remedy = f"the ledger cannot be opened ({said})", "see that the folder may be read and written to"
    else:
        what = f"the ledger cannot be used: {said}"
        remedy = "put a copy of it back; or move it away, and ocrkit digitize SRC makes a new one and reads all again"
    return LedgerError(what, file=str(path), remedy=remedy)


def _move(db: sqlite3.Connection, report: str, state: State) -> None:
    """Change a report's state where it may."""
    allowed = before(state)
    marks = ", ".join("?" * len(allowed))
    update = f"update reports set state = ? where id = ? and state in ({marks})"
    if db.execute(update, (state, report, *allowed)).rowcount != 1:
        was = db.execute("select state from reports where id = ?", (report,)).fetchone()
        raise ValueError(f"report {report!r} cannot go from {was and was[0]} to {state}")


def _end(db: sqlite3.Connection, report: str, failure: Failure | None, quarantined: Sequence[Quarantined]) -> None:
    db.execute("delete from quarantine where report = ?", (report,))
    for page in quarantined:
        why, file = page.failure, None if page.file is None else shown_name(page.file)
        db.execute(
            "insert into quarantine values (?, ?, ?, ?, ?, ?, ?, ?)",
            (report, page.number, file, page.page, why.cause, why.retryable, str(why.error), page.command),
        )
    worst = failure or next((page.failure for page in quarantined), None)
    told = (None, None, None) if worst is None else (worst.cause, worst.retryable, str(worst.error))
    db.execute(
        "update reports set ended = ?, cause = ?, retryable = ?, error = ? where id = ?", (_now(), *told, report)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
