"""A digit that does not look like the others read as it."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import PrintSettings
from ocrkit.recognise.values.shapes import Fellows, Shape, digits_apart, shape_of
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def unlike_fellows(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a digit of the line is much more unlike the table's others than they are unlike each other."""
    fellows = context.fellows
    if fellows is None or not line.is_number(reading):
        return ()
    number = context.numbers.get(id(line.picture), -1)
    for digit, glyph, is_cut in digits_apart(line.digits(reading), line.tall(reading), fellows):
        if is_unlike(digit, shape_of(glyph), number, fellows, context.settings.print, is_cut=is_cut):
            return (Doubt(DoubtCode.UNLIKE_FELLOWS, {"text": digit}),)
    return ()


def is_unlike(
    digit: str, shape: Shape, number: int, fellows: Fellows, chosen: PrintSettings, *, is_cut: bool
) -> bool:
    """On the whole, or, where it stands by itself, in one spot."""
    found = fellows.unlike(digit, shape, number, chosen.fellows)
    if found is not None and found > (chosen.unlike_cut if is_cut else chosen.unlike):
        return True
    spot = None if is_cut else fellows.spot(digit, shape, number, chosen.fellows)
    if spot is None or spot <= chosen.spot:
        return False
    return spot > chosen.spots * fellows.usual_spot(chosen.fellows)
