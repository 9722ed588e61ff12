"""Decoded pixels of any mode to what a page holds: uint8, grey (H, W) or BGR (H, W, 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil

from ocrkit.errors import TooLargeError, TooSmallError
from ocrkit.load.metadata import DpiXY
from ocrkit.types.page import Flaw, Image
from ocrkit.types.text_layer import TextLayer

_WITH_ALPHA = frozenset({"LA", "PA", "RGBA", "La", "RGBa"})
_BIT_DEPTHS = (8, 10, 12, 14, 16, 32)


@dataclass(frozen=True)
class Raster:
    """One decoded page: pixels as ``Page.image``, dpi across and down or None, EXIF orientation 1 to 8.

    ``flaws`` is what the decoder warned of.
    """

    image: Image
    dpi: DpiXY | None = None
    orientation: int = 1
    text_layer: TextLayer | None = None
    flaws: tuple[Flaw, ...] = ()


def check_size(width: int, height: int, max_pixels: int) -> None:
    """Raise ``TooLargeError`` for a page of more than ``max_pixels``, before it is decoded."""
    if width * height > max_pixels:
        raise TooLargeError(
            f"{width} x {height} pixels are more than the {max_pixels:,} allowed",
            remedy="scan at a lower resolution, or raise settings.load.max_pixels",
        )


def check_shape(image: Image, min_side: int) -> None:
    """Raise ``TooSmallError`` for a page of fewer than ``min_side`` pixels across or down."""
    height, width = image.shape[:2]
    if min(height, width) < min_side:
        raise TooSmallError(
            f"a page of {width} x {height} pixels is too narrow or too low to hold text",
            remedy="give the page itself: this may be a line or a strip cut from it",
        )


def page_pixels(picture: Pil.Image, *, white_is_zero: bool = False) -> Image:
    """The pixels of a loaded Pillow image of any mode; transparent parts become white paper.

    ``white_is_zero`` is for deep grey modes, which Pillow hands over uninverted.
    """
    if picture.mode.startswith("I") or picture.mode == "F":
        grey = deep_grey(np.asarray(picture), full_range=white_is_zero)
        return np.asarray(255 - grey if white_is_zero else grey, dtype=np.uint8)
    if picture.mode in _WITH_ALPHA or "transparency" in picture.info:
        return _over_white(np.asarray(picture.convert("RGBA")))
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    return rgb_to_bgr(np.asarray(picture if picture.mode == "RGB" else picture.convert("RGB")))


def deep_grey(samples: NDArray[Any], *, full_range: bool = False) -> Image:
    """Grey of more than 8 bits, or floating point, scaled to uint8; shape (H, W) both ways.

    Scanners write 10, 12 or 14 significant bits into 16-bit files; with paper near white the brightest sample
    tells how many. With ``full_range`` the type's own range is taken instead (white is zero: the brightest
    sample is ink, and a blank page has none).
    """
    top = float(np.nanmax(samples, initial=0.0))
    if np.issubdtype(samples.dtype, np.floating):
        limit = 1.0 if top <= 1.0 else _limit(top)
    else:
        limit = 65535.0 if full_range and top <= 65535 else _limit(top)
    scaled = np.nan_to_num(samples.astype(np.float32)) * np.float32(255.0 / limit)
    return np.asarray(np.clip(np.rint(scaled), 0, 255), dtype=np.uint8)


def rgb_to_bgr(rgb: Image) -> Image:
    """Swap the outer channels; uint8, shape (H, W, 3) both ways."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _limit(top: float) -> float:
    """The largest value of the fewest bits that hold ``top``."""
    return next((float(2**bits - 1) for bits in _BIT_DEPTHS if top <= 2**bits - 1), top)


def _over_white(rgba: Image) -> Image:
    """RGBA (H, W, 4) over white, as BGR (H, W, 3).

    Alpha that is zero everywhere is a slip of the program that wrote it, not an invisible page.
    """
    bgr = np.asarray(cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR), dtype=np.uint8)
    alpha = rgba[:, :, 3]
    if alpha.any() and alpha.min() < 255:
        cover = cv2.merge([alpha, alpha, alpha])
        inked = cv2.multiply(bgr, cover, scale=1 / 255)
        bgr = np.asarray(cv2.add(inked, cv2.bitwise_not(cover)), dtype=np.uint8)
    return bgr
