"""More glyphs than characters that were read."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def glyphs_unread(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether more glyphs as high as digits stand in the line than digits were read."""
    if not line.is_number(reading) or line.print is None:
        return ()
    read = sum(c.isdigit() for c in reading.value_text or "")
    return (Doubt(DoubtCode.GLYPHS_UNREAD),) if len(line.tall(reading)) > read else ()
