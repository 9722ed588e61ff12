"""A second look at a value that was not read plainly: the same ink at other margins, judged together.

A wrong reading rarely survives another scale. Of 3,000 generated values (200 to 300 dpi; 1,184 clean or as office
scans, the rest worn, many past reading) 83 were read wrong. All but 8 of those were doubted, by the rules here and
in ``reader``; the 8 had lost the very strokes that tell, 4 left as 1. Of those read right 1.75% were doubted,
none of them clean or an office scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import folded, same


class SecondLookSettings(Settings):
    """When to look again, and what to believe then.

    ``sure``: a first reading of this probability is believed. ``agreed``: the mean probability that readings
    which agree must have. ``looks``: the margins of the further looks. A reading with other characters than
    those of a value is believed to be text from ``text_length`` characters on (from two on where all are Chinese),
    for short ones are more often a misread digit, and from a probability of ``text_sure`` for each character
    (``text_agreed``, where all looks read the same). What has ``words`` Chinese characters that no value has, and
    mostly such, is a label: what is doubtful about it another look does not tell, and labels are long.
    """

    sure: float = Field(default=0.95, gt=0, le=1)
    agreed: float = Field(default=0.90, gt=0, le=1)
    looks: tuple[CropSettings, ...] = (
        CropSettings(above_below=0.35, left_right=0.45),
        CropSettings(above_below=0.05, left_right=0.20),
    )
    text_length: int = Field(default=4, ge=1)
    text_sure: float = Field(default=0.93, gt=0, le=1)
    text_agreed: float = Field(default=0.85, gt=0, le=1)
    words: int = Field(default=3, ge=1)


def plain(reading: Reading, settings: SecondLookSettings) -> bool:
    """Whether one look is enough: free and value decoding agree, and the probability is high."""
    if not reading.text or reading.confidence is None:
        return False
    if same(reading.text, reading.value_text):
        return mass(reading, reading.text) >= settings.sure
    return is_text(reading, settings) and _each(reading, reading.text) >= settings.text_sure


def judge(looks: Sequence[Reading], settings: SecondLookSettings) -> Reading:
    """One reading from several of the same ink, the first look first.

    Text and no value is the likeliest text of all looks. A value is without doubts where all looks agree, most of
    them freely, and their mean probability is high enough.
    Its confidence is that mean (a look that reads otherwise counts as 0). Ink that all looks see nothing in is
    unread: its text is None. A doubtful reading's text is what was read freely, but a letter O is the digit.
    """
    if _are_words(looks, settings):
        return _words(looks, settings)
    best = max(looks, key=lambda look: (same(look.text, look.value_text), look.value_confidence or 0.0))
    value = best.value_text
    mean = sum(mass(look, value) for look in looks) / len(looks)
    doubts = tuple(_doubts(looks, value, mean, settings))
    if not best.text:  # there is ink, so it is not blank: it is unread
        return _with(best, None, None, None, doubts)
    if not doubts or _is_round(best):
        return _with(best, value, value, mean, doubts)
    free = sum(mass(look, best.text) for look in looks) / len(looks)
    return replace(_with(best, best.text, value, free, doubts), value_confidence=mean, least=_least(looks, best.text))


def _are_words(looks: Sequence[Reading], settings: SecondLookSettings) -> bool:
    """Whether most looks read text, or all read the same characters for sure, however few, and no value."""
    if 2 * sum(is_text(look, settings) for look in looks) > len(looks):
        return True
    first = looks[0]
    alike = all(same(look.text, first.text) and not same(look.text, look.value_text) for look in looks)
    if not first.text or not alike or any(_is_round(look) for look in looks):
        return False
    return all(_each(look, first.text) >= settings.text_agreed for look in looks)


def _words(looks: Sequence[Reading], settings: SecondLookSettings) -> Reading:
    """The text that is likeliest over all looks, in doubt where a look read another or its characters are unsure."""
    mean = {look.text: sum(mass(other, look.text) for other in looks) / len(looks) for look in looks if look.text}
    text = max(mean, key=lambda one: mean[one])
    found = [look for look in looks if same(look.text, text)]
    others = tuple(sorted({look.text or "" for look in looks if not same(look.text, text)}))
    doubts = [Doubt(DoubtCode.LOOKS_DIFFER, {"texts": others})] if others else []
    each = min(_each(look, text) for look in found)
    if each < settings.text_agreed:
        doubts.append(_unsure(each))
    least = _least(looks, text)
    return replace(found[0], text=text, confidence=mean[text], doubts=tuple(doubts), least=least)


def _least(looks: Sequence[Reading], text: str) -> float | None:
    """The probability of the text's least sure character, as a mean over looks; one that reads otherwise counts 0."""
    known = [look.least if same(look.text, text) else 0.0 for look in looks]
    return None if None in known else sum(p or 0.0 for p in known) / len(looks)


