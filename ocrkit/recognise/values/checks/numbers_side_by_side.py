"""Numbers with a gap between them."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import gaps_beyond
from ocrkit.recognise.values.spacing import is_spaced
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def numbers_side_by_side(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits stand so far apart that they may be two numbers whose rule was lost, or one and something else.

    In one print every digit takes the same room.
    """
    spaced = is_spaced(reading.value_text or "") or is_spaced(reading.text or "")
    return (Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE),) if spaced or _is_apart(line, reading, context) else ()


def _is_apart(line: ValueLine, reading: Reading, context: Context) -> bool:
    """Whether one of the digits is farther from the next than the table's are."""
    chosen = context.settings.print
    if context.fellows is None or not line.is_number(reading) or line.print is None:
        return False
    room = chosen.step * line.print.height + chosen.pixels * line.picture.grain
    text, glyphs = reading.value_text or "", line.tall(reading)
    return any(gap > room for gap in gaps_beyond(text, glyphs, context.fellows, line.print.height, chosen.steps))
