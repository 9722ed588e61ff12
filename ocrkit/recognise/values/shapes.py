"""The shapes of a table's digits: in one print every 4 looks like the other 4s.

A digit is held against its fellows, those that were read as the same in the table. What was read as it and does not
look like them is another sign, another print, or has lost or gained strokes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.values.glyphs import Glyph, cut, mask_of, stroke_width, tall

SIDE = 24
"""Digits are compared as pictures so many pixels high."""

_SAME = 0.03
"""Pictures of one shape differ by so much where strokes lie between pixels."""

_ALIKE = 0.055
"""Pictures that differ by less are of one shape: on clean, office and photographed scans 99% of the digits have a
fellow so near."""

_SPOT, _NEAREST = 5, 4
"""A stroke lost or gained is a spot so many pixels wide; it is looked for against so many fellows, the nearest."""

_ALONG = 6
"""How far along the line a part of a digit is from its middle, in pixels of the picture, at most."""

Shape = NDArray[np.float32]
"""A digit's ink, 0 to 1, (SIDE, SIDE); its height fills the picture, its width keeps its proportion."""


def shape_of(glyph: Glyph) -> Shape:
    """The shape of a glyph, in the middle of the picture; what is wider than high is cut."""
    mask = mask_of(glyph.parts).astype(np.float32)
    width = max(1, round(mask.shape[1] * SIDE / mask.shape[0]))
    small = cv2.resize(mask, (width, SIDE), interpolation=cv2.INTER_AREA)
    found = np.zeros((SIDE, SIDE), np.float32)
    kept = min(width, SIDE)
    at, cut = (SIDE - kept) // 2, (width - kept) // 2
    found[:, at : at + kept] = small[:, cut : cut + kept]
    return cv2.GaussianBlur(found, (3, 3), 0).astype(np.float32, copy=False)


