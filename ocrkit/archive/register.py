"""What was found, held against what the ledger knows: new reports, files that have changed or moved, and twins."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from ocrkit.archive.found import Findings, Found
from ocrkit.archive.ledger import Ledger
from ocrkit.archive.states import State
from ocrkit.names import shown_name
from ocrkit.text.widths import nfkc

_LONGEST = 150
"""Bytes of a report's id, which is the name of its folder."""


@dataclass(frozen=True)
class Registered:
    """``reports`` are the ids of what was found, in order, each once; ``twins`` the number of copies."""

    reports: tuple[str, ...]
    new: int
    changed: int
    twins: int


def register(ledger: Ledger, found: Findings) -> Registered:
    """Enter everything that was found, in one transaction.

    A report is known by the content of its files: moved or renamed ones are not read again. Where the first file of a
    report has other content than it had, the report is to be read again. The same content in two places is read once.
    """
    hashes = _Hashes(ledger)
    contents = [_Contents(report, tuple(map(hashes.of, report.files))) for report in found.reports]
    with ledger.transaction() as db:
        registrar = _Registrar(db)
        for report in contents:
            registrar.known(report)
        for report in contents:
            registrar.enter(report)
        hashes.keep(db)
        db.executemany(
            "insert or replace into left_out values (?, ?, ?)",
            [(os.fsencode(each.path), each.why, each.minor) for each in found.left_out],
        )
        for table in ("left_out", "twins"):  # what has become a report since
            db.execute(f"delete from {table} where path in (select path from report_files)")
    return Registered(tuple(registrar.ids), registrar.new, registrar.changed, registrar.twins)


@dataclass(frozen=True)
class _Contents:
    """A report and the hash of each file, None for one that cannot be read."""

    found: Found
    hashes: tuple[str | None, ...]

    @property
    def key(self) -> str:
        """What it is known by; files that cannot be read stand for themselves."""
        parts = [sha or f"?{file!r}" for sha, file in zip(self.hashes, self.found.files, strict=True)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class _Registrar:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.ids: dict[str, None] = {}
        self.new = self.changed = self.twins = 0
        self._by_content = dict(db.execute("select content, id from reports").fetchall())
        self._taken = set(self._by_content.values())
        (self._number,) = db.execute("select coalesce(max(number), 0) from reports").fetchone()
        self._matched: set[int] = set()

    def known(self, report: _Contents) -> None:
        """A report whose content the ledger knows: moved where the former place has it no more, else a twin."""
        known = self._by_content.get(report.key)
        if known is None:
            return
        self._matched.add(id(report))
        place = self._place(known)
        if known not in self.ids and (report.found.files[0] == place or not os.path.lexists(place)):
            self._put_files(known, report)
            self.ids[known] = None
        elif report.found.files[0] != place:
            self._twin(report, known)
        else:
            self.ids[known] = None

    def enter(self, report: _Contents) -> None:
        """A report whose content is new."""
        if id(report) in self._matched:
            return
        if (twin := self._by_content.get(report.key)) is not None:
            self._twin(report, twin)
            return
        place = os.fsencode(report.found.files[0])
        query = "select report from report_files where path = ? and number = 0"
        rows = [row[0] for row in self._db.execute(query, (place,)) if row[0] not in self.ids]
        report_id = self._renew(rows[0], report) if rows else self._add(report)
        self._by_content[report.key] = report_id
        self.ids[report_id] = None

    def _add(self, report: _Contents) -> str:
        self._number += 1
        report_id = self._free_id(report.found)
        self._db.execute(
            "insert into reports (id, number, name, origin, content, agency_given, year_given, state)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(report_id, self._number, shown_name(report.found.name), report.found.origin, report.key),
                *(report.found.agency, report.found.year, State.WAITING),
            ),
        )
        self.new += 1
        self._put_files(report_id, report)
        return report_id

    def _renew(self, report_id: str, report: _Contents) -> str:
        """Other content in the same place: what was read of the former one is no longer its result."""
        self._db.execute(
            "update reports set content = ?, state = ?, tries = 0, result = null, made_with = null, cause = null,"
            " error = null"
            " where id = ?",
            (report.key, State.WAITING, report_id),
        )
        self._db.execute("delete from quarantine where report = ?", (report_id,))
        self.changed += 1
        self._put_files(report_id, report)
        return report_id

    def _put_files(self, report_id: str, report: _Contents) -> None:
        self._db.execute("delete from report_files where report = ?", (report_id,))
        self._db.executemany(
            "insert into report_files values (?, ?, ?, ?)",
            [
                (report_id, number, os.fsencode(file), sha256)
                for number, (file, sha256) in enumerate(zip(report.found.files, report.hashes, strict=True))
            ],
        )
        self._db.execute(
            "update reports set agency_given = coalesce(?, agency_given), year_given = coalesce(?, year_given)"
            " where id = ?",
            (report.found.agency, report.found.year, report_id),
        )

    def _twin(self, report: _Contents, of: str) -> None:
        self.twins += 1
        self.ids.setdefault(of, None)
        self._db.execute("insert or replace into twins values (?, ?)", (os.fsencode(report.found.files[0]), of))

    def _place(self, report_id: str) -> str:
        query = "select path from report_files where report = ? and number = 0"
        return os.fsdecode(self._db.execute(query, (report_id,)).fetchone()[0])

    def _free_id(self, found: Found) -> str:
        """The report's name as the name of a folder, with its folder's before it or a number after it if need be."""
        parent = os.path.basename(os.path.dirname(found.files[0]))
        for name in _candidates(found.name, parent):
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise AssertionError("there is a number for each")


def _candidates(name: str, parent: str) -> Iterator[str]:
    own = _safe(name)
    yield own
    yield _safe(f"{parent} {name}")
    number = 2
    while True:
        yield f"{own}-{number}"
        number += 1


def _safe(name: str) -> str:
    """A name for a folder: no separators, control characters or dots before it; not too long."""
    safe = re.sub(r"[^\w.()（）【】《》-]+", "_", nfkc(shown_name(name))).strip("._")
    return safe.encode()[:_LONGEST].decode(errors="ignore") or "report"


class _Hashes:
    """Hashes of files; one that is as it was when it was last hashed is not read again."""

    def __init__(self, ledger: Ledger) -> None:
        rows = ledger.rows("select path, size, mtime_ns, sha256 from files")
        self._known: dict[bytes, tuple[int, int, str]] = {row[0]: (row[1], row[2], row[3]) for row in rows}
        self._fresh: dict[bytes, tuple[int, int, str]] = {}

    def of(self, file: str) -> str | None:
        """SHA-256 of a file, hexadecimal; None for one that cannot be read."""
        path = os.fsencode(file)
        try:
            status = os.stat(path)
            known = self._known.get(path)
            if known is not None and known[:2] == (status.st_size, status.st_mtime_ns):
                return str(known[2])
            if not stat.S_ISREG(status.st_mode):
                return None
            with open(path, "rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            return None
        self._fresh[path] = (status.st_size, status.st_mtime_ns, sha256)
        return sha256

    def keep(self, db: sqlite3.Connection) -> None:
        """Write down what was hashed anew."""
        db.executemany(
            "insert or replace into files values (?, ?, ?, ?)",
            [(path, *known) for path, known in self._fresh.items()],
        )
