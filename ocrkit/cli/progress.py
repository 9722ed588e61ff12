"""Progress on stderr, for more than one page."""

from __future__ import annotations

import sys
from typing import TextIO

from ocrkit.cli.output import is_terminal, write_error
from ocrkit.cli.width import printable
from ocrkit.types.progress import Progress

_BAR = 24


class ProgressLine:
    """A bar that redraws itself on a terminal; elsewhere a line for each page that is done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._write = write_error if stream is None else stream.write
        self._live = is_terminal(stream or sys.stderr)
        self._last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show how far the reading has come."""
        if progress.total < 2:
            return
        last, self._last = self._last, progress
        if self._live:
            full = round(_BAR * progress.done / progress.total)
            bar = "█" * full + "░" * (_BAR - full)
            self._write(f"\r\x1b[K{bar} {progress.done}/{progress.total} pages  {printable(progress.stage)}")
        elif last is None or last.done != progress.done:
            self._write(f"{progress.done} of {progress.total} pages\n")

    def close(self) -> None:
        """Take the bar away."""
        if self._live and self._last is not None:
            self._write("\r\x1b[K")
