"""A crop reader that knows its crops by heart, for tests without weights; and one that learns them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

_READING = TypeAdapter(Reading)


def digest(crop: Image) -> str:
    """Names a crop: sha256 of its shape and pixels, hexadecimal."""
    return hashlib.sha256(repr(crop.shape).encode() + crop.tobytes()).hexdigest()


class RecordedReader:
    """A ``CropReader`` that hands out what was recorded for a crop's digest."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._readings = dict(readings)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> RecordedReader:
        """From the JSON that ``Recorder.save`` wrote."""
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls({key: _READING.validate_python(value) for key, value in content.items()})

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``; raises ``EngineError`` for a crop that was not recorded."""
        unknown = [i for i, crop in enumerate(crops) if digest(crop) not in self._readings]
        if unknown:
            raise EngineError(f"crops {unknown} were not recorded", remedy="record them with Recorder")
        return [self._readings[digest(crop)] for crop in crops]


class Recorder:
    """A ``CropReader`` that passes everything on to another and keeps what that one read."""

    def __init__(self, reader: CropReader) -> None:
        self._reader = reader
        self.readings: dict[str, Reading] = {}

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``. A reading with values is kept over one without."""
        found = self._reader.read(crops, values)
        for crop, reading in zip(crops, found, strict=True):
            key = digest(crop)
            if values or key not in self.readings:
                self.readings[key] = reading
        return found

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write what was read as JSON."""
        content = {key: asdict(reading) for key, reading in self.readings.items()}
        Path(path).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
