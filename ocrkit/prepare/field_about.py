"""What is about fields: the paper's level beside them, rules that end at their sides, print that runs into them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.fields import FieldSettings
from ocrkit.prepare.touching import touching
from ocrkit.types.page import Image

_COARSE = 4
"""The light changes slowly: it is told on an image so many times smaller."""

_NONE = np.iinfo(np.uint16).max


def light_about(ground: Image, paper: float, least: float, settings: FieldSettings) -> NDArray[np.float32]:
    """The level of the paper that each place would have without a field, float32 (H, W): that on both sides of it.

    A field is narrow one way at least (a morphological closing, across and down). What is much darker than the page's
    ``paper`` and not narrow at all, so that nothing about it is lighter by ``least`` levels, would have that level.
    """
    small = cv2.resize(ground, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    side = settings.narrow // _COARSE | 1
    closed = [cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)) for shape in ((1, side), (side, 1))]
    light = cv2.resize(cv2.max(*closed), ground.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    broad = (ground < settings.dark * paper) & (light - ground <= least)
    return np.where(broad, np.float32(paper), light)


def even_sided(kept: Image, bare_paper: Image, settings: FieldSettings) -> Image:
    """Fields without the notches in their sides where a rule of the cells beside them ends; uint8 0 or 1.

    ``kept`` and ``bare_paper``: where fields are, and where paper is flat, 0 or 1. What lies between two fields is no
    notch. (A morphological closing, across and down.)
    """
    if not kept.any():
        return kept
    side = settings.smallest + 2
    closed = [cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)) for shape in ((side, 1), (1, side))]
    filled = np.asarray(cv2.max(*closed), np.uint8) & (1 - kept) & (1 - bare_paper)
    fields = cv2.connectedComponents(kept, connectivity=8)[1].astype(np.uint16)
    around = np.ones((3, 3), np.uint8)
    most = cv2.dilate(fields, around)
    least = cv2.erode(np.where(fields > 0, fields, _NONE).astype(np.uint16), around)
    n, found = cv2.connectedComponents(filled, connectivity=8)
    first, last, at = np.full(n, _NONE, np.uint16), np.zeros(n, np.uint16), filled > 0
    holes = np.asarray(found[at], np.intp)
    np.minimum.at(first, holes, least[at])
    np.maximum.at(last, holes, most[at])
    whole = np.array(kept)
    whole[at] |= (first == last)[holes].astype(np.uint8)
    return whole


def of_its_level(
    kept: Image, ground: Image, own: Image, light: NDArray[np.float32], settings: FieldSettings
) -> Image:
    """Of fields, uint8 0 or 1, what is nearer to its own field's ground than to the paper about it.

    What shows through beside a black field is darker than paper too, and runs into it, but is none of it. Light print
    has its field about it. Of thick ruling lines only the crossings are left, and they are smaller than a field.
    """
    square = np.ones((settings.smallest,) * 2, np.uint8)
    other = kept & (ground - own.astype(np.float32) >= settings.edge * np.maximum(light - own, settings.step)).astype(
        np.uint8
    )
    outside = _large(1 - kept, settings.area)
    beyond = touching(other, other & np.asarray(cv2.dilate(outside, np.ones((3, 3), np.uint8)), np.uint8))
    return _large(np.asarray(cv2.morphologyEx(kept & (1 - beyond), cv2.MORPH_OPEN, square), np.uint8), settings.area)


def _large(mask: Image, area: int) -> Image:
    """The pieces of ``mask`` of so many pixels at least; uint8 0 or 1."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    large = stats[:, 4] >= area
    large[0] = False
    return np.asarray(large[labels], np.uint8)
