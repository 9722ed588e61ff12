"""The log that ``--log FILE`` asks for: what happened, a line each, with the time and the page."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from ocrkit.cli.options import in_options
from ocrkit.cli.output import say
from ocrkit.cli.width import printable
from ocrkit.errors import OutputError
from ocrkit.types.progress import Progress

log = logging.Manager(logging.RootLogger(logging.WARNING)).getLogger("ocrkit.command")
"""Where the command tells what it does; never an option's value, which may be a password.

It is in no tree with the libraries' loggers, which are silenced while they work (``quiet``).
"""


class _Line(logging.Formatter):
    """One line a record: time, level, message."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(in_options(super().format(record)))


class _File(logging.FileHandler):
    """A file that is full costs the log and not the reading; that is said once."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        say(f"ocrkit: {self.baseFilename}: the log cannot be written any further")
        log.removeHandler(self)


class LoggedProgress:
    """Logs each stage of each page as it begins, and each page that is done."""

    def __init__(self) -> None:
        self._last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the reading has come."""
        last, self._last = self._last, progress
        if last is not None and progress.done != last.done:
            log.info("%d of %d pages done", progress.done, progress.total)
        if progress.page is not None and progress.share is None:
            log.info("page %d (%s): %s", progress.page, progress.file, progress.stage)


@contextmanager
def logging_to(file: str | None) -> Iterator[None]:
    """While this lasts, ``log`` goes to the end of a file. Raises ``OutputError`` where it cannot be opened."""
    if file is None:
        log.setLevel(logging.CRITICAL + 1)
        yield
        return
    try:
        handler = _File(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        remedy = "name a file that can be written"
        raise OutputError(f"the log cannot be opened: {error.strerror}", file=file, remedy=remedy) from error
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        with contextlib.suppress(OSError):  # what is still to be written does not fit
            handler.close()
