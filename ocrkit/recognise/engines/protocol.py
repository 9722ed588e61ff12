"""What the pipeline asks of a recognition engine; another engine stands in by offering these two methods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.text import TextLine


class CropReader(Protocol):
    """Reads crops of one text line each."""

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """One reading per crop, in order.

        ``crops`` are uint8, (H, W) grey or (H, W, 3) BGR, dark ink on light paper, one line of text each.
        With ``values`` the same output is decoded a second time over what a value may contain
        (``Reading.value_text``). Several threads may call it at once. Raises ``EngineError``.
        """


@runtime_checkable
class TellingReader(Protocol):
    """A ``CropReader`` that can tell how far it has come."""

    def telling(self, tell: Callable[[float], None]) -> CropReader:
        """The same reader, which tells the share of a call's crops that is read, as it goes on."""


@runtime_checkable
class CarefulReader(Protocol):
    """A ``CropReader`` that reads some crops by less than all it has."""

    def careful(self) -> CropReader:
        """The reader that reads every crop as well as it can: for what is read once more because it is in doubt."""


@runtime_checkable
class QuickReader(Protocol):
    """A ``CropReader`` that has a faster one in it."""

    def quick(self) -> CropReader:
        """The reader that takes least time: for what need not be read right to the last character, or is known."""


class LineFinder(Protocol):
    """Finds and reads the text lines of a page, those in tables included."""

    def lines(self, image: Image) -> list[TextLine]:
        """The lines of ``image`` (uint8, grey or BGR), boxes in its pixels, from top to bottom.

        Raises ``EngineError``.
        """
