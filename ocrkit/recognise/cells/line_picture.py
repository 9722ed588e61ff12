"""What a page gives of a line of ink: its picture, its colour, how fine it is, and whether a seal is about it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.ink_parts import MAYBE_PRINTED, CellInk
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PreparedPage
from ocrkit.types.settings import Settings


class AroundSettings(Settings):
    """How much of the page is looked at around something, in pixels of the prepared page.

    ``line``: kept around a line of ink in its picture. ``speck``: painted over around a speck there. ``seal``: a seal
    so near to a cell is on it. ``scale``: over so many the scale of the page is measured. ``digit``: a digit is as
    wide as this share of its line's height. ``black``, ``tinted``: ink is darker than this share of its paper, and
    where it is coloured than the other: pink print is light, and colour spreads onto paper.
    """

    line: int = Field(default=8, ge=0)
    speck: int = Field(default=2, ge=0)
    seal: int = Field(default=6, ge=0)
    scale: float = Field(default=16.0, gt=0)
    digit: float = Field(default=0.6, gt=0)
    black: float = Field(default=0.5, gt=0, lt=1)
    tinted: float = Field(default=0.8, gt=0, lt=1)


def is_on_seal(page: PreparedPage, inner: Inner, settings: AroundSettings) -> bool:
    """Whether a seal is about the cell whose inside this is."""
    x0, y0, x1, y1 = inner
    near = settings.seal
    return bool(page.seals[max(0, y0 - near) : y1 + near, max(0, x0 - near) : x1 + near].any())


def line_picture(
    page: PreparedPage, line: UprightBox, ink: CellInk, pieces: Components, inner: Inner, settings: AroundSettings
) -> InkLine:
    """One line of a cell cut out with a little around it, its specks and the cell's rules painted over with paper.

    ``page`` is without diagonals, ``pieces`` are those of the cell, ``inner`` is its inside. Only of a line by itself
    its place there tells.
    """
    around = line.grown(settings.line)
    x0, y0 = max(0, round(around.x0)), max(0, round(around.y0))
    window = page.image[y0 : round(around.y1), x0 : round(around.x1)].copy()
    paper = paper_level(window)
    window[: max(0, inner[1] - y0)] = window[max(0, inner[3] - y0) :] = paper
    window[:, : max(0, inner[0] - x0)] = window[:, max(0, inner[2] - x0) :] = paper
    left_out = [speck for speck in ink.specks if speck.overlap(around) > 0]
    for speck in left_out:
        a0, b0, a1, b1 = speck.grown(settings.speck).as_ints()
        window[max(0, b0 - y0) : max(0, b1 - y0), max(0, a0 - x0) : max(0, a1 - x0)] = paper
    if ink.pale:
        window[_pale(pieces, ink, (x0, y0), window.shape, settings)] = paper
    middle = (inner[1] + inner[3]) / 2 if len(ink.lines) == 1 else None
    level = None if middle is None else (line.y0 + line.y1) / 2 - middle
    box = UprightBox(line.x0 - x0, line.y0 - y0, line.x1 - x0, line.y1 - y0)
    marks = tuple(UprightBox(s.x0 - x0, s.y0 - y0, s.x1 - x0, s.y1 - y0) for s in left_out)
    colours = tints(page, line, paper, settings)
    likely = ink.dash and MAYBE_PRINTED in ink.doubts
    return InkLine(window, box, level, middle, grain(page, line, settings), *colours, marks, ink.dash, likely)


def _pale(
    pieces: Components, ink: CellInk, origin: tuple[int, int], shape: tuple[int, ...], settings: AroundSettings
) -> NDArray[np.bool_]:
    """Where in a picture that begins at ``origin`` pale ink lies, and about it, but for what is print."""
    dx, dy = pieces.origin[0] - origin[0], pieces.origin[1] - origin[1]
    pale, dark = np.isin(pieces.labels, ink.pale), np.isin(pieces.labels, ink.printed)
    size = 2 * settings.speck + 1
    about = cv2.dilate(pale.astype(np.uint8), np.ones((size, size), np.uint8))
    about[cv2.dilate(dark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 0
    found = np.zeros(shape, np.bool_)
    high, wide = about.shape
    into = found[max(0, dy) : dy + high, max(0, dx) : dx + wide]
    into[:] = about[max(0, -dy) :, max(0, -dx) :][: into.shape[0], : into.shape[1]] > 0
    return found


def grain(page: PreparedPage, line: UprightBox, settings: AroundSettings) -> float:
    """How many pixels of the prepared page one of the page as given became about a line, in its coarser direction."""
    x, y = line.centre
    step = settings.scale
    ends = page.transform.inverse(np.array([[x, y], [x + step, y], [x, y + step]]))
    given = np.abs(ends[1:] - ends[0]).max(axis=1)
    return float(max(1.0, (step / np.maximum(given, 1e-6)).max()))


def tints(page: PreparedPage, line: UprightBox, paper: int, settings: AroundSettings) -> tuple[float, float]:
    """The share of a line's ink that is coloured, and the greatest share in any part as wide as a digit.

    ``paper`` is the level of its paper, 0 to 255.
    """
    x0, y0, x1, y1 = (max(0, v) for v in line.as_ints())
    coloured = page.layers[y0:y1, x0:x1] == Layer.COLOURED
    if not coloured.any():
        return 0.0, 0.0
    grey = page.image[y0:y1, x0:x1]
    ink = (grey < settings.black * paper) | (coloured & (grey < settings.tinted * paper))
    inked, tinted = ink.sum(axis=0), (coloured & ink).sum(axis=0)
    digit = np.ones(max(1, min(len(inked), round(settings.digit * line.height))))
    parts = np.convolve(tinted, digit, "valid") / np.maximum(np.convolve(inked, digit, "valid"), line.height)
    return float(tinted.sum() / max(1, int(inked.sum()))), float(parts.max())
