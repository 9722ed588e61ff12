"""The grammar of a value as it is written down: number, sign, unit, note, dash, blank, or text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ocrkit.text.marks import CIRCLED, LOWERED, RAISED, STROKE, unstruck
from ocrkit.text.widths import half_width
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Kind

DASHES = frozenset("-‐‑‒–—―─━−ー一ｰ╴﹣/／－")
"""Signs that stand for "no figure"; 一 because that is what recognisers make of a long dash."""

_MINUS = frozenset(("-", "–", "—", "减", "减少"))
_NUMBER = re.compile(
    rf"\s*(?P<struck>(?:[0-9.,]{STROKE})+(?=.*[0-9](?!{STROKE})))?\s*(?P<sign>增加|减少|[-+–—增减])?\s*"
    r"(?P<digits>[0-9]+(?:(?:,\s?|\s)[0-9]+)*)"
    r"(?P<point>\.(?P<gap>\s(?=[0-9]))?(?P<decimals>[0-9]*))?\s*"
    r"(?P<unit>%|‰|[十百千万亿]?(?:美元|元|件次|人次|件|条|次|个|项|人|宗|篇|份|家|起|部|场|期)|[万亿])?\s*"
    rf"(?P<mark>(?:[{RAISED}{LOWERED}{CIRCLED}])+|\s*(?:[0-9.,]{STROKE})+)?\s*"
    r"(?P<note>\((?P<inside>[^()]*)\)|\[(?P<inside2>[^\[\]]*)\])?\s*"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_HAN_WORDS = re.compile(r"[\u4e00-\u9fff、，。（）()]{2,}")
_LOOKALIKES = frozenset("口日目〇零田回囗")


@dataclass(frozen=True, slots=True)
class Value:
    """A text as a value: see ``Cell`` for the fields; ``doubts`` are what is odd about how it is written."""

    kind: Kind
    number: Decimal | None = None
    note: str | None = None
    unit: str | None = None
    signed: bool = False
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=8192)
def parse_value(text: str) -> Value:
    """Read a cell's text as a value. Never guesses: what is not plainly a number is text.

    1,234 and １２３４ are numbers; so are 22（其中修订 16 件）with a note, 251000元 with a unit, 减3 with a sign.
    So are 31¹ with a note, and figures beside others that are struck out, which are the note.
    Odd spellings of numbers (12,34, 007, .5, 1 2, and 3, 173 as full-width signs look) are numbers with doubts; text
    that could be a misread number is text with a doubt. Line breaks are left out.
    """
    text = text.replace("\n", "")
    plain = half_width(text)
    bare = "".join(plain.split())
    if not bare:
        return Value("blank")
    if bare == "无" or all(char in DASHES for char in bare):
        return Value("dash")
    number = _NUMBER.fullmatch(plain)
    if number is None:
        return Value("text", doubts=_text_doubts(bare))
    return _number(number, text)


def _number(found: re.Match[str], text: str) -> Value:
    digits = re.sub(r"\D", "", found["digits"])
    decimals = found["decimals"]
    value = Decimal(f"{digits}.{decimals}" if decimals else digits)
    sign = found["sign"]
    start, stop = max(found.span("inside"), found.span("inside2"))
    notes = found["struck"], found["mark"], text[start:stop] if start >= 0 else None
    return Value(
        "number",
        number=-value if sign in _MINUS and value else value,
        note=" ".join(unstruck(note.strip()) for note in notes if note and note.strip()) or None,
        unit=found["unit"],
        signed=sign is not None,
        doubts=tuple(_number_doubts(found["digits"], found["point"], found["gap"])),
    )


def _number_doubts(digits: str, point: str | None, gap: str | None) -> list[Doubt]:
    doubts = []
    if gap or re.search(r"\s", digits):
        doubts.append(Doubt(DoubtCode.GAP_IN_NUMBER))
    elif "," in digits and not _GROUPED.fullmatch(digits):
        doubts.append(Doubt(DoubtCode.ODD_SEPARATORS))
    if len(digits) > 1 and digits[0] == "0":
        doubts.append(Doubt(DoubtCode.LEADING_ZERO))
    if point == ".":
        doubts.append(Doubt(DoubtCode.POINT_WITHOUT_DECIMALS))
    return doubts


def _text_doubts(bare: str) -> tuple[Doubt, ...]:
    """Words are taken as words; anything that could be a misread figure is not."""
    if _HAN_WORDS.fullmatch(bare) and not _LOOKALIKES & set(bare):
        return ()
    return (Doubt(DoubtCode.NEITHER_NUMBER_NOR_WORDS),)
