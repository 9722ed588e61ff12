"""JPEG: header, completeness, pixels.

OpenCV decodes (a third faster than Pillow); four-channel files go through Pillow, which knows their inks.
OpenCV hands over a grey lower half for a file cut short, so the markers are walked first and libjpeg's messages
are heeded.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import ImageChops
from PIL.JpegImagePlugin import JpegImageFile

from ocrkit.errors import BrokenFileError
from ocrkit.load.messages import caught_messages
from ocrkit.load.metadata import DpiXY, dpi_from, read_exif
from ocrkit.load.pixels import Raster, check_size, page_pixels
from ocrkit.types.page import Flaw, Image

_MARKER = re.compile(rb"\xff([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_EOI = b"\xff\xd9"
_SOS = 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}
"""Markers without a segment."""

_MISSING = re.compile("premature end", re.IGNORECASE)
"""What libjpeg says where data are missing and it has made the rest of the page up."""
_HARMLESS = re.compile("unknown JFIF revision|Adobe color transform|Invalid SOS parameters", re.IGNORECASE)
"""What it says of files that were written oddly; of all else some pixels may be wrong."""
_CUT = "the JPEG is cut short or damaged"
_REMEDY = "copy or scan the page again"

_REDUCED = {
    8: (cv2.IMREAD_REDUCED_GRAYSCALE_8, cv2.IMREAD_REDUCED_COLOR_8),
    4: (cv2.IMREAD_REDUCED_GRAYSCALE_4, cv2.IMREAD_REDUCED_COLOR_4),
    2: (cv2.IMREAD_REDUCED_GRAYSCALE_2, cv2.IMREAD_REDUCED_COLOR_2),
}
"""By how many times smaller an image is decoded: grey, and in colour."""


@dataclass
class JpegHeader:
    """What the markers say; ``complete`` is whether the end marker was reached."""

    width: int = 0
    height: int = 0
    channels: int = 0
    progressive: bool = False
    adobe: bool = False
    jfif_density: tuple[int, int, int] = (0, 0, 0)
    exif: bytes | None = None
    complete: bool = False

    def segment(self, code: int, body: bytes) -> None:
        """Take in one segment."""
        if code in _FRAMES and len(body) >= 6:
            self.height, self.width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
            self.channels = body[5]
            self.progressive = code in (0xC2, 0xC6, 0xCA, 0xCE)
        elif code == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 12:
            self.jfif_density = body[7], int.from_bytes(body[8:10]), int.from_bytes(body[10:12])
        elif code == 0xE1 and body.startswith(b"Exif\0") and self.exif is None:
            self.exif = body
        elif code == 0xEE and body.startswith(b"Adobe"):
            self.adobe = True

    @property
    def dpi(self) -> DpiXY | None:
        """Dots per inch across and down, by JFIF if it has them, else by EXIF."""
        unit, across, down = self.jfif_density
        if unit in (1, 2):
            return dpi_from(across, down, 1.0 if unit == 1 else 2.54)
        return read_exif(self.exif)[1]


def read_header(data: bytes) -> JpegHeader:
    """Walk the markers to the end of the image. Raises ``BrokenFileError`` where there is no frame or no scan."""
    header = JpegHeader()
    at, scans, pattern = 2, 0, _MARKER
    while (found := pattern.search(data, at)) is not None:
        code, at = found.group(1)[0], found.end()
        pattern = _MARKER
        if code == 0xD9:
            header.complete = True
            break
        if code in _BARE:
            continue
        length = int.from_bytes(data[at : at + 2])
        header.segment(code, data[at + 2 : at + length])
        at += length
        if code == _SOS:
            scans, pattern = scans + 1, _AFTER_SCAN
    if not (header.width and header.height and scans):
        raise BrokenFileError(_CUT, remedy=_REMEDY)
    return header


def decode_jpeg(data: bytes, max_pixels: int, at_least: int | None = None) -> Raster:
    """Decode one JPEG before EXIF rotation. Raises ``BrokenFileError`` or ``TooLargeError``.

    ``at_least``: at a half, a quarter or an eighth of its size, if neither side falls below so many pixels.
    """
    header = read_header(data)
    check_size(header.width, header.height, max_pixels)
    data = _ended(data, header)
    flags = cv2.IMREAD_UNCHANGED if at_least is None else _reduced(header, at_least)
    image, flaws = _decode_inks(data, header) if header.channels == 4 else _decode(data, flags)
    return Raster(image, header.dpi, read_exif(header.exif)[0], flaws=flaws)


def _reduced(header: JpegHeader, at_least: int) -> int:
    """How OpenCV is told to decode the image as small as that."""
    fits = (times for times in _REDUCED if min(header.width, header.height) >= times * at_least)
    grey, colour = _REDUCED[times] if (times := next(fits, None)) else (cv2.IMREAD_UNCHANGED,) * 2
    return grey if header.channels == 1 else colour


def check_jpeg(data: bytes) -> tuple[Flaw, ...]:
    """What is wrong with the image; decodes at an eighth of the size. Raises ``BrokenFileError`` as decoding does."""
    return _decode(_ended(data, read_header(data)), cv2.IMREAD_REDUCED_GRAYSCALE_8)[1]


def _ended(data: bytes, header: JpegHeader) -> bytes:
    """The data with an end marker.

    Some scanners leave it out. For a sequential file libjpeg then tells whether pixels are missing; in a
    progressive one a whole scan may be, which nothing tells.
    """
    if header.complete:
        return data
    if header.progressive:
        raise BrokenFileError(_CUT, remedy=_REMEDY)
    return data + _EOI


def _decode(data: bytes, flags: int) -> tuple[Image, tuple[Flaw, ...]]:
    with caught_messages() as messages:
        try:
            image = cv2.imdecode(np.frombuffer(data, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
        except cv2.error as error:
            raise BrokenFileError(f"the JPEG cannot be decoded: {error.err}", remedy=_REMEDY) from error
    if image is None or any(_MISSING.search(line) for line in messages):
        raise BrokenFileError(_CUT, remedy=_REMEDY)
    flaws = tuple(Flaw(f"the JPEG decoder warns: {line}", bool(_HARMLESS.search(line))) for line in messages)
    return np.asarray(image, dtype=np.uint8), flaws


def _decode_inks(data: bytes, header: JpegHeader) -> tuple[Image, tuple[Flaw, ...]]:
    """CMYK and YCCK. Adobe stores inks inverted, which Pillow assumes; without Adobe's marker they are not."""
    _, flaws = _decode(data, cv2.IMREAD_REDUCED_GRAYSCALE_8)  # for libjpeg's messages, which Pillow suppresses
    try:
        with JpegImageFile(io.BytesIO(data)) as picture:
            picture.load()
            return page_pixels(picture if header.adobe else ImageChops.invert(picture)), flaws
    except (OSError, SyntaxError, ValueError) as error:
        raise BrokenFileError(_CUT, remedy=_REMEDY) from error
