"""Figures with a stroke through them."""

from __future__ import annotations

from ocrkit.recognise.values.apart import struck_glyphs
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def struck_out(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a level stroke runs through digits of the line from end to end."""
    struck = any(struck_glyphs(line, reading, context.settings.apart))
    return (Doubt(DoubtCode.STRUCK_OUT),) if struck else ()
