"""A region of a page with its lines made straight: what is left of a curled or buckled sheet bends them together."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.ink import LineInk, PageInk, dense
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_BEYOND = 100
"""Lines are followed so far past the region: a fold goes on there."""

_PIECES = ((60, 0.9), 40)
"""Bends are measured on lines of which so much is inked over so many pixels, in pieces so much longer still."""

_STEP, _BIN = 4, 16
"""Every so many pixels are looked at; one point of a line per so many is made of them."""

_LEAST = 60
"""Fewer points say nothing of bends."""

_MAP = 16
"""Where pixels go is worked out for one of so many, and linearly between."""

_LOOSE, _TURNS = 1.5, 3
"""Points further than this from where the lines bend to are not of those that bend; looked at in so many turns."""

_BENT, _MOST = 1.0, 40.0
"""Lines are bent where a fifth of their points lie this far off; what moves a point further than the second is no
bend."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bend:
    """How far a line's points lie off it, a polynomial in both directions; noughts where it does not bend."""

    centre: tuple[float, float]
    size: float
    factors: Floats

    def __call__(self, along: Floats, across: Floats) -> Floats:
        """The offset across the lines, in pixels."""
        terms = _terms((along - self.centre[0]) / self.size, (across - self.centre[1]) / self.size)
        return np.asarray(sum(f * t for f, t in zip(self.factors, terms, strict=True)), np.float64)


@dataclass(frozen=True)
class Region:
    """The lines of a region and around it, straight. ``box`` is the region in its own pixels.

    ``corner`` is where its first pixel lies on the shrunken page; ``level`` and ``upright`` say how far the lines of
    the page bend there. ``print_dark`` is how dark the page's rules are, as the darkest ones are.
    """

    lines: tuple[LineInk, LineInk]
    box: UprightBox
    corner: tuple[int, int]
    level: Bend
    upright: Bend
    print_dark: float

    def to_page(self, points: Floats) -> Floats:
        """Points (n, 2) of the region, x and y, as they lie on the shrunken page."""
        x, y = points.T
        moved = np.column_stack([x + self.upright(y, x), y + self.level(x, y)])
        return np.asarray(moved + self.corner, np.float64)

    def from_page(self, points: Floats) -> Floats:
        """The other way round."""
        given = points - self.corner
        found = given
        for _ in range(3):
            x, y = found.T
            found = np.column_stack([given[:, 0] - self.upright(y, x), given[:, 1] - self.level(x, y)])
        return np.asarray(found, np.float64)


def straight_region(page: PageInk, box: UprightBox) -> Region:
    """The region of a page in a box, in pixels of the shrunken page, with its lines made straight."""
    height, width = page.level.ink.shape
    x0, y0, x1, y1 = box.as_ints()
    left, top = max(0, x0 - _BEYOND), max(0, y0 - _BEYOND)
    right, bottom = min(width, x1 + _BEYOND), min(height, y1 + _BEYOND)
    level = page.level.part((top, bottom), (left, right))
    upright = page.upright.part((left, right), (top, bottom))
    inside = UprightBox(x0 - left, y0 - top, x1 - left, y1 - top)
    bends = _bend(level, inside), _bend(upright, UprightBox(inside.y0, inside.x0, inside.y1, inside.x1))
    if any(bend.factors.any() for bend in bends):
        level, upright = _straightened(level, upright, *bends)
    return Region((level, upright), inside, (left, top), *bends, page.print_dark)


def _terms(u: Floats, v: Floats) -> tuple[Floats, ...]:
    return u, u**2, u**3, u * v, u**2 * v, u * v**2


