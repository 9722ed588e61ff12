"""The folder of an archive: where everything stands in it, and that one run at a time works there.

::

    OUT/ledger.sqlite        every file and report, and what became of it
    OUT/digitize.lock        held by the run that works there
    OUT/reports/ID/          report.json, doubtful/*.png: the results, one folder a report
    OUT/agencies.csv         which names are of one agency, for the user to edit
    OUT/tables/              what ``export`` makes; may be removed at any time
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocrkit.errors import BusyError, LedgerError, OutputError, UsageError

LEDGER = "ledger.sqlite"
REPORTS = "reports"
REPORT = "report.json"
TABLES = "tables"
AGENCIES = "agencies.csv"

_LOCK = "digitize.lock"
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs", "fuse.rclone")
)
"""File systems on which a ledger's shared memory and locks do not hold between machines."""
_LOCAL = "name a folder on a disk of this machine; copy it when the work is done"


def is_archive(folder: Path) -> bool:
    """Whether a folder is one that ``digitize`` made."""
    return (folder / LEDGER).is_file()


def check_archive(folder: Path) -> None:
    """Raise ``UsageError`` for a folder that is no archive."""
    if not is_archive(folder):
        raise UsageError(
            "is no archive", file=str(folder), remedy=f"name the folder that ocrkit digitize -o made ({LEDGER})"
        )


def report_folder(archive: Path, report: str) -> Path:
    """Where the results of a report are."""
    return archive / REPORTS / report


def has_result(archive: Path, report: str) -> bool:
    """Whether the result of a report is there."""
    return (report_folder(archive, report) / REPORT).exists()


@contextmanager
def working(archive: Path) -> Iterator[None]:
    """Make the folder where it is not there, and hold it for one run.

    Raises ``BusyError`` where another run holds it, ``LedgerError`` where its file system cannot hold a ledger
    safely, ``OutputError`` where it cannot be made.
    """
    try:
        (archive / REPORTS).mkdir(parents=True, exist_ok=True)
        handle = os.open(archive / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(
            f"cannot write there: {error.strerror}", file=str(archive), remedy="give a folder that you may write to"
        ) from error
    try:
        _check_file_system(archive)
        _hold(handle, archive)
        yield
    finally:
        os.close(handle)


def _hold(handle: int, archive: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(
            "another ocrkit digitize works on it", file=str(archive), remedy="wait for it, or give another folder"
        ) from None
    except OSError as error:
        raise LedgerError(f"no lock can be had there: {error.strerror}", file=str(archive), remedy=_LOCAL) from error
    other = os.open(archive / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # as it must be: the lock is held
    finally:
        os.close(other)
    raise LedgerError("locks do not hold there", file=str(archive), remedy=_LOCAL)


def _check_file_system(archive: Path) -> None:
    kind = file_system(archive)
    if kind in _REMOTE:
        raise LedgerError(
            f"the file system there ({kind}) cannot hold a ledger safely", file=str(archive), remedy=_LOCAL
        )


def file_system(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """The kind of file system that holds a path, None where that is not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    real, best, kind = os.path.realpath(path), "", None
    for line in lines:
        front, _, back = line.partition(" - ")
        point = front.split(" ")[4].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, back.split(" ")[0]
    return kind
