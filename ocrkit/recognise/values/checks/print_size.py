"""Digits of another size than the others: the raised mark of a footnote, a figure that is not the table's."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_size(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits of the line are not as high as each other, or as hardly any other line's of the table.

    Where too few lines of digits tell how high those are, whether they are higher than its characters, or as high as
    not one of the others.
    """
    usual = context.usual
    if not line.is_number(reading) or line.print is None:
        return ()
    chosen = context.settings.print
    highest = max(glyph.height for glyph in line.glyphs)
    room = chosen.size * highest + chosen.pixels * line.picture.grain
    uneven = any(highest - glyph.height > room for glyph in line.tall(reading))
    if usual is None:
        alone = context.some is not None and context.some.count_near("height", line.print.height, room) == 0
        strange = alone or line.print.height > chosen.large * context.text_height + room
    else:
        strange = usual.share_near("height", line.print.height, room, line.picture.place) < chosen.own
    return (Doubt(DoubtCode.PRINT_SIZE),) if uneven or strange else ()
