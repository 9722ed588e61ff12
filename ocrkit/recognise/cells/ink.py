"""The ink of a cell: rules and specks left aside, split into lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.colon import is_colon
from ocrkit.recognise.cells.components import Component, Components, find_components, no_components
from ocrkit.recognise.cells.frames import FrameSettings, frames
from ocrkit.recognise.cells.levels import median_level
from ocrkit.recognise.cells.pale_beside import PaleSettings, pale_beside, read_on
from ocrkit.recognise.cells.remnants import RemnantSettings, remnant_doubts, rule_remnants
from ocrkit.recognise.cells.rows import rows_of
from ocrkit.recognise.cells.sides import Inside, SideSettings
from ocrkit.recognise.cells.text_height import LEGIBLE, TextHeight, in_rows
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

_DARKEST = 12
"""The darkness of ink is that of its 12th darkest pixel: a digit has more, noise has not."""

_LIGHT = 90
"""Beside a picture the paper is the lightest tenth of a cell."""

_LEAST = 3
"""Pixels of ink: what has fewer is the grain of the paper."""

_FEW = 12
"""Pieces of ink in a cell up to which it may be a number."""

MAYBE_PRINTED = Doubt(DoubtCode.MARK_IN_MIDDLE)
MAYBE_MINUS = Doubt(DoubtCode.MARK_BEFORE_NUMBER)
MAYBE_SMALL = Doubt(DoubtCode.SMALL_PRINT_OR_SPECKS)
PALE_BESIDE = Doubt(DoubtCode.PALE_INK)

_MIDDLE, _VERY_MIDDLE = 0.3, 0.12
"""A dash alone in its cell is this near its middle: across by a share of the cell, up and down by one of the text.
What is too small for one may be what a coarse scan left of it, if it is in the very middle."""

_BEFORE, _POINT, _DOT = 0.6, (0.05, 0.25), 0.12
"""How near its number a minus sign or colon is, from how near and how near a point, for the tip of a 3 is nearer; and
how large these are, as shares of the text height."""

_MINUS = 1.5
"""A minus sign is at least so many times as wide as high, to a pixel: of one on a coarse scan a dot may be left."""


class InkSettings(Settings):
    """What counts as ink in a cell. Lengths are shares of the text height unless said otherwise."""

    contrast: int = Field(default=28, ge=1, le=200)
    """Ink is darker than the cell's ground by at least this many levels,"""
    depth: float = Field(default=0.25, gt=0, lt=1)
    """and by this share of what its darkest ink is darker,"""
    seal_contrast: int = Field(default=48, ge=1, le=200)
    """and by this where a seal was: its edges stay a little visible."""
    speck: float = Field(default=0.36, gt=0)
    """Pieces smaller than this in both directions are specks, unless they stand where a point or comma does."""
    digit_speck: float = Field(default=0.48, gt=0)
    """The same in a cell of few large pieces, as digits are: no stroke of theirs is so small."""
    flat: float = Field(default=1.7, gt=1)
    """Nor is a piece this many times as wide as high a speck,"""
    minus: float = Field(default=1.35, gt=1)
    """(this many times, beside digits)"""
    dash: float = Field(default=0.2, gt=0)
    """if it is at least this wide: it is a dash or a minus sign."""
    apart: float = Field(default=0.12, ge=0)
    """A speck nearer than this to other ink is part of it."""
    stray: float = Field(default=0.5, gt=0)
    """What is smaller than this in both directions above or below a single line of text is a speck,"""
    short_dash: float = Field(default=0.3, gt=0)
    """unless it is a dash of this length."""
    mark: float = Field(default=0.25, gt=0)
    """A speck of this size that stands alone about the middle of a cell may be a dash or a point."""
    pale: PaleSettings = PaleSettings()
    sides: SideSettings = SideSettings()
    remnants: RemnantSettings = RemnantSettings()
    frames: FrameSettings = FrameSettings()


