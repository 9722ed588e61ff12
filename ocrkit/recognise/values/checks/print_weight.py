"""Strokes of another width than the table's: bold among regular print, a stamp's figures."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_weight(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether hardly any other line of the table has strokes as wide as this one's."""
    usual = context.usual
    if usual is None or line.print is None or not line.is_number(reading):
        return ()
    chosen = context.settings.print
    room = chosen.weight * line.print.weight + chosen.pixels * line.picture.grain / 3
    strange = usual.share_near("weight", line.print.weight, room) < chosen.own / 2  # totals are often bold
    return (Doubt(DoubtCode.PRINT_WEIGHT),) if strange else ()
