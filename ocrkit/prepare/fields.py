"""Fields: grounds darker than paper, such as filled headings and coloured bands of rows.

Print on a field may be darker or lighter than it: what stands out from it either way becomes dark on white.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.prepare.light_print import LightPrintSettings, Mask, Paper, light_print
from ocrkit.prepare.touching import touching
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

_HALF = 0.5
"""What an edge is along most of it, it is."""

_INKED = 0.7
"""What is darker than this share of white may be a rule: a hair between two pixels is no darker."""

_LEAN, _SLOPE = 5, 0.12
"""Pixels by which a line leaves its row or column over a run of a few, and over a longer one, as a share of that: a
page lies at an angle when its light is evened. A worn rule is broken by as few, on the finest scan, too; between the
characters of a line there is more."""


class FieldSettings(Settings):
    """How fields are told. Levels are of 256; lengths are pixels of the image that fields are looked for on."""

    looked_at: int = Field(default=1240, ge=200)
    """Fields are looked for on an image of this longer side: A4 at 106 dpi."""
    window: int = Field(default=9, ge=3)
    """The ground at a place is the median over a window of this side on that image: most of it is ground even where
    it is printed on."""
    smallest: int = Field(default=9, ge=3)
    """A field has bare ground at least this high and wide on that image, in pixels; strokes of print are thinner."""
    step: float = Field(default=8.0, gt=0)
    """A field is darker than the paper by this many levels at least,"""
    noise: float = Field(default=7.0, gt=0)
    """and by this many times the paper's noise."""
    light: LightPrintSettings = LightPrintSettings()
    area: int = Field(default=650, ge=1)
    """A field has at least so many pixels on that image: a small heading cell; print that shows through has fewer."""
    flat: float = Field(default=0.4, gt=0, lt=1)
    """At least this share of a field about a place has the ground's own level; in dense text on paper less has."""
    rough: float = Field(default=0.9, gt=0, le=1)
    """Half as large an image is looked at first: a page on which nothing there is this share as dark and flat has no
    field. That takes a tenth of the time."""
    dark: float = Field(default=0.75, gt=0, lt=1)
    """A field in or beside a shadow is one if its ground is darker than this share of the paper about it,"""
    lit: float = Field(default=0.01, gt=0, lt=1)
    """or this share of it is light print."""
    narrow: int = Field(default=200, ge=8)
    """The paper about it is that on both sides of it, for one way a field is less than so wide on that image."""
    black: float = Field(default=16.0, ge=0, lt=256)
    """A field no lighter than this, as faxes and copies make it, is as black as print: it ends where no such ground
    runs on."""
    edge: float = Field(default=0.5, gt=0, le=1)
    """Where a field ends its level steps by this share of what it is darker than paper; a shadow fades."""
    clearest: float = Field(default=90.0, gt=0, le=100)
    """How far print stands out is told by this percentile of it, for the sides of strokes are paler;"""
    deep: float = Field(default=0.4, gt=0, le=1)
    """but what is as light as paper becomes so dark at least: much of what is darker than paper may show through."""
    outline: int = Field(default=2, ge=0)
    """Where a field ends so a line of this many pixels is drawn: its edge parts cells as a rule does,"""
    long: int = Field(default=24, ge=1)
    """if it is at least so long on that image"""
    ruled: int = Field(default=4, ge=0)
    """and along less than half of it a rule of that length is so near to it there."""


