"""Marks drawn by pen: strokes through the value, lines under it, ticks, boxes."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from benchmarks.marks.glyphs import Bgr, pen, put, set_type
from benchmarks.marks.spot import TEXT, Marked, Spot, kept, random_ink
from benchmarks.marks.typed import Set, put_beside, some_digits
from benchmarks.pagemaker.paper import Image


def _strokes(page: Image, spot: Spot, rng: np.random.Generator) -> None:
    """Strike the value out: with one line, two, or from corner to corner."""
    assert spot.ink is not None
    x0, y0, x1, y1 = spot.ink
    out = float(rng.uniform(0.05, 0.35)) * spot.size
    middle, slope = (y0 + y1) / 2 + float(rng.uniform(-0.12, 0.12)) * spot.digit, float(rng.uniform(-1, 1))
    width = spot.pen * float(rng.uniform(1, 2))
    match str(rng.choice(["one", "two", "across"])):
        case "one":
            lines = [(middle, middle + slope)]
        case "two":
            half = 0.12 * spot.digit
            lines = [(middle - half, middle - half + slope), (middle + half, middle + half + slope)]
        case _:
            lines = [(y1 + out, y0 - out) if rng.random() < 0.6 else (y0 - out, y1 + out)]
    for a, b in lines:
        _line(page, [(x0 - out, a), (x1 + out, b)], width, spot.colour if rng.random() < 0.7 else random_ink(rng))


def _line(page: Image, points: list[tuple[float, float]], width: float, colour: Bgr) -> None:
    room = int(np.ceil(width)) + 2
    xs, ys = zip(*points, strict=True)
    x, y = int(min(xs)) - room, int(min(ys)) - room
    size = (int(max(xs)) + room - x + 1, int(max(ys)) + room - y + 1)
    put(page, pen([(a - x, b - y) for a, b in points], width, size), x, y, colour)


def struck(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    _strokes(page, spot, rng)
    return Marked((TEXT,))


def replaced(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """Struck out, and the new value after it."""
    _strokes(page, spot, rng)
    new = some_digits(rng, 3)
    glyphs = set_type(new, spot.face, spot.size)
    put_beside(page, spot, glyphs, Set(near=(0.45, 0.7)), rng, after=True)
    return Marked((("number", Decimal(new)),))


def underline(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    assert spot.ink is not None
    x0, _, x1, _ = spot.ink
    out, y = float(rng.uniform(-0.1, 0.3)) * spot.size, spot.baseline + float(rng.uniform(0.1, 0.35)) * spot.digit
    _line(page, [(x0 - out, y), (x1 + out, y)], spot.pen * float(rng.uniform(0.8, 1.6)), spot.colour)
    return Marked(kept(spot))


def _at(spot: Spot, rng: np.random.Generator) -> tuple[float, float]:
    """Somewhere in the cell: over the value or beside it."""
    x0, _, x1, _ = spot.inside
    return float(rng.uniform(0.25, 0.75)) * (x1 - x0) + x0, spot.baseline - spot.digit / 2


def tick(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    x, y = _at(spot, rng)
    s = spot.digit * float(rng.uniform(0.5, 0.9))
    points = [(x - s * 0.6, y), (x - s * 0.2, y + s * 0.5), (x + s * 0.8, y - s * 0.7)]
    _line(page, points, spot.pen * float(rng.uniform(1, 2)), spot.colour if rng.random() < 0.5 else random_ink(rng))
    return Marked(kept(spot))


def box(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """A box for a tick, or a frame around the value."""
    if spot.ink is None or rng.random() < 0.5:
        x, y = _at(spot, rng)
        s = spot.digit * float(rng.uniform(0.4, 0.7))
        x0, y0, x1, y1 = x - s, y - s, x + s, y + s
    else:
        out = float(rng.uniform(0.15, 0.3)) * spot.digit
        x0, y0, x1, y1 = (v + d for v, d in zip(spot.ink, (-out, -out, out, out), strict=True))
    points = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    _line(page, points, spot.pen * float(rng.uniform(0.8, 1.6)), spot.colour)
    return Marked(kept(spot))
