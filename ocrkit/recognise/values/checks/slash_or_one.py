"""A slash, backslash or bar that could be a digit 1, or what is left of a 7."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.shapes import shape_of
from ocrkit.recognise.values.strokes import BACKSLASH, BAR, leaning, uneven
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def slash_or_one(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether what was read as 1 leans so far that it is hardly one, or a lone stroke is what no value is.

    And whether a slash is as high as digits, unlike other slashes of its table and part of a 7: that lost its bar; or
    is struck through one.
    """
    strokes = context.settings.strokes
    is_one = reading.value_text in ("1", "１") and leaning(line.picture, strokes)
    is_alone = line.stroke == "/" and context.alike_strokes(line) <= 0
    is_seven = line.stroke == "/" and (uneven(line.picture, strokes, alone=is_alone) or _may_be_seven(line, context))
    doubtful = is_one or line.stroke in (BACKSLASH, BAR) or is_seven
    return (Doubt(DoubtCode.SLASH_OR_ONE),) if doubtful else ()


def _may_be_seven(line: ValueLine, context: Context) -> bool:
    chosen, ink = context.settings.strokes, line.picture.ink
    if ink.height > chosen.as_high * context.text_height:
        return False
    if context.alike_strokes(line) > 0 or context.fellows is None or not line.glyphs:
        return False
    outside = context.fellows.outside("7", shape_of(line.glyphs[0]))
    return outside is not None and outside <= chosen.outside
