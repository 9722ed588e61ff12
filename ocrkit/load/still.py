"""PNG, BMP and WebP: one page a file, decoded by Pillow (for PNG as fast as OpenCV, and stricter).

Pillow can be told by any library in the process to accept cut files (``LOAD_TRUNCATED_IMAGES``), so the files
are checked for completeness here.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image as Pil
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ImageFile import ImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from ocrkit.errors import BrokenFileError
from ocrkit.load.metadata import DpiXY, dpi_from, read_exif
from ocrkit.load.pixels import Raster, check_size, page_pixels
from ocrkit.load.sniff import Kind

_METRES_PER_INCH = 0.0254
_REMEDY = "copy or scan the page again"
_SMALL = 1 << 20  # chunks of metadata; pixel data need no copy
_BMP_PLAIN = (0, 3, 6)  # compression: none, bit fields, bit fields with alpha


@dataclass(frozen=True)
class StillHeader:
    """What is known before decoding."""

    width: int
    height: int
    dpi: DpiXY | None = None
    exif: bytes | None = None


def decode_still(data: bytes, kind: Kind, max_pixels: int) -> Raster:
    """Decode a PNG, BMP or WebP before EXIF rotation. Raises ``BrokenFileError`` or ``TooLargeError``."""
    read_header, plugin = _FORMATS[kind]
    try:
        header = read_header(data)
        check_size(header.width, header.height, max_pixels)
        with plugin(io.BytesIO(data)) as picture:
            picture.load()
            image = page_pixels(_opaque(picture) if kind is Kind.BMP else picture)
    except (OSError, SyntaxError, ValueError, struct.error, IndexError, zlib.error) as error:
        raise BrokenFileError(f"the {kind.value} is damaged: {error}", remedy=_REMEDY) from error
    return Raster(image, header.dpi, read_exif(header.exif)[0])


def _opaque(picture: Pil.Image) -> Pil.Image:
    """A BMP without its fourth channel, which hardly any program fills in properly."""
    return picture.convert("RGB") if picture.mode == "RGBA" else picture


def _cut(kind: str) -> BrokenFileError:
    return BrokenFileError(f"the {kind} is cut short", remedy=_REMEDY)


def _png_header(data: bytes) -> StillHeader:
    """Walk the chunks: all there, with right checksums, up to the end chunk."""
    at, dpi, exif, size, view = 8, None, None, (0, 0), memoryview(data)
    while True:
        if at + 12 > len(data):
            raise _cut("PNG")
        length, name = struct.unpack_from(">I4s", data, at)
        body, end = data[at + 8 : at + 8 + length] if length < _SMALL else b"", at + 12 + length
        if end > len(data):
            raise _cut("PNG")
        if name[0] < ord("a") and zlib.crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise BrokenFileError("the PNG is damaged: a checksum is wrong", remedy=_REMEDY)
        if name == b"IHDR":
            size = struct.unpack_from(">II", body)
        elif name == b"pHYs" and body[8:9] == b"\1":
            across, down = struct.unpack_from(">II", body)
            dpi = dpi_from(across, down, _METRES_PER_INCH)
        elif name == b"eXIf":
            exif = body
        elif name == b"IEND":
            return StillHeader(*size, dpi=dpi, exif=exif)
        at = end


def _bmp_header(data: bytes) -> StillHeader:
    offset, header_size = struct.unpack_from("<II", data, 10)
    if header_size == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        compression, across, down = 0, 0, 0
    else:
        width, height, _, bits, compression, _, across, down = struct.unpack_from("<iiHHIIii", data, 18)
    stride = (abs(width) * bits + 31) // 32 * 4
    if compression in _BMP_PLAIN and offset + stride * abs(height) > len(data):
        raise _cut("BMP")
    return StillHeader(abs(width), abs(height), dpi_from(across, down, _METRES_PER_INCH))


def _webp_header(data: bytes) -> StillHeader:
    """The RIFF container is whole, and its first chunk says the size."""
    if struct.unpack_from("<I", data, 4)[0] + 8 > len(data):
        raise _cut("WebP")
    first = data[12:16]
    if first == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return StillHeader(width, height, exif=_webp_chunk(data, b"EXIF"))
    if first == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return StillHeader((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", data, 26)
    return StillHeader(width & 0x3FFF, height & 0x3FFF)


def _webp_chunk(data: bytes, wanted: bytes) -> bytes | None:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if name == wanted:
            return data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return None


_FORMATS: dict[Kind, tuple[Callable[[bytes], StillHeader], type[ImageFile]]] = {
    Kind.PNG: (_png_header, PngImageFile),
    Kind.BMP: (_bmp_header, BmpImageFile),
    Kind.WEBP: (_webp_header, WebPImageFile),
}
