"""The measure of the body text: character width, margins and line distance of every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ocrkit.regions.model import Line
from ocrkit.regions.text import ems
from ocrkit.types.page import Leaf

_LONG = 8.0  # ems: lines from here on give the character width
_CLUSTER = 0.7  # ems: lines that begin this close together begin at the same margin
_INDENT = 1.5, 2.5  # ems: a usual first-line indent
_RAGGED = 1.6  # ems: full lines end within this of the right margin


@dataclass(frozen=True, slots=True)
class Measure:
    """Of one page, in pixels: width of a full-width character, left and right margin, distance of lines."""

    em: float
    left: float
    right: float
    pitch: float


def measure_pages(pages: Mapping[Leaf, Sequence[Line]], widths: Mapping[Leaf, int]) -> dict[Leaf, Measure]:
    """The measure of each page; a page with too few lines of its own borrows from the others.

    ``widths`` are the widths of the prepared images, by page: borrowed lengths scale with them.
    """
    em = {n: e for n, lines in pages.items() if (e := _em(lines))}
    typical = median(e / widths[n] for n, e in em.items()) if em else 1 / 40
    for n in pages:
        # a page set in another size than the rest is believed only on the word of several lines
        few = sum(ems(line.text) >= _LONG for line in pages[n]) < 3
        if n not in em or (few and abs(em[n] / widths[n] / typical - 1) > 0.1):
            em[n] = typical * widths[n]
    sides = {n: s for n, lines in pages.items() if (s := _sides(lines, em[n]))}
    measure = {}
    for n, lines in pages.items():
        left, right = _settled(n, sides, widths, em[n])
        measure[n] = Measure(em[n], left, right, _pitch(lines, em[n]))
    return measure


def _em(lines: Sequence[Line]) -> float | None:
    widths = [line.box.width / ems(line.text) for line in lines if ems(line.text) >= _LONG]
    return median(widths) if widths else None


def _sides(lines: Sequence[Line], em: float) -> tuple[float, float] | None:
    """Left and right margin as most lines have them, None where the page has too few."""
    body = [line.box for line in lines if line.box.width > 3 * em]
    if len(body) < 3:
        return None
    lefts = sorted(box.x0 for box in body)
    rights = sorted((box.x1 for box in body), reverse=True)
    left = next((a for a, b in pairwise(lefts) if b - a <= _CLUSTER * em), lefts[0])
    if _INDENT[0] * em <= left - lefts[0] <= _INDENT[1] * em:
        left = lefts[0]  # one line at the margin, the others are all first lines
    right = next((a for a, b in pairwise(rights) if a - b <= _RAGGED * em), rights[0])
    return left, right


def _settled(
    page: Leaf, sides: Mapping[Leaf, tuple[float, float]], widths: Mapping[Leaf, int], em: float
) -> tuple[float, float]:
    """The page's margins, checked against the width of the text on all pages."""
    width = widths[page]
    if not sides:
        return 0.1 * width, 0.9 * width
    text_width = median((right - left) / widths[n] for n, (left, right) in sides.items()) * width
    usual_left = median(left / widths[n] for n, (left, _) in sides.items()) * width
    if page not in sides:
        return usual_left, usual_left + text_width
    left, right = sides[page]
    if right - left >= 0.96 * text_width:
        return left, right
    if _INDENT[0] * em <= left - usual_left <= _INDENT[1] * em:
        return usual_left, usual_left + text_width  # hardly a line but first ones: a right margin says no more
    if abs(left - usual_left) <= abs(right - usual_left - text_width):
        return left, left + text_width
    return right - text_width, right


def _pitch(lines: Sequence[Line], em: float) -> float:
    """The smaller distances between lines that follow each other: those within paragraphs."""
    tops = [line.box.centre[1] for line in lines]
    steps = sorted(b - a for a, b in pairwise(tops) if 0.8 * em < b - a < 4 * em)
    return steps[len(steps) // 3] if steps else 2 * em
