"""An engine that starts in the background, while pages are loaded and tables are found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ocrkit.recognise.protocol import LineFinder
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


class BackgroundLines:
    """A ``LineFinder`` that is being built in a thread of its own; the first use waits for it.

    ``make`` runs in that thread (most of an engine's start is imports and loading). What it raises is raised by
    ``lines``. The finder itself is only ever used by the caller's thread.
    """

    def __init__(self, make: Callable[[], LineFinder]) -> None:
        starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ocrkit-engine")
        self._finder = starter.submit(make)
        starter.shutdown(wait=False)

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``."""
        return self._finder.result().lines(image)