@dataclass(frozen=True)
class Fields:
    """Where fields are and where they end, bool (H, W), their ground, uint8 (H, W), the page's paper and noise.

    ``stepped``, bool (H, W): about where the page is lighter beyond a field's end than within, as at its edge. Where
    print shows through beside it a field may seem to go on, and ends nowhere. ``scale``: how many pixels one of the
    image is on which fields were looked for. ``depth``: how dark what is as light as paper becomes, a share, so
    that print on fields is as dark as the page's other print.
    """

    mask: Mask
    edge: Mask
    stepped: Mask
    ground: Image
    paper: float
    noise: float
    scale: float
    depth: float
    settings: FieldSettings

    @property
    def black(self) -> Mask:
        """Where the nearest field is as black as print, bool (H, W)."""
        return np.asarray(self.ground <= self.settings.black, np.bool_)

    def flatten(self, grey: Image, even: Image, white: float) -> None:
        """Write into ``even`` what stands out from the fields, as dark on white.

        Print as light as paper is as dark as the page's other print then: on a faded page that would be pale
        beside it, and be taken for dirt.
        """
        x, y, width, height = cv2.boundingRect(self.mask.astype(np.uint8))
        rows, columns = slice(y, y + height), slice(x, x + width)
        mask, grounds = self.mask[rows, columns], self.ground[rows, columns]
        levels = cv2.subtract(grey[rows, columns], grounds, dtype=cv2.CV_32F)
        levels[~mask] = 0
        inner = mask & ~self.edge[rows, columns]  # beyond its edge is paper
        paper = Paper(self.paper, self.noise, self.scale)
        where, rough = light_print(np.asarray(levels, np.float32), inner, grounds, paper, self.settings.light)
        above, ground, light = levels[mask], grounds[mask].astype(np.float32), where[mask]
        # On a ground as black as print nothing is darker; on others what differs by less than that is ground.
        below = np.where(ground <= self.settings.black, np.float32(0), np.maximum(-above, np.float32(0)))
        darker = below / np.maximum(ground, np.float32(self.settings.light.least(rough)))
        room = np.maximum(np.float32(self.paper) - ground, np.float32(1))
        lighter = np.where(light, np.clip(above / room, 0, 1), np.float32(0))
        ink = np.maximum(darker, np.float32(self.depth) * lighter)
        even[rows, columns][mask] = np.clip(white * (1 - ink), 0, 255).astype(np.uint8)
        if self.settings.outline:
            even[self.outline(even, white)] = round(white * (1 - self.depth))

    def outline(self, even: Image, white: float) -> Mask:
        """Where fields end at an edge and no rule is drawn along that; bool (H, W)."""
        found = np.zeros(self.mask.shape, np.bool_)
        near = 2 * max(self.settings.outline, round(self.settings.ruled * self.scale)) + 1
        x, y, width, height = cv2.boundingRect(self.mask.astype(np.uint8))
        about = slice(max(0, y - near), y + height + near), slice(max(0, x - near), x + width + near)
        found[about] = self._outline_of(self.mask[about], self.stepped[about], even[about] < _INKED * white, near)
        return found

    def _outline_of(self, mask: Mask, stepped: Mask, dark: Mask, near: int) -> Mask:
        """The same on a part of the page; ``dark`` where ink is, ``near`` pixels across that beside a rule are."""
        kept, long = mask.astype(np.uint8), max(1, round(self.settings.long * self.scale))
        edge = kept - np.asarray(cv2.erode(kept, np.ones((2 * self.settings.outline + 1,) * 2, np.uint8)), np.uint8)
        ends, inked = stepped.astype(np.uint8), dark.astype(np.uint8)
        drawn, beside = np.zeros_like(edge), np.zeros_like(edge)
        for along in ((1, long), (long, 1)):
            side = _running(edge, along)
            rule = np.asarray(cv2.dilate(_running(inked, along, _LEAN), np.ones((near, near), np.uint8)), np.uint8)
            ended, ruled = (_share(side & part, side, along) for part in (ends, rule))
            drawn |= side & ((ended >= _HALF) & (ruled < _HALF)).astype(np.uint8)
            beside |= rule
        drawn |= touching(drawn | (edge & ends & (1 - beside)), drawn, 8)  # sides too short to be told alone
        # Light rules that end there cut it in pieces.
        whole = cv2.dilate(drawn, np.ones((near, near), np.uint8))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
        is_long = stats[:, 2:4].max(axis=1) >= long + near - 1
        return np.asarray(is_long[labels] & (drawn > 0))


def _share(part: Image, whole: Image, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Which share of ``whole`` is ``part``, uint8 0 or 1 both, about each place along a run; 0 where none is."""
    size = max(shape[1], _LEAN), max(shape[0], _LEAN)
    found, of = (cv2.boxFilter(mask, cv2.CV_32F, size, normalize=False) for mask in (part, whole))
    return np.asarray(found / np.maximum(of, 1.0), np.float32)


def _running(mask: Image, shape: tuple[int, int], gap: int | None = None) -> Image:
    """What of ``mask``, uint8 0 or 1, is in runs of this height or width, which may lean a little; uint8 0 or 1.

    A run has no gap of ``gap`` pixels, or of as much as it may lean.
    """
    lean = max(_LEAN, round(_SLOPE * max(shape)))
    gap = gap or lean
    thick = cv2.dilate(mask, np.ones((lean, gap) if shape[1] > shape[0] else (gap, lean), np.uint8))
    return mask & np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


def long_runs(mask: Image, long: int, wide: int = 1) -> Image:
    """What of ``mask``, uint8 0 or 1, is in a level run of ``long`` pixels, or an upright one ``wide`` wide."""
    kernels = (np.ones(side, np.uint8) for side in ((1, long), (long, wide)))
    level, upright = (np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8) for kernel in kernels)
    return level | upright


def rise(small: Image, kept: Image, window: int) -> NDArray[np.float32]:
    """By how many levels the page is lighter beyond the fields than within, about each place; float32 (H, W).

    0 where only one of the two is about.
    """
    within, levels = kept.astype(np.float32), small.astype(np.float32)

    def mean(over: NDArray[np.float32], value: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.blur(value * over, (window, window)), np.float32)

    ones = np.ones_like(levels)
    inside, outside = mean(within, ones), mean(1 - within, ones)
    both = (inside > 0) & (outside > 0)
    higher = mean(1 - within, levels) / np.maximum(outside, 1e-6) - mean(within, levels) / np.maximum(inside, 1e-6)
    return np.where(both, higher, np.float32(0))
