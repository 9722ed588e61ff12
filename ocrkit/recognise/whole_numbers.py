"""Numbers that touch the rule beside them: whole where the digit at the rule is as wide as the table's others.

Print set right without room for a margin ends on the rule, in every row. Of a digit that is cut there its width lacks
something; print is the same every time. That no other digit stands under the rule, or behind it, ``beyond_rule.py``
tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.across import Cut, Ends
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.glyphs import Glyph
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings

Digit = tuple[str, Glyph]
"""A digit as read, and the glyph it is."""


class WholeNumberSettings(Settings):
    """When the digit at a rule is whole. ``least``: so many of the table that touch none tell how wide it is.

    ``part``: it has at least this share of their width, and they have it of its own, but for a pixel.
    """

    least: int = Field(default=2, ge=2)
    part: float = Field(default=0.94, gt=0, le=1)


def whole_numbers(
    cuts: Sequence[Cut],
    lines: Sequence[Sequence[InkLine]],
    readings: Sequence[Reading],
    ends: Sequence[Ends],
    settings: WholeNumberSettings,
) -> set[int]:
    """Which of the cells of a table hold a number that touches a rule at its side, and is whole.

    Of each cell: whether a rule may hide some of its print, the pictures of its lines, its reading, and which ends of
    its one line touch a rule.
    """
    asked = [i for i, cut in enumerate(cuts) if cut == Cut.SIDE]
    if not asked:
        return set()
    telling = [i for i, cut in enumerate(cuts) if cut in (Cut.NONE, Cut.SIDE) and len(lines[i]) == 1]
    numbers = {i: _digits(lines[i][0], readings[i]) for i in telling}
    free: defaultdict[str, list[float]] = defaultdict(list)
    for i, digits in numbers.items():
        touching = _at(digits, ends[i]) if digits else []
        for digit, glyph in digits:
            if all(glyph is not other for _, other in touching):
                free[digit].append(glyph.width)
    usual = {digit: float(np.median(widths)) for digit, widths in free.items() if len(widths) >= settings.least}
    return {
        i for i in asked if numbers.get(i) and all(_is_whole(*at, usual, settings) for at in _at(numbers[i], ends[i]))
    }


def _at(digits: Sequence[Digit], ends: Ends) -> list[Digit]:
    """The digits that touch a rule."""
    return [digits[at] for at, is_met in zip((0, -1), ends, strict=True) if is_met]


def _is_whole(digit: str, glyph: Glyph, usual: Mapping[str, float], settings: WholeNumberSettings) -> bool:
    """Whether a digit is as wide as others of its kind usually are."""
    width = usual.get(digit)
    return width is not None and settings.part * width <= glyph.width <= width / settings.part + 1


def _digits(picture: InkLine, reading: Reading) -> Sequence[Digit]:
    """The digits of a line and their glyphs, left to right.

    Empty where it is no number, where digits touch each other, or where anything else stands at one of its ends.
    """
    line = ValueLine(picture, reading, None)
    if not line.is_number(reading):
        return ()
    digits, glyphs, every = line.digits(reading), line.tall(reading), line.glyphs
    if len(digits) != len(glyphs) or every[0] is not glyphs[0] or every[-1] is not glyphs[-1]:
        return ()
    return tuple(zip(digits, glyphs, strict=True))
