"""Print that is told apart from the value beside it: a footnote's raised or lowered mark, a figure struck out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.recognise.values.glyphs import Glyph, mask_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.text.marks import lowered, raised, struck
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings

Way = Literal["raised", "lowered", "struck"]

_NO_DASH = 1.3
"""What is this many times as wide as high is a dash."""

_FEW = 4
"""A figure with a stroke through it is seldom read as more than so many other signs."""

_WRITTEN = {"raised": raised, "lowered": lowered, "struck": struck}


class ApartSettings(Settings):
    """What is no part of the value beside it. Lengths are shares of the digits' height.

    ``mark``: the least height of a footnote's mark; what is higher than ``digit`` may be a digit. ``raised``: its
    foot is so far above that of the first digit at least, ``lowered``: or so far below. ``middle``: the rows through
    which figures are struck out, above the foot of a 2; ``crossed``: a stroke is inked over this share of them,
    ``thin``: it is no thicker, ``open``: most rows above and below it have less than this share of ink; ``out``: it
    stands out so far on both sides, for the bar of a 4 does on one at most, ``far_out``: so far where most of the
    middle is its ink; ``wide``: it is at least so wide, ``beside``: so wide where other figures stand beside it.
    """

    mark: float = Field(default=0.4, gt=0)
    digit: float = Field(default=0.85, gt=0, le=1)
    raised: float = Field(default=0.22, gt=0)
    lowered: float = Field(default=0.12, gt=0)
    middle: tuple[float, float] = (0.3, 0.68)
    crossed: float = Field(default=0.95, gt=0, le=1)
    thin: float = Field(default=0.25, gt=0)
    open: float = Field(default=0.75, gt=0, le=1)
    out: float = Field(default=0.03, gt=0)
    far_out: float = Field(default=0.2, gt=0)
    wide: float = Field(default=0.6, gt=0)
    beside: float = Field(default=0.9, gt=0)


@dataclass(frozen=True)
class Apart:
    """A line in two: the ``value`` (None where all of it is struck out), and what stands ``before`` it or behind."""

    value: InkLine | None
    other: InkLine
    way: Way
    before: bool

    def written(self, value: str, other: str) -> str:
        """The text of both, as printed."""
        mark = _WRITTEN[self.way](other)
        gap = " " if self.way == "struck" and value else ""
        return f"{mark}{gap}{value}" if self.before else f"{value}{gap}{mark}"


def apart(line: ValueLine, reading: Reading, settings: ApartSettings) -> Apart | None:
    """What stands beside the value of a line and is none of it; None where nothing can be told from it."""
    glyphs = line.glyphs
    through = struck_glyphs(line, reading, settings)
    if any(through):
        return _in_two(line.picture, glyphs, through, "struck")
    highest = max((glyph.height for glyph in glyphs), default=0.0)
    feet = [glyph.bottom for glyph in glyphs if glyph.height > settings.digit * highest]
    for way, sign, least in (("raised", 1, settings.raised), ("lowered", -1, settings.lowered)):
        moved = [
            glyph.height >= settings.mark * highest
            and glyph.width < _NO_DASH * glyph.height
            and sign * (feet[0] - glyph.bottom) >= least * highest
            for glyph in glyphs
        ]
        if any(moved):
            return _in_two(line.picture, glyphs, moved, "raised" if way == "raised" else "lowered")
    return None


def struck_glyphs(line: ValueLine, reading: Reading, settings: ApartSettings) -> list[bool]:
    """Which of a line's glyphs are figures with a level stroke through them, from end to end; empty for words.

    Between digits there is paper, and no row in the middle of a digit but the bar of a 4 is inked from side to side.
    """
    text = reading.value_text or ""
    is_number = line.is_number(reading)
    is_word = not is_number and len(reading.text or "") > _FEW
    # Words have strokes from side to side; so have fours that touch.
    if is_word or not any(c.isdigit() for c in text) or text == "4" or "44" in text:
        return []
    several = len(line.glyphs) > 1
    wide = settings.beside if several else settings.wide
    least = settings.digit * max((glyph.height for glyph in line.glyphs), default=0.0)  # a plus sign is lower
    return [
        (is_number or not several) and glyph.height >= least and _is_struck(glyph, wide, settings)
        for glyph in line.glyphs
    ]


def _is_struck(glyph: Glyph, wide: float, settings: ApartSettings) -> bool:
    if glyph.width < wide * glyph.height:
        return False
    mask = mask_of([max(glyph.parts, key=lambda part: part.area)])
    height, width = mask.shape
    first, last = (share * height for share in settings.middle)
    rows = mask[int(first) : int(np.ceil(last))].mean(axis=1)
    crossed = rows >= settings.crossed
    is_stroke = 0 < np.count_nonzero(crossed) <= settings.thin * height
    struck = int(first) + np.flatnonzero(crossed)
    if not is_stroke or width < wide * height:
        return False
    if float(np.median(rows)) < settings.open:
        return _stands_out(mask, struck, settings.out, settings)
    # A thick pen takes most of a figure's middle, as blots do; but it goes far beyond the figure, which is open.
    return _is_paper(mask, struck, settings) and _stands_out(mask, struck, settings.far_out, settings)


def _others(mask: NDArray[np.bool_], rows: NDArray[np.intp], settings: ApartSettings) -> NDArray[np.bool_]:
    """The rows of a glyph beside those of a stroke through it, bool (H,)."""
    edge = max(1, round(settings.thin * len(mask) / 2))
    others = np.ones(len(mask), dtype=np.bool_)
    others[max(0, rows[0] - edge) : rows[-1] + edge + 1] = False
    return others


def _is_paper(mask: NDArray[np.bool_], rows: NDArray[np.intp], settings: ApartSettings) -> bool:
    """Whether most rows beside those of the stroke have paper in them."""
    others = _others(mask, rows, settings)
    return bool(others.any()) and float(np.median(mask[others].mean(axis=1))) < settings.open


def _stands_out(mask: NDArray[np.bool_], rows: NDArray[np.intp], out: float, settings: ApartSettings) -> bool:
    """Whether these rows of a glyph reach ``out`` farther than all others on both sides, as a stroke does."""
    others = _others(mask, rows, settings)
    stroke, figures = np.flatnonzero(mask[rows].any(axis=0)), np.flatnonzero(mask[others].any(axis=0))
    least = max(1.0, out * len(mask))
    return len(figures) > 0 and bool(figures[0] - stroke[0] >= least and stroke[-1] - figures[-1] >= least)


def _in_two(picture: InkLine, glyphs: Sequence[Glyph], other: Sequence[bool], way: Way) -> Apart | None:
    """The line in two, where the others stand together at one end of it."""
    if all(other):
        return Apart(None, picture, way, before=True) if way == "struck" else None
    first, last = other.index(True), len(other) - other[::-1].index(True)
    if not all(other[first:last]) or (first > 0 and last < len(other)):
        return None
    mine = [glyph for glyph, is_other in zip(glyphs, other, strict=True) if not is_other]
    theirs = glyphs[first:last]
    return Apart(_only(picture, mine, theirs), _only(picture, theirs, mine), way, before=first == 0)


def _only(picture: InkLine, kept: Sequence[Glyph], painted: Sequence[Glyph]) -> InkLine:
    """The line with some glyphs alone, the others painted over with paper."""
    mask = np.zeros(picture.image.shape, np.uint8)
    for glyph in painted:
        x0, y0, x1, y1 = _box(picture, [glyph]).grown(1).as_ints()
        mask[max(0, y0) : y1, max(0, x0) : x1] = 1
    for glyph in kept:
        x0, y0, x1, y1 = _box(picture, [glyph]).as_ints()
        mask[max(0, y0) : y1, max(0, x0) : x1] = 0
    image: NDArray[np.uint8] = picture.image.copy()
    image[mask > 0] = paper_level(image)
    return replace(picture, image=image, ink=_box(picture, kept), level=None, middle=None)


def _box(picture: InkLine, glyphs: Sequence[Glyph]) -> UprightBox:
    x, y = np.floor(picture.ink.x0), np.floor(picture.ink.y0)
    return UprightBox.around([UprightBox(x + g.left, y + g.top, x + g.right, y + g.bottom) for g in glyphs])
