"""Signs of one table that look alike tell each other; a digit among them is not told, nor where few are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.alike import AlikeSettings, told_alike
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Alternative, Reading

HEIGHT = 16.0
UNSURE = Doubt(DoubtCode.IMPROBABLE, {"probability": 0.8})
FAINT = Doubt(DoubtCode.FAINT_INK)


def stroke(rng: np.random.Generator, lean: int) -> InkLine:
    """A lone stroke, leaning by so many pixels, on noisy paper."""
    image = np.full((40, 40), 235, np.uint8)
    cv2.line(image, (20 - lean // 2, 28), (20 + lean - lean // 2, 12), 40, 2)
    noisy = np.clip(image + rng.normal(0, 12, image.shape), 0, 255).astype(np.uint8)
    return InkLine(noisy, UprightBox(18 - lean // 2, 11, 23 + lean - lean // 2, 30))


def read_as(text: str, probability: float, *doubts: Doubt) -> Reading:
    return Reading(text, probability, text, probability, (Alternative(text, probability),), doubts)


def told(slashes: int, odd: tuple[InkLine, Reading], probability: float = 0.85) -> list[Reading]:
    """The readings of a table of slashes in doubt, of some ones, and of an ``odd`` line, last."""
    rng = np.random.default_rng(2)
    lines = [stroke(rng, 8) for _ in range(slashes)] + [stroke(rng, 0) for _ in range(4)] + [odd[0]]
    readings = [read_as("/", probability, UNSURE) for _ in range(slashes)]
    readings += [read_as("1", 0.99) for _ in range(4)] + [odd[1]]
    return told_alike(lines, readings, HEIGHT, AlikeSettings())


def test_signs_that_look_alike_tell_each_other() -> None:
    rng = np.random.default_rng(3)
    found = told(30, (stroke(rng, 8), read_as("/", 0.7, UNSURE)))
    assert sum(not reading.doubts for reading in found[:30]) >= 27
    assert not found[-1].doubts
    assert found[-1].answered == (UNSURE,), "what was doubtful is kept"


@pytest.mark.parametrize("lean", [0, 2])
def test_what_looks_like_the_table_s_ones_is_not_told(lean: int) -> None:
    """A 1 that was read as a slash, among so many."""
    rng = np.random.default_rng(4)
    assert told(30, (stroke(rng, lean), read_as("/", 0.7, UNSURE)))[-1].doubts == (UNSURE,)


def test_other_doubts_stay() -> None:
    rng = np.random.default_rng(5)
    assert told(30, (stroke(rng, 8), read_as("/", 0.7, UNSURE, FAINT)))[-1].doubts == (UNSURE, FAINT)


def test_neither_few_nor_unlikely_ones_tell_anything() -> None:
    rng = np.random.default_rng(6)
    odd = stroke(rng, 8), read_as("/", 0.7, UNSURE)
    assert all(reading.doubts for reading in told(9, odd)[:9])
    assert all(reading.doubts for reading in told(30, odd, probability=0.5)[:30])
    digits = [read_as("1", 0.7, UNSURE) for _ in range(30)]
    assert all(r.doubts for r in told_alike([stroke(rng, 0) for _ in digits], digits, HEIGHT, AlikeSettings()))
