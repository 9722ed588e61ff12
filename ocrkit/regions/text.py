"""Small facts about Chinese text in print: widths, numerals, endings, plain form."""

from __future__ import annotations

import re
import unicodedata

CLOSING = "，。、；：？！）》」』】〕”’,.;:?!)]%％"
"""Signs that never open a line: they stay with the character before them."""
OPENING = "（《「『【〔“‘(["
"""Signs that never close a line."""
SENTENCE_END = "。！？；：…”）》!?;:)."

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2}


def is_half(char: str) -> bool:
    """Whether a character is set half an em wide (Latin letters, digits and ASCII signs)."""
    return unicodedata.east_asian_width(char) in "NaH" and not "\u2000" <= char <= "\u206f"


def ems(text: str) -> float:
    """The width of a text in ems, spaces not counted."""
    return sum(0.5 if is_half(c) else 1.0 for c in text if not c.isspace())


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def plain(text: str) -> str:
    """NFKC, letters, digits and ideographs only: for comparing labels."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def first_word(text: str) -> str:
    """What must stand together at the start of a line: a word or number, or one character, and its signs."""
    found = re.match(rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.@%+\-]+|.)[{re.escape(CLOSING)}]*", text)
    return found.group() if found else ""


def chinese_number(numeral: str) -> int | None:
    """The value of a Chinese numeral from 1 to 99 (一, 十, 二十三), None for anything else."""
    found = re.fullmatch(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?", numeral)
    if not numeral or found is None:
        return None
    tens, ten, units = found.groups()
    if ten is None:
        return _DIGITS[numeral] if len(numeral) == 1 else None
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[units] if units else 0)


def year_of(digits: str) -> int | None:
    """A year from four digits, Chinese (二〇二一) or not, None outside 2000 to 2099."""
    plain_digits = "".join(str(_DIGITS[c]) if c in _DIGITS else c for c in unicodedata.normalize("NFKC", digits))
    return int(plain_digits) if re.fullmatch(r"20\d\d", plain_digits) else None
