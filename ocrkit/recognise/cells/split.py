"""The lines of text that pieces of ink make, and the specks among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.colon import is_colon
from ocrkit.recognise.cells.components import Component, Components
from ocrkit.recognise.cells.ink_parts import MAYBE_MINUS, MAYBE_SMALL, MIDDLE, CellInk, InkSettings
from ocrkit.recognise.cells.rows import rows_of
from ocrkit.types.doubt import Doubt
from ocrkit.types.geometry import UprightBox

_FEW = 12
"""Pieces of ink in a cell up to which it may be a number."""

_BEFORE, _POINT, _DOT = 0.6, (0.05, 0.25), 0.12
"""How near its number a minus sign or colon is, from how near and how near a point, for the tip of a 3 is nearer; and
how large these are, as shares of the text height."""

_DIGIT, _BROKEN = 1.1, 0.7
"""A digit beside a number ends no farther from it than this share of the text height (full-width ones are set wide);
what is left of one has this share of its height."""

_MINUS = 1.5
"""A minus sign is at least so many times as wide as high, to a pixel: of one on a coarse scan a dot may be left."""


def split_lines(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: InkSettings
) -> CellInk:
    """The lines of text that the pieces of ink inside ``inner`` make, given the usual ``height`` of a character."""
    beside_digits = is_number_like(components, height)
    small = _specks(components, height, beside_digits, settings)
    text = components.which(~small)
    if len(text) == 0:
        return CellInk((), tuple(component.box for component in components))
    lines, stray = _strays(rows_of(text, height), inner, height, settings)
    held = [list(line) for line in lines]
    specks = [component.box for line in stray for component in line]
    for component in components.which(small):
        home = _home(component, lines, height, settings)
        home = _over_a_point(component, components.which(small), lines, height, settings) if home is None else home
        if home is None:
            specks.append(component.box)
        else:
            held[home].append(component)
    found = tuple(UprightBox.around(component.box for component in line) for line in held)
    printed = tuple(component.number for line in held for component in line)
    doubts = _beside_number(specks, found[0], height) if len(found) == 1 else ()
    # Among characters of many strokes a speck is hard to tell from a stroke: nothing is painted over there.
    painted = tuple(specks) if beside_digits else ()
    return CellInk(found, painted, doubts, printed=printed)


def _strays(
    lines: list[Components], inner: tuple[int, int, int, int], height: float, settings: InkSettings
) -> tuple[list[Components], list[Components]]:
    """The lines, and those among them that are specks: too small for text, above or below a single line.

    No point or comma is one: they stand on the line of their digits. A dash is none unless it touches the cell's
    side, where no dash stands.
    """
    boxes = [_around(line) for line in lines]
    small = [max(box.width, box.height) < settings.stray * height for box in boxes]
    if small.count(False) != 1:
        return lines, []
    kept: list[Components] = []
    stray: list[Components] = []
    for line, box, is_small in zip(lines, boxes, small, strict=True):
        free = box.y0 > inner[1] and box.y1 < inner[3]
        dash = free and bool(_flat(line, settings.flat, settings.short_dash * height).any())
        (stray if is_small and not dash else kept).append(line)
    return kept, stray


def _flat(components: Components, times: float, width: float) -> NDArray[np.bool_]:
    """Which pieces are ``times`` as wide as high and at least ``width`` wide, as dashes and minus signs are."""
    return np.asarray((components.width >= times * components.height) & (components.width >= width), dtype=np.bool_)


def like_dash(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: InkSettings
) -> NDArray[np.bool_]:
    """Which pieces lie as a dash does, bool (N,): level, half way down the cell; thin, and so paler than digits."""
    off = np.abs(components.middle - (inner[1] + inner[3]) / 2)
    flat = _flat(components, settings.flat, settings.dash * height)
    return np.asarray(flat & (off <= MIDDLE * height), dtype=np.bool_)


def is_number_like(components: Components, height: float) -> bool:
    """Whether the large pieces could be digits: few, on one line, narrow, with hardly a small piece among them."""
    large = components.which(components.longest >= 0.6 * height)
    if not 0 < len(large) <= _FEW or len(components) - len(large) > 3:
        return False
    one_line = large.bottom.max() - large.top.min() <= 1.5 * height
    return bool(one_line and np.median(large.width / large.height) <= 0.85)


def _specks(components: Components, height: float, beside_digits: bool, settings: InkSettings) -> NDArray[np.bool_]:
    """Which pieces are too small to be text, bool (N,); dashes and minus signs, wider than high, are not."""
    limit, flat = (settings.digit_speck, settings.minus) if beside_digits else (settings.speck, settings.flat)
    dash = _flat(components, flat, settings.dash * height)
    return np.asarray((components.longest < limit * height) & ~dash, dtype=np.bool_)


def _home(component: Component, lines: list[Components], height: float, settings: InkSettings) -> int | None:
    """The line that a small piece belongs to: a dot of a character, a point or comma between digits; else None."""
    middle = component.middle
    spans = [(line.top.min(), line.bottom.max()) for line in lines]
    away = [max(top - middle, middle - bottom, 0.0) for top, bottom in spans]
    i = int(np.argmin(away))
    return i if away[i] <= 0.3 * height and _belongs(component, lines[i], height, settings) else None


def _over_a_point(
    component: Component, small: Components, lines: list[Components], height: float, settings: InkSettings
) -> int | None:
    """The line in which a point stands right below a small piece, so that the two are a colon; else None."""
    below = [other for other in small if is_colon(component.box, other.box, height)]
    homes = [_home(other, lines, height, settings) for other in below]
    return next((home for home in homes if home is not None), None)


def _belongs(component: Component, line: Components, height: float, settings: InkSettings) -> bool:
    x, y, w, h = component.left, component.top, component.width, component.height
    x0, y0 = line.left.min(), line.top.min()
    x1, y1 = line.right.max(), line.bottom.max()
    between = bool(x0 < x and x + w < x1 and y0 - 0.1 * height < y)
    gap_x = np.maximum(line.left - (x + w), x - line.right)
    gap_y = np.maximum(line.top - (y + h), y - line.bottom)
    near = bool((np.maximum(gap_x, gap_y) <= settings.apart * height).any())
    if len(line) > _FEW:  # Chinese text: dots stand anywhere
        return near or between
    foot = y + h / 2 > y1 - 0.35 * height and y < y1 + 0.1 * height
    inside = bool(((line.left <= x) & (line.right >= x + w)).any())
    return between and (foot or inside or (near and y + h / 2 > (y0 + y1) / 2))


def _around(components: Components) -> UprightBox:
    return UprightBox.around(component.box for component in components)


def _beside_number(specks: Sequence[UprightBox], line: UprightBox, height: float) -> tuple[Doubt, ...]:
    """What specks beside a number could be but dirt."""
    before = (MAYBE_MINUS,) if _before(specks, line, height) else ()
    broken = any(_is_broken(part, line) for part in _at_ends(specks, line, height))
    return (*before, MAYBE_SMALL) if broken else before


def _at_ends(specks: Sequence[UprightBox], line: UprightBox, height: float) -> tuple[list[UprightBox], ...]:
    """The specks on a number's level where one more digit would stand: before it and behind it."""
    on_level = [speck for speck in specks if line.y0 <= speck.centre[1] <= line.y1]
    before = [speck for speck in on_level if line.x0 - speck.x1 >= 0 and line.x0 - speck.x0 <= _DIGIT * height]
    behind = [speck for speck in on_level if speck.x0 - line.x1 >= 0 and speck.x1 - line.x1 <= _DIGIT * height]
    return before, behind


