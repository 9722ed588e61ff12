"""What a cell of a plain table tells of its reading."""

from __future__ import annotations

import pytest

from ocrkit.recognise.told import cell_doubts, certainty
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


@pytest.mark.parametrize(
    ("reading", "codes"),
    [
        (Reading("一", 0.99, "-", 0.99, least=0.99), [DoubtCode.DASH_OR_NUMERAL]),
        (Reading("甲\n一", 0.99, least=0.99), [DoubtCode.DASH_OR_NUMERAL]),
        (Reading("一类", 0.99, least=0.99), []),
        (Reading("—", 0.99, "—", 0.99, least=0.99), []),
        (Reading("合计", 0.3, least=0.5), [DoubtCode.IMPROBABLE]),
        (Reading(None, None), [DoubtCode.INK_UNREAD]),
    ],
)
def test_why_a_cell_is_in_review(reading: Reading, codes: list[DoubtCode]) -> None:
    assert [doubt.code for doubt in cell_doubts(reading, 0.8)] == codes


@pytest.mark.parametrize(
    ("reading", "sure"),
    [
        (Reading("12", 0.7, "12", 0.6, least=0.9), 0.7),  # a value: as a whole
        (Reading("合计", 0.7, "1", 0.1, least=0.9), 0.9),  # words: the least sure character
        (Reading("1\n2", 0.7, "1\n2", 0.6, least=0.9), 0.9),
        (Reading("合计", 0.7), 0.7),
        (Reading("合计", None, least=0.5), 0.5),
    ],
)
def test_how_sure_a_cell_is(reading: Reading, sure: float) -> None:
    assert certainty(reading) == sure


def test_of_words_only_the_least_sure_character_makes_them_improbable() -> None:
    faint, improbable = Doubt(DoubtCode.FAINT_INK), Doubt(DoubtCode.IMPROBABLE, {"probability": 0.1})
    words = Reading("合计", 0.1, least=0.8, doubts=(improbable, faint))
    assert cell_doubts(words, 0.8) == (faint,)
    less = cell_doubts(words, 0.81)
    assert less == (faint, Doubt(DoubtCode.IMPROBABLE, {"probability": 0.8}))
    value = Reading("12", 0.1, "12", 0.1, least=0.8, doubts=(improbable, faint))
    assert cell_doubts(value, 0.81) == (improbable, faint)
    assert cell_doubts(Reading(None, None, doubts=(faint,)), 0.8) == (faint, Doubt(DoubtCode.INK_UNREAD))
