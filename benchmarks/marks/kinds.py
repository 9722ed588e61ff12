"""The kinds of marks, each a function that draws one into a cell and says what the cell then holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from benchmarks.marks.glyphs import (
    CHINESE,
    FACES,
    Bgr,
    Box,
    Face,
    Glyphs,
    Mask,
    bolder,
    pen,
    put,
    set_type,
    stroke,
    turned,
)
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
    "weight": "a bolder or lighter digit whose strokes differ by less than 0.8 pixels at this resolution",
    "letter": "O, o, l and I in the table's print: a zero and a one are drawn nearly so",
}
"""Marks that print could not be told from: counted apart, never left out."""
LEAST_WEIGHT = 0.8
"""Pixels by which strokes must differ to be seen."""


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


@dataclass(frozen=True)
class _Type:
    """How a mark's type differs from the table's: its size as a share of it, how far up in digits, its ink."""

    share: float = 1.0
    up: float = 0.0
    colour: Bgr | None = None
    near: tuple[float, float] = field(default=(0.05, 0.3))


def _digits(rng: np.random.Generator, most: int = 2) -> str:
    first = str(rng.integers(1, 10))
    return first + "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(0, most))))


def _kept(spot: Spot, *, text: bool = True) -> tuple[Claim, ...]:
    """The printed value; where nothing is printed, "there is a text here" is no wrong value either."""
    return (spot.claim, TEXT) if spot.ink is None and text else (spot.claim,)


def _beside(page: Image, spot: Spot, glyphs: Glyphs, how: _Type, rng: np.random.Generator, *, after: bool) -> None:
    """Type beside the value, or by itself where the cell is blank."""
    x0, _, x1, _ = spot.inside
    gap = max(1, round(float(rng.uniform(*how.near)) * spot.size))
    if spot.ink is None:
        x = round((x0 + x1 - glyphs.width) / 2 + float(rng.uniform(-0.5, 0.5)) * spot.size)
    else:
        right, left = spot.ink[2] + gap, spot.ink[0] - gap - glyphs.width
        after = after if (right + glyphs.width < x1 if after else left > x0) else not after
        x = right if after else left
    y = spot.baseline + glyphs.top - round(how.up * spot.digit)
    put(page, glyphs.mask, x, y, how.colour or spot.colour, spot.inside)


def _type(page: Image, spot: Spot, text: str, how: _Type, rng: np.random.Generator, slant: float = 0.0) -> None:
    glyphs = set_type(text, spot.face, spot.size * how.share, slant=slant)
    _beside(page, spot, glyphs, how, rng, after=bool(rng.random() < 0.8))


def _footnote(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    share = float(rng.uniform(0.5, 0.7))
    how = _Type(share, up=float(rng.uniform(0.95, 1.1)) - 0.75 * share, near=(0.0, 0.12))
    _type(page, spot, _digits(rng, 1), how, rng)
    return Marked(_kept(spot))


def _subscript(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    _type(page, spot, _digits(rng, 1), _Type(float(rng.uniform(0.5, 0.7)), up=-float(rng.uniform(0.2, 0.35))), rng)
    return Marked(_kept(spot))


def _larger(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    _type(page, spot, _digits(rng, 1), _Type(float(rng.uniform(1.3, 1.8))), rng)
    return Marked(_kept(spot))


def _smaller(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    _type(page, spot, _digits(rng), _Type(float(rng.uniform(0.55, 0.72))), rng)
    return Marked(_kept(spot))


def _shifted(page: Image, spot: Spot, rng: np.random.Generator, way: int) -> Marked:
    text = _digits(rng)
    _type(page, spot, text, _Type(up=way * float(rng.uniform(0.22, 0.4))), rng)
    return _or_alone(spot, text)


def _raised(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    return _shifted(page, spot, rng, 1)


def _lowered(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    return _shifted(page, spot, rng, -1)


def _or_alone(spot: Spot, text: str, alike: str = "") -> Marked:
    """The printed value; digits alone in a blank cell may as well be its value."""
    if spot.ink is None:
        return Marked((*_kept(spot), ("number", Decimal(text))), "alone")
    return Marked(_kept(spot), alike)


def _weighed(page: Image, spot: Spot, rng: np.random.Generator, text: str, glyphs: Glyphs) -> Marked:
    """Digits of another weight than the table's own would have."""
    _beside(page, spot, glyphs, _Type(), rng, after=bool(rng.random() < 0.8))
    own = set_type(text, spot.face, spot.size)
    seen = abs(stroke(glyphs.mask) - stroke(own.mask)) >= LEAST_WEIGHT
    return _or_alone(spot, text, "" if seen else "weight")