@dataclass(frozen=True)
class CellInk:
    """A cell's lines of text: the boxes of their ink, top to bottom; none for a blank cell.

    ``specks`` are boxes of dirt to be painted over in the crops, ``doubts`` why a person should look. ``frames`` are
    those of frames that were left out. ``printed``, ``ruled`` and ``pale`` are the numbers of the components that the
    lines hold, of those that are rules or frames, and of those that are too pale beside print. ``dash``: the line is
    a mark that stands as the table's dashes do.
    """

    lines: tuple[UprightBox, ...]
    specks: tuple[UprightBox, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    frames: tuple[UprightBox, ...] = ()
    printed: tuple[int, ...] = ()
    ruled: tuple[int, ...] = ()
    dash: bool = False
    pale: tuple[int, ...] = ()


def cell_components(image: Image, inside: Inside, on_seal: bool, settings: InkSettings) -> Components:
    """The connected components of ink inside a cell."""
    x0, y0, x1, y1 = inside.box
    cell = image[y0:y1, x0:x1]
    if cell.size == 0:
        return no_components()
    darkest = int(np.partition(cell.ravel(), min(_DARKEST, cell.size - 1))[min(_DARKEST, cell.size - 1)])
    least = settings.seal_contrast if on_seal else settings.contrast
    paper = _paper(cell, darkest, least)
    ink = (cell < paper - max(least, settings.depth * (paper - darkest))).astype(np.uint8)
    return find_components(inside.without_rims(ink), (x0, y0), _LEAST)


def _paper(cell: Image, darkest: int, least: int) -> int:
    """The level of the cell's ground: that of most of it; where nothing is darker but some much lighter, of that."""
    most = int(median_level(cell))
    if most - darkest >= least:
        return most
    light = int(np.percentile(cell, _LIGHT))
    return light if light - most >= least else most


def cell_ink(
    components: Components,
    inner: tuple[int, int, int, int],
    usual: TextHeight,
    settings: InkSettings,
    print_depth: float = 0.0,
) -> CellInk:
    """What the pieces of ink inside ``inner`` are: lines of text, specks, and rules and frames, left out.

    ``usual`` is the height of a character in the cell's table, ``print_depth`` by how many levels print is darker
    than its paper there.
    """
    height = usual.pixels
    frame = frames(components, height, settings.frames)
    boxes = tuple(component.box for component in components.which(frame))
    left_out = components.which(frame).numbers.tolist()
    components = components.which(~frame)
    remnant = rule_remnants(components, inner, height, settings.remnants)
    print_or_dirt = components.which(~remnant)
    too_pale = _too_pale(print_or_dirt, inner, height, settings, print_depth)
    pale, ink = print_or_dirt.which(too_pale), split_lines(print_or_dirt.which(~too_pale), inner, height, settings)
    doubts = remnant_doubts(components, remnant, not ink.lines, inner, height, settings.remnants)
    small = (*ink.specks, *(piece.box for piece in pale))
    if not ink.lines and any(_in_the_middle(speck, inner, height, settings) for speck in small):
        doubts = (*doubts, MAYBE_PRINTED)
    if not ink.lines and _could_be_print(print_or_dirt, usual):
        doubts = (*doubts, MAYBE_SMALL)
    if read_on(pale, ink.lines, height, settings.pale).any() or (
        not ink.lines and (pale.longest >= settings.mark * height).any()
    ):
        doubts = (*doubts, PALE_BESIDE)
    ruled = (*left_out, *components.which(remnant).numbers.tolist())
    return replace(ink, doubts=(*ink.doubts, *doubts), frames=boxes, ruled=ruled, pale=tuple(pale.numbers.tolist()))


def _too_pale(
    components: Components,
    inner: tuple[int, int, int, int],
    height: float,
    settings: InkSettings,
    print_depth: float,
) -> NDArray[np.bool_]:
    """Which pieces are so much paler than print that they are none, bool (N,): folds, stains, show-through.

    Dashes are thin and so paler than digits. Of text some characters may be paler than others; not of a number.
    """
    pale = pale_beside(components, print_depth, settings.pale) & ~_like_dash(components, inner, height, settings)
    if not pale.any():
        return pale
    dark = components.which(~pale)
    lines = split_lines(dark, inner, height, settings).lines
    if lines and not _is_number_like(dark, height):
        pale &= ~read_on(components, lines, height, settings.pale)
    alone = components.which(pale)
    if not lines and not _is_number_like(alone, height) and in_rows(alone).any():
        pale[:] = False
    return pale


def _could_be_print(specks: Components, usual: TextHeight) -> bool:
    """Whether what is too small for the table's print could be print of another size.

    It could, if it stands in a row as characters do; or if it is large enough to be read and nothing bears the usual
    height out.
    """
    return bool(in_rows(specks).any() or (not usual.sure and (specks.longest >= LEGIBLE).any()))


def _in_the_middle(speck: UprightBox, inner: tuple[int, int, int, int], height: float, settings: InkSettings) -> bool:
    """Whether a speck stands where a dash alone in the cell would."""
    x0, y0, x1, y1 = inner
    across, down = (speck.x0 + speck.x1 - x0 - x1) / 2, (speck.y0 + speck.y1 - y0 - y1) / 2
    near = _MIDDLE if max(speck.width, speck.height) >= settings.mark * height else _VERY_MIDDLE
    return abs(across) < near * (x1 - x0) and abs(down) < near * height


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


def split_lines(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: InkSettings
) -> CellInk:
    """The lines of text that the pieces of ink inside ``inner`` make, given the usual ``height`` of a character."""
    beside_digits = _is_number_like(components, height)
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
    before = len(found) == 1 and _before(specks, found[0], height)
    # Among characters of many strokes a speck is hard to tell from a stroke: nothing is painted over there.
    painted = tuple(specks) if beside_digits else ()
    return CellInk(found, painted, (MAYBE_MINUS,) if before else (), printed=printed)


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


def _like_dash(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: InkSettings
) -> NDArray[np.bool_]:
    """Which pieces lie as a dash does, bool (N,): level, half way down the cell; thin, and so paler than digits."""
    off = np.abs(components.middle - (inner[1] + inner[3]) / 2)
    flat = _flat(components, settings.flat, settings.dash * height)
    return np.asarray(flat & (off <= _MIDDLE * height), dtype=np.bool_)


def _is_number_like(components: Components, height: float) -> bool:
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
