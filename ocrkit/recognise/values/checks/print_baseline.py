"""Digits that do not stand on the line of the others."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.values.context import Context, UsualPrint
from ocrkit.recognise.values.glyphs import Glyph, Print
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def print_baseline(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether glyphs are raised or lowered beside the digits of their line, or the line itself in its cell."""
    usual = context.usual
    if not line.is_number(reading) or line.print is None:
        return ()
    chosen = context.settings.print
    digits = line.tall(reading)
    height = line.print.height
    room = chosen.baseline * height + chosen.pixels * line.picture.grain
    feet = [glyph.bottom for glyph in digits]
    top = float(np.median([glyph.top for glyph in digits]))
    raised = any(_is_raised_mark(glyph, top, height) for glyph in line.unsigned(reading) if glyph not in digits)
    strange = usual is not None and _is_strange(line.print, usual, room, chosen.own)
    return (Doubt(DoubtCode.PRINT_BASELINE),) if max(feet) - min(feet) > room or raised or strange else ()


def _is_strange(found: Print, usual: UsualPrint, room: float, own: float) -> bool:
    """Whether hardly a line stands so far below the middle of its cell, and none on the same line of the page."""
    if found.foot is None or found.baseline is None or usual.share_near("foot", found.foot, room) >= own:
        return False
    return usual.count_near("baseline", found.baseline, room) == 0


def _is_raised_mark(glyph: Glyph, top: float, height: float) -> bool:
    """Whether a small glyph is a mark at the digits' heads; a dash is flat, a speck smaller than any mark."""
    small = max(glyph.height, glyph.width) < 0.25 * height
    flat = glyph.width >= 1.3 * glyph.height
    return not small and not flat and (glyph.top + glyph.bottom) / 2 < top + 0.4 * height
