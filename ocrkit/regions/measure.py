"""The measure of the body text: character width, margins and line distance of every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_high, median_low

from ocrkit.regions.headings import is_sub_heading
from ocrkit.regions.model import Line
from ocrkit.regions.text import FULL_STOP, ems
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Leaf
from ocrkit.types.profile import Headings

_LONG = 8.0  # ems: lines from here on give the character width
_CLUSTER = 0.7  # ems: lines that begin this close together begin at the same margin
_INDENT = 1.5, 2.5  # ems: a usual first-line indent
_RAGGED = 1.6  # ems: full lines end within this of the right margin
_SIZE = 1.2  # lines of the body are at most so many times as large or small as most: a title is none


@dataclass(frozen=True, slots=True)
class Measure:
    """Of one page, in pixels: width of a full-width character, left and right margin, distance of lines."""

    em: float
    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Sides:
    """The margins of a page as its own lines show them; ``right`` is None where no line shows it.

    ``indented`` is whether lines begin an indent to the right of ``left``: first lines. Where none does, ``left`` may
    itself be where first lines begin.
    """

    left: float
    right: float | None
    indented: bool


def measure_pages(
    pages: Mapping[Leaf, Sequence[Line]],
    widths: Mapping[Leaf, int],
    known: Headings,
    tables: Mapping[Leaf, Sequence[UprightBox]],
) -> dict[Leaf, Measure]:
    """The measure of each page; a page with too few lines of its own borrows from the others.

    ``widths`` are the widths of the prepared images, by page: borrowed lengths scale with them; ``tables`` are the
    places of the tables, which begin where the text does. In a report of which no line reaches the right margin, that
    margin is the page's side: every line ends a paragraph.
    """
    em = {n: e for n, lines in pages.items() if (e := _em(lines))}
    typical = median(e / widths[n] for n, e in em.items()) if em else 1 / 40
    for n in pages:
        # a page set in another size than the rest is believed only on the word of several lines
        few = sum(ems(line.text) >= _LONG for line in pages[n]) < 3
        if n not in em or (few and abs(em[n] / widths[n] / typical - 1) > 0.1):
            em[n] = typical * widths[n]
    full = any(_runs_on(line, known) for lines in pages.values() for line in lines)
    sides = {n: s for n, lines in pages.items() if (s := _sides(lines, em[n], known, tables.get(n, ())))}
    measure = {}
    for n, lines in pages.items():
        left, right = _settled(n, sides, widths, em[n], full)
        measure[n] = Measure(em[n], left, right, _pitch(lines, em[n]))
    return measure


def _em(lines: Sequence[Line]) -> float | None:
    widths = [line.box.width / ems(line.text) for line in lines if ems(line.text) >= _LONG]
    return median(widths) if widths else None


def _sides(lines: Sequence[Line], em: float, known: Headings, tables: Sequence[UprightBox]) -> _Sides | None:
    """Left and right margin as most lines have them, None where the page has too few."""
    body = [line for line in lines if line.box.width > 3 * em]
    if len(body) < 3:
        return None
    lefts = sorted(line.box.x0 for line in body)
    left = next((a for a, b in pairwise(lefts) if b - a <= _CLUSTER * em), lefts[0])
    if _is_indent(left - lefts[0], em):
        left = lefts[0]  # one line at the margin, the others are all first lines
    indented = any(_is_indent(x - left, em) for x in lefts)
    if not indented:
        left = next((table.x0 for table in tables if _is_indent(left - table.x0, em)), left)
    return _Sides(left, _right(body, em, known), indented)


def _is_indent(length: float, em: float) -> bool:
    return _INDENT[0] * em <= length <= _INDENT[1] * em


def _right(body: Sequence[Line], em: float, known: Headings) -> float | None:
    """The outermost place where two lines end of which one runs on, or the end of the longest line if that does.

    A line that ends a sentence, and a heading, ends where it ends by chance: in a report of short paragraphs two of
    them are alike in length often enough, and show no margin. One that runs on into the next line is full.
    """
    sized = [line for line in body if em / _SIZE <= line.box.width / max(ems(line.text), 1.0) <= em * _SIZE]
    ends = sorted(((line.box.x1, _runs_on(line, known)) for line in sized), reverse=True)
    paired = (a for (a, one), (b, other) in pairwise(ends) if a - b <= _RAGGED * em and (one or other))
    return next(paired, ends[0][0] if ends and ends[0][1] else None)


def _runs_on(line: Line, known: Headings) -> bool:
    return not (line.text.endswith(tuple(FULL_STOP)) or is_sub_heading(line.text, known))


def _settled(
    page: Leaf, sides: Mapping[Leaf, _Sides], widths: Mapping[Leaf, int], em: float, full: bool
) -> tuple[float, float]:
    """The page's margins, checked against the width of the text on all pages."""
    width = widths[page]
    whole = {n: (found.left, found.right) for n, found in sides.items() if found.right is not None}
    if not whole:
        return (sides[page].left if page in sides else 0.1 * width), (0.9 if full else 1.0) * width
    text_width = median_high((right - left) / widths[n] for n, (left, right) in whole.items()) * width
    usual_left = median_low(left / widths[n] for n, (left, _) in whole.items()) * width
    if page not in sides:
        return usual_left, usual_left + text_width
    left, right, indented = sides[page].left, sides[page].right, sides[page].indented
    if right is not None and right - left >= 0.96 * text_width:
        return left, right
    further_in = not indented and left - usual_left > _CLUSTER * em
    if right is not None and further_in and _is_indent(text_width - (right - left), em):
        return right - text_width, right  # first lines only, one of them full
    if not indented and _is_indent(left - usual_left, em):
        return usual_left, usual_left + text_width  # the same, none of them full
    if right is None or abs(left - usual_left) <= abs(right - usual_left - text_width):
        return left, left + text_width
    return right - text_width, right


def _pitch(lines: Sequence[Line], em: float) -> float:
    """The smaller distances between lines that follow each other: those within paragraphs."""
    tops = [line.box.centre[1] for line in lines]
    steps = sorted(b - a for a, b in pairwise(tops) if 0.8 * em < b - a < 4 * em)
    return steps[len(steps) // 3] if steps else 2 * em
