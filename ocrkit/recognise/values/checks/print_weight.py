"""Strokes of another width than the table's: bold among regular print, a stamp's figures."""

from __future__ import annotations

from itertools import combinations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import stroke_width
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import digits_in
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_weight(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether hardly any other line of the table has strokes as wide, or a digit is unlike its fellows in that.

    In a table of too few digits those of one line are held against each other.
    """
    usual = context.usual
    if not line.is_number(reading) or line.print is None:
        return ()
    chosen = context.settings.print
    unsure = chosen.pixels * line.picture.grain / 3
    room = chosen.weight * line.print.weight + unsure
    # Totals are often bold.
    strange = usual is not None and usual.share_near("weight", line.print.weight, room) < chosen.own / 2
    uneven = _by_fellows if context.fellows is not None else _by_themselves
    return (Doubt(DoubtCode.PRINT_WEIGHT),) if strange or uneven(line, reading, context, unsure) else ()


def _by_themselves(line: ValueLine, reading: Reading, context: Context, unsure: float) -> bool:
    """Whether two digits of the line are of two weights, more than digits of two shapes are."""
    chosen, digits, glyphs = context.settings.print, line.digits(reading), line.tall(reading)
    if len(digits) != len(glyphs) or not all(glyph.parts for glyph in glyphs):
        return False  # some touch, or are cut from each other
    weighed = [(digit, stroke_width(glyph.parts)) for digit, glyph in zip(digits, glyphs, strict=True)]
    for (one, first), (other, second) in combinations(weighed, 2):
        room = chosen.weight + (chosen.shapes if one != other else 0.0)
        if abs(first - second) > room * min(first, second) + unsure:
            return True
    return False


def _by_fellows(line: ValueLine, reading: Reading, context: Context, unsure: float) -> bool:
    """Whether the digits of the line, held against their fellows, are not of one weight."""
    assert context.fellows is not None  # it is asked for where there are some
    chosen, number, fellows = context.settings.print, context.numbers.get(id(line.picture), -1), context.fellows
    shares, least = [], float("inf")
    for digits, glyph in digits_in(line.digits(reading), line.tall(reading), fellows):
        weights = [fellows.weight(digit, number, chosen.fellows) for digit in digits]
        known = [weight for weight in weights if weight is not None]
        if known:
            usual = sum(known) / len(known)
            shares.append(stroke_width(glyph.parts) / usual)
            least = min(least, usual)
    return len(shares) > 1 and max(shares) - min(shares) > chosen.weight + unsure / least
