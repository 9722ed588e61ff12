"""Dashes so faint that no pixel of them is ink: looked for in blank cells, where the dashes of their table stand.

A matched filter: the mean over a dash's box is held against that above and below it, and this difference against what
it is elsewhere on the same level of the cell, where there is nothing but paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.ink_parts import MAYBE_LOST, MAYBE_PRINTED, CellInk
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class FaintDashSettings(Settings):
    """When a blank cell holds a faint dash. ``fellows``: so many cells of its table hold one.

    ``spread``: where they stand the paper is darker than beside it by so many times what it varies there, and by
    ``level`` grey levels; ``off``: so many pixels from there at most. ``beside``: the paper above and below begins
    so many pixels off the dash, ``clear``: that on its sides so many times its width from its middle.
    """

    fellows: int = Field(default=6, ge=2)
    spread: float = Field(default=4.0, gt=0)
    level: float = Field(default=2.0, gt=0)
    off: int = Field(default=1, ge=0)
    beside: int = Field(default=2, ge=0)
    clear: float = Field(default=1.5, ge=1)


def with_faint_dashes(
    image: Image, inks: Sequence[CellInk], inners: Sequence[Inner], settings: FaintDashSettings
) -> tuple[CellInk, ...]:
    """The ink of a table's cells, one entry each; blank ones with a faint dash have a line there, and a doubt.

    ``inners`` are the insides of the cells on the page ``image``.
    """
    places = [
        _place(ink.lines[0], inner)
        for ink, inner in zip(inks, inners, strict=True)
        if ink.dash and len(ink.lines) == 1
    ]
    if len(places) < settings.fellows:
        return tuple(inks)
    usual = np.median(np.array(places), axis=0)
    found = list(inks)
    for i, (ink, inner) in enumerate(zip(inks, inners, strict=True)):
        box = None if ink.lines or ink.ruled else _faint(image, inner, usual, settings)
        if box is not None:
            others = tuple(doubt for doubt in ink.doubts if doubt not in (MAYBE_LOST, MAYBE_PRINTED))
            found[i] = replace(ink, lines=(box,), specks=(), doubts=(*others, MAYBE_PRINTED), dash=True)
    return tuple(found)


def _place(dash: UprightBox, inner: Inner) -> tuple[float, float, float, float]:
    """How far a dash's middle is right of and below its cell's, and its width and height."""
    x, y = dash.centre
    return x - (inner[0] + inner[2]) / 2, y - (inner[1] + inner[3]) / 2, dash.width, dash.height


def _faint(image: Image, inner: Inner, usual: NDArray[np.float64], settings: FaintDashSettings) -> UprightBox | None:
    """Where a faint dash is in the cell, of the usual size and place; None where there is none."""
    x0, y0, x1, y1 = inner
    wide, high = max(3, round(float(usual[2]))), max(2, round(float(usual[3])))
    across, down = (x1 - x0) / 2 + float(usual[0]), (y1 - y0) / 2 + float(usual[1])
    means = np.asarray(cv2.blur(image[y0:y1, x0:x1].astype(np.float32), (wide, high)), np.float32)
    rows = np.arange(round(down) - settings.off, round(down) + settings.off + 1)
    beside = high + settings.beside
    if rows[0] < beside or rows[-1] + beside >= len(means):
        return None
    darker = (means[rows - beside] + means[rows + beside]) / 2 - means[rows]
    level = darker.max(axis=0)[wide : -wide or None]
    at = np.arange(len(level)) + wide
    near = np.abs(at - across) <= settings.off
    paper = level[np.abs(at - across) > settings.clear * wide]
    if not near.any() or len(paper) < 2 * wide:
        return None
    best = float(level[near].max())
    if best < settings.level or best < paper.mean() + settings.spread * paper.std() or best <= paper.max():
        return None
    return UprightBox(x0 + across - wide / 2, y0 + down - high / 2, x0 + across + wide / 2, y0 + down + high / 2)
