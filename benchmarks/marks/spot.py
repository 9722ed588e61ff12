"""What a mark is drawn on, and what it says of the cell: the spot, the claims that are right, the kind of mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from benchmarks.marks.glyphs import Bgr, Box, Face
from benchmarks.pagemaker.paper import Image

CellKind = Literal["number", "blank", "dash", "text"]
Claim = tuple[CellKind, Decimal | None]
"""What a cell is said to hold."""

INKS: dict[str, Bgr] = {
    "red": (40, 35, 200), "blue": (180, 60, 20), "green": (60, 130, 20), "brown": (30, 70, 130),
    "purple": (140, 30, 110), "orange": (20, 110, 235), "magenta": (140, 20, 210), "teal": (130, 120, 0),
}  # fmt: skip
BLANK: Claim = ("blank", None)
DASH: Claim = ("dash", None)
TEXT: Claim = ("text", None)

ALIKE = {
    "alone": "digits alone in a cell, in the table's size: a value printed bold, light, slanted, coloured or a little"
    " higher looks just so",
    "next": "figures of the same print where the value's next ones would stand, to a fifth of a digit's height",
    "weight": "a bolder or lighter digit whose strokes differ by less than 0.8 pixels at this resolution",
    "whole": "a value of ones has no stroke that it could lose",
    "letter": "O, o, l and I in the table's print: a zero and a one are drawn nearly so",
}
"""Marks that print could not be told from: counted apart, never left out."""


@dataclass(frozen=True)
class Spot:
    """A value cell with its value printed: the inside of its rules, its print, where the value's ink is.

    ``size`` is an em and ``digit`` the height of a digit in pixels; ``ink`` is None where the cell is blank; ``pen``
    is the width of a thin stroke.
    """

    inside: Box
    face: Face
    size: float
    digit: float
    baseline: int
    colour: Bgr
    pen: float
    value: str
    ink: Box | None
    claim: Claim


@dataclass(frozen=True)
class Marked:
    """What a cell holds after a mark: the claims that are right (the first is the printed one), and the key in
    ``ALIKE`` where print could not be told from the mark."""

    right: tuple[Claim, ...]
    alike: str = ""


Draw = Callable[[Image, Spot, np.random.Generator], Marked]


@dataclass(frozen=True)
class Kind:
    """A kind of mark: ``over`` says which values it is drawn on."""

    draw: Draw
    over: Literal["any", "digits", "written"] = "any"


def kept(spot: Spot, *, text: bool = True) -> tuple[Claim, ...]:
    """The printed value; where nothing is printed, "there is a text here" is no wrong value either."""
    return (spot.claim, TEXT) if spot.ink is None and text else (spot.claim,)


def random_ink(rng: np.random.Generator) -> Bgr:
    return list(INKS.values())[int(rng.integers(len(INKS)))]
