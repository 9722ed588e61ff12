"""A sentence of a report's narrative, and the numbers with units that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ocrkit.text.numerals import chinese_number
from ocrkit.text.widths import half_width

_TITLE = re.compile("《[^》]*》")  # laws and files cited: their words say nothing about the report
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?[”’）)]*")

_COUNTED = (
    "个百分点|百分点|场次|班次|期次|人次|条次|件次|条|件|篇|次|场|期|份|项|个|起|宗|单|则|批|部|例|轮|人|名|家|户"
)
_MEASURED = "平方米|公里|万元|元|%|‰|倍|年|月|日|号|小时|分钟|天|字|版|类|章|级|台|处"
_UNITS = frozenset(f"{_COUNTED}|{_MEASURED}".split("|"))
_DATE_UNITS = frozenset("年月日号")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with its unit in a sentence, at [start, end) of the sentence's plain text.

    ``words`` is the numeral as printed where it is in Chinese words. ``about`` is true for 300余条 and the like.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    words: str | None = None
    about: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence as printed, and for matching: ``squeezed`` without white space, ``plain`` the same with
    half-width signs and cited titles blotted out (both of one length)."""

    printed: str
    squeezed: str
    plain: str
    mentions: tuple[Mention, ...]


def sentences(paragraph: str, units: frozenset[str] = frozenset()) -> list[Sentence]:
    """The sentences of a paragraph, with their numbers; ``units`` are counted in besides the usual ones."""
    found = [match.group().strip() for match in _SENTENCE.finditer(paragraph)]
    return [_sentence(printed, _number(units)) for printed in found if printed]


@cache
def _number(units: frozenset[str]) -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, _UNITS | units), key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.A-Za-z])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?P<times>[万亿])?"
        rf"(?P<about>[余多])?(?P<unit>{unit})"
        r"|(?<![第每首进逐同])(?P<words>[零〇一二两三四五六七八九十百千万]+)"
        r"(?P<word_unit>[条件篇次场期份项个宗单则]|场次|班次|元|万元)(?![性致直些样步并定般审校起])"
    )


def _sentence(printed: str, number: re.Pattern[str]) -> Sentence:
    squeezed = re.sub(r"\s", "", printed)
    plain = _TITLE.sub(lambda m: "※" * len(m.group()), half_width(squeezed))
    found = (_mention(match) for match in number.finditer(plain))
    return Sentence(printed, squeezed, plain, tuple(m for m in found if m is not None and m.unit not in _DATE_UNITS))


def _mention(match: re.Match[str]) -> Mention | None:
    """The number of a match; None for words that give no one number (三五个)."""
    words = match["words"]
    unit = match["unit"] or match["word_unit"]
    if words:
        counted = chinese_number(words)
        if counted is None:
            return None
        value = Decimal(counted)
    else:
        value = Decimal(match["digits"].replace(",", "") + (match["decimals"] or ""))
        value *= {"万": 10**4, "亿": 10**8}.get(match["times"] or "", 1)
    if unit == "万元":
        unit, value = "元", value * 10**4
    return Mention(match.start(), match.end(), value.normalize() + 0, unit, words, bool(match["about"]))