@dataclass(frozen=True, eq=False)
class Fellows:
    """The digits of one table by what they were read as: shapes (N, SIDE, SIDE), widths (N,) in shares of their
    heights, which line each stands in, (N,), and the weights (N,) of their strokes in pixels.

    ``pitch``: how far a digit's middle is from the next one's, as a share of their height, (N,) for N such pairs.
    """

    shapes: Mapping[str, Shape]
    widths: Mapping[str, NDArray[np.float64]]
    lines: Mapping[str, NDArray[np.intp]]
    weights: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    pitch: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    def unlike(self, digit: str, shape: Shape, line: int, least: int) -> float | None:
        """How unlike its fellows of other lines a digit is, as a multiple of how unlike they are each other.

        Where there are fewer than ``least`` of them, it is held against the nearest, and how far digits of the table
        usually are from that. None where there are none at all, 1.0 where one of them has its shape.
        """
        others = self._shapes_beside(digit, line)
        if len(others) == 0:
            return None
        nearest = float(_distances(others, shape).min())
        if nearest < _ALIKE:
            return 1.0
        if len(others) < least:
            return None if self.usual is None else nearest / max(self.usual, _SAME)
        mean = others.mean(axis=0)
        usual = _distances(others, mean)
        return float(_distances(shape[None], mean)[0]) / max(float(np.median(usual)), _SAME)

    def spot(self, digit: str, shape: Shape, line: int, least: int) -> float | None:
        """How much the spot where a digit differs most from its nearest fellow of other lines does, 0 to 1.

        None where there are fewer than ``least`` fellows. A stroke that is missing, or the rest of one, is a spot,
        however little of the whole picture it is: noise is spread over all edges.
        """
        others = self._shapes_beside(digit, line)
        if len(others) < least:
            return None
        differences = np.abs(others - shape)
        nearest = differences[np.argsort(differences.mean(axis=(1, 2)), kind="stable")[:_NEAREST]]
        return min(float(cv2.blur(difference, (_SPOT, _SPOT)).max()) for difference in nearest)

    def usual_spot(self, least: int) -> float:
        """How much a digit of the table usually differs in one spot: coarse pixels and noise make spots of all."""
        if least not in self._spots:
            found = [
                spot
                for digit, shapes in self.shapes.items()
                for shape, line in zip(shapes, self.lines[digit].tolist(), strict=True)
                if (spot := self.spot(digit, shape, line, least)) is not None
            ]
            self._spots[least] = float(np.median(found)) if found else 0.0
        return self._spots[least]

    @cached_property
    def _spots(self) -> dict[int, float]:
        return {}

    def outside(self, digit: str, shape: Shape) -> float | None:
        """The share of a shape's ink that lies outside the fellow that holds it best, wherever along the line it is.

        None where the table has no such digit. Near to 0 for what is left of one that lost a stroke.
        """
        fellows = self.shapes.get(digit)
        return None if fellows is None or not shape.any() else _least_outside(shape, fellows)

    def gained(self, digit: str, shape: Shape, line: int) -> float:
        """The share of a digit's ink outside that of its fellow in other lines which holds it best.

        0 where such a fellow rather has ink that the digit lost.
        """
        others = self._shapes_beside(digit, line)
        if len(others) == 0 or not shape.any():
            return 0.0
        more = _least_outside(shape, others)
        less = min(_least_outside(other, shape[None]) for other in others if other.any())
        return more if more > less else 0.0

    @cached_property
    def usual(self) -> float | None:
        """How far a digit of the table usually is from the nearest of its fellows in other lines; None for none."""
        found = [
            float(_distances(others, shape).min())
            for digit, shapes in self.shapes.items()
            for shape, line in zip(shapes, self.lines[digit].tolist(), strict=True)
            if len(others := self._shapes_beside(digit, line))
        ]
        return float(np.median(found)) if found else None

    def _shapes_beside(self, digit: str, line: int) -> Shape:
        found = self.shapes.get(digit)
        return np.zeros((0, SIDE, SIDE), np.float32) if found is None else found[self.lines[digit] != line]

    def weight(self, digit: str, line: int, least: int) -> float | None:
        """The usual width of a digit's strokes in other lines, in pixels; of any digit's, where it has few fellows.

        None where there are fewer than ``least`` of those, too.
        """
        own = self._weights_beside(digit, line)
        found = own if len(own) >= least else np.concatenate([self._weights_beside(d, line) for d in self.weights])
        return float(np.median(found)) if len(found) >= least else None

    def _weights_beside(self, digit: str, line: int) -> NDArray[np.float64]:
        found = self.weights.get(digit)
        return np.zeros(0) if found is None else found[self.lines[digit] != line]

    def step(self, least: int) -> float | None:
        """The usual pitch, None where fewer than ``least`` pairs tell."""
        return float(np.median(self.pitch)) if len(self.pitch) >= least else None

    def width(self, digit: str) -> float:
        """The usual width of a digit, as a share of its height; of any digit where none was read."""
        found = self.widths.get(digit)
        if found is None:
            every = list(self.widths.values())
            return float(np.median(np.concatenate(every))) if every else 0.0
        return float(np.median(found))


def _least_outside(shape: Shape, others: Shape) -> float:
    """The share of a shape's ink outside that of ``others``, (N, SIDE, SIDE), which holds it best, moved along."""
    moved = [np.roll(shape, step, axis=1) for step in range(-_ALONG, _ALONG + 1)]
    return min(float((np.maximum(0, one - others).mean(axis=(1, 2)) / shape.mean()).min()) for one in moved)


def _distances(shapes: Shape, shape: Shape) -> NDArray[np.float32]:
    """How far each of ``shapes``, (N, SIDE, SIDE), is from a shape: the mean difference of their ink, (N,)."""
    return np.asarray(np.abs(shapes - shape).mean(axis=(1, 2)), dtype=np.float32)


def digits_in(digits: str, glyphs: Sequence[Glyph], fellows: Fellows) -> tuple[tuple[str, Glyph], ...]:
    """Which of the digits read stand in each of the ``glyphs`` as high as digits are, left to right.

    Digits that touch are one glyph: each is given as many digits as fit its width best. Empty where there are more
    glyphs than digits.
    """
    if len(glyphs) == len(digits):
        return tuple(zip(digits, glyphs, strict=True))
    if not glyphs or len(glyphs) > len(digits):
        return ()
    widths = [fellows.width(digit) for digit in digits]
    counts = _shared_out(widths, [glyph.width / max(glyph.height, 1e-6) for glyph in glyphs])
    ends = np.cumsum(counts).tolist()
    return tuple((digits[a:b], glyph) for a, b, glyph in zip([0, *ends], ends, glyphs, strict=False))


