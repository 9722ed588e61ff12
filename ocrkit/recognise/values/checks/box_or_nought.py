"""A small box, drawn for a tick or for a character that a font lacks, that could be a nought."""

from __future__ import annotations

from ocrkit.recognise.cells.frames import is_frame
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import tall
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def box_or_nought(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a glyph of what was read as digits has ink all along the four sides of its box, as no digit has."""
    if not line.is_number(reading):
        return ()
    found = any(is_frame(part, context.settings.frame) for glyph in tall(line.glyphs) for part in glyph.parts)
    return (Doubt(DoubtCode.BOX_OR_NOUGHT),) if found else ()
