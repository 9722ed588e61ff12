"""What a line's text is where the recogniser leaves it open: widths of signs, spaces."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from ocrkit.recognise.engines.batches import BatchSettings
from ocrkit.recognise.engines.line_reader import GreedyLines
from ocrkit.recognise.engines.recogniser import Recogniser

ALPHABET = ("（", "(", ",", "，", "甲", "乙", "a", "1", " ")


class Alphabet:
    """All of a recogniser that decoding asks for."""

    characters = ALPHABET
    columns = {c: i + 1 for i, c in enumerate(ALPHABET)}  # noqa: RUF012


def read(*steps: dict[str, float]) -> str:
    """The text of a line whose steps give these probabilities; what is left is nothing printed."""
    probs = np.zeros((len(steps), len(ALPHABET) + 1), np.float32)
    for row, step in zip(probs, steps, strict=True):
        for character, probability in step.items():
            row[Alphabet.columns[character]] = probability
        row[0] = 1 - sum(step.values())
    lines = GreedyLines(cast("Recogniser", Alphabet()), BatchSettings())
    return lines._likeliest(probs[None])[0].text or ""


SURE = {character: {character: 1.0} for character in ALPHABET}
OPEN = {"(": 0.6, "（": 0.4}
COMMA = {"，": 0.6, ",": 0.4}


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ((SURE["甲"], OPEN, SURE["乙"]), "甲（乙"),
        ((OPEN, SURE["甲"]), "（甲"),
        ((SURE["a"], OPEN, SURE["1"]), "a(1"),
        ((SURE["1"], COMMA, SURE["1"]), "1,1"),
        ((SURE["甲"], SURE["("], SURE["乙"]), "甲(乙"),  # nothing is open here
        ((SURE["甲"], {" ": 0.8}, SURE["1"]), "甲1"),
        ((SURE["甲"], {" ": 0.95}, SURE["1"]), "甲 1"),
        ((), ""),
    ],
)
def test_what_is_open_is_told_by_what_stands_beside_it(steps: tuple[dict[str, float], ...], text: str) -> None:
    assert read(*steps) == text if steps else read({}) == ""