def digits_apart(digits: str, glyphs: Sequence[Glyph], fellows: Fellows) -> tuple[tuple[str, Glyph, bool], ...]:
    """The digits of a line one by one: what each was read as, its glyph, and whether that was cut from a wider one.

    Empty where they cannot be told apart.
    """
    found: list[tuple[str, Glyph, bool]] = []
    for several, glyph in digits_in(digits, glyphs, fellows):
        parts = (glyph,) if len(several) == 1 else cut(glyph, [fellows.width(digit) for digit in several])
        if len(parts) != len(several):
            return ()
        found += [(digit, part, len(several) > 1) for digit, part in zip(several, parts, strict=True)]
    return tuple(found)


def gaps_beyond(text: str, glyphs: Sequence[Glyph], fellows: Fellows, height: float, least: int) -> list[float]:
    """By how much the paper between digits side by side is wider than the table leaves there, in pixels.

    ``text`` is the number that the ``glyphs`` as high as digits are read as, ``height`` that of its digits. Digits
    with a point between are left out, and so are those that touch. Empty where fewer than ``least`` pairs of digits
    tell how far apart the table sets them.
    """
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    parts, step = digits_apart(digits, glyphs, fellows), fellows.step(least)
    if step is None or len(parts) < 2:
        return []
    after = np.cumsum([c.isdecimal() for c in text])
    joined = [bool(a.isdecimal() and b.isdecimal()) for a, b in pairwise(text)]
    beside = {int(after[i]) - 1 for i, is_joined in enumerate(joined) if is_joined}
    edges = {glyph.left for glyph in glyphs}
    return [
        b.left - a.right - height * (step - (fellows.width(one) + fellows.width(other)) / 2)
        for i, ((one, a, _), (other, b, _)) in enumerate(pairwise(parts))
        if i in beside and b.left in edges
    ]


def _shared_out(widths: Sequence[float], room: Sequence[float]) -> tuple[int, ...]:
    """How many of the digits, with these ``widths``, stand in each glyph, given how wide those are; one at least."""
    n, m = len(widths), len(room)
    before = np.concatenate(([0.0], np.cumsum(widths)))
    cost = np.full((m + 1, n + 1), np.inf)
    cost[0, 0] = 0.0
    back = np.zeros((m + 1, n + 1), np.intp)
    for i in range(1, m + 1):
        for j in range(i, n - (m - i) + 1):
            each = [cost[i - 1, k] + abs(before[j] - before[k] - room[i - 1]) for k in range(i - 1, j)]
            back[i, j] = i - 1 + int(np.argmin(each))
            cost[i, j] = min(each)
    ends = [n]
    for i in range(m, 0, -1):
        ends.append(int(back[i, ends[-1]]))
    return tuple(b - a for a, b in pairwise(ends[::-1]))


def steps(glyphs: Sequence[Glyph]) -> list[float]:
    """How far the middles of digits are apart that stand side by side with nothing between, in pixels."""
    digits = {id(glyph) for glyph in tall(glyphs)}
    return [
        (b.left + b.right - a.left - a.right) / 2 for a, b in pairwise(glyphs) if id(a) in digits and id(b) in digits
    ]


def fellows_of(lines: Iterable[tuple[int, str, Sequence[Glyph]]]) -> Fellows:
    """The digits of lines given as (number, digits read, glyphs), with one glyph as high as digits are for each."""
    shapes: defaultdict[str, list[Shape]] = defaultdict(list)
    widths: defaultdict[str, list[float]] = defaultdict(list)
    weights: defaultdict[str, list[float]] = defaultdict(list)
    where: defaultdict[str, list[int]] = defaultdict(list)
    pitch: list[float] = []
    for number, digits, glyphs in lines:
        pitch += [step / max(glyph.height for glyph in glyphs) for step in steps(glyphs)]
        for digit, glyph in zip(digits, tall(glyphs), strict=True):
            weights[digit].append(stroke_width(glyph.parts))
            shapes[digit].append(shape_of(glyph))
            widths[digit].append(glyph.width / glyph.height)
            where[digit].append(number)
    return Fellows(
        {digit: np.stack(found) for digit, found in shapes.items()},
        {digit: np.array(found) for digit, found in widths.items()},
        {digit: np.array(found) for digit, found in where.items()},
        {digit: np.array(found) for digit, found in weights.items()},
        np.array(pitch),
    )
