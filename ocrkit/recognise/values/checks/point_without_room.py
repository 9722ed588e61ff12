"""A point or comma where none stands: a speck between digits.

In every fount a point has a width of its own, and digits are all as wide as each other: two with a point between
them are further apart than two without. And it stands at their feet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import Glyph
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_MARKS = frozenset(".,．，")
_TALL, _BROAD, _SMALL = 0.6, 0.85, 0.35
"""Digits are at least so high and at most so broad, and points no larger, as shares of the print's height."""

_FOOT = 0.25
"""A point ends this near to the digits' feet, as a share of their height."""

_ENOUGH = 2
"""So many pairs of digits side by side tell how far apart they stand; else the table's do."""


def point_without_room(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a point or comma is read where digits leave no room for one, or for a mark above their feet.

    Room is not told where some digits touch.
    """
    text = reading.value_text or ""
    if not any(c in _MARKS for c in text) or line.print is None:
        return ()
    height = line.print.height
    high = line.is_number(reading) and _is_high(line.glyphs, height)  # dots of other characters stand anywhere
    if high or _has_no_room(line, text, context):
        return (Doubt(DoubtCode.POINT_WITHOUT_ROOM),)
    return ()


def _is_high(glyphs: Sequence[Glyph], height: float) -> bool:
    """Whether a mark as small as a point between digits stands above their feet."""
    digits = [i for i, g in enumerate(glyphs) if g.height >= _TALL * height]
    if len(digits) < 2:
        return False
    foot = float(np.median([glyphs[i].bottom for i in digits]))
    between = glyphs[digits[0] + 1 : digits[-1]]
    return any(max(g.height, g.width) <= _SMALL * height and g.bottom < foot - _FOOT * height for g in between)


def _has_no_room(line: ValueLine, text: str, context: Context) -> bool:
    """Whether digits stand no further apart where a point or comma is read between them."""
    height = 0.0 if line.print is None else line.print.height
    tall, broad = _TALL * height, _BROAD * height
    middles = [(g.left + g.right) / 2 for g in line.glyphs if g.height >= tall and g.width <= broad]
    places = [i for i, c in enumerate(text) if c.isdecimal()]
    if len(places) != len(middles):
        return False
    steps = [
        (b - a, bool(_MARKS & set(text[i:j])))
        for (a, b), (i, j) in zip(pairwise(middles), pairwise(places), strict=True)
    ]
    plain, marked = [step for step, mark in steps if not mark], [step for step, mark in steps if mark]
    usual = float(np.median(plain)) if len(plain) >= _ENOUGH else _usual_step(context, height)
    return usual is not None and bool(marked) and min(marked) < context.settings.print.point_room * usual


def _usual_step(context: Context, height: float) -> float | None:
    """How far apart the table sets digits of this height side by side, in pixels; None where too few tell."""
    step = None if context.fellows is None else context.fellows.step(context.settings.print.steps)
    return None if step is None else step * height
