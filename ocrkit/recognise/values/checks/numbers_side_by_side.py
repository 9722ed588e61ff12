"""Numbers with a gap between them."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.spacing import is_spaced
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def numbers_side_by_side(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether digits stand so far apart that they may be two numbers whose rule was lost."""
    spaced = is_spaced(reading.value_text or "") or is_spaced(reading.text or "")
    return (Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE),) if spaced else ()
