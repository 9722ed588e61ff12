"""What the checks of a line are given besides the line: what is usual in its table, and the settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.values.glyphs import Glyph, Print
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.recognise.values.shapes import Fellows, fellows_of
from ocrkit.types.table import Range
from ocrkit.types.text import same

Place = tuple[Range, Range]
"""The rows and columns of a cell."""

_ALIKE = 8
"""So many lines of ink of one kind tell how dark it usually is; a few strokes may all be dirt."""


@dataclass(frozen=True, eq=False)
class UsualPrint:
    """What the lines of digits of one table are set in, one ``Print`` each."""

    lines: tuple[Print, ...]
    places: tuple[Place | None, ...] = ()

    def share_near(self, feature: str, value: float, room: float, place: Place | None = None) -> float:
        """The share of the lines whose ``feature`` is known that have it within ``room`` of ``value``; 1.0 for none.

        The line asked for is one of them and does not count; nor do those that hang together with it in its row,
        where its ``place`` is given: they may be one piece of print that is not the table's, such as a date stamped
        over several cells.
        """
        known = self._known(feature)
        together = 1 if place is None else self._together(feature, value, room, place)
        if 2 * together > len(known):  # most of the table is its own print
            together = 1
        others = len(known) - together
        near = self.count_near(feature, value, room) + 1 - together
        return near / others if others > 0 else 1.0

    def _together(self, feature: str, value: float, room: float, place: Place) -> int:
        """How many lines have the ``feature`` near ``value`` in the cell of ``place``, the next ones, and so on."""
        lines = [(getattr(line, feature), at) for line, at in zip(self.lines, self.places, strict=True) if at]
        spans = [
            at[1] for found, at in lines if found is not None and abs(found - value) <= room and _meet(at, place)
        ]
        left, right = place[1]
        while grown := [span for span in spans if span[1] == left or span[0] == right]:
            left, right = min(left, *(span[0] for span in grown)), max(right, *(span[1] for span in grown))
        return max(1, sum(left <= span[0] and span[1] <= right for span in spans))

    def count_near(self, feature: str, value: float, room: float) -> int:
        """How many other lines have their ``feature`` within ``room`` of ``value``."""
        return max(0, int((np.abs(self._known(feature) - value) <= room).sum()) - 1)

    def _known(self, feature: str) -> NDArray[np.float64]:
        if feature not in self._features:
            found = (getattr(line, feature) for line in self.lines)
            self._features[feature] = np.array([value for value in found if value is not None], dtype=np.float64)
        return self._features[feature]

    @cached_property
    def _features(self) -> dict[str, NDArray[np.float64]]:
        """What was asked for so far: each line of the table asks the same."""
        return {}


def _meet(one: Place, other: Place) -> bool:
    """Whether two cells share a row."""
    return one[0][0] < other[0][1] and other[0][0] < one[0][1]


@dataclass(frozen=True)
class Context:
    """``text_height``: the usual height of a digit, in pixels. The darknesses are grey levels darker than paper."""

    text_height: float
    settings: ValueReaderSettings
    digits_darkness: float
    strokes_darkness: float
    usual: UsualPrint | None = None
    """None where too few lines of digits tell."""
    fellows: Fellows | None = None
    """The shapes of the table's digits, None likewise, and where no line has one glyph for each digit."""
    numbers: Mapping[int, int] = field(default_factory=dict)
    """The number of each line among the table's, by its identity."""
    strokes: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Width and height in pixels of the table's lone slashes, dashes and other strokes, (n, 2) by what they are."""
    pitch: float | None = None
    """How far apart the table sets full-width digits, in their heights; None where it does not."""

    level: float | None = None
    """How far below the middle of its cell a number of the table stands, in pixels; None where too few tell."""

    tints: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """The share of coloured ink of each line of the table, (n,)."""

    some: UsualPrint | None = None
    """Where ``usual`` is None: those few, if they are enough for one to be unlike all others."""

    def share_tinted(self, tint: float, room: float, place: Place | None = None) -> float:
        """The share of the table's other lines of digits that are within ``room`` as coloured as a line.

        Without those that hang together with it in its row, as ``UsualPrint.share_near`` has them.

        Of all its lines where too few are of digits, as in a table of slashes; 1.0 where those are few, too.
        """
        if self.usual is not None:
            return self.usual.share_near("tint", tint, room, place)
        others = len(self.tints) - 1
        if others < self.settings.print.lines:
            return 1.0
        return max(0, int((np.abs(self.tints - tint) <= room).sum()) - 1) / others

    def alike_strokes(self, line: ValueLine) -> int:
        """How many other lone strokes of the table are the same sign, as high and as wide as this one."""
        same_sign = self.strokes.get(line.stroke or "")
        if same_sign is None:
            return 0
        ink, room = line.picture.ink, self.settings.strokes.alike * self.text_height
        alike = (np.abs(same_sign - (ink.width, ink.height)) <= room).all(axis=1)
        return int(np.count_nonzero(alike)) - 1  # it is one of them itself

    def usual_darkness(self, line: ValueLine) -> float:
        """That of the table's lines of the line's kind: thin lone strokes are paler than digits."""
        return self.digits_darkness if line.stroke is None else self.strokes_darkness


def context_of(lines: Sequence[ValueLine], text_height: float, settings: ValueReaderSettings) -> Context:
    """What is usual in these lines of one table, at least one."""
    all_of_them = [line.darkness for line in lines]
    digits = [line.darkness for line in lines if line.stroke is None]
    strokes = [line.darkness for line in lines if line.stroke is not None]
    dark, thin = (float(np.median(kind if len(kind) >= _ALIKE else all_of_them)) for kind in (digits, strokes))
    usual = _usual_print(lines, settings, settings.print.lines)
    told = None if usual is None else fellows_of(_one_glyph_a_digit(lines))
    fellows = told if told is not None and told.shapes else None
    numbers = {id(line.picture): i for i, line in enumerate(lines)}
    sizes: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in lines:
        if line.stroke is not None:
            sizes[line.stroke].append((line.picture.ink.width, line.picture.ink.height))
    tints = np.array([line.picture.tint for line in lines], dtype=np.float64)
    levels = [line.picture.level for line in lines if line.is_number(line.first) and line.picture.level is not None]
    level = float(np.median(levels)) if len(levels) >= settings.print.lines else None
    return Context(
        text_height,
        settings,
        dark,
        thin,
        usual,
        fellows,
        numbers,
        {stroke: np.array(each, np.float64) for stroke, each in sizes.items()},
        level=level,
        tints=tints,
        some=_usual_print(lines, settings, settings.print.few) if usual is None else None,
    )


def _one_glyph_a_digit(lines: Sequence[ValueLine]) -> Iterator[tuple[int, str, Sequence[Glyph]]]:
    for i, line in enumerate(lines):
        if line.is_number(line.first) and same(line.first.text, line.first.value_text):
            digits = line.digits(line.first)
            if len(digits) == len(line.tall(line.first)):
                yield i, digits, line.unsigned(line.first)


def _usual_print(lines: Sequence[ValueLine], settings: ValueReaderSettings, least: int) -> UsualPrint | None:
    plain = (line for line in lines if line.is_number(line.first) and same(line.first.text, line.first.value_text))
    found = [(line.print, line.picture.place) for line in plain if line.print is not None]
    enough = len(found) >= least
    return UsualPrint(tuple(each for each, _ in found), tuple(place for _, place in found)) if enough else None
