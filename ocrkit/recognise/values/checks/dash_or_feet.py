"""Dashes that may be what is left of digits, the feet of 22, or dirt: away from where a dash stands."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.strokes import BACKSLASH, BAR, off_the_middle
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_DASHES = frozenset("-—–−－一_")


def dash_or_feet(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a dash is away from the middle of its cell, or a row of them was told in which no dash was read.

    What has not the shape of a dash but was read as one is asked for its place, too.
    """
    off = off_the_middle(line.picture, context.text_height, context.settings.strokes)
    if line.stroke is None:
        read = set(reading.text or "")
        return _off(line, context) if off and read and read <= _DASHES else ()
    if line.stroke in ("/", BACKSLASH, BAR):
        return ()
    if off:
        return _off(line, context)
    unseen = len(line.stroke) > 1 and not _DASHES & set(line.first.text or "")
    return (Doubt(DoubtCode.DASH_OR_FEET),) if unseen else ()


def _off(line: ValueLine, context: Context) -> tuple[Doubt, ...]:
    """The doubts of a dash off the middle of its cell; one says how far below the table's numbers it stands."""
    off = ((line.picture.level or 0.0) - context.level) / max(context.text_height, 1.0)
    return Doubt(DoubtCode.DASH_OR_FEET), Doubt(DoubtCode.DASH_OFF_MIDDLE, {"off": round(off, 2)})
