"""A reader of crops that reads each crop once: other settings ask for most of the same ones again."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.recognise.engines.protocol import CarefulReader, CropReader
from ocrkit.recognise.engines.recorded import digest
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading


class Remembered:
    """A ``CropReader`` and ``CarefulReader`` around another one."""

    def __init__(self, reader: CropReader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, bool], Reading] = {}
        self._careful = Remembered(reader.careful()) if isinstance(reader, CarefulReader) else self

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``."""
        keys = [(digest(crop), values) for crop in crops]
        new = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._known}
        if new:
            self._known.update(zip(new, self._reader.read(list(new.values()), values), strict=True))
        return [self._known[key] for key in keys]

    def careful(self) -> CropReader:
        """See ``CarefulReader.careful``."""
        return self._careful
