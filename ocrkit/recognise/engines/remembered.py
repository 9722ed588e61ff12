"""A reader that reads the same crop once, however often it is shown it.

A page that was never on paper has the same nought a hundred times, pixel by pixel; and a table whose grid is mended
where its form tells is read again, most of its cells as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ocrkit.recognise.engines.protocol import CarefulReader, CropReader, QuickReader
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

_Key = tuple[bool, tuple[int, ...], bytes]
"""What a reading depends on: whether it is of a value, and every pixel."""


class Remembered:
    """A ``CropReader`` around another, for one table: it keeps what it was shown. One thread at a time may read."""

    def __init__(self, reader: CropReader) -> None:
        self._reader = reader
        self._known: dict[_Key, Reading] = {}

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``."""
        keys = [(values, crop.shape, crop.tobytes()) for crop in crops]
        new = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._known}
        if new:
            self._known |= zip(new, self._reader.read(list(new.values()), values), strict=True)
        return [self._known[key] for key in keys]

    def careful(self) -> CropReader:
        """See ``CarefulReader``; itself where the reader has no other."""
        return self._careful or self

    def quick(self) -> CropReader:
        """See ``QuickReader``; itself where the reader has no other."""
        return self._quick or self

    @cached_property
    def _careful(self) -> Remembered | None:
        return Remembered(self._reader.careful()) if isinstance(self._reader, CarefulReader) else None

    @cached_property
    def _quick(self) -> Remembered | None:
        return Remembered(self._reader.quick()) if isinstance(self._reader, QuickReader) else None
