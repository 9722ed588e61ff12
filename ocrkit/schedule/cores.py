"""The cores that several engines of one process share, so that none stands idle and none is fought over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore


def available_cores() -> int:
    """The cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Cores:
    """As many threads compute at once as there are cores; the others wait for their turn.

    An engine takes a core for each of its threads, computes, and gives them back. One at a time takes, in turn: two
    that each had a part of what they need would wait for each other.
    """

    def __init__(self, count: int) -> None:
        self.count = max(1, count)
        self._free = Semaphore(self.count)
        self._turn = Lock()

    @contextmanager
    def taken(self, count: int = 1) -> Iterator[None]:
        """``count`` cores, but no more than there are, for as long as the block runs."""
        held = 0
        try:
            with self._turn:
                while held < min(count, self.count):
                    self._free.acquire()
                    held += 1
            yield
        finally:
            for _ in range(held):
                self._free.release()
