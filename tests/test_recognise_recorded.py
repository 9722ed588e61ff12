"""Recorded readings stand in for an engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.recorded import RecordedReader, Recorder, digest
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Image
from ocrkit.types.reading import Alternative, Reading

DOUBT = Doubt(DoubtCode.FREE_READING_DIFFERS, {"texts": ("7", "1")})


class Counting:
    """Reads every crop as its mean brightness."""

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        return [
            Reading(str(int(c.mean())), 0.5, "7" if values else None, None, (Alternative("7", 0.25),), (DOUBT,))
            for c in crops
        ]


def crop(level: int) -> Image:
    return np.full((4, 6), level, np.uint8)


def test_what_was_recorded_is_read_again(tmp_path: Path) -> None:
    recorder = Recorder(Counting())
    first = recorder.read([crop(1), crop(2)], values=True)
    recorder.save(tmp_path / "readings.json")
    assert RecordedReader.load(tmp_path / "readings.json").read([crop(2), crop(1)]) == first[::-1]


def test_a_reading_with_values_is_kept_over_one_without() -> None:
    recorder = Recorder(Counting())
    recorder.read([crop(1)], values=True)
    recorder.read([crop(1)])
    assert recorder.readings[digest(crop(1))].value_text == "7"


def test_a_crop_that_was_not_recorded_is_an_error() -> None:
    with pytest.raises(EngineError, match="not recorded"):
        RecordedReader({}).read([crop(1)])


def test_the_shape_is_part_of_a_crops_name() -> None:
    assert digest(crop(1)) != digest(crop(1).reshape(6, 4))
