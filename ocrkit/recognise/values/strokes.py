"""Dashes, rows of dashes and slashes that stand alone in a cell, told by their shape.

The recogniser was trained on lines of text. A slash alone it reads as ``1`` with a probability of up to 0.93, a
dash as almost anything; but the shape of a lone stroke leaves little doubt. Measured on generated values at 200
to 300 dpi, badly worn ones included: of 136 slashes the rule here tells 129 and ``leaning`` another 4; of 300
digits 1, 4 and 7 the rule takes none for a slash, and none of the 113 digits 1 leans.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.components import Component
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.levels import share_level
from ocrkit.recognise.cells.line_components import ENLARGED, line_components
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings

BACKSLASH, BAR = "\\", "|"
"""Strokes that a value never is: what they are read as is never sure, for a 1 may have lost its flag."""


class StrokeSettings(Settings):
    """What makes a lone stroke; lengths are shares of the stroke's own height, or of the text height.

    ``lean``, ``bend``, ``slash_width``: a slash's least lean, its greatest departure from a straight line and its
    greatest width, the worst seventh of its rows left out (specks that touch it). ``doubtful_lean``: from this
    lean on a lone stroke is no digit 1 either. ``flat``: least width to height of a dash, ``solid``: its least
    share of ink in its box, ``thin``: its greatest height in text heights. ``long``: from this many text heights
    on a dash is an em dash. ``rest``: the ink beside the stroke, as a share of it, above which it is not alone.
    ``off``: how far a dash's middle may be from its cell's, in text heights; the feet of a digit are about 0.45
    below it. ``bar_lean``, ``bar_bend``, ``bar_width``: a bar's greatest lean, bend and width, and a backslash's
    width; ``bar_even``: no row of theirs has so many times the ink of most, for a digit 1 has a flag and often a
    foot; ``slash_even``: a slash with such a row is in doubt; one like no other of its table from ``bar_even`` on.
    """

    lean: float = Field(default=0.20, gt=0)
    doubtful_lean: float = Field(default=0.12, gt=0)
    bend: float = Field(default=0.04, gt=0)
    slash_width: float = Field(default=0.30, gt=0)
    flat: float = Field(default=1.7, gt=1)
    solid: float = Field(default=0.70, gt=0, le=1)
    thin: float = Field(default=0.40, gt=0, le=1)
    long: float = Field(default=0.85, gt=0)
    rest: float = Field(default=0.08, ge=0)
    off: float = Field(default=0.3, gt=0)
    bar_lean: float = Field(default=0.05, gt=0)
    bar_bend: float = Field(default=0.006, gt=0)
    bar_width: float = Field(default=0.16, gt=0)
    bar_even: float = Field(default=1.5, ge=1)
    slash_even: float = Field(default=2.0, ge=1)
    as_high: float = Field(default=1.03, gt=0)
    alike: float = Field(default=0.09, gt=0)
    outside: float = Field(default=0.1, gt=0, lt=1)


def lone_stroke(
    line: InkLine,
    text_height: float,
    settings: StrokeSettings | None = None,
    components: Sequence[Component] | None = None,
) -> str | None:
    """The slash, the backslash, the bar, the dash or the row of dashes that is all the ink there is, or None.

    ``text_height`` is the usual height of a digit there, in pixels; ``components`` are the line's, where they are
    known already.
    """
    chosen = settings or StrokeSettings()
    if line.dash:  # told by its fellows, and told once
        return _dash(line.ink.width >= chosen.long * text_height)
    found = line_components(line) if components is None else components
    if not found:
        return None
    strokes = [piece for piece in found if piece.area > chosen.rest * found[0].area]
    if sum(piece.area for piece in found[len(strokes) :]) > chosen.rest * found[0].area:
        return None
    low = line.ink.height <= chosen.thin * text_height
    if low and _in_a_row(strokes) and all(_is_dash(stroke, text_height, chosen) for stroke in strokes):
        return _dashes(strokes, chosen.long * text_height * ENLARGED)
    return _upright(strokes[0], line.ink, text_height, chosen) if len(strokes) == 1 else None


def _in_a_row(strokes: Sequence[Component]) -> bool:
    return max(stroke.top for stroke in strokes) < min(stroke.bottom for stroke in strokes)


def _dashes(strokes: Sequence[Component], long: float) -> str:
    """As many dashes as the strokes are: one that is several times as wide as the narrowest has run together."""
    narrowest = min(stroke.width for stroke in strokes)
    count = sum(round(stroke.width / narrowest) for stroke in strokes)
    return _dash(narrowest >= long) * count


def _dash(is_long: bool) -> str:
    return "—" if is_long else "-"


def _is_dash(stroke: Component, text_height: float, chosen: StrokeSettings) -> bool:
    """Whether a stroke has a dash's shape."""
    if stroke.area < chosen.solid * stroke.width * stroke.height:
        return False
    return stroke.width >= chosen.flat * stroke.height and stroke.width >= 0.2 * text_height * ENLARGED


def _upright(stroke: Component, ink: UprightBox, text_height: float, chosen: StrokeSettings) -> str | None:
    """The slash, backslash or bar that a straight stroke of even, small width is; None where it is none."""
    if stroke.height < 6 or ink.height < 0.6 * text_height:
        return None
    lean, bend, width = _figures(stroke)
    if lean >= chosen.lean and bend <= chosen.bend and width <= chosen.slash_width:
        return "/"
    if not _is_even(stroke, chosen.bar_even):
        return None
    if lean <= -chosen.lean and bend <= chosen.bend and width <= chosen.bar_width:
        return BACKSLASH
    is_bar = abs(lean) <= chosen.bar_lean and bend <= chosen.bar_bend and width <= chosen.bar_width
    return BAR if is_bar and ink.height >= 0.8 * text_height else None


def uneven(line: InkLine, settings: StrokeSettings | None = None, *, alone: bool = False) -> bool:
    """Whether something sticks out of a lone slash: it is struck through a figure, of which that is left.

    ``alone``: no other of its table is like it; then it is as even as a bar is.
    """
    found, chosen = line_components(line), settings or StrokeSettings()
    return bool(found) and not _is_even(found[0], chosen.bar_even if alone else chosen.slash_even)


def _is_even(stroke: Component, most: float) -> bool:
    """Whether an upright stroke is as wide all along: no row has more than ``most`` times its usual ink.

    The flag and the foot of a 1 are a few rows only, which its bend and its width, taken from most rows, do not show.
    """
    ink_in_row = stroke.mask.sum(axis=1)
    return bool(ink_in_row.max() <= most * share_level(ink_in_row, 0.5))


def leaning(line: InkLine, settings: StrokeSettings | None = None) -> bool:
    """Whether the largest piece of ink leans so far that it is hardly a digit 1: a slash, or a backslash."""
    chosen = settings or StrokeSettings()
    found = line_components(line)
    if not found or found[0].height < 6:
        return False
    lean = _figures(found[0])[0]
    return lean >= chosen.doubtful_lean or lean <= -chosen.lean  # the flag of a 1 stands left of its foot


def _figures(stroke: Component) -> tuple[float, float, float]:
    """A stroke's lean to the right, its departure from a straight line and its width, in shares of its height."""
    rows = np.arange(stroke.height)
    ink_in_row = stroke.mask.sum(axis=1)
    centre = (stroke.mask @ np.arange(stroke.width)) / ink_in_row
    slope, start = np.polyfit(rows, centre, 1)
    bend = np.percentile(np.abs(centre - (slope * rows + start)), 85)
    return float(-slope), float(bend / stroke.height), share_level(ink_in_row, 0.85) / stroke.height
