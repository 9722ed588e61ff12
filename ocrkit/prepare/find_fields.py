"""Where fields are: flat grounds darker than paper that end with a step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.black_fields import to_its_end
from ocrkit.prepare.field_about import even_sided, light_about, of_its_level
from ocrkit.prepare.fields import Fields, FieldSettings, rise
from ocrkit.prepare.flat_ground import broad, filled, flat_ground
from ocrkit.prepare.light_print import Mask
from ocrkit.prepare.shrink import roughly_shrunk, shrunk
from ocrkit.types.page import Image

Labels = NDArray[np.integer[Any]]

_FEW = 9
"""Light print has so many pixels at least."""

_BROAD = 5
"""What is nowhere so broad is no ground, but the slope from one to another along a field's side."""

_BAND = 32
"""Grounds that differ by less than half of this are one level."""


@dataclass(frozen=True)
class _Grounds:
    """The ground about each place, uint8 (H, W), and the page's paper, in levels.

    ``least``: by how many levels a field is darker than that. ``pieces``: int32 (H, W), the pieces of flat ground
    darker than paper that are larger than print, from 1. ``lit`` and ``dark_print``: what is as much lighter or
    darker than its ground, uint8 0 or 1.
    """

    ground: Image
    paper: float
    least: float
    pieces: NDArray[np.int32]
    lit: Image
    dark_print: Image


