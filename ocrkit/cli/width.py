"""Text in columns on a terminal, where Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata

from ocrkit.names import shown_name


def printable(text: str) -> str:
    """The text on one line, without control characters: what a scan says must not drive a terminal."""
    text = shown_name(text)
    return "".join(" " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")


def width(text: str) -> int:
    """Columns that the text takes."""
    return sum(_char_width(char) for char in text)


def fit(text: str, columns: int) -> str:
    """The text, cut with an ellipsis where it is wider than ``columns``."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for char in text:
        used += _char_width(char)
        if used > columns:
            break
        kept += char
    return kept + "…"


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text with spaces after it, or before it with ``right``, to fill ``columns``."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns``, broken between any two characters."""
    lines = [""]
    for char in text:
        if lines[-1] and width(lines[-1]) + _char_width(char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