def _bend(ink: LineInk, box: UprightBox) -> Bend:
    """How the level lines in a box bend together."""
    x0, y0, x1, y1 = box.as_ints()
    centre, size = box.centre, max(box.width, box.height) / 2
    none = Bend(centre, size, np.zeros(6))
    (length, share), more = _PIECES
    crop = ink.broad[y0:y1, x0:x1]
    mask = np.ascontiguousarray(dense(crop, length, share)[:, ::_STEP])
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    good = (stats[:, cv2.CC_STAT_WIDTH] * _STEP >= more + _BIN) & (stats[:, cv2.CC_STAT_HEIGHT] <= 3 * _BIN)
    good[0] = False
    rows, cols = np.nonzero(good[labels])
    if not len(rows):
        return none
    piece = labels[rows, cols].astype(np.intp)
    cols = cols * _STEP
    point = piece * (crop.shape[1] // _BIN + 1) + cols // _BIN
    names, index, count = np.unique(point, return_inverse=True, return_counts=True)
    x, y = (np.bincount(index, weights=v) / count for v in (cols, rows))
    piece = names // (crop.shape[1] // _BIN + 1)
    keep = np.ones(len(x), np.bool_)
    was = np.abs(_about_mean(y[:, None], piece, keep)[:, 0])
    if np.percentile(was, 80) < _BENT:
        return none
    u, v = (x + x0 - centre[0]) / size, (y + y0 - centre[1]) / size
    terms = np.stack(_terms(u, v), axis=1)
    factors = np.zeros(6)
    for _ in range(_TURNS):
        if keep.sum() < _LEAST:
            return none
        a, b = (_about_mean(values, piece, keep) for values in (terms, y[:, None]))
        factors = np.linalg.lstsq(a[keep], b[keep, 0], rcond=None)[0]
        rest = np.abs(_about_mean(y[:, None] - (terms @ factors)[:, None], piece, keep)[:, 0])
        keep = rest <= max(_LOOSE, float(np.median(rest[keep])) * 2)
    bend = Bend(centre, size, factors)
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2]], float)
    most = np.abs(bend(corners[:, 0], corners[:, 1])).max()
    was = np.abs(_about_mean(y[:, None], piece, keep)[:, 0])
    before, after = (float(np.percentile(values[keep], 80)) for values in (was, rest))
    return bend if most <= _MOST and before >= max(_BENT, 2 * after) else none


def _about_mean(values: Floats, piece: NDArray[np.intp], keep: NDArray[np.bool_]) -> Floats:
    """Values (n, k) less the mean of those kept of their piece."""
    n = int(piece.max()) + 1
    count = np.maximum(1, np.bincount(piece[keep], minlength=n))
    means = np.stack([np.bincount(piece[keep], weights=v[keep], minlength=n) / count for v in values.T], axis=1)
    return np.asarray(values - means[piece], np.float64)


def _straightened(level: LineInk, upright: LineInk, down: Bend, across: Bend) -> tuple[LineInk, LineInk]:
    height, width = level.ink.shape
    ny, nx = -(-height // _MAP), -(-width // _MAP)
    gx, gy = np.meshgrid((np.arange(nx) + 0.5) * _MAP - 0.5, (np.arange(ny) + 0.5) * _MAP - 0.5)
    map_x, map_y = (_enlarged(each)[:height, :width] for each in (gx + across(gy, gx), gy + down(gx, gy)))

    def moved(image: Image) -> Image:
        return np.asarray(cv2.remap(image, map_x, map_y, cv2.INTER_NEAREST), np.uint8)

    def turned(image: Image) -> Image:
        return np.asarray(cv2.transpose(moved(np.asarray(cv2.transpose(image), np.uint8))), np.uint8)

    dark, ink, through = moved(level.dark), moved(level.ink), moved(level.through)
    up = LineInk(turned(upright.dark), np.ascontiguousarray(through.T), np.ascontiguousarray(ink.T))
    return LineInk(dark, ink, through), up


def _enlarged(coarse: Floats) -> NDArray[np.float32]:
    """A sample a pixel of one in the middle of every ``_MAP`` of them, linearly, beyond the outer ones too."""
    padded = np.pad(coarse, 1, mode="reflect", reflect_type="odd").astype(np.float32)
    size = (padded.shape[1] * _MAP, padded.shape[0] * _MAP)
    large = cv2.resize(padded, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[_MAP:-_MAP, _MAP:-_MAP], np.float32)
