"""Dashes that may be what is left of digits, the feet of 22, or dirt: away from where a dash stands."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.strokes import BACKSLASH, BAR
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_DASHES = frozenset("-—–−－一_")


def dash_or_feet(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a dash is away from where numbers stand, or a row of them was told in which no dash was read.

    What has not the shape of a dash but was read as one is asked for its place, too.
    """
    off = abs(_off(line, context)) > context.settings.strokes.off
    if line.stroke is None:
        read = set(reading.text or "")
        return _doubts(line, context) if off and read and read <= _DASHES else ()
    if line.stroke in ("/", BACKSLASH, BAR):
        return ()
    if off:
        return _doubts(line, context)
    unseen = len(line.stroke) > 1 and not _DASHES & set(line.first.text or "")
    return (Doubt(DoubtCode.DASH_OR_FEET),) if unseen else ()


def _off(line: ValueLine, context: Context) -> float:
    """How far a line is below where the table's numbers stand, else below the middle of its cell, in text heights."""
    level = line.picture.level
    return 0.0 if level is None else (level - (context.level or 0.0)) / max(context.text_height, 1.0)


def _doubts(line: ValueLine, context: Context) -> tuple[Doubt, ...]:
    """The doubts of a dash off its place; one says how far below it, and what told that place."""
    against = "cell" if context.level is None else "numbers"
    off = Doubt(DoubtCode.DASH_OFF_MIDDLE, {"off": round(_off(line, context), 2), "against": against})
    return Doubt(DoubtCode.DASH_OR_FEET), off
