"""Watermarks, told by their shape: pale marks of one tone, repeated over the page in both directions.

Paleness alone is no watermark: print fades, shines through from the other side, and dirt is pale. But neither a
table's figures nor dirt come again and again at one distance, pixel for pixel.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.prepare.shrink import roughly_shrunk, shrunk
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

Mask = NDArray[np.bool_]
_Floats = NDArray[np.float32]

_NOISE, _INK = 6, 80
"""What is darker than paper by no more than this is its grain; by more than that it is ink for certain."""


class WatermarkSettings(Settings):
    """What a watermark looks like. Tones are shares of how much darker than paper print is.

    ``looked_at``: it is looked for on a page of this longer side; other lengths are shares of that side. ``pale``:
    the least and greatest tone. ``share``: the least and greatest share of the page that is so pale away from print:
    with less there is no watermark, with more no paper. ``marks``: so many pieces at least, each between so much long
    (``size``) and no ruling line (``flat`` of that wide). ``tone``: pieces are of one tone that differ by less than
    this share of it, and ``even``: so much of their ink is. ``over``: this share of them end at print or rules, as no
    figure in a cell does. ``again``: moved onto its next repetition the watermark covers itself to this correlation,
    in two directions that are at least ``apart`` degrees from each other; ``whole``: each with this share of it on
    the page. ``period``: it does not come again nearer than that, as the figures of a table do. ``edge``: ink so near
    to print, in pixels of the page as given, may be its edge.
    """

    looked_at: int = Field(default=1200, ge=400)
    pale: tuple[float, float] = (0.06, 0.5)
    share: tuple[float, float] = (0.001, 0.1)
    marks: int = Field(default=20, ge=2)
    size: tuple[float, float] = (0.004, 0.05)
    flat: float = Field(default=0.15, ge=0, lt=1)
    tone: float = Field(default=0.15, gt=0, lt=1)
    even: float = Field(default=0.8, gt=0, le=1)
    again: float = Field(default=0.5, gt=0, le=1)
    period: float = Field(default=0.08, gt=0, le=1)
    apart: float = Field(default=30, gt=0, le=90)
    whole: float = Field(default=0.3, gt=0, le=1)
    over: float = Field(default=0.15, ge=0, le=1)
    edge: int = Field(default=2, ge=1)


def find_watermark(image: Image, settings: WatermarkSettings) -> Mask | None:
    """Where the ink of a watermark is and no print, bool (H, W) of an evenly lit page uint8 (H, W); None: nowhere."""
    small = roughly_shrunk(image, settings.looked_at / max(image.shape))
    away = _away(small)
    print_tone = _print_tone(away)
    if print_tone is None:
        return None
    low, high = (share * print_tone for share in settings.pale)
    near = np.asarray(cv2.dilate((away > high).astype(np.uint8), _square(1)), dtype=np.uint8)
    pale = np.asarray((away > max(low, _NOISE)) & (near == 0), dtype=np.uint8)
    least, most = settings.share
    if not least <= cv2.countNonZero(pale) / pale.size <= most:
        return None
    found = _of_one_tone(pale, away, near, settings)
    if found is None or not _repeats(found, settings):
        return None
    around = cv2.resize(cv2.dilate(found, _square(1)), image.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    dark = (_away(image) > high).astype(np.uint8)
    return np.asarray((around > 0) & (cv2.dilate(dark, _square(settings.edge)) == 0), dtype=np.bool_)


def _away(image: Image) -> Image:
    """How much darker than the paper each pixel is, uint8 (H, W)."""
    levels = np.bincount(image[::3, ::3].ravel(), minlength=256)
    paper = int(levels[128:].argmax()) + 128
    return np.asarray(cv2.subtract(np.full_like(image, paper), image), dtype=np.uint8)


def _print_tone(away: Image) -> float | None:
    """How much darker than paper the darkest tenth of the ink is, in levels; None on a page with next to none."""
    ink = away[away > _INK]
    return float(np.percentile(ink, 90)) if len(ink) >= 1e-3 * away.size else None


def _square(reach: int) -> NDArray[np.uint8]:
    return np.ones((2 * reach + 1,) * 2, np.uint8)


def _of_one_tone(pale: Image, away: Image, near: Image, settings: WatermarkSettings) -> Image | None:
    """The marks of the tone that most have, uint8 (H, W); None where most are not of one, or none lies over print.

    ``near``: where print and its edge are.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(pale, connectivity=8)
    least, most = (share * max(pale.shape) for share in settings.size)
    sides = np.sort(stats[:, 2:4], axis=1)
    is_mark = (sides[:, 1] >= least) & (sides[:, 1] <= most) & (sides[:, 0] >= settings.flat * least)
    is_mark[0] = False
    marks = np.flatnonzero(is_mark)
    if len(marks) < settings.marks:
        return None
    y, x = np.nonzero(pale)
    peak = np.zeros(len(stats))
    np.maximum.at(peak, labels[y, x].astype(np.intp), away[y, x])
    tone = _usual_tone(peak[marks].astype(np.intp), stats[marks, 4], settings)
    if tone is None:
        return None
    touching = np.isin(marks, labels[cv2.dilate(near, _square(1)) > 0])
    if touching.mean() < settings.over:
        return None
    kept = np.zeros(len(stats), np.uint8)
    kept[(peak <= (1 + settings.tone) * tone) & (peak > 0) & (sides[:, 1] <= most)] = 1
    return np.asarray(kept[labels], dtype=np.uint8)


