"""Ink of any colour as dark ink, and what of it is a seal.

Colour is a layer, not dirt: a page becomes one grey image in which print of every colour is dark, and beside it a
map of what was coloured. Only what has the shape of a seal is taken out of the grey image, and the map says where.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.prepare.bands import bands
from ocrkit.prepare.fields import FieldSettings
from ocrkit.prepare.find_fields import find_fields
from ocrkit.prepare.seals import Mask, SealSettings, find_seals, reddish, region
from ocrkit.prepare.shrink import roughly_shrunk
from ocrkit.prepare.touching import touching
from ocrkit.types.page import Image, Layer
from ocrkit.types.settings import Settings

_AROUND = 3
"""Coloured ink is wider in colour than in light by so many pixels: chroma is stored at half resolution."""


class ColourSettings(Settings):
    """What counts as coloured ink."""

    chroma: int = Field(default=28, ge=1, le=255)
    """How far the largest of the three colours stands above the smallest in strokes, more than around them."""
    weak: float = Field(default=0.5, gt=0, le=1)
    """What hangs together with such strokes is one of them though its colour has only this share of that."""
    looked_at: int = Field(default=440, ge=200)
    """The colour of the ground is estimated on an image of this longer side,"""
    window: int = Field(default=7, ge=3)
    """as the median over a window of this side: a field or a stain is ground, strokes are not."""
    sparse: int = Field(default=4, ge=1)
    """Most pages have no colour: first only one pixel in so many, each way, is looked at."""
    least: float = Field(default=2e-6, gt=0, lt=1)
    """Less coloured than this share of the page is noise: half a digit on a sheet of A4."""
    seals: SealSettings = SealSettings()
    fields: FieldSettings = FieldSettings()


@dataclass(frozen=True)
class InkPlane:
    """The page as one grey image uint8 (H, W), ink of any colour dark; ``layers`` uint8 (H, W), see ``Layer``."""

    grey: Image
    layers: NDArray[np.uint8]


def ink_plane(image: Image, settings: ColourSettings | None = None) -> InkPlane:
    """The ink of a page as given, uint8 (H, W) or (H, W, 3) BGR.

    Coloured strokes are as dark as they are in the colour that they take away most; what is under a seal's red ink
    is read in red light, where that ink is as bright as paper and black print stays black.
    """
    if image.ndim == 2:
        return InkPlane(image.copy(), np.zeros(image.shape, np.uint8))
    settings = settings or ColourSettings()
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    layers = np.zeros(grey.shape, np.uint8)
    if not _has_colour(image, settings):
        return InkPlane(grey, layers)
    chroma = _chroma(image)
    at = _window(chroma > min(settings.weak * settings.chroma, settings.seals.redness))
    if at is None:
        return InkPlane(grey, layers)
    strokes, weak = _coloured_strokes(chroma, at, settings)
    red = reddish(image, at, settings.seals)
    enough = np.count_nonzero(red) >= settings.seals.least * red.size
    seals = find_seals(red, settings.seals) if enough else ()
    red, inside = red[at], region(seals, grey.shape)[at]
    # Between light print on a coloured field what is left of it looks like strokes. A seal is told by now.
    fields = find_fields(grey, settings.fields) if (strokes & ~inside).any() else None
    if fields is not None:
        of_field = _coloured(fields.mask, chroma, settings)[at]
        strokes, weak = strokes & ~of_field, weak & ~of_field
    paper = np.percentile(image[::8, ::8].reshape(-1, 3), 80, axis=0)
    whole = touching(weak.astype(np.uint8), strokes.astype(np.uint8)) > 0 if strokes.any() else strokes
    _darken(image[at], whole, paper, grey[at])
    layers[at][strokes] = Layer.COLOURED
    if seals:
        _clear(image[at], red, inside, float(paper[2]), grey[at], layers[at])
    return InkPlane(grey, layers)


def _darken(image: Image, strokes: Mask, paper: NDArray[np.float64], grey: Image) -> None:
    """Write coloured strokes into ``grey`` as dark as the darkest of their colours."""
    near = _grown(strokes)
    grey[near] = np.minimum(grey[near], _darkest(image[near], paper))


def _clear(image: Image, red: Mask, inside: Mask, paper: float, grey: Image, layers: NDArray[np.uint8]) -> None:
    """Write into ``grey`` what is under the red ink ``inside`` seals, and where that is."""
    edge = _grown(red) & inside
    grey[edge] = _under_red(image[edge], paper)
    layers[edge & (red | (layers == Layer.COLOURED))] = Layer.SEAL


def _has_colour(image: Image, settings: ColourSettings) -> bool:
    """Whether there is colour and not noise alone, as far as one pixel in so many tells."""
    rough = _chroma(image[:: settings.sparse, :: settings.sparse])
    return bool(np.count_nonzero(rough > settings.chroma + np.median(rough)) >= settings.least * rough.size)


def _coloured_strokes(chroma: Image, at: tuple[slice, slice], settings: ColourSettings) -> tuple[Mask, Mask]:
    """Where strokes of coloured ink are, of the part ``at`` of a page, and where they may be; bool."""
    h, w = chroma.shape
    small = roughly_shrunk(chroma, settings.looked_at / max(h, w))
    ground = cv2.resize(cv2.medianBlur(small, settings.window), (w, h), interpolation=cv2.INTER_LINEAR)
    above = cv2.subtract(chroma[at], ground[at])
    return np.asarray(above > settings.chroma), np.asarray(above > settings.weak * settings.chroma)


def _coloured(fields: Mask, chroma: Image, settings: ColourSettings) -> Mask:
    """Those of the fields, bool (H, W), whose ground has a colour: most of each is ground."""
    n, labels = cv2.connectedComponents(fields.astype(np.uint8), connectivity=4)
    each = labels[fields].astype(np.intp) * 256 + chroma[fields]
    levels = np.bincount(each, minlength=256 * n).reshape(n, 256)
    found = levels[:, settings.chroma + 1 :].sum(axis=1) > levels.sum(axis=1) / 2
    return np.asarray(found[labels], np.bool_)


def _chroma(image: Image) -> Image:
    """The largest less the smallest of the three colours; uint8 (H, W) of (H, W, 3)."""
    found = np.empty(image.shape[:2], np.uint8)
    for band in bands(len(image)):
        blue, green, red = cv2.split(image[band])
        darkest = cv2.min(cv2.min(blue, green), red)
        cv2.subtract(cv2.max(cv2.max(blue, green), red), darkest, dst=found[band])
    return found


def _darkest(pixels: NDArray[np.uint8], paper: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The darkest of the three colours of pixels (N, 3), uint8 (N,), each colour as a share of the paper's."""
    paper = np.maximum(paper, 1.0)
    shares = pixels / paper * paper.max()
    return np.asarray(np.clip(shares.min(axis=1), 0, 255), dtype=np.uint8)


