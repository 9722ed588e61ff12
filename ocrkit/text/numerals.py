"""Chinese numerals, the one place where they are read."""

from __future__ import annotations

import re

from ocrkit.text.widths import nfkc

ZEROS = "零〇"
DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
POWERS = {"千": 1000, "百": 100, "十": 10}
NUMERALS = f"{ZEROS}两{''.join(DIGITS)}{''.join(POWERS)}万亿"
"""Every character that a numeral may have."""

_LOOK_LIKE_ZERO = str.maketrans("○O", "〇〇")
_LARGE = re.compile("(?:(?P<yi>[^亿]+)亿)?(?:(?P<wan>[^万亿]+)万)?(?P<rest>[^万亿]*)")


def chinese_number(numeral: str) -> int | None:
    """The value of a numeral as it is spoken: 十 is 10, 二十三 is 23, 一百零五 is 105, 两万三千 is 23000.

    None for what is no such numeral, nor for one that leaves its value open: 三五 (three to five), 一百五 (150 or
    105), 几万 without a digit.
    """
    if numeral in (*ZEROS,):
        return 0
    found = _LARGE.fullmatch(numeral)
    if not numeral or found is None:
        return None
    total, unit_above = 0, 0
    for name, unit in (("yi", 10**8), ("wan", 10**4), ("rest", 1)):
        part = found[name]
        if not part:
            continue
        begins_with_zero = part[0] in ZEROS
        value = _below_ten_thousand(part.lstrip(ZEROS) if total else part)
        if value is None:
            return None
        gap = bool(total) and (value < 1000 or unit_above > 10**4 * unit)
        if total and begins_with_zero != gap:
            return None
        total, unit_above = total + value * unit, unit
    return total or None


def _below_ten_thousand(numeral: str) -> int | None:
    """The value of 一千二百三十四 and the like; 零 stands exactly where a power is left out."""
    total, below, zero, at = 0, 10**4, False, 0
    while at < len(numeral):
        char = numeral[at]
        if char in ZEROS:
            if zero or not total:
                return None
            zero, at = True, at + 1
            continue
        digit = 2 if char == "两" else DIGITS.get(char, 1 if char == "十" else 0)
        at += char != "十"
        power = POWERS.get(numeral[at], 1) if at < len(numeral) else 1
        at += power > 1
        skipped = bool(total) and 10 * power < below
        if not digit or power >= below or skipped != zero:
            return None
        total, below, zero = total + digit * power, power, False
    return None if zero or not total else total


def arabic_digits(text: str) -> str:
    """``text`` with every Chinese digit as an Arabic one: 二〇二一 is 2021, 一〇五 is 105; the rest stays."""
    return "".join("0" if char in ZEROS else str(DIGITS.get(char, char)) for char in text)


def year_of(digits: str) -> int | None:
    """A year from four digits, Chinese (二〇二一, also with O or ○ for zero) or not, None outside 2000 to 2099."""
    plain = arabic_digits(nfkc(digits).translate(_LOOK_LIKE_ZERO))
    return int(plain) if re.fullmatch(r"20\d\d", plain) else None
