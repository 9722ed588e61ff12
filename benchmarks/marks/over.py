"""Marks printed over the cell: stamps, watermarks, other figures."""

from __future__ import annotations

import numpy as np

from benchmarks.marks.glyphs import FACES, Face, Mask, put, set_type, turned
from benchmarks.marks.spot import Marked, Spot, kept, random_ink
from benchmarks.marks.typed import some_digits
from benchmarks.pagemaker.paper import Image

NEXT = 0.2
"""Digits that stand where a number's next ones would, to this share of a digit's height, look like those."""


def _other_face(spot: Spot, rng: np.random.Generator) -> Face:
    others = [face for face in FACES if face is not spot.face]
    return others[int(rng.integers(len(others)))]


def _middle(spot: Spot, mask: Mask, rng: np.random.Generator) -> tuple[int, int]:
    """Where a mask goes to lie over the cell's middle, more or less."""
    x0, y0, x1, y1 = spot.inside
    x = (x0 + x1 - mask.shape[1]) / 2 + float(rng.uniform(-0.2, 0.2)) * (x1 - x0)
    return round(x), round((y0 + y1 - mask.shape[0]) / 2 + float(rng.uniform(-0.15, 0.15)) * (y1 - y0))


def stamp(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """A part of a date or number stamp: other type, larger, a little turned, often in colour."""
    text = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 5))))
    glyphs = set_type(text, _other_face(spot, rng), spot.size * float(rng.uniform(1.3, 1.7)))
    mask = turned(glyphs.mask, float(rng.uniform(-6, 6))) * float(rng.uniform(0.75, 1))
    put(page, mask, *_middle(spot, mask, rng), random_ink(rng) if rng.random() < 0.6 else (50, 45, 45), spot.inside)
    return Marked(kept(spot))


def watermark(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """What of a large grey turned number falls into this cell."""
    text = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 4))))
    glyphs = set_type(text, _other_face(spot, rng), spot.size * float(rng.uniform(1.4, 2.6)))
    grey = int(rng.integers(120, 205))
    mask = turned(glyphs.mask, float(rng.choice([-1, 1])) * float(rng.uniform(12, 40)))
    put(page, mask, *_middle(spot, mask, rng), (grey, grey, grey), spot.inside)
    return Marked(kept(spot))


def overprint(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """Other digits of the same print over part of the value, off its place by a fifth to four fifths of a digit."""
    assert spot.ink is not None
    x0, _, x1, _ = spot.ink
    text = some_digits(rng)
    glyphs = set_type(text, spot.face, spot.size)
    off = float(rng.uniform(0.2, 0.8)) * 0.7 * spot.digit
    x = x0 + off if rng.random() < 0.5 else x1 - off - (0.0 if rng.random() < 0.5 else glyphs.width / 2)
    put(page, glyphs.mask, round(x), spot.baseline + glyphs.top, spot.colour, spot.inside)
    after = x0 + set_type(spot.value + text, spot.face, spot.size).width - glyphs.width
    return Marked(kept(spot), "next" if abs(x - after) < NEXT * spot.digit else "")