def find_fields(grey: Image, settings: FieldSettings) -> Fields | None:
    """The fields of a page, None where it has none. What touches the page's edge is beside the page."""
    h, w = grey.shape
    factor = min(1.0, settings.looked_at / max(h, w))
    if min(round(w * factor), round(h * factor)) < 2 * settings.window:
        return None
    half = flat_ground(roughly_shrunk(grey, factor / 2), settings.window // 2 | 1, settings, settings.rough)
    if not (_sizes(half.core)[1:, 4] >= _steady_area(settings) / 4).any():  # as on most pages
        return None
    small = shrunk(grey, factor)
    looked = flat_ground(small, settings.window, settings)
    ground, paper, core = looked.ground, looked.paper, looked.core
    if not _is_steady(_sizes(core), settings).any():
        return None
    field, bare = broad(looked, settings)
    if not _has_large(field, settings.area):  # holes, the shadow of a fold
        return None
    lit, dark = (
        (cv2.subtract(*pair) >= looked.least).astype(np.uint8) for pair in ((small, ground), (ground, small))
    )
    grounds = _Grounds(ground, paper, looked.least, _steady(core, ground, settings), lit, dark)
    kept, light = _kept(field, bare, grounds, settings)
    kept = even_sided(kept, looked.bare_paper, settings)
    if not kept.any():  # as on most pages: the rest is needed for fields alone
        return None
    even = ((grounds.pieces > 0) & (_steps(ground) <= looked.tolerance)).astype(np.uint8)
    own = _own_ground(ground, grounds.pieces, even)
    kept = of_its_level(kept, ground, own, light, settings)
    if not kept.any():
        return None
    inner = np.asarray(cv2.erode(kept, np.ones((5, 5), np.uint8)), np.uint8)
    stepped = (rise(small, kept, settings.window) >= settings.edge * (light - own)).astype(np.uint8)
    depth = _print_depth(small, kept, (light, own), grounds, settings)
    mask, within, beside = (_enlarged(part, (w, h)) for part in (kept, inner, stepped))
    own = np.asarray(cv2.resize(own, (w, h), interpolation=cv2.INTER_NEAREST), np.uint8)
    fields = Fields(mask, mask & ~within, beside, own, paper, looked.noise, 1 / factor, depth, settings)
    black = fields.black
    if not (mask & black).any():
        return fields
    between = np.asarray((own + paper) / 2, np.float32)  # a field is rougher than paper
    ended = to_its_end(mask.astype(np.uint8), grey, between, 1 / factor, settings)
    mask = np.where(black, ended > 0, mask)
    return replace(fields, mask=mask, edge=mask & ~within) if mask.any() else None


def _print_depth(
    small: Image,
    kept: Image,
    levels: tuple[NDArray[np.float32], NDArray[np.floating[Any] | np.uint8]],
    grounds: _Grounds,
    settings: FieldSettings,
) -> float:
    """How dark what is as light as paper becomes on fields, a share: as dark as the page's other print.

    ``levels``: those of the paper about each place and of its field's own ground. Both kinds of print are measured on
    one image, ``small``, where strokes are blurred alike; 1.0 where there is little of either.
    """
    paper, own = levels
    away = cv2.dilate(kept, np.ones((settings.window,) * 2, np.uint8)) == 0
    dark, lit = (grounds.dark_print > 0) & away, (grounds.lit & kept) > 0
    on_paper = _depth((grounds.ground - small.astype(np.float32)) / np.maximum(grounds.ground, 1), dark, settings)
    on_fields = _depth((small - own.astype(np.float32)) / np.maximum(paper - own, 1), lit, settings)
    return float(np.clip(on_paper / on_fields, settings.deep, 1)) if on_paper and on_fields else 1.0


def _depth(out: NDArray[np.float32], print_: Mask, settings: FieldSettings) -> float | None:
    """How far print stands out, a share: ``out`` is that of each place, float32 (H, W).

    None where less than a field is print.
    """
    if np.count_nonzero(print_) < settings.area:
        return None
    return float(np.clip(np.percentile(out[print_], settings.clearest), 0, 1))


def _enlarged(mask: Image, size: tuple[int, int]) -> Mask:
    """A mask, uint8 0 or 1, at a larger size (W, H), its edges as straight as they were; bool."""
    return np.asarray(cv2.resize(mask * np.uint8(255), size, interpolation=cv2.INTER_LINEAR) >= 128)


def _kept(field: Image, paper: Mask, grounds: _Grounds, settings: FieldSettings) -> tuple[Image, NDArray[np.float32]]:
    """The fields with the print in them, uint8 0 or 1, and the level of the paper about each place, float32 (H, W).

    ``field`` is what may be one, uint8 0 or 1, ``paper`` where paper is broad and bare, bool.
    """
    of_page = np.full(field.shape, grounds.paper, np.float32)
    whole, _ = _told(field, of_page, grounds, settings)
    rest = field & (1 - whole)
    if not _has_large(rest, max(settings.area, _steady_area(settings))):
        return whole, of_page
    # A shadow or a stain that runs from a field to the page's edge is another ground, and the ground steps where it
    # begins. A ground with dark print is left to the division by the paper's light unless it is dark itself.
    light = light_about(grounds.ground, grounds.paper, grounds.least, settings)
    depth = np.maximum(light - grounds.ground, grounds.least)
    even = (_steps(grounds.ground) <= settings.edge * depth) & (depth > grounds.least)
    parts, none = _told(rest & even, light, grounds, settings)
    parts &= _dark_or_lit(parts, light, grounds, settings)
    parts = filled(parts, paper | (none > 0)) & rest if parts.any() else parts
    return np.asarray(whole | parts, np.uint8), np.where(parts > 0, light, of_page)


def _dark_or_lit(field: Image, light: NDArray[np.float32], grounds: _Grounds, settings: FieldSettings) -> Image:
    """The pieces of ``field`` that are much darker than the paper about them, or have light print; uint8 0 or 1."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(field, connectivity=4)
    dark = (grounds.ground < settings.dark * light).astype(np.uint8)
    # Beyond its edge all is lighter, and so is the halo that a sharpened scan puts around dark print.
    within = np.asarray(cv2.erode(field, np.ones((5, 5), np.uint8)), np.uint8)
    within &= 1 - np.asarray(cv2.dilate(grounds.dark_print, np.ones((settings.window,) * 2, np.uint8)), np.uint8)
    darker, lit = (
        np.bincount(labels[part > 0], minlength=len(stats)) for part in (dark & field, grounds.lit & within)
    )
    kept = (darker >= stats[:, 4] / 2) | (lit >= np.maximum(settings.lit * stats[:, 4], _FEW))
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)


def _told(
    field: Image, light: NDArray[np.float32], grounds: _Grounds, settings: FieldSettings
) -> tuple[Image, Image]:
    """Which pieces of what may be ``field`` are fields, and which are none though large enough; uint8 0 or 1 each.

    ``light`` is the level of the paper about each place, float32 (H, W).
    """
    _, found, stats, _ = cv2.connectedComponentsWithStats(field, connectivity=4)
    labels = np.asarray(found, dtype=np.int32)
    x, y, width, height, area = stats.T
    large = area >= settings.area
    large[0] = False
    inside = large & (x > 0) & (y > 0) & (x + width < field.shape[1]) & (y + height < field.shape[0])
    inside &= np.bincount(labels[grounds.pieces > 0], minlength=len(stats)) > 0
    for i in np.flatnonzero(inside):
        inside[i] = _has_edges(labels, stats[i], int(i), grounds.ground, light, settings)
    return inside[labels].astype(np.uint8), (large & ~inside)[labels].astype(np.uint8)


def _has_edges(
    labels: Labels,
    box: Labels,
    label: int,
    ground: Image,
    light: NDArray[np.float32],
    settings: FieldSettings,
) -> bool:
    """Whether the ground steps where a piece of ``labels`` ends; ``box`` is its x, y, width, height and area."""
    x, y, width, height, _ = (int(v) for v in box)
    x0, y0 = max(0, x - settings.window), max(0, y - settings.window)
    x1, y1 = x + width + settings.window, y + height + settings.window
    piece, around = (labels[y0:y1, x0:x1] == label).astype(np.uint8), ground[y0:y1, x0:x1]
    far, near = (cv2.dilate(piece, np.ones((side, side), np.uint8)) for side in (9, 5))
    inner, within = (cv2.erode(piece, np.ones((side, side), np.uint8)) for side in (5, 9))
    outside, inside = around[(far > 0) & (near == 0)], around[(inner > 0) & (within == 0)]
    if outside.size == 0 or inside.size == 0:
        return False
    depth = float(np.median(light[y0:y1, x0:x1][piece > 0])) - float(np.median(around[piece > 0]))
    return float(np.median(outside)) - float(np.median(inside)) >= settings.edge * depth


def _steps(ground: Image) -> Image:
    """By how many levels the ground changes from a pixel to the next; uint8 (H, W)."""
    around = np.ones((3, 3), np.uint8)
    return np.asarray(cv2.subtract(cv2.dilate(ground, around), cv2.erode(ground, around)), np.uint8)


def _steady(core: Image, ground: Image, settings: FieldSettings) -> NDArray[np.int32]:
    """The pieces of ``core`` that hang together at one level over more than strokes of print do, numbered from 1."""
    whole = np.zeros(core.shape, np.int32)
    x, y, width, height = cv2.boundingRect(core)
    within = (slice(y, y + height), slice(x, x + width))
    core, ground, numbered = core[within], ground[within], whole[within]
    last = 0
    for shift in (0, _BAND // 2):  # a level near the end of one band is in the middle of the other
        band = cv2.LUT(ground, ((np.arange(256) + shift) // _BAND).astype(np.uint8))
        counts = np.bincount(band[core > 0])
        for level in np.flatnonzero(counts >= _steady_area(settings)).tolist():
            of_level = cv2.bitwise_and(core, cv2.compare(band, level, cv2.CMP_EQ))
            _, labels, stats, _ = cv2.connectedComponentsWithStats(of_level, connectivity=4)
            large = _is_steady(np.asarray(stats, np.int32), settings)
            broad = cv2.erode(of_level, np.ones((_BROAD, _BROAD), np.uint8))
            large &= np.bincount(labels[broad > 0], minlength=len(stats)) > 0
            if large.any():
                new = large[labels] & (numbered == 0)
                numbered[new] = labels[new] + last
                last = int(numbered.max())
    return whole


def _sizes(core: Image) -> Labels:
    """Box and area of each piece of ``core``, the first that of the rest; int (N, 5)."""
    return np.asarray(cv2.connectedComponentsWithStats(core, connectivity=4)[2], np.int32)


def _is_steady(stats: Labels, settings: FieldSettings) -> Mask:
    """Which pieces are larger than strokes of print make them; the first is none."""
    large = np.asarray(stats[:, 4] >= _steady_area(settings))
    large[0] = False
    return large


def _has_large(field: Image, area: int) -> bool:
    """Whether a piece of what may be fields, uint8 0 or 1, has so many pixels."""
    return bool((_sizes(field)[1:, 4] >= area).any())


def _steady_area(settings: FieldSettings) -> int:
    """Pixels of the least piece of ground that is no stroke of print."""
    return 5 * settings.smallest**2


def _own_ground(ground: Image, pieces: NDArray[np.int32], bare: Image) -> Image:
    """The ground of each place as it is at the nearest ``bare`` place of its piece of field; uint8 (H, W).

    Where the nearest bare place is another piece's it is the commonest level of its own piece.
    """
    near, bare_near = _nearest((pieces > 0).astype(np.uint8)), _nearest(bare)
    own, other = pieces.ravel()[near], pieces.ravel()[bare_near]
    within = pieces > 0
    places = pieces[within].astype(np.intp) * 256 + ground[within]
    counts = np.bincount(places, minlength=256 * (int(pieces.max()) + 1)).reshape(-1, 256)
    usual = counts.argmax(axis=1).astype(np.uint8)
    return np.where(own == other, ground.ravel()[bare_near], usual[own])


def _nearest(mask: Image) -> NDArray[np.intp]:
    """For each place the index, in the flattened image, of the nearest place of ``mask`` (uint8 0 or 1)."""
    if not mask.any():
        return np.zeros(mask.shape, np.intp)
    _, labels = cv2.distanceTransformWithLabels(1 - mask, cv2.DIST_L1, 3, labelType=cv2.DIST_LABEL_PIXEL)
    index = np.zeros(int(labels.max()) + 1, np.intp)
    index[labels[mask > 0]] = np.flatnonzero(mask)
    return np.asarray(index[labels], dtype=np.intp)
