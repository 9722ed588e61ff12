"""Small facts about Chinese text in print: widths, endings, plain form."""

from __future__ import annotations

import re
import unicodedata

from ocrkit.text.widths import nfkc

CLOSING = "，。、；：？！）》」』】〕”’,.;:?!)]%％"
"""Signs that never open a line: they stay with the character before them."""
OPENING = "（《「『【〔“‘(["
"""Signs that never close a line."""
FULL_STOP = "。！？；：…!?;:."
"""Signs that end a sentence or a clause that can stand on its own."""
SENTENCE_END = FULL_STOP + "”）》)"
"""Signs that a sentence can end with: what closes quoted words may stand behind its full stop."""


def is_half(char: str) -> bool:
    """Whether a character is set half an em wide (Latin letters, digits and ASCII signs)."""
    return unicodedata.east_asian_width(char) in "NaH" and not "\u2000" <= char <= "\u206f"


def ems(text: str) -> float:
    """The width of a text in ems, spaces not counted."""
    return sum(0.5 if is_half(c) else 1.0 for c in text if not c.isspace())


def plain(text: str) -> str:
    """NFKC, letters, digits and ideographs only: for comparing labels."""
    return "".join(c for c in nfkc(text) if c.isalnum())


def first_word(text: str) -> str:
    """What must stand together at the start of a line: a word or number, or one character, and its signs."""
    found = re.match(rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.@%+\-]+|.)[{re.escape(CLOSING)}]*", text)
    return found.group() if found else ""
