"""Full-width and half-width forms, and white space: the one place where texts are made alike to be compared."""

from __future__ import annotations

import re
import unicodedata

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
"""Full-width ASCII, the ideographic space, the minus sign."""


def half_width(text: str) -> str:
    """``text`` with full-width letters, digits and signs in half width, character by character: １２，３ is 12,3.

    Chinese signs without a half-width form (、。《》) stay as they are.
    """
    return text.translate(_HALF)


def other_width(character: str) -> str:
    """The same character in its other width, "" where it has one only: （ for (, 3 for ３."""
    return _OTHER.get(character, "")


_OTHER = {chr(wide): chr(narrow) for wide, narrow in _HALF.items()} | {
    chr(narrow): chr(wide) for wide, narrow in _HALF.items() if wide != 0x2212
}


def nfkc(text: str) -> str:
    """Unicode's compatibility form (NFKC): widths, ligatures, ㈠ and ① undone; the length may change."""
    return unicodedata.normalize("NFKC", text)


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s", "", text)


def compact(text: str) -> str:
    """NFKC without white space: how texts are compared where only what is printed counts."""
    return "".join(nfkc(text).split())
