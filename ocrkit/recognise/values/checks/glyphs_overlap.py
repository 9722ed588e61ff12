"""Digits that take less room than they are wide: one printed over another."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import Fellows, digits_in, steps
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def glyphs_overlap(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits stand nearer to each other than the table's do, or glyphs of several are narrower than those."""
    if context.fellows is None or not line.is_number(reading) or line.print is None:
        return ()
    digits, glyphs = line.digits(reading), line.tall(reading)
    chosen, height = context.settings.print, line.print.height
    step = context.fellows.step(chosen.steps)
    room = chosen.step * height + chosen.pixels * line.picture.grain
    near = step is not None and any(found < step * height - room for found in steps(line.unsigned(reading)))
    if len(glyphs) < len(digits):
        wanted = height * sum(context.fellows.width(digit) for digit in digits)
        near = near or sum(glyph.width for glyph in glyphs) < chosen.room * wanted
    if step is not None:
        several = ((text, glyph) for text, glyph in digits_in(digits, glyphs, context.fellows) if len(text) > 1)
        near = near or any(
            glyph.width < _room(text, step, context.fellows) * height - room for text, glyph in several
        )
    return (Doubt(DoubtCode.GLYPHS_OVERLAP),) if near else ()


def _room(digits: str, step: float, fellows: Fellows) -> float:
    """How wide digits side by side are, as a share of their height."""
    return (len(digits) - 1) * step + (fellows.width(digits[0]) + fellows.width(digits[-1])) / 2
