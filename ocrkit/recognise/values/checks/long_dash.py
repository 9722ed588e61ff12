"""Dashes in a row that have run together: how many cannot be told."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.strokes import BACKSLASH, BAR
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def long_dash(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether what was told to be dashes is longer than the two of a dash in Chinese."""
    if line.stroke is None or line.stroke in ("/", BACKSLASH, BAR):
        return ()
    longest = context.settings.print.dash * context.text_height
    return (Doubt(DoubtCode.LONG_DASH),) if line.picture.ink.width > longest else ()