def _grown(mask: Mask) -> Mask:
    return np.asarray(
        cv2.dilate(mask.astype(np.uint8), np.ones((2 * _AROUND + 1,) * 2, np.uint8)) > 0, dtype=np.bool_
    )


def _window(mask: Mask) -> tuple[slice, slice] | None:
    """The rows and columns that hold all of a mask and what is around it; None where it is empty."""
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    high, wide = (slice(max(0, int(at[0]) - _AROUND), int(at[-1]) + 1 + _AROUND) for at in (rows, cols))
    return high, wide


def _under_red(pixels: NDArray[np.uint8], paper: float) -> NDArray[np.uint8]:
    """Grey of what lies under seal ink; ``pixels`` is (N, 3) BGR, ``paper`` the red channel of bare paper.

    Seal ink takes a little red away too. How much is seen where it is reddest (seal on bare paper), and given back
    in proportion to each pixel's redness: black print under the seal is not red and stays as it is.
    """
    red = pixels[:, 2].astype(np.float32)
    redness = red - pixels[:, :2].max(axis=1)
    full = max(float(np.percentile(redness, 90)), 1.0)
    kept = min(1.0, float(np.median(red[redness >= 0.8 * full])) / max(paper, 1.0))
    share = np.clip(redness / full, 0.0, 1.0)
    return np.asarray(np.clip(red / (1.0 - share * (1.0 - kept)), 0, 255), dtype=np.uint8)
