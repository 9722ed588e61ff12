"""What a cell of a plain table tells of its reading: how sure it is, and why a person should look."""

from __future__ import annotations

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading
from ocrkit.types.text import same

_NUMERAL = "一"


def certainty(reading: Reading) -> float | None:
    """The probability of a value as a whole; of a text, that of its least sure character.

    A value is right or wrong as a whole, and short. The probability of a whole text falls with its length, so that
    long ones that are right would lie below short ones that are wrong. Of what does not, the least sure character
    treats short and long texts most alike, and a mean over characters lets one wrong one pass in a long text
    (``benchmarks.text_confidence``).
    """
    is_value = reading.least is None or (same(reading.text, reading.value_text) and "\n" not in (reading.text or ""))
    return reading.confidence if is_value else reading.least


def cell_doubts(reading: Reading, text_sure: float) -> tuple[Doubt, ...]:
    """Why a person should look at a cell: the reading's doubts; of a text, its least sure character's probability.

    A line that is nothing but 一 may be a dash, which the confidence does not tell: both are one stroke.
    What a form demands of a value beyond that is not asked here.
    """
    if reading.text is None:
        return (*reading.doubts, Doubt(DoubtCode.INK_UNREAD))
    numeral = (Doubt(DoubtCode.DASH_OR_NUMERAL),) if _NUMERAL in reading.text.split("\n") else ()
    sure = certainty(reading)
    if sure is None or same(reading.text, reading.value_text):
        return (*reading.doubts, *numeral)
    kept = tuple(doubt for doubt in reading.doubts if doubt.code != DoubtCode.IMPROBABLE)
    unsure = (Doubt(DoubtCode.IMPROBABLE, {"probability": round(sure, 2)}),) if sure < text_sure else ()
    return (*kept, *unsure, *numeral)
