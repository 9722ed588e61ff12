"""Numbers in which a comma could have been read as a point.

Of 367 generated values such as 3,043 the recogniser read 31 as 3.043, with probabilities up to 0.99 and the same at
every margin: the one misreading of a value of which its own figures give no hint. (A point read as a comma: 2 of
423.) The shape of the mark does not help: worn commas have lost their tails. So a number that would also be one
in thousands, with a comma for its point, is not to be trusted by itself.
"""

from __future__ import annotations

import re

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_THOUSANDS_WITH_POINTS = re.compile(r"[-+－＋—–−]?[1-9１-９][0-9０-９]{0,2}([.．][0-9０-９]{3})+")


def point_or_comma(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether the number could be one in thousands."""
    return (Doubt(DoubtCode.POINT_OR_COMMA),) if could_be_thousands(reading.value_text or "") else ()


def could_be_thousands(text: str) -> bool:
    """Whether the points of a number stand where the commas of a whole number would: 3.043, not 59237.2449."""
    return _THOUSANDS_WITH_POINTS.fullmatch(text) is not None