def _bold(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text, face = _digits(rng), spot.face
    if face.bold:
        return _weighed(page, spot, rng, text, set_type(text, replace(face, file=face.bold), spot.size))
    return _weighed(page, spot, rng, text, bolder(set_type(text, face, spot.size), 0.07 * spot.size))


def _light(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """In the light of the table's family, or of another where it has none."""
    text, face = _digits(rng), spot.face if spot.face.light else FACES[4]
    return _weighed(page, spot, rng, text, set_type(text, replace(face, file=face.light or face.file), spot.size))


def _italic(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = _digits(rng)
    _type(page, spot, text, _Type(), rng, slant=float(rng.uniform(0.2, 0.3)))
    return _or_alone(spot, text)


def _coloured(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = _digits(rng)
    _type(page, spot, text, _Type(colour=_ink(rng)), rng)
    return _or_alone(spot, text)


def _ink(rng: np.random.Generator) -> Bgr:
    return list(INKS.values())[int(rng.integers(len(INKS)))]


def _circled(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    glyphs = set_type(chr(ord("①") + int(rng.integers(9))), CHINESE, spot.size * float(rng.uniform(0.6, 1.1)))
    _beside(page, spot, glyphs, _Type(up=float(rng.choice([0.0, 0.3]))), rng, after=True)
    return Marked(_kept(spot))


def _letter(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = str(rng.choice(list("ABCDEFGHKMNPRSTXYZabdefghknrtuxyOolI")))
    _type(page, spot, text, _Type(), rng)
    if text in "OolI":
        digit = {"O": "0", "o": "0", "l": "1", "I": "1"}[text]
        texts = [digit] if spot.ink is None else [spot.value + digit, digit + spot.value]
        numbers = [("number", Decimal(t)) for t in texts if t.isdigit()]
        return Marked((*_kept(spot), *numbers), "letter")  # type: ignore[arg-type]
    return Marked(_kept(spot))


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
        _line(page, [(x0 - out, a), (x1 + out, b)], width, spot.colour if rng.random() < 0.7 else _ink(rng))


def _line(page: Image, points: list[tuple[float, float]], width: float, colour: Bgr) -> None:
    room = int(np.ceil(width)) + 2
    xs, ys = zip(*points, strict=True)
    x, y = int(min(xs)) - room, int(min(ys)) - room
    size = (int(max(xs)) + room - x + 1, int(max(ys)) + room - y + 1)
    put(page, pen([(a - x, b - y) for a, b in points], width, size), x, y, colour)


def _struck(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    _strokes(page, spot, rng)
    return Marked((TEXT,))


def _replaced(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """Struck out, and the new value after it."""
    _strokes(page, spot, rng)
    new = _digits(rng, 3)
    glyphs = set_type(new, spot.face, spot.size)
    _beside(page, spot, glyphs, _Type(near=(0.45, 0.7)), rng, after=True)
    return Marked((("number", Decimal(new)),))


def _other_face(spot: Spot, rng: np.random.Generator) -> Face:
    others = [face for face in FACES if face is not spot.face]
    return others[int(rng.integers(len(others)))]


def _middle(spot: Spot, mask: Mask, rng: np.random.Generator) -> tuple[int, int]:
    """Where a mask goes to lie over the cell's middle, more or less."""
    x0, y0, x1, y1 = spot.inside
    x = (x0 + x1 - mask.shape[1]) / 2 + float(rng.uniform(-0.2, 0.2)) * (x1 - x0)
    return round(x), round((y0 + y1 - mask.shape[0]) / 2 + float(rng.uniform(-0.15, 0.15)) * (y1 - y0))


def _stamp(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """A part of a date or number stamp: other type, larger, a little turned, often in colour."""
    text = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 5))))
    glyphs = set_type(text, _other_face(spot, rng), spot.size * float(rng.uniform(1.3, 1.7)))
    mask = turned(glyphs.mask, float(rng.uniform(-6, 6))) * float(rng.uniform(0.75, 1))
    put(page, mask, *_middle(spot, mask, rng), _ink(rng) if rng.random() < 0.6 else (50, 45, 45), spot.inside)
    return Marked(_kept(spot))


def _watermark(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """What of a large grey turned number falls into this cell."""
    text = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 4))))
    glyphs = set_type(text, _other_face(spot, rng), spot.size * float(rng.uniform(1.4, 2.6)))
    grey = int(rng.integers(120, 205))
    mask = turned(glyphs.mask, float(rng.choice([-1, 1])) * float(rng.uniform(12, 40)))
    put(page, mask, *_middle(spot, mask, rng), (grey, grey, grey), spot.inside)
    return Marked(_kept(spot))


def _overprint(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """Other digits of the same print over part of the value, off its place by a fifth to four fifths of a digit."""
    assert spot.ink is not None
    x0, _, x1, _ = spot.ink
    glyphs = set_type(_digits(rng), spot.face, spot.size)
    off = float(rng.uniform(0.2, 0.8)) * 0.7 * spot.digit
    x = x0 + off if rng.random() < 0.5 else x1 - off - (0.0 if rng.random() < 0.5 else glyphs.width / 2)
    put(page, glyphs.mask, round(x), spot.baseline + glyphs.top, spot.colour, spot.inside)
    return Marked(_kept(spot))


def _sign(text: str, near: tuple[float, float] = (0.0, 0.2)) -> Draw:
    """A stroke or sign of the table's face, alone or beside the value."""

    def draw(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
        face = spot.face if text != "‰" else FACES[0]
        glyphs = set_type(text, face, spot.size * float(rng.uniform(1.0, 1.25)))
        _beside(page, spot, glyphs, _Type(near=near), rng, after=True)
        alone = (BLANK, TEXT, DASH) if text in "\\|" else (BLANK, TEXT)
        return Marked(alone if spot.ink is None else _kept(spot))

    return draw


def _colon(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """The sign alone, or a time of day."""
    if spot.ink is None:
        return _sign(":")(page, spot, rng)
    _type(page, spot, f":{int(rng.integers(0, 60)):02d}", _Type(near=(0.0, 0.05)), rng)
    return Marked((spot.claim, TEXT) if spot.claim == DASH else (TEXT,))


def _underline(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    assert spot.ink is not None
    x0, _, x1, _ = spot.ink
    out, y = float(rng.uniform(-0.1, 0.3)) * spot.size, spot.baseline + float(rng.uniform(0.1, 0.35)) * spot.digit
    _line(page, [(x0 - out, y), (x1 + out, y)], spot.pen * float(rng.uniform(0.8, 1.6)), spot.colour)
    return Marked(_kept(spot))


def _at(spot: Spot, rng: np.random.Generator) -> tuple[float, float]:
    """Somewhere in the cell: over the value or beside it."""
    x0, _, x1, _ = spot.inside
    return float(rng.uniform(0.25, 0.75)) * (x1 - x0) + x0, spot.baseline - spot.digit / 2


def _tick(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    x, y = _at(spot, rng)
    s = spot.digit * float(rng.uniform(0.5, 0.9))
    points = [(x - s * 0.6, y), (x - s * 0.2, y + s * 0.5), (x + s * 0.8, y - s * 0.7)]
    _line(page, points, spot.pen * float(rng.uniform(1, 2)), spot.colour if rng.random() < 0.5 else _ink(rng))
    return Marked(_kept(spot))


def _box(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
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
    return Marked(_kept(spot))


KINDS: dict[str, Kind] = {
    "footnote": Kind(_footnote), "subscript": Kind(_subscript), "larger": Kind(_larger), "smaller": Kind(_smaller),
    "raised": Kind(_raised), "lowered": Kind(_lowered), "bold": Kind(_bold), "light": Kind(_light),
    "italic": Kind(_italic), "coloured": Kind(_coloured), "circled": Kind(_circled), "letter": Kind(_letter),
    "struck": Kind(_struck, "digits"), "struck-and-new": Kind(_replaced, "digits"), "stamp": Kind(_stamp),
    "watermark": Kind(_watermark), "overprint": Kind(_overprint, "digits"), "backslash": Kind(_sign("\\")),
    "bar": Kind(_sign("|")), "colon": Kind(_colon), "per-mille": Kind(_sign("‰")),
    "underline": Kind(_underline, "digits"), "tick": Kind(_tick), "box": Kind(_box),
}  # fmt: skip
