"""Kills a writing of results, and looks at what is there: run by tests/test_export_results.py.

kills.py FOLDER every     before and after each call that reaches the system, one child each
kills.py FOLDER random    the whole command with a reader that has read already, at 50 random moments
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cli_fakes import FakeReader, Result, whole_report
from export_samples import SampleImages, sample_report

from ocrkit.cli.main import main
from ocrkit.export import ResultFolder, former_report, report_files, write_report
from ocrkit.types.report import Report

SYSTEM = {"posix", "fcntl", "_io", "nt"}
"""The modules whose functions, and whose objects' methods, reach the system."""

Files = dict[str, bytes]
BOOK = "report.xlsx"
"""A workbook holds the time it was made at, so no two are the same."""


def killing_at(moment: int) -> Callable[..., None]:
    """A profile function that kills this process at the n-th call of the system or return from it."""
    left = moment

    def look(frame: object, event: str, called: object) -> None:
        nonlocal left
        if event.startswith("c_") and (
            getattr(called, "__module__", None) in SYSTEM
            or type(getattr(called, "__self__", None)).__module__ in SYSTEM
        ):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    return look


def in_child(work: Callable[[], object]) -> tuple[int, int]:
    """Fork, do the work there; returns (process id, wait status)."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)


def there(out: Path) -> Files:
    """Everything in the folder, empty sub-folders as names with a slash."""
    files = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return files | {f"{p.relative_to(out)}/": b"" for p in out.rglob("*") if p.is_dir() and not any(p.iterdir())}


def put(out: Path, files: Files) -> None:
    with ResultFolder(out, former_report, force=True) as results:
        results.put(files)


def every(folder: Path) -> int:
    """Sets of two or three files."""
    pictures = sorted((name, data) for name, data in full_set(sample_report()).items() if name.endswith(".png"))
    one, two = pictures[:2]
    return moments_of(folder, dict([("report.json", b"old"), one]), dict([("report.json", b"new"), two]))


def full(folder: Path) -> int:
    """Sets of every format."""
    new = {name: data[::-1] for name, data in full_set(whole_report()).items()}
    return moments_of(folder, full_set(sample_report()), new)


def full_set(report: Report) -> Files:
    return report_files(report, images=SampleImages())


def moments_of(folder: Path, old: Files, new: Files) -> int:
    """Old to new, new to old, and into an empty folder, with a file of somebody else's beside."""
    moments = 0
    for n, (before, after) in enumerate([(old, new), (new, old), ({}, old)]):
        for moment in range(10_000):
            out = folder / f"{n}-{moment}"
            out.mkdir()
            (out / "mine.txt").write_bytes(b"mine")
            mine = {"mine.txt": b"mine"}
            if before:
                put(out, before)
            _, status = in_child(lambda out=out, moment=moment, after=after: _killed(out, after, moment))
            assert status in (0, signal.SIGKILL), status
            with ResultFolder(out, former_report, force=True):
                pass  # what the next command does first
            assert there(out) in (before | mine, after | mine), (n, moment, sorted(there(out)))
            moments += 1
            if status == 0:
                assert there(out) == after | mine
                break
    return moments


def _killed(out: Path, files: Files, moment: int) -> None:
    sys.setprofile(killing_at(moment))
    put(out, files)
    sys.setprofile(None)


def at_random(folder: Path) -> int:
    """The command whole; the next command is one that is refused or reads nothing."""
    reports = [sample_report(), sample_report().model_copy(update={"agency": "另一个局"})]
    sets = []
    for i, report in enumerate(reports):
        write_report(report, folder / f"set-{i}", images=SampleImages())
        sets.append(there(folder / f"set-{i}"))
    out, ends = folder / "out", []
    write_report(reports[0], out, images=SampleImages())
    start = time.monotonic()
    os.waitpid(_reading(out, reports[0], "--force"), 0)
    whole = time.monotonic() - start
    for i in range(50):
        child = _reading(out, reports[(i + 1) % 2], "--force")
        time.sleep(random.uniform(0, 1.3 * whole))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _, refused = os.waitpid(_reading(out, reports[0]), 0)
        assert os.waitstatus_to_exitcode(refused) == 2  # there is a result already
        now = there(out)
        same = [one for one in sets if {**one, BOOK: b""} == {**now, BOOK: b""}]
        assert same, sorted(now)
        assert BOOK in now
        ends.append(sets.index(same[0]))
    assert len(set(ends)) == 2  # both the old and the new set were met
    return len(ends)


def _reading(out: Path, report: Report, *more: str) -> int:
    """Start the command in a child that says nothing; returns its process id."""
    child = os.fork()
    if child == 0:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = main(["read", "p.png", "-o", str(out), *more], FakeReader(Result(report=report)))
        os._exit(code)
    return child


if __name__ == "__main__":
    print({"every": every, "full": full, "random": at_random}[sys.argv[2]](Path(sys.argv[1])), "moments")
