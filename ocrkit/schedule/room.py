"""Room that threads share: so that work side by side does not need all the memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Room:
    """``most`` of something, of which each thread holds a part. Who needs more than all of it holds it alone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._changed = Condition()

    @contextmanager
    def taken(self, much: int) -> Iterator[None]:
        """Wait until there is so much left, and hold it for as long as the block runs."""
        with self._changed:
            self._changed.wait_for(lambda: self._held == 0 or self._held + much <= self._most)
            self._held += much
        try:
            yield
        finally:
            with self._changed:
                self._held -= much
                self._changed.notify_all()
