"""A point or comma between digits that stand no further apart for it: a speck at their feet.

In every fount a point has a width of its own, and digits are all as wide as each other: two with a point between
them are further apart than two without.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_MARKS = frozenset(".,．，")
_TALL, _BROAD = 0.6, 0.85
"""Digits are at least so high and at most so broad, as shares of the print's height."""

_ENOUGH = 2
"""So many pairs of digits side by side tell how far apart they stand."""


def point_without_room(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a point or comma is read where the digits leave no room for one; not told where some digits touch."""
    text = reading.value_text or ""
    if line.print is None or not any(c in _MARKS for c in text):
        return ()
    tall, broad = _TALL * line.print.height, _BROAD * line.print.height
    middles = [(g.left + g.right) / 2 for g in line.glyphs if g.height >= tall and g.width <= broad]
    places = [i for i, c in enumerate(text) if c.isdecimal()]
    if len(places) != len(middles):
        return ()
    steps = [
        (b - a, _MARKS & set(text[i:j])) for (a, b), (i, j) in zip(pairwise(middles), pairwise(places), strict=True)
    ]
    plain, marked = [step for step, mark in steps if not mark], [step for step, mark in steps if mark]
    if len(plain) < _ENOUGH or not marked:
        return ()
    least = context.settings.print.point_room * float(np.median(plain))
    return (Doubt(DoubtCode.POINT_WITHOUT_ROOM),) if min(marked) < least else ()
