"""Strokes that a worn copy loses: what is left of the digit looks like another one, such as a 4 without its slant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.marks.glyphs import set_type
from benchmarks.marks.spot import Kind, Marked, Spot
from benchmarks.pagemaker.paper import Image

Part = tuple[float, float, float, float]
"""A part of a digit's box: left, top, right, bottom, 0 to 1."""

LOST: Mapping[str, Sequence[Part]] = {
    "4": ((0.0, 0.0, 0.55, 0.62), (0.0, 0.0, 0.55, 0.85)),
    "7": ((0.0, 0.0, 0.7, 0.2),),
    "8": ((0.0, 0.08, 0.3, 0.92), (0.7, 0.08, 1.0, 0.45), (0.0, 0.55, 0.3, 0.92)),
    "9": ((0.0, 0.08, 0.35, 0.55),),
    "6": ((0.65, 0.5, 1.0, 0.92),),
    "0": ((0.3, 0.0, 0.7, 1.0), (0.65, 0.1, 1.0, 0.9)),
    "5": ((0.0, 0.0, 0.3, 0.5), (0.65, 0.5, 1.0, 0.9)),
    "3": ((0.65, 0.08, 1.0, 0.45),),
    "2": ((0.0, 0.85, 1.0, 1.0),),
}
"""What each digit may lose."""


def lost_stroke(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """Take a stroke of one digit away; a value of ones has none to lose."""
    assert spot.ink is not None
    mask = set_type(spot.value, spot.face, spot.size).mask
    boxes = _digits(mask)
    able = [i for i, digit in enumerate(spot.value) if digit in LOST]
    if len(boxes) != len(spot.value) or not able:
        return Marked((spot.claim,), "whole")
    chosen = able[int(rng.integers(len(able)))]
    parts = LOST[spot.value[chosen]]
    left, top, right, bottom = parts[int(rng.integers(len(parts)))]
    x0, y0, x1, y1 = boxes[chosen]
    across = [spot.ink[0] + x0 + round(share * (x1 - x0)) for share in (left, right)]
    down = [spot.ink[1] + y0 + round(share * (y1 - y0)) for share in (top, bottom)]
    page[slice(*down), slice(*across)] = 255
    return Marked((spot.claim,))


def _digits(mask: NDArray[np.float32]) -> list[tuple[int, int, int, int]]:
    """The boxes of the pieces that columns without ink part, left to right: x0, y0, x1, y1."""
    inked = np.flatnonzero(mask.max(axis=0) > 0.1)
    pieces = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    found = []
    for piece in pieces:
        x0, x1 = int(piece[0]), int(piece[-1]) + 1
        rows = np.flatnonzero(mask[:, x0:x1].max(axis=1) > 0.1)
        found.append((x0, int(rows[0]), x1, int(rows[-1]) + 1))
    return found


KINDS = {"lost stroke": Kind(lost_stroke, "digits")}
