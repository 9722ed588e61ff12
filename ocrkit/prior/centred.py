"""Print is set in the middle of its cell: where it stands tells how far the cell goes."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.prior.found import Found
from ocrkit.prior.lattice import Piece
from ocrkit.types.geometry import UprightBox

_LOW = 0.5
"""Pieces lower than this share of the tallest do not tell where print stands."""


def extent(pieces: Sequence[Piece], found: Found) -> UprightBox:
    """The box around pieces, in pixels."""
    return UprightBox.around(found.boxes[i] for piece in pieces for i in piece.found)


def ink_of(pieces: Sequence[Piece], found: Found) -> UprightBox | None:
    """The box around the print in pieces, None where there is none; what is low beside it, as rules are, left out."""
    boxes = [box for piece in pieces for i in piece.found for box in found.ink.boxes[i]]
    tallest = max((box.height for box in boxes), default=0.0)
    return UprightBox.around(box for box in boxes if box.height >= _LOW * tallest) if boxes else None


def off_centre(ink: UprightBox, cell: UprightBox, level: bool) -> float:
    """How far the middle of the ink is from that of its cell, in pixels: down the page if ``level``, else across."""
    axis = 1 if level else 0
    return abs(ink.centre[axis] - cell.centre[axis])


def better_centred(alone: Sequence[Piece], together: Sequence[Piece], found: Found, level: bool) -> float:
    """By how much nearer to the middle the ink of ``alone`` is in a cell made of all of ``together``, in pixels."""
    ink = ink_of(alone, found)
    if ink is None:
        return 0.0
    return off_centre(ink, extent(alone, found), level) - off_centre(ink, extent(together, found), level)
