"""How far each place of the page as given stands out from the ground around it, in any colour, darker or lighter.

It is worked out on the given pixels, before any stage changed them, and laid over the prepared page.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PreparedPage
from ocrkit.types.settings import Settings

_EVEN = 128
"""Neither lighter nor darker."""

_STEP = 16
"""The way back to the page as given is worked out every so many pixels, and linearly between."""


class GivenSettings(Settings):
    """How closely the page as given is looked at, and what the ground of a place is: the median about it.

    ``digit``: pixels that the height of a digit has at least; a finer page is made smaller by whole numbers, so that
    a decimal point still has one pixel and more. ``apart``: the ground is the median of every so many pixels, each
    way, ``window``: over a square of so many of those; light changes by no more than ``slope`` levels over half a
    cell, so that dense print and a neighbour's field do not pass for ground. ``enough``: so many of a cell's places
    where no ink is known tell its ground, this ``part`` of them at least, else all of them do.
    """

    digit: int = Field(default=12, ge=7)
    apart: int = Field(default=4, ge=1)
    window: int = Field(default=9, ge=3)
    slope: int = Field(default=20, ge=0, le=255)
    enough: int = Field(default=8, ge=1)
    part: float = Field(default=0.15, ge=0, le=1)


@dataclass(frozen=True)
class Raster:
    """A picture over a part of the prepared page: ``step`` of its pixels each way are one of the picture.

    ``left``, ``top``: where it begins, ``width``, ``height``: its size, in pixels of the picture.
    """

    left: int
    top: int
    width: int
    height: int
    step: int

    @classmethod
    def over(cls, box: UprightBox, shape: tuple[int, ...], step: int) -> Raster:
        """The one that holds ``box`` of a prepared page of this shape (H, W)."""
        x0, y0, x1, y1 = box.as_ints()
        x0, y0, x1, y1 = max(0, x0) // step, max(0, y0) // step, min(shape[1], x1), min(shape[0], y1)
        return cls(x0, y0, max(1, -(-x1 // step) - x0), max(1, -(-y1 // step) - y0), step)

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width)."""
        return self.height, self.width

    def window(self, box: UprightBox) -> tuple[slice, slice]:
        """The rows and columns whose middles lie in ``box``."""
        x0, y0, x1, y1 = self.corners(box)
        return slice(y0, y1), slice(x0, x1)

    def corners(self, box: UprightBox) -> tuple[int, int, int, int]:
        """The same as (x0, y0, x1, y1), half-open."""
        step, left, top = self.step, self.left, self.top
        return (
            max(0, round(max(0.0, box.x0 / step - 0.5)) - left),
            max(0, round(max(0.0, box.y0 / step - 0.5)) - top),
            max(0, round(max(0.0, box.x1 / step - 0.5)) - left),
            max(0, round(max(0.0, box.y1 / step - 0.5)) - top),
        )

    def sampled(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A picture of the whole prepared page, (H, W), at this raster."""
        half = self.step // 2
        rows = slice(self.top * self.step + half, (self.top + self.height) * self.step, self.step)
        cols = slice(self.left * self.step + half, (self.left + self.width) * self.step, self.step)
        found = picture[rows, cols]
        missing = self.height - found.shape[0], self.width - found.shape[1]
        return np.pad(found, ((0, missing[0]), (0, missing[1]))) if any(missing) else found


def stand_out(
    page: PreparedPage,
    raster: Raster,
    owner: NDArray[np.int16],
    bare: NDArray[np.bool_],
    text_height: float,
    settings: GivenSettings,
) -> Image:
    """How many levels each place of ``raster`` is away from the ground of its cell on the page as given.

    The largest difference of the colours, uint8 (height, width). ``owner``, of the same shape, has the number of the
    cell, from 1, that each place is in, 0 for none; ``bare``, bool, where no ink is known. ``text_height`` is the
    height of a digit in pixels of the prepared page.
    """
    colours = _laid_over(page, raster, text_height, settings)
    away = cv2.absdiff(colours, _ground(colours, owner, bare, settings))
    if away.ndim == 3:
        blue, green, red = cv2.split(away)
        away = cv2.max(cv2.max(blue, green), red)
    return np.asarray(away, dtype=np.uint8)


def pixel_of(page: PreparedPage, raster: Raster) -> float:
    """The side of a pixel of the page as given, in pixels of ``raster``; at least 1, for those have seen it."""
    return max(1.0, _prepared_for_one(*_way_back(page, raster), raster.step) / raster.step)


def _laid_over(page: PreparedPage, raster: Raster, text_height: float, settings: GivenSettings) -> Image:
    """The page as given at ``raster``, (height, width) or (height, width, 3); what lies beside it is white."""
    given = page.image if page.given is None else page.given
    across, down = _way_back(page, raster)
    by = max(1, int(text_height / _prepared_for_one(across, down, raster.step) / settings.digit))
    x0, y0 = (max(0, int(np.floor(axis.min()))) for axis in (across, down))
    x1, y1 = (max(0, int(np.ceil(axis.max())) + by) for axis in (across, down))
    crop = given[y0 : y1 + 1, x0 : x1 + 1]
    size = crop.shape[1] // by, crop.shape[0] // by
    if min(size) < 1:
        return np.full(raster.shape, 255, np.uint8)
    if by > 1:
        crop = np.asarray(
            cv2.resize(crop[: size[1] * by, : size[0] * by], size, interpolation=cv2.INTER_AREA), np.uint8
        )
    map_x, map_y = (
        _enlarged((axis - start + 0.5) / by - 0.5, raster.shape) for axis, start in ((across, x0), (down, y0))
    )
    return np.asarray(cv2.remap(crop, map_x, map_y, cv2.INTER_LINEAR, borderValue=(255.0,) * 3), dtype=np.uint8)


def _ground(colours: Image, owner: NDArray[np.int16], bare: NDArray[np.bool_], settings: GivenSettings) -> Image:
    """The level of each colour of the ground at each place, of the shape of ``colours``.

    Single pixels are looked at, for means of print and paper would be neither.
    """
    apart = settings.apart
    every = slice(apart // 2, None, apart)
    sparse, cell, free = colours[every, every], owner[every, every], bare[every, every]
    if sparse.size == 0:
        return colours
    planes = [_ground_of(plane, cell, free, settings) for plane in _planes(np.asarray(sparse))]
    height, width = (size * apart for size in cell.shape)
    large = np.asarray(cv2.resize(cv2.merge(planes), (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    below, right = max(0, colours.shape[0] - height), max(0, colours.shape[1] - width)
    large = large[: colours.shape[0], : colours.shape[1]]
    return np.asarray(cv2.copyMakeBorder(large, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8)


def _ground_of(levels: Image, cell: NDArray[np.int16], bare: NDArray[np.bool_], settings: GivenSettings) -> Image:
    """The ground of one colour: that of the cell, and what it is more or less than that about each place.

    How the light changes is told over more than a cell, each less its own ground: a neighbour's field is no shadow.
    In a low cell full of digits most places are ink or its fringe: the ground is told where no ink is known.
    """
    counts = _level_counts(levels, cell, np.ones_like(bare))
    free = _level_counts(levels, cell, bare)
    enough = free.sum(axis=1) >= np.maximum(settings.enough, settings.part * counts.sum(axis=1))
    counts[enough] = free[enough]
    counts[0] = counts.sum(axis=0)  # beside the cells is the table's rule: its ground is as the whole table's
    below = np.cumsum(counts, axis=1)
    middle = (below * 2 < below[:, -1:]).sum(axis=1)[cell]
    shades = np.clip(levels - middle + _EVEN, 0, 255).astype(np.uint8)
    light = _median_about(shades, settings.window).astype(np.intp) - _EVEN
    return np.asarray(np.clip(middle + np.clip(light, -settings.slope, settings.slope), 0, 255), dtype=np.uint8)


def _median_about(levels: Image, window: int) -> Image:
    """The median about each place.

    At the edges, which are the table's outer rules, what lies inside goes on mirrored: a rule that went on as it is
    would be most of a window.
    """
    near, (high, wide) = window // 2, levels.shape
    wider = cv2.copyMakeBorder(levels, near, near, near, near, cv2.BORDER_REFLECT_101)
    return np.asarray(cv2.medianBlur(wider, window)[near : near + high, near : near + wide], np.uint8)


def _level_counts(levels: Image, cell: NDArray[np.int16], chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many of the ``chosen`` places of each cell have each level, (cells, 256)."""
    cells = int(cell.max(initial=0)) + 1
    numbers = cell[chosen].astype(np.intp) * 256 + levels[chosen]
    return np.bincount(numbers, minlength=256 * cells).reshape(cells, 256)


def _planes(image: Image) -> list[Image]:
    return [image] if image.ndim == 2 else [np.asarray(plane, np.uint8) for plane in np.moveaxis(image, 2, 0)]


def _way_back(page: PreparedPage, raster: Raster) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """x and y on the page as given of the middles of squares of ``raster``, and of one more on every side."""
    xs, ys = (
        (start + (np.arange(-1, -(-size // _STEP) + 1) + 0.5) * _STEP) * raster.step - 0.5
        for start, size in ((raster.left, raster.width), (raster.top, raster.height))
    )
    grid_x, grid_y = np.meshgrid(xs, ys)
    source = page.transform.inverse(np.column_stack([grid_x.ravel(), grid_y.ravel()]))
    return source[:, 0].reshape(grid_x.shape), source[:, 1].reshape(grid_x.shape)


def _prepared_for_one(across: NDArray[np.float64], down: NDArray[np.float64], step: int) -> float:
    """Pixels of the prepared page for one of the page as given, in the direction in which there are more."""
    steps = [np.hypot(np.diff(across, axis=axis), np.diff(down, axis=axis)) for axis in (0, 1)]
    return _STEP * step / max(1e-6, min(float(np.median(each)) for each in steps))


def _enlarged(coarse: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float32]:
    """Bilinear enlargement by ``_STEP`` of samples with one more on every side, cut to ``shape``."""
    rows, cols = coarse.shape
    large = cv2.resize(coarse.astype(np.float32), (cols * _STEP, rows * _STEP), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[_STEP : _STEP + shape[0], _STEP : _STEP + shape[1]], dtype=np.float32)
