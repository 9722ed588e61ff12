"""A slash, backslash or bar that could be a digit 1."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.strokes import BACKSLASH, BAR, leaning
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def slash_or_one(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether what was read as 1 leans so far that it is hardly one, or a lone stroke is what no value is."""
    is_one = reading.value_text in ("1", "１") and leaning(line.picture, context.settings.strokes)
    return (Doubt(DoubtCode.SLASH_OR_ONE),) if is_one or line.stroke in (BACKSLASH, BAR) else ()
