"""Type and pen strokes as masks, put on a page as ink on ink."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from benchmarks.pagemaker.paper import Image

FONTS = Path("/usr/share/fonts")
Mask = NDArray[np.float32]
"""How much ink, 0 to 1, (H, W)."""
Bgr = tuple[int, int, int]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Face:
    """A font: its file below ``FONTS``, the face in it, and the file of its bold and light, where it has them."""

    file: str
    index: int = 0
    bold: str | None = None
    light: str | None = None


_LIBERATION, _NOTO = "truetype/liberation/Liberation", "opentype/noto/Noto"
FACES = (
    Face(f"{_LIBERATION}Serif-Regular.ttf", bold=f"{_LIBERATION}Serif-Bold.ttf"),
    Face(f"{_NOTO}SansCJK-Regular.ttc", 2, f"{_NOTO}SansCJK-Bold.ttc", f"{_NOTO}SansCJK-Light.ttc"),
    Face("truetype/arphic/uming.ttc"),
    Face(f"{_LIBERATION}Sans-Regular.ttf", bold=f"{_LIBERATION}Sans-Bold.ttf"),
    Face(f"{_NOTO}SerifCJK-Regular.ttc", 2, f"{_NOTO}SerifCJK-Bold.ttc", f"{_NOTO}SerifCJK-ExtraLight.ttc"),
    Face("truetype/wqy/wqy-zenhei.ttc"),
    Face("truetype/arphic/ukai.ttc"),
    Face("truetype/wqy/wqy-microhei.ttc"),
)
CHINESE = FACES[1]
"""Sets what the others lack: Chinese, circled digits."""


def missing() -> str | None:
    """The font that this machine lacks, None where it has all (``benchmarks/fonts.sh`` installs them)."""
    files = {name for face in FACES for name in (face.file, face.bold, face.light) if name}
    return next((name for name in sorted(files) if not (FONTS / name).is_file()), None)


@dataclass(frozen=True)
class Glyphs:
    """Set type: its mask, and where the mask's corner is from the pen on the baseline, in pixels."""

    mask: Mask
    left: int
    top: int

    @property
    def width(self) -> int:
        return int(self.mask.shape[1])

    @property
    def height(self) -> int:
        return int(self.mask.shape[0])


@cache
def _font(file: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / file), size, index=index)


def set_type(text: str, face: Face, size: float, *, slant: float = 0.0) -> Glyphs:
    """A text in a face, ``size`` pixels an em; ``slant`` is how far it leans to the right, pixels a pixel."""
    font = _font(face.file, face.index, max(4, round(size)))
    left, top, right, bottom = (int(v) for v in font.getbbox(text, anchor="ls"))
    picture = Picture.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(picture).text((-left, -top), text, font=font, anchor="ls", fill=255)
    mask = _mask(np.asarray(picture))
    return Glyphs(_cut(_sheared(mask, slant) if slant else mask), left, top)


def bolder(glyphs: Glyphs, pixels: float) -> Glyphs:
    """The same with strokes wider by this, as word processors embolden a face that has no bold."""
    half = max(1, round(pixels / 2))
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * half + 1, 2 * half + 1))
    wide = cv2.dilate(np.pad(glyphs.mask, half), brush)
    return Glyphs(np.asarray(wide, np.float32), glyphs.left - half, glyphs.top - half)


def turned(mask: Mask, degrees: float) -> Mask:
    """A mask turned about its centre, on a canvas that holds all of it."""
    height, width = mask.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    across, down = abs(turn[0, 0]), abs(turn[0, 1])
    size = (int(np.ceil(width * across + height * down)) + 2, int(np.ceil(width * down + height * across)) + 2)
    turn = turn + np.array([[0, 0, (size[0] - width) / 2], [0, 0, (size[1] - height) / 2]])
    return _cut(np.asarray(cv2.warpAffine(mask, turn, size, flags=cv2.INTER_LINEAR), np.float32))


def stroke(mask: Mask) -> float:
    """The usual width of its strokes, in pixels: twice its ink over the length of its outline."""
    contours, _ = cv2.findContours((mask > 0.5).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    outline = sum(cv2.arcLength(contour, True) for contour in contours)
    return float(2 * mask.sum() / outline) if outline else 0.0


def pen(points: list[tuple[float, float]], width: float, size: tuple[int, int]) -> Mask:
    """A line through points, ``width`` pixels wide, as a mask of (width, height) ``size``."""
    fine = np.zeros((size[1] * 4, size[0] * 4), np.uint8)
    path = np.array([[round(x * 4), round(y * 4)] for x, y in points], np.int32)
    cv2.polylines(fine, [path], False, (255,), max(1, round(width * 4)), cv2.LINE_AA)
    return _mask(cv2.resize(fine, size, interpolation=cv2.INTER_AREA))


def put(page: Image, mask: Mask, x: int, y: int, ink: Bgr, within: Box | None = None) -> None:
    """Print a mask with its corner at (x, y) on a BGR page, ink on ink; ``within`` cuts it off."""
    x0, y0, x1, y1 = within or (0, 0, page.shape[1], page.shape[0])
    a, b = max(x, x0), max(y, y0)
    c, d = min(x + mask.shape[1], x1), min(y + mask.shape[0], y1)
    if a >= c or b >= d:
        return
    taken = mask[b - y : d - y, a - x : c - x, None] * (1 - np.array(ink, np.float32) / 255)
    page[b:d, a:c] = np.clip(page[b:d, a:c] * (1 - taken), 0, 255).astype(np.uint8)


def _mask(picture: NDArray[Any]) -> Mask:
    """The mask of a grey picture, ink white."""
    return np.asarray(np.asarray(picture, np.float32) / 255, np.float32)


def _sheared(mask: Mask, slant: float) -> Mask:
    height, width = mask.shape
    matrix = np.array([[1, -slant, slant * height], [0, 1, 0]], np.float64)
    size = (width + int(np.ceil(slant * height)) + 1, height)
    return np.asarray(cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_LINEAR), np.float32)


def _cut(mask: Mask) -> Mask:
    """Without empty columns at the sides."""
    inked = np.flatnonzero(mask.max(axis=0) > 0.02)
    return mask[:, inked[0] : inked[-1] + 1] if len(inked) else mask