def _is_broken(specks: Sequence[UprightBox], line: UprightBox) -> bool:
    """Whether specks are what is left of a digit: several, and together nearly as high as the number."""
    if len(specks) < 2:
        return False
    around = UprightBox.around(specks)
    filled = sum(speck.height for speck in specks)
    return min(around.height, filled) >= _BROKEN * line.height


def _before(specks: Sequence[UprightBox], line: UprightBox, height: float) -> bool:
    """Whether specks stand before a number as its minus sign would, a point without its nought (.57), or a colon."""
    near = [
        speck
        for speck in specks
        if -_DOT * height <= line.x0 - speck.x1 <= _BEFORE * height
        and max(speck.width, speck.height) >= _DOT * height
    ]
    colon = any(is_colon(one, other, height) for one in near for other in near if one is not other)
    return colon or any(_is_minus(speck, line) or _is_point(speck, line, height) for speck in near)


def _is_minus(speck: UprightBox, line: UprightBox) -> bool:
    level = 0.3 <= (speck.centre[1] - line.y0) / line.height <= 0.75
    return level and speck.width + 1 >= _MINUS * (speck.height - 1)


def _is_point(speck: UprightBox, line: UprightBox, height: float) -> bool:
    at_foot = 0.75 < (speck.centre[1] - line.y0) / line.height <= 1.1
    return at_foot and _POINT[0] * height <= line.x0 - speck.x1 <= _POINT[1] * height
