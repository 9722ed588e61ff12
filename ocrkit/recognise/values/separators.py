"""Numbers in which a comma could have been read as a point.

Of 367 generated values such as 3,043 the recogniser read 31 as 3.043, with probabilities up to 0.99 and the same at
every margin: the one misreading of a value of which its own figures give no hint. (A point read as a comma: 2 of
423.) The shape of the mark does not help: worn commas have lost their tails. So a number that would also be one
in thousands, with a comma for its point, is not to be trusted by itself.
"""

from __future__ import annotations

import re

_THOUSANDS_WITH_POINTS = re.compile(r"[-+－＋—–−]?[1-9１-９][0-9０-９]{0,2}([.．][0-9０-９]{3})+")


def could_be_thousands(text: str) -> bool:
    """Whether the points of a number stand where the commas of a whole number would: 3.043, not 59237.2449."""
    return _THOUSANDS_WITH_POINTS.fullmatch(text) is not None
