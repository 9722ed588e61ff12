"""Ink much paler than that of its table: a stain, a fold, print that shows through."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def pale_ink(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether the ink has much less than the usual darkness of its kind, digits or lone strokes."""
    pale = line.darkness < context.settings.pale * context.usual_darkness(line)
    return (Doubt(DoubtCode.PALE_INK),) if pale else ()
