"""A per cent sign with figures behind it: a per mille sign, perhaps."""

from __future__ import annotations

import re

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_INSIDE = re.compile(r"[%％][0-9０-９]")


def percent_inside(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a figure follows a per cent sign."""
    return (Doubt(DoubtCode.PERCENT_INSIDE),) if _INSIDE.search(reading.text or "") else ()
