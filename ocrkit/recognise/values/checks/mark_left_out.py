"""Marks by digits that were left out as dirt, and could be print: a colon's upper dot, a footnote's mark."""

from __future__ import annotations

from ocrkit.recognise.cells.colon import is_colon
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading


def mark_left_out(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether something that follows the digits as a raised mark was left out, or with a point is a colon."""
    if not line.is_number(reading) or line.print is None or not line.picture.left_out:
        return ()
    height, ink = line.print.height, line.picture.ink
    least, most = (share * height for share in context.settings.print.mark)
    points = [
        UprightBox(ink.x0 + g.left, ink.y0 + g.top, ink.x0 + g.right, ink.y0 + g.bottom)
        for g in line.glyphs
        if g.height <= 0.35 * height and g.width <= 0.35 * height
    ]
    found = any(
        (least <= max(mark.width, mark.height) <= most and _follows(mark, ink, height))
        or any(is_colon(mark, point, height) for point in points)
        for mark in line.picture.left_out
    )
    return (Doubt(DoubtCode.MARK_LEFT_OUT),) if found else ()


def _follows(mark: UprightBox, ink: UprightBox, height: float) -> bool:
    """Whether a mark stands behind the digits and in their upper half, as a footnote's does."""
    middle = (mark.y0 + mark.y1) / 2
    return (
        -0.1 * height <= mark.x0 - ink.x1 <= 0.6 * height and ink.y0 - 0.3 * height <= middle <= ink.y0 + 0.5 * height
    )
