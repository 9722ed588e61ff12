"""An engine that starts in the background, while pages are loaded and tables are found."""

from __future__ import annotations

from collections.abc import Callable

from ocrkit.recognise.engines.protocol import LineFinder
from ocrkit.schedule.threads import Helpers
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


class BackgroundLines:
    """A ``LineFinder`` that is being built in a thread of its own; the first use waits for it.

    ``make`` runs in that thread (most of an engine's start is imports and loading). What it raises is raised by
    ``lines``. The finder itself is only ever used by the caller's thread. Without ``at_once`` the first use begins
    it: for an engine that costs much where no text is asked for.
    """

    def __init__(self, make: Callable[[], LineFinder], at_once: bool = True) -> None:
        self._make = make
        self._starter = Helpers("engine")
        self._finder = self._starter.submit(make) if at_once else None

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``."""
        if self._finder is None:
            self._finder = self._starter.submit(self._make)
        return self._finder.result().lines(image)

    def close(self) -> None:
        """End the thread, waiting for an engine that is being built."""
        self._starter.close()
