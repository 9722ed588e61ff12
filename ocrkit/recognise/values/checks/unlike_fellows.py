"""A digit that does not look like the others read as it.

Sums tell which digit it is. They do not tell whether something stands over it: a stroke through a 5 at the height of
its own makes it no other number. So ink that no fellow has is one that nothing explains.
"""

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
    number, chosen = context.numbers.get(id(line.picture), -1), context.settings.print
    for digit, glyph, is_cut in digits_apart(line.digits(reading), line.tall(reading), fellows):
        shape = shape_of(glyph)
        if is_unlike(digit, shape, number, fellows, chosen, is_cut=is_cut):
            gained = not is_cut and fellows.gained(digit, shape, number) >= chosen.gained
            more = (Doubt(DoubtCode.INK_UNEXPLAINED),) if gained else ()
            return (Doubt(DoubtCode.UNLIKE_FELLOWS, {"text": digit}), *more)
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
