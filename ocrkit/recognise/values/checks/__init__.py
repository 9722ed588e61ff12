"""The checks of a line's reading: each is (line, reading, context) → doubts, in a file named as its code."""

from __future__ import annotations

from collections.abc import Callable

from ocrkit.recognise.values.checks.box_or_nought import box_or_nought
from ocrkit.recognise.values.checks.dash_or_feet import dash_or_feet
from ocrkit.recognise.values.checks.faint_ink import faint_ink
from ocrkit.recognise.values.checks.glyphs_overlap import glyphs_overlap
from ocrkit.recognise.values.checks.glyphs_unread import glyphs_unread
from ocrkit.recognise.values.checks.long_dash import long_dash
from ocrkit.recognise.values.checks.low_ink import low_ink
from ocrkit.recognise.values.checks.mark_in_middle import mark_in_middle
from ocrkit.recognise.values.checks.mark_left_out import mark_left_out
from ocrkit.recognise.values.checks.numbers_side_by_side import numbers_side_by_side
from ocrkit.recognise.values.checks.pale_ink import pale_ink
from ocrkit.recognise.values.checks.percent_inside import percent_inside
from ocrkit.recognise.values.checks.point_or_comma import point_or_comma
from ocrkit.recognise.values.checks.point_without_room import point_without_room
from ocrkit.recognise.values.checks.print_baseline import print_baseline
from ocrkit.recognise.values.checks.print_colour import print_colour
from ocrkit.recognise.values.checks.print_size import print_size
from ocrkit.recognise.values.checks.print_weight import print_weight
from ocrkit.recognise.values.checks.slash_or_one import slash_or_one
from ocrkit.recognise.values.checks.struck_out import struck_out
from ocrkit.recognise.values.checks.unlike_fellows import unlike_fellows
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.reading import Reading

Check = Callable[[ValueLine, Reading, Context], tuple[Doubt, ...]]
"""A line of a value cell, what it is read as, what is usual in its table → why a person should look, if there is
a reason."""

CHECKS: tuple[Check, ...] = (
    slash_or_one,
    box_or_nought,
    point_or_comma,
    point_without_room,
    numbers_side_by_side,
    low_ink,
    faint_ink,
    mark_in_middle,
    dash_or_feet,
    pale_ink,
    print_size,
    print_baseline,
    print_weight,
    print_colour,
    struck_out,
    glyphs_unread,
    glyphs_overlap,
    unlike_fellows,
    mark_left_out,
    percent_inside,
    long_dash,
)
"""All of them, in the order of their doubts."""
