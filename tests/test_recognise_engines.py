"""The recognition network's characters, and crops read by a network that says what it is told to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.engines.batches import BatchSettings
from ocrkit.recognise.engines.crop_reader import NetworkCrops, ReaderSettings
from ocrkit.recognise.engines.ctc import Emissions, positions
from ocrkit.recognise.engines.recogniser import Recogniser, characters_of
from ocrkit.recognise.engines.weights import Weights
from ocrkit.schedule.cores import Cores
from ocrkit.types.reading import UNREAD


class Says:
    """Gives the same output for every crop: steps of (blank, "1", "甲", " ")."""

    runtime = "none"

    def __init__(self, *steps: tuple[float, ...], listed: str | None = "1\n甲\n") -> None:
        self.steps, self.listed = np.array(steps, np.float32), listed

    def run(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.tile(self.steps, (len(pixels), 1, 1))


def weights(config: str | None = None) -> Weights:
    return Weights("own", "read lines", Path("own.onnx"), "0", False, b"", config)


@pytest.mark.parametrize(
    ("config", "listed", "characters"),
    [
        (None, "1\n甲\n", ("1", "甲", " ")),
        ("PostProcess: {character_dict: [1, 甲]}", "x", ("1", "甲", " ")),
        ("PostProcess: {character_dict: 1甲}", "x", ("1", "甲", " ")),
        ("PostProcess: {name: CTC}", "x", ("x", " ")),
        ("PostProcess: CTC", "x\n", ("x", " ")),
        ("PostProcess: {character_dict: 7}", "x", ("x", " ")),
        ("Global: {}", "x", ("x", " ")),
        ("PostProcess: {character_dict: []}", "x", ("x", " ")),
    ],
)
def test_characters_are_those_of_the_model_s_description_or_of_its_file(
    config: str | None, listed: str, characters: tuple[str, ...]
) -> None:
    assert characters_of(weights(config), Says(listed=listed)) == characters


@pytest.mark.parametrize("listed", [None, "", "\n"])
def test_weights_without_characters_are_refused(listed: str | None) -> None:
    with pytest.raises(WeightsError, match="without their character list"):
        characters_of(weights(), Says(listed=listed))


def crops(*steps: tuple[float, ...], settings: ReaderSettings | None = None) -> NetworkCrops:
    return NetworkCrops(Recogniser(Says(*steps), weights(), Cores(1), 1), settings)


CROPS = [np.full((48, width), 200, np.uint8) for width in (40, 200, 60, 400)]


def test_a_value_is_decoded_over_its_own_characters() -> None:
    steps = (0.1, 0.3, 0.6, 0.0), (0.9, 0.05, 0.05, 0.0)
    free, *_ = crops(*steps).read(CROPS[:1])
    assert (free.text, free.value_text, free.value_confidence) == ("甲", None, None)
    value, *_ = crops(*steps).read(CROPS[:1], values=True)
    assert (value.text, value.value_text) == ("甲", "1")
    assert value.confidence == pytest.approx(0.6 * 0.95 + 0.1 * 0.05, abs=1e-6)
    assert value.value_confidence == pytest.approx(0.3 * 0.95 + 0.1 * 0.05, abs=1e-6)
    assert value.least == pytest.approx(0.6)
    assert [a.text for a in value.alternatives][:2] == ["甲", "1"]
    two, *_ = crops(*steps, settings=ReaderSettings(alternatives=2)).read(CROPS[:1])
    assert len(two.alternatives) == 2


def test_a_network_that_says_nothing_leaves_the_crop_unread() -> None:
    assert crops((0.0, 0.0, 0.0, 0.0)).read(CROPS[:1]) == [UNREAD]


def test_how_far_the_reading_is_goes_up_to_one() -> None:
    told: list[float] = []
    reader = crops((0.1, 0.9, 0.0, 0.0), settings=ReaderSettings(batch=BatchSettings(batch_width=320)))
    assert [reading.text for reading in reader.telling(told.append).read(CROPS)] == ["1"] * 4
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert 0 < told[0] < 1
    count = len(told)
    reader.read(CROPS)  # who does not want to know is told nothing
    assert len(told) == count


@pytest.mark.parametrize("steps", [((0.5, 0.5),), ((0.2,) * 5,)])
def test_an_output_of_another_alphabet_is_refused(steps: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(EngineError, match="its alphabet 3 characters"):
        crops(*steps).read(CROPS[:1])


def test_positions_name_the_character_of_each_step() -> None:
    steps = [[0.1, 0.9, 0.0], [0.2, 0.8, 0.0], [0.1, 0.1, 0.8], [0.9, 0.1, 0.0], [0.3, 0.0, 0.7]]
    assert positions(Emissions(np.array(steps), ("a", "b"))) == [("a", 0), ("b", 2), ("b", 4)]