def _usual_tone(tones: NDArray[np.intp], area: NDArray[np.int32], settings: WatermarkSettings) -> float | None:
    """The tone in levels that most ink of the marks has, with what is near it; None where that is not enough."""
    ink = np.bincount(tones, area, minlength=256)
    levels = np.arange(len(ink))
    near = np.abs(levels[:, None] - levels[None, :]) <= settings.tone * levels[None, :]
    mass = ink @ near
    best = int(mass.argmax())
    return float(best) if mass[best] >= settings.even * ink.sum() else None


def _repeats(marks: Image, settings: WatermarkSettings) -> bool:
    """Whether the marks come again, in two directions."""
    correlation = _autocorrelation(shrunk(marks * np.uint8(255), 0.5), settings.whole)
    again = np.argwhere(correlation >= settings.again)
    moves = (again + np.array(correlation.shape) // 2) % correlation.shape - np.array(correlation.shape) // 2
    far = np.hypot(*moves.T) * 2 / max(marks.shape)
    if ((far > settings.size[1]) & (far < settings.period)).any():
        return False
    again, moves = again[far >= settings.period], moves[far >= settings.period]
    if not len(again):
        return False
    angles = np.degrees(np.arctan2(*moves.T))
    first = angles[correlation[tuple(again.T)].argmax()]
    return bool((np.abs((angles - first + 90) % 180 - 90) >= settings.apart).any())


def _autocorrelation(image: Image, whole: float) -> _Floats:
    """How alike an image uint8 (H, W) is to itself moved down and right, for all moves; those up and left come last.

    What is moved off the page does not count; moves that leave less than ``whole`` of it on the page have 0.
    """
    height, width = image.shape
    padded = np.zeros([cv2.getOptimalDFTSize(2 * side) for side in image.shape], np.float32)
    padded[:height, :width] = image / np.float32(255)
    page = np.zeros_like(padded)
    page[:height, :width] = 1.0
    both, stays = _correlated(padded, padded), _correlated(padded * padded, page)
    meets = np.roll(stays[::-1, ::-1], 1, axis=(0, 1))  # the same moves, the other way
    enough = np.minimum(stays, meets) >= whole * max(float(cv2.norm(padded, cv2.NORM_L2SQR)), 1.0)
    return np.where(enough, both / np.sqrt(np.maximum(stays * meets, np.float32(1e-9))), np.float32(0))


def _correlated(one: _Floats, other: _Floats) -> _Floats:
    """The sum of the products of one image and the other moved, for all moves; float32 (H, W)."""
    spectrum = cv2.mulSpectrums(cv2.dft(one), cv2.dft(other), 0, conjB=True)
    return np.asarray(cv2.idft(spectrum, flags=cv2.DFT_SCALE), dtype=np.float32)
