"""The ink of a cell: rules, specks and what is too pale left aside, split into lines of text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.components import Components, find_components, no_components
from ocrkit.recognise.cells.frames import frames
from ocrkit.recognise.cells.ink_parts import (
    MAYBE_PRINTED,
    MAYBE_SMALL,
    MIDDLE,
    PALE_BESIDE,
    VERY_MIDDLE,
    CellInk,
    InkSettings,
)
from ocrkit.recognise.cells.levels import Counts, counted, median_of, share_of
from ocrkit.recognise.cells.pale_beside import pale_beside, read_on
from ocrkit.recognise.cells.remnants import remnant_doubts, rule_remnants
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.split import is_number_like, like_dash, split_lines
from ocrkit.recognise.cells.text_height import LEGIBLE, TextHeight, in_rows
from ocrkit.recognise.cells.through import runs_through, with_through
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_DARKEST = 12
"""The darkness of ink is that of its 12th darkest pixel: a digit has more, noise has not."""

_LIGHT = 90
"""Beside a picture the paper is the lightest tenth of a cell."""

_LEAST = 3
"""Pixels of ink: what has fewer is the grain of the paper."""


def cell_components(image: Image, inside: Inside, on_seal: bool, settings: InkSettings) -> Components:
    """The connected components of ink inside a cell."""
    x0, y0, x1, y1 = inside.box
    cell = image[y0:y1, x0:x1]
    if cell.size == 0:
        return no_components()
    counts = counted(cell)
    darkest = int(np.searchsorted(np.cumsum(counts), min(_DARKEST, cell.size - 1), side="right"))
    least = settings.seal_contrast if on_seal else settings.contrast
    paper = _paper(counts, darkest, least)
    ink = (cell < paper - max(least, settings.depth * (paper - darkest))).astype(np.uint8)
    return find_components(inside.without_rims(ink), (x0, y0), _LEAST)


def _paper(counts: Counts, darkest: int, least: int) -> int:
    """The level of a cell's ground: that of most of it; where nothing is darker but some much lighter, of that."""
    most = int(median_of(counts))
    if most - darkest >= least:
        return most
    light = int(share_of(counts, _LIGHT / 100))
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
    pale, dark = print_or_dirt.which(too_pale), print_or_dirt.which(~too_pale)
    through = runs_through(dark, inner, height, settings.remnants)
    ink = split_lines(dark.which(~through), inner, height, settings)
    if ink.lines:
        ink = with_through(ink, dark.which(through), height, settings.remnants)
    elif through.any():
        ink = split_lines(dark, inner, height, settings)
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
    pale = pale_beside(components, print_depth, settings.pale) & ~like_dash(components, inner, height, settings)
    if not pale.any():
        return pale
    dark = components.which(~pale)
    lines = split_lines(dark, inner, height, settings).lines
    if lines and not is_number_like(dark, height):
        pale &= ~read_on(components, lines, height, settings.pale)
    alone = components.which(pale)
    if not lines and not is_number_like(alone, height) and in_rows(alone).any():
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
    near = MIDDLE if max(speck.width, speck.height) >= settings.mark * height else VERY_MIDDLE
    return abs(across) < near * (x1 - x0) and abs(down) < near * height
