"""The usual height of the characters of a table's cells, by what most of its cells say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.frames import hollow
from ocrkit.recognise.cells.sides import Inner

_FLAT, _LOW = 1.5, 0.5
"""Where all pieces in a cell are so many times as wide as high, and lower than this share of a tall one of the table,
they are dashes; what is smaller both ways than this share of the usual piece is dirt."""

_DIRT = 0.25
"""A cell holds dirt alone where its largest piece is smaller than this share of the tallest tenth of cells have."""

LEGIBLE = 7
"""No character can be told in fewer pixels of height."""

_ALIKE, _APART, _THIN = 0.25, 1.0, 0.15
"""Pieces stand in a row of characters if their tops and heights differ by no more than this share of their height, if
they are nearer to each other than this, and no thinner than that: specks seldom stand so, slivers of rules never."""

_ROWS = 3
"""So many cells with a row of characters tell what is too tall to be one."""

_MANY = 0.25
"""In so many of the cells with ink there are rows where that holds for the table."""

_TALL, _TALLER = 2.0, 4.0
"""Print is seldom more than twice as tall as in most cells, or less than half; what is over four times as tall is a
picture."""


@dataclass(frozen=True)
class TextHeight:
    """The usual height of a character, in pixels; 0.0 where there is no ink.

    ``sure``: the characters that stand in rows bear it out.
    """

    pixels: float
    sure: bool = True


def text_height(cells: Sequence[Components], inners: Sequence[Inner] = ()) -> TextHeight:
    """The usual height of a character over all cells of a table; ``inners`` are their insides, where they are known.

    The median of each cell's tallest piece: digits and most characters hang together or have one tall piece, and a
    few tall merged pieces do not count for more. Cells that hold a dash only, or specks, tell nothing: there may be
    more of them than of all others. Nor do frames and pictures, as tall as their cells: frames are told by being
    hollow, pictures by being much taller than the characters that stand in rows. Where those are much taller than
    the pieces of most cells, these are specks, such as print that shows through beside dashes: then the rows tell.
    So they do where most cells have something much taller, such as the rims of stains. What runs from top to bottom
    of its cell, a fold or a crease, is as high as that and tells nothing, if enough cells have rows beside it.
    """
    inked = [components for components in _without_folds(cells, inners) if len(components)]
    if not inked:
        return TextHeight(0.0)
    row = _row_height(inked)
    pieces = [rest for components in inked if len(rest := _without_pictures(components, row))] or inked
    tallest = np.array([components.height.max() for components in pieces])
    largest = np.array([components.longest.max() for components in pieces])
    flat = np.array([bool((components.width >= _FLAT * components.height).all()) for components in pieces])
    height = _usual(tallest, largest, flat, _TALL * row)
    many = _have_rows(pieces) >= _MANY * len(pieces)
    if _TALL * height < row < np.inf or (many and height > _TALL * row):
        return TextHeight(row, sure=False)
    return TextHeight(height, sure=height <= _TALL * row < np.inf)


def _without_folds(cells: Sequence[Components], inners: Sequence[Inner]) -> Sequence[Components]:
    """The cells without what runs from their top to their bottom and stands in no row, as crowded print does.

    They are as they were where that would leave too few rows.
    """
    if not inners:
        return cells
    through = [(own.top <= inner[1]) & (own.bottom >= inner[3]) for own, inner in zip(cells, inners, strict=True)]
    if not any(of.any() for of in through):
        return cells
    bare = [own.which(~of | in_rows(own)) if of.any() else own for own, of in zip(cells, through, strict=True)]
    inked = sum(len(own) > 0 for own in cells)
    return bare if _have_rows(bare) >= max(_ROWS, _MANY * inked) else cells


def _have_rows(cells: Sequence[Components]) -> int:
    """How many cells have characters that stand in a row."""
    return sum(bool(in_rows(components).any()) for components in cells)


def _usual(tallest: NDArray[np.intp], largest: NDArray[np.intp], flat: NDArray[np.bool_], most: float) -> float:
    """The median of the tallest pieces of the cells that hold text; ``most`` is as tall as text may be."""
    printed = largest >= _DIRT * min(float(np.percentile(tallest, 90)), most)
    tallest, largest, flat = tallest[printed], largest[printed], flat[printed]
    high = min(float(np.percentile(tallest, 97)), most)
    dash = flat & (tallest < _LOW * high)
    if dash.all():
        return float(np.median(tallest))
    usual = min(float(np.median(largest)), high)  # dashes may be longer than any print is high
    return float(np.median(tallest[~dash & (largest >= _LOW * usual)]))


def in_rows(components: Components) -> NDArray[np.bool_]:
    """Which pieces stand in a row with others of their height, as characters do; bool (N,)."""
    size = components.height
    able = (size >= LEGIBLE) & (components.width >= _THIN * size) & (components.width < _FLAT * size)
    taller = np.maximum(size[:, None], size)
    alike = np.abs(size[:, None] - size) <= _ALIKE * taller
    level = np.abs(components.top[:, None] - components.top) <= _ALIKE * taller
    gap = np.maximum(components.left[:, None] - components.right, components.left - components.right[:, None])
    beside = (gap >= 0) & (gap <= _APART * taller)
    return np.asarray((alike & level & beside & able & able[:, None]).any(axis=1))


def _row_height(cells: Sequence[Components]) -> float:
    """How high characters in rows are in most cells; endless where too few cells have rows.

    Taller rows count for more: what specks there are may make a low one now and then.
    """
    rows = [components.height[among].max() for components in cells if (among := in_rows(components)).any()]
    if len(rows) < _ROWS:
        return np.inf
    heights = np.sort(rows)
    weight = np.cumsum(heights)
    return float(heights[np.searchsorted(weight, weight[-1] / 2)])


def _without_pictures(components: Components, row: float) -> Components:
    return components.which(~hollow(components) & (components.height <= _TALLER * row))