def _is_round(look: Reading) -> bool:
    """Whether a look read letters O that are the digits 0 of its value."""
    return folded(look.text or "").translate(_ROUND) == folded(look.value_text or "")


def is_text(reading: Reading, settings: SecondLookSettings) -> bool:
    """Whether it reads as text and no value, and is too long for a misread digit."""
    text = folded(reading.text or "")
    chinese = len(text) >= 2 and all("\u4e00" <= c <= "\u9fff" for c in text)
    return (chinese or len(text) >= settings.text_length) and not same(reading.text, reading.value_text)


def is_label(reading: Reading, settings: SecondLookSettings) -> bool:
    """Whether it reads as words, well or not."""
    text = folded(reading.text or "")
    words = sum("\u4e00" <= c <= "\u9fff" and c not in VALUE_CHARACTERS for c in text)
    return words >= settings.words and 2 * words > len(text)


def doubted(reading: Reading) -> Reading:
    """The reading after one look, in doubt for the probability of its characters."""
    return replace(reading, doubts=(*reading.doubts, _unsure(_each(reading, reading.text or ""))))


def mass(reading: Reading, text: str | None) -> float:
    """The probability of ``text`` in a reading, that of its other widths and dashes included.

    So is that of the letter O for the digit 0: in many fonts they are one shape, and a value has no letters. A look
    that reads the letter first is still no look that reads the digit.
    """
    wanted = None if text is None else folded(text)
    listed = sum(a.probability for a in reading.alternatives if folded(a.text).translate(_ROUND) == wanted)
    forced = reading.value_confidence or 0.0 if same(reading.value_text, text) else 0.0
    return min(1.0, max(listed, forced))


_ROUND = str.maketrans("OoОоΟο〇", "0000000")


def _each(reading: Reading, text: str) -> float:
    """The probability of ``text`` for each of its characters: long texts have a small one as a whole."""
    return float(mass(reading, text) ** (1 / max(1, len(text))))


def _doubts(looks: Sequence[Reading], value: str | None, mean: float, settings: SecondLookSettings) -> list[Doubt]:
    if not value:
        return [Doubt(DoubtCode.NO_VALUE_READ)]
    found = []
    others = tuple(sorted({look.value_text or "" for look in looks if not same(look.value_text, value)}))
    if others:
        found.append(Doubt(DoubtCode.LOOKS_DIFFER, {"texts": others}))
    freely = sum(same(look.text, value) for look in looks)
    if 2 * freely <= len(looks):
        texts = tuple(sorted({look.text or "" for look in looks if not same(look.text, value)}))
        found.append(Doubt(DoubtCode.FREE_READING_DIFFERS, {"texts": texts}))
    if mean < settings.agreed:
        found.append(_unsure(mean))
    return found


def _unsure(probability: float) -> Doubt:
    return Doubt(DoubtCode.IMPROBABLE, {"probability": round(probability, 2)})


def _with(
    base: Reading, text: str | None, value: str | None, confidence: float | None, doubts: tuple[Doubt, ...]
) -> Reading:
    return Reading(text, confidence, value, confidence, base.alternatives, doubts)
