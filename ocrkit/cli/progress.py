"""Progress on stderr, for more than one page, and within a page that takes long."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from ocrkit.cli.log import LoggedProgress
from ocrkit.cli.output import is_terminal, write_error
from ocrkit.cli.width import printable
from ocrkit.types.progress import Progress

_BAR = 24
_LONG = 10.0
"""Seconds without a word after which a line is printed where no bar can be drawn."""


class ProgressLine:
    """A bar that redraws itself on a terminal; elsewhere a line for each page that is done, and now and then one."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._write = write_error if stream is None else stream.write
        self._live = is_terminal(stream or sys.stderr)
        self._last: Progress | None = None
        self._told = time.monotonic()
        self._log = LoggedProgress()

    def __call__(self, progress: Progress) -> None:
        """Show how far the reading has come."""
        self._log(progress)
        if progress.total < 2 and progress.share is None:
            return
        last, self._last = self._last, progress
        if self._live:
            full = round(_BAR * (progress.done + (progress.share or 0)) / progress.total)
            bar = "█" * full + "░" * (_BAR - full)
            self._write(f"\r\x1b[K{bar} {progress.done}/{progress.total} pages  {_doing(progress)}")
        elif progress.total > 1 and (last is None or last.done != progress.done):
            self._tell(f"{progress.done} of {progress.total} pages")
        elif time.monotonic() - self._told >= _LONG:
            self._tell(_doing(progress))

    def close(self) -> None:
        """Take the bar away."""
        if self._live and self._last is not None:
            self._write("\r\x1b[K")

    def _tell(self, line: str) -> None:
        self._told = time.monotonic()
        self._write(f"{line}\n")


def _doing(progress: Progress) -> str:
    """The stage, of which page where that is known, and how much of it is done."""
    stage = progress.stage if progress.page is None else f"page {progress.page}: {progress.stage}"
    return printable(stage if progress.share is None else f"{stage}, {progress.share:.0%}")
