"""The cores that several engines of one process share, so that none stands idle and none is fought over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore


class Cores:
    """As many threads compute at once as there are cores; the others wait for their turn.

    An engine takes a core for each of its threads, computes, and gives them back. Who holds one waits for nothing
    else than more cores of the same call, and others give theirs back: nobody waits for ever, as long as no call
    takes more than there are.
    """

    def __init__(self, count: int) -> None:
        self.count = max(1, count)
        self._free = Semaphore(self.count)

    @contextmanager
    def taken(self, count: int = 1) -> Iterator[None]:
        """``count`` cores, but no more than there are, for as long as the block runs."""
        held = 0
        try:
            while held < min(count, self.count):
                self._free.acquire()
                held += 1
            yield
        finally:
            for _ in range(held):
                self._free.release()
