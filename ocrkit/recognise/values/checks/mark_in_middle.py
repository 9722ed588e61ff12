"""A mark in a dash's place that has not its shape."""

from __future__ import annotations

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def mark_in_middle(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether only the place of a mark tells that it is a dash, and the recogniser does not read one."""
    unsure = line.picture.likely and mass(line.first, "-") < context.settings.dash_read
    return (Doubt(DoubtCode.MARK_IN_MIDDLE),) if unsure else ()
