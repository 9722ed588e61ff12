"""Strokes of another width than the table's: bold among regular print, a stamp's figures."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import stroke_width
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import digits_in
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_weight(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether hardly any other line of the table has strokes as wide, or a digit is unlike its fellows in that."""
    usual = context.usual
    if usual is None or not line.is_number(reading) or line.print is None:
        return ()
    chosen = context.settings.print
    unsure = chosen.pixels * line.picture.grain / 3
    room = chosen.weight * line.print.weight + unsure
    strange = usual.share_near("weight", line.print.weight, room) < chosen.own / 2  # totals are often bold
    return (Doubt(DoubtCode.PRINT_WEIGHT),) if strange or _is_uneven(line, reading, context, unsure) else ()


def _is_uneven(line: ValueLine, reading: Reading, context: Context, unsure: float) -> bool:
    """Whether the digits of the line, held against their fellows, are not of one weight."""
    if context.fellows is None:
        return False
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
