"""Digits that take less room than they are wide: one printed over another."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import tall
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def glyphs_overlap(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether the glyphs of the line, fewer than its digits, are narrower than those digits are elsewhere."""
    digits, glyphs = line.digits(reading), tall(line.glyphs)
    if context.fellows is None or not line.is_number(reading) or len(glyphs) >= len(digits) or line.print is None:
        return ()
    room = sum(glyph.width for glyph in glyphs)
    wanted = line.print.height * sum(context.fellows.width(digit) for digit in digits)
    return (Doubt(DoubtCode.GLYPHS_OVERLAP),) if room < context.settings.print.room * wanted else ()
