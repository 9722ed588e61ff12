"""Pixels that are not square: a fax has half as many lines as columns to the inch, or twice as many."""

from __future__ import annotations

import unicodedata

import cv2
import numpy as np

from ocrkit.prepare.pieces import line_pieces, text_of
from ocrkit.prepare.turn import ReadLines, line_scores
from ocrkit.types.page import Image

_EVEN = 1.02
_MOST = 4.0
"""Resolutions across and down differ by no more than this; what a file says beyond it is a mistake."""

_WIDE, _LONG = 1.25, 2.2
"""Pages so many times as wide as high, or as high as wide, may have too few lines, or too many."""

_PIECES = 8
_LENGTH = 16
_ASSURED = 0.8
_NARROW, _BROAD = 0.65, 1.6
"""A full-width character takes about as much of its line's length as of its height; less, or more, than this, no page
is printed."""


def told_stretch(dpi_xy: tuple[float, float] | None) -> float:
    """How many times as high a page is to be made, by what its file says of its resolution; 1.0 where it is even."""
    if dpi_xy is None or min(dpi_xy) <= 0:
        return 1.0
    ratio = dpi_xy[0] / dpi_xy[1]
    return ratio if _EVEN < max(ratio, 1 / ratio) <= _MOST else 1.0


def seen_stretch(grey: Image, read: ReadLines) -> float:
    """The same by the shape of its characters, for a fax whose file does not tell: 2.0, 0.5 or 1.0.

    ``grey`` is evenly lit uint8 (H, W). Only pages of a fax's shape are looked at.
    """
    height, width = grey.shape
    if width <= _WIDE * height and height <= _LONG * width:
        return 1.0
    pieces = line_pieces(text_of(grey), _PIECES, _LENGTH)
    factor = 2.0 if width > height else 0.5
    evened = [np.asarray(cv2.resize(each, None, fx=1, fy=factor), np.uint8) for each in pieces]
    readings = read([*pieces, *evened]) if pieces else []
    scores = line_scores(readings)
    shapes = []
    for i, piece in enumerate(pieces):
        better = max(i, i + len(pieces), key=scores.__getitem__)
        if scores[better] >= _ASSURED:
            shapes.append(_advance(readings[better].text or "", piece))
    shape = float(np.median(shapes)) if len(shapes) >= 2 else 1.0
    return factor if (shape > _BROAD if width > height else shape < _NARROW) else 1.0


def _advance(text: str, piece: Image) -> float:
    """What a full-width character takes of its line's length, in heights of the line's ink."""
    ink = piece < 190
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text)
    return float(np.ptp(cols) + 1) / ems / float(np.ptp(rows) + 1)
