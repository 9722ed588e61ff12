"""Digits set wide apart: full-width figures are one number, though they are read with spaces between."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ocrkit.recognise.crops import InkLine
from ocrkit.recognise.pieces import pieces
from ocrkit.types.reading import Reading

_SPACED = re.compile(r"[0-9０-９]+(?:[ \u3000][0-9０-９]+)+")
_WIDEST = 0.95
"""Full-width digits stand on squares of their own: the paper between two is less than this of their height."""


def close_gaps(line: InkLine, reading: Reading) -> Reading:
    """The reading without spaces between digits, where no gap is wider than full-width setting leaves."""
    if not any(text and _SPACED.fullmatch(text.strip()) for text in (reading.text, reading.value_text)):
        return reading
    found = sorted(pieces(line), key=lambda piece: piece.left)
    if len(found) < 2:
        return reading
    height = max(piece.height for piece in found)
    gaps = [b.left - (a.left + a.width) for a, b in pairwise(found)]
    if max(gaps) > _WIDEST * height:
        return reading
    return replace(reading, text=_joined(reading.text), value_text=_joined(reading.value_text))


def _joined(text: str | None) -> str | None:
    return "".join(text.split()) if text and _SPACED.fullmatch(text.strip()) else text
