"""How far a run is, and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class Progress:
    """Lines such as ``[12/40] ocrkit report-12: 3.1 s, about 4 min left``.

    Work is counted in pages; a system's own speed so far tells how long its pages will take, the speed of all
    stands in for a system that has not read any.
    """

    pages: Mapping[str, int]
    jobs: int
    out: TextIO = sys.stderr
    now: Callable[[], float] = time.monotonic
    _read: dict[str, int] = field(default_factory=dict)
    _seconds: dict[str, float] = field(default_factory=dict)
    _started: float = 0.0
    _done: int = 0

    def start(self) -> None:
        """A job begins."""
        self._started = self.now()

    def done(self, system: str, document: str, pages: int, note: str = "") -> None:
        """A job that was started is done."""
        seconds = self.now() - self._started
        self._done += 1
        self._read[system] = self._read.get(system, 0) + pages
        self._seconds[system] = self._seconds.get(system, 0.0) + seconds
        text = f"[{self._done}/{self.jobs}] {system} {document}: {note or f'{seconds:.1f} s'}, {self._left_text()}"
        print(text, file=self.out, flush=True)

    def left(self) -> float:
        """Seconds that the rest will take, as far as one can tell."""
        every = sum(self._seconds.values()) / max(1, sum(self._read.values()))
        left = 0.0
        for system, total in self.pages.items():
            read = self._read.get(system, 0)
            left += (total - read) * (self._seconds[system] / read if read else every)
        return left

    def _left_text(self) -> str:
        left = self.left()
        return f"about {left / 60:.0f} min left" if left >= 90 else f"about {left:.0f} s left"
