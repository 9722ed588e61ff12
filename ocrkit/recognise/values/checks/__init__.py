"""The checks of a line's reading: each is (line, reading, context) → doubts, in a file named as its code."""

from __future__ import annotations

from collections.abc import Callable

from ocrkit.recognise.values.checks.dash_or_feet import dash_or_feet
from ocrkit.recognise.values.checks.faint_ink import faint_ink
from ocrkit.recognise.values.checks.low_ink import low_ink
from ocrkit.recognise.values.checks.numbers_side_by_side import numbers_side_by_side
from ocrkit.recognise.values.checks.pale_ink import pale_ink
from ocrkit.recognise.values.checks.point_or_comma import point_or_comma
from ocrkit.recognise.values.checks.slash_or_one import slash_or_one
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.reading import Reading

Check = Callable[[ValueLine, Reading, Context], tuple[Doubt, ...]]
"""A line of a value cell, what it is read as, what is usual in its table → why a person should look, if there is
a reason."""

CHECKS: tuple[Check, ...] = (
    slash_or_one,
    point_or_comma,
    numbers_side_by_side,
    low_ink,
    faint_ink,
    dash_or_feet,
    pale_ink,
)
"""All of them, in the order of their doubts."""
