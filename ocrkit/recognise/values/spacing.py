"""Digits set wide apart: full-width figures are one number, though they are read with spaces between."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.line_components import line_components
from ocrkit.types.reading import Reading

_SPACED = re.compile(r"[0-9０-９]+(?:[ \u3000][0-9０-９]+)+")
_WIDEST = 0.95
"""Full-width digits stand on squares of their own: the paper between two is less than this of their height."""

_BROADEST = 1.2
"""Digits are narrower than this share of their height."""


def close_gaps(line: InkLine, reading: Reading) -> Reading:
    """The reading without spaces between digits, where no gap is wider than full-width setting leaves.

    Nothing is closed where there is more large ink than digits, or wider: what is left of a rule parts two numbers.
    """
    if not any(text and _SPACED.fullmatch(text.strip()) for text in (reading.text, reading.value_text)):
        return reading
    found = sorted(line_components(line), key=lambda piece: piece.left)
    if len(found) < 2:
        return reading
    height = max(piece.height for piece in found)
    large = [piece for piece in found if piece.height >= 0.5 * height]
    digits = len(_joined(reading.text or "") or "")
    if len(large) > digits or any(piece.width > _BROADEST * piece.height for piece in large):
        return reading
    gaps = [b.left - (a.left + a.width) for a, b in pairwise(found)]
    if max(gaps) > _WIDEST * height:
        return reading
    return replace(reading, text=_joined(reading.text), value_text=_joined(reading.value_text))


def is_spaced(text: str) -> bool:
    """Whether a text is digits with spaces between, and nothing else."""
    return _SPACED.fullmatch(text.strip()) is not None


def _joined(text: str | None) -> str | None:
    return "".join(text.split()) if text and _SPACED.fullmatch(text.strip()) else text
