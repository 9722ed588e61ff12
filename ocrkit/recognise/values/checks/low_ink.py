"""Digits read from ink too low for any."""

from __future__ import annotations

from ocrkit.recognise.cells.text_height import LEGIBLE
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def low_ink(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits were read from ink much lower than the table's, or too low to tell digits."""
    low = line.picture.ink.height < max(LEGIBLE, context.settings.low * context.text_height)
    digits = any(c.isdigit() for c in reading.value_text or "")
    return (Doubt(DoubtCode.LOW_INK),) if low and digits else ()
