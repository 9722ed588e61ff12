"""Ink so faint that strokes may be lost."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading
from ocrkit.types.text import folded


def faint_ink(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether the ink is hardly darker than its paper, and two networks do not read it alike, and for sure, at once.

    A dash told by its fellows has no strokes to lose; nor has a slash or a dash that was read as one and looks as
    many others of its table do.
    """
    faint = line.darkness < context.settings.faint and not line.picture.dash and not _is_one_of_many(line, context)
    sure = line.first.confirmed and mass(line.first, reading.text) >= context.settings.faint_read
    return (Doubt(DoubtCode.FAINT_INK),) if faint and not sure else ()


def _is_one_of_many(line: ValueLine, context: Context) -> bool:
    read = folded(line.first.text or "")
    is_sign = line.stroke is not None and read == folded(line.stroke) and read in ("/", "-")
    is_sign = is_sign and mass(line.first, line.first.text) >= context.settings.dash_read
    if read == "-" and not line.first.confirmed:  # a dash is what is left of many figures, a slash of few
        return False
    return is_sign and context.alike_strokes(line) >= context.settings.faint_alike
