"""What the ink of a cell is: its lines, its specks, and what was left out, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from ocrkit.recognise.cells.frames import FrameSettings
from ocrkit.recognise.cells.pale_beside import PaleSettings
from ocrkit.recognise.cells.remnants import RemnantSettings
from ocrkit.recognise.cells.sides import SideSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings

MAYBE_PRINTED = Doubt(DoubtCode.MARK_IN_MIDDLE)
MAYBE_MINUS = Doubt(DoubtCode.MARK_BEFORE_NUMBER)
MAYBE_SMALL = Doubt(DoubtCode.SMALL_PRINT_OR_SPECKS)
MAYBE_LOST = Doubt(DoubtCode.DASH_MAYBE_LOST)
PALE_BESIDE = Doubt(DoubtCode.PALE_INK)


MIDDLE, VERY_MIDDLE = 0.3, 0.12
"""A dash alone in its cell is this near its middle: across by a share of the cell, up and down by one of the text.
What is too small for one may be what a coarse scan left of it, if it is in the very middle."""


class InkSettings(Settings):
    """What counts as ink in a cell. Lengths are shares of the text height unless said otherwise."""

    contrast: int = Field(default=28, ge=1, le=200)
    """Ink is darker than the cell's ground by at least this many levels,"""
    depth: float = Field(default=0.25, gt=0, lt=1)
    """and by this share of what its darkest ink is darker,"""
    seal_contrast: int = Field(default=48, ge=1, le=200)
    """and by this where a seal was: its edges stay a little visible."""
    speck: float = Field(default=0.36, gt=0)
    """Pieces smaller than this in both directions are specks, unless they stand where a point or comma does."""
    digit_speck: float = Field(default=0.48, gt=0)
    """The same in a cell of few large pieces, as digits are: no stroke of theirs is so small."""
    flat: float = Field(default=1.7, gt=1)
    """Nor is a piece this many times as wide as high a speck,"""
    minus: float = Field(default=1.35, gt=1)
    """(this many times, beside digits)"""
    dash: float = Field(default=0.2, gt=0)
    """if it is at least this wide: it is a dash or a minus sign."""
    apart: float = Field(default=0.12, ge=0)
    """A speck nearer than this to other ink is part of it."""
    stray: float = Field(default=0.5, gt=0)
    """What is smaller than this in both directions above or below a single line of text is a speck,"""
    short_dash: float = Field(default=0.3, gt=0)
    """unless it is a dash of this length."""
    mark: float = Field(default=0.25, gt=0)
    """A speck of this size that stands alone about the middle of a cell may be a dash or a point."""
    pale: PaleSettings = PaleSettings()
    sides: SideSettings = SideSettings()
    remnants: RemnantSettings = RemnantSettings()
    frames: FrameSettings = FrameSettings()


@dataclass(frozen=True)
class CellInk:
    """A cell's lines of text: the boxes of their ink, top to bottom; none for a blank cell.

    ``specks`` are boxes of dirt to be painted over in the crops, ``doubts`` why a person should look. ``frames`` are
    those of frames that were left out. ``printed``, ``ruled`` and ``pale`` are the numbers of the components that the
    lines hold, of those that are rules or frames, and of those that are too pale beside print. ``dash``: the line is
    a mark that stands as the table's dashes do. ``answered`` are doubts that the table's other cells answered.
    """

    lines: tuple[UprightBox, ...]
    specks: tuple[UprightBox, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    frames: tuple[UprightBox, ...] = ()
    printed: tuple[int, ...] = ()
    ruled: tuple[int, ...] = ()
    dash: bool = False
    pale: tuple[int, ...] = ()
    answered: tuple[Doubt, ...] = ()
