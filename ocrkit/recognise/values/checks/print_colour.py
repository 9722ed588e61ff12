"""Ink of another colour than the table's, or of two colours in one line."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_colour(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether part of the line is coloured, or all of it where hardly any other line of the table is.

    One coloured digit of many is a small share of the line's ink, but most of the part that it takes.
    """
    chosen = context.settings.print
    tint = line.picture.tint
    if tint <= chosen.tint[0] and line.picture.spot <= chosen.tint[1]:
        return ()
    mixed = tint < chosen.tint[1]
    strange = context.share_tinted(tint, 1.0 - chosen.tint[1], line.picture.place) < chosen.own / 2
    return (Doubt(DoubtCode.PRINT_COLOUR),) if mixed or strange else ()
