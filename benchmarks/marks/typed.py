"""Marks set in type beside the value: footnotes, other sizes, weights, slants, colours, letters, signs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from benchmarks.marks.glyphs import CHINESE, FACES, Bgr, Glyphs, bolder, put, set_type, stroke
from benchmarks.marks.spot import BLANK, DASH, TEXT, Draw, Marked, Spot, kept, random_ink
from benchmarks.pagemaker.paper import Image

LEAST_WEIGHT = 0.8
"""Pixels by which strokes must differ to be seen."""


@dataclass(frozen=True)
class Set:
    """How a mark's type differs from the table's: its size as a share of it, how far up in digits, its ink."""

    share: float = 1.0
    up: float = 0.0
    colour: Bgr | None = None
    near: tuple[float, float] = field(default=(0.05, 0.3))


def some_digits(rng: np.random.Generator, most: int = 2) -> str:
    first = str(rng.integers(1, 10))
    return first + "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(0, most))))


def put_beside(page: Image, spot: Spot, glyphs: Glyphs, how: Set, rng: np.random.Generator, *, after: bool) -> None:
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


def set_beside(page: Image, spot: Spot, text: str, how: Set, rng: np.random.Generator, slant: float = 0.0) -> None:
    glyphs = set_type(text, spot.face, spot.size * how.share, slant=slant)
    put_beside(page, spot, glyphs, how, rng, after=bool(rng.random() < 0.8))


def footnote(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    share = float(rng.uniform(0.5, 0.7))
    how = Set(share, up=float(rng.uniform(0.95, 1.1)) - 0.75 * share, near=(0.0, 0.12))
    set_beside(page, spot, some_digits(rng, 1), how, rng)
    return Marked(kept(spot))


def subscript(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    set_beside(
        page, spot, some_digits(rng, 1), Set(float(rng.uniform(0.5, 0.7)), up=-float(rng.uniform(0.2, 0.35))), rng
    )
    return Marked(kept(spot))


def larger(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    set_beside(page, spot, some_digits(rng, 1), Set(float(rng.uniform(1.3, 1.8))), rng)
    return Marked(kept(spot))


def smaller(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    set_beside(page, spot, some_digits(rng), Set(float(rng.uniform(0.55, 0.72))), rng)
    return Marked(kept(spot))


def _shifted(page: Image, spot: Spot, rng: np.random.Generator, way: int) -> Marked:
    text = some_digits(rng)
    set_beside(page, spot, text, Set(up=way * float(rng.uniform(0.22, 0.4))), rng)
    return _or_alone(spot, text)


def raised(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    return _shifted(page, spot, rng, 1)


def lowered(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    return _shifted(page, spot, rng, -1)


def _or_alone(spot: Spot, text: str, alike: str = "") -> Marked:
    """The printed value; digits alone in a blank cell may as well be its value."""
    if spot.ink is None:
        return Marked((*kept(spot), ("number", Decimal(text))), "alone")
    return Marked(kept(spot), alike)


def _weighed(page: Image, spot: Spot, rng: np.random.Generator, text: str, glyphs: Glyphs) -> Marked:
    """Digits of another weight than the table's own would have."""
    put_beside(page, spot, glyphs, Set(), rng, after=bool(rng.random() < 0.8))
    own = set_type(text, spot.face, spot.size)
    seen = abs(stroke(glyphs.mask) - stroke(own.mask)) >= LEAST_WEIGHT
    return _or_alone(spot, text, "" if seen else "weight")


def bold(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text, face = some_digits(rng), spot.face
    if face.bold:
        return _weighed(page, spot, rng, text, set_type(text, replace(face, file=face.bold), spot.size))
    return _weighed(page, spot, rng, text, bolder(set_type(text, face, spot.size), 0.07 * spot.size))


def light(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """In the light of the table's family, or of another where it has none."""
    text, face = some_digits(rng), spot.face if spot.face.light else FACES[4]
    return _weighed(page, spot, rng, text, set_type(text, replace(face, file=face.light or face.file), spot.size))


def italic(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = some_digits(rng)
    set_beside(page, spot, text, Set(), rng, slant=float(rng.uniform(0.2, 0.3)))
    return _or_alone(spot, text)


def coloured(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = some_digits(rng)
    set_beside(page, spot, text, Set(colour=random_ink(rng)), rng)
    return _or_alone(spot, text)


def circled(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    glyphs = set_type(chr(ord("①") + int(rng.integers(9))), CHINESE, spot.size * float(rng.uniform(0.6, 1.1)))
    put_beside(page, spot, glyphs, Set(up=float(rng.choice([0.0, 0.3]))), rng, after=True)
    return Marked(kept(spot))


def letter(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    text = str(rng.choice(list("ABCDEFGHKMNPRSTXYZabdefghknrtuxyOolI")))
    set_beside(page, spot, text, Set(), rng)
    if text in "OolI":
        digit = {"O": "0", "o": "0", "l": "1", "I": "1"}[text]
        texts = [digit] if spot.ink is None else [spot.value + digit, digit + spot.value]
        numbers = [("number", Decimal(t)) for t in texts if t.isdigit()]
        return Marked((*kept(spot), *numbers), "letter")  # type: ignore[arg-type]
    return Marked(kept(spot))


def sign(text: str, near: tuple[float, float] = (0.0, 0.2)) -> Draw:
    """A stroke or sign of the table's face, alone or beside the value."""

    def draw(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
        face = spot.face if text != "‰" else FACES[0]
        glyphs = set_type(text, face, spot.size * float(rng.uniform(1.0, 1.25)))
        put_beside(page, spot, glyphs, Set(near=near), rng, after=True)
        alone = (BLANK, TEXT, DASH) if text in "\\|" else (BLANK, TEXT)
        return Marked(alone if spot.ink is None else kept(spot))

    return draw


def colon(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """The sign alone, or a time of day."""
    if spot.ink is None:
        return sign(":")(page, spot, rng)
    set_beside(page, spot, f":{int(rng.integers(0, 60)):02d}", Set(near=(0.0, 0.05)), rng)
    return Marked((spot.claim, TEXT) if spot.claim == DASH else (TEXT,))


MINUSES = ("-", "−", "－", "–")
"""Signs that stand for minus in print."""


def minus(page: Image, spot: Spot, rng: np.random.Generator) -> Marked:
    """The sign of a negative number."""
    assert spot.ink is not None
    text = str(rng.choice(MINUSES))
    glyphs = set_type(text, CHINESE if text in "−－" else spot.face, spot.size)
    x = spot.ink[0] - round(float(rng.uniform(0.0, 0.1)) * spot.size) - glyphs.width
    put(page, glyphs.mask, max(x, spot.inside[0]), spot.baseline + glyphs.top, spot.colour, spot.inside)
    return Marked((("number", -Decimal(spot.value)),))
