"""Numbers with a gap between them, whatever stands behind the second."""

from __future__ import annotations

from itertools import pairwise

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import gaps_beyond
from ocrkit.recognise.values.spacing import is_spaced
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def numbers_side_by_side(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits stand so far apart that they may be two numbers whose rule was lost, or one and something else.

    In one print every digit takes the same room, and no space is as wide as ``hole``, between words neither.
    """
    spaced = is_spaced(reading.value_text or "") or is_spaced(reading.text or "")
    apart = spaced or _has_hole(line, reading, context) or _is_apart(line, reading, context)
    return (Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE),) if apart else ()


def _has_hole(line: ValueLine, reading: Reading, context: Context) -> bool:
    """Whether there is paper within a line with digits where several characters would have room."""
    if not any(c.isdigit() for c in reading.text or ""):
        return False
    room = context.settings.print.hole * context.text_height
    return line.picture.ink.width > room and any(b.left - a.right > room for a, b in pairwise(line.glyphs))


def _is_apart(line: ValueLine, reading: Reading, context: Context) -> bool:
    """Whether one of the digits is farther from the next than the table's are."""
    chosen = context.settings.print
    if context.fellows is None or not line.is_number(reading) or line.print is None:
        return False
    room = chosen.step * line.print.height + chosen.pixels * line.picture.grain
    text, glyphs = reading.value_text or "", line.tall(reading)
    return any(gap > room for gap in gaps_beyond(text, glyphs, context.fellows, line.print.height, chosen.steps))
