"""GIF, JPEG 2000, HEIC and AVIF: every image in the file is a page, decoded by Pillow.

HEIC needs the package pillow-heif, which is an extra of ocrkit and imported when the first HEIC is opened. Whether
the file is whole is told from its blocks or boxes, because decoders hand over what they have of a cut one.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from importlib import import_module

from PIL import Image as Pil
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from ocrkit.errors import BrokenFileError, MissingExtraError
from ocrkit.load.metadata import DpiXY, dpi_from, read_exif
from ocrkit.load.pixels import Raster, check_size, page_pixels
from ocrkit.load.sniff import Kind

_REMEDY = "copy or scan the page again"
_FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError, IndexError, RuntimeError, struct.error),
    Pil.DecompressionBombError,
)
"""What the decoders raise for damaged data."""


class FramesDocument:
    """A file of one image or several. Raises ``BrokenFileError`` or ``MissingExtraError`` where it does not open."""

    def __init__(self, data: bytes, kind: Kind, max_pixels: int) -> None:
        check, self._open = _FORMATS[kind]
        self._data = data
        self._kind = kind
        self._max_pixels = max_pixels
        try:
            whole = check(data)
            with self._open(io.BytesIO(data)) as picture:
                self._count = int(getattr(picture, "n_frames", 1))
        except _FAULTS as error:
            raise self._damaged(error) from error
        if not whole:
            raise BrokenFileError(f"the {kind.value} is cut short", remedy=_REMEDY)

    def __len__(self) -> int:
        return self._count

    def page(self, index: int) -> Raster:
        """Decode an image before the rotation EXIF asks for. Raises ``BrokenFileError`` or ``TooLargeError``."""
        try:
            with self._open(io.BytesIO(self._data)) as picture:
                check_size(*picture.size, self._max_pixels)
                picture.seek(index)
                check_size(*picture.size, self._max_pixels)
                picture.load()
                exif = picture.info.get("exif")
                return Raster(page_pixels(picture), _dpi(picture), read_exif(exif)[0])
        except _FAULTS as error:
            raise self._damaged(error) from error

    def close(self) -> None:
        """Nothing to release."""

    def _damaged(self, error: Exception) -> BrokenFileError:
        return BrokenFileError(f"the {self._kind.value} is damaged: {error}", remedy=_REMEDY)


def _dpi(picture: ImageFile) -> DpiXY | None:
    across, down = picture.info.get("dpi", (None, None))
    return dpi_from(across, down, 1.0)


def _open_heic(source: io.BytesIO) -> ImageFile:
    try:
        plugin = import_module("pillow_heif")
    except ImportError as error:
        raise MissingExtraError(
            "HEIC images need the package pillow-heif, which is not installed",
            remedy="pip install 'ocrkit[heic]', or save the page as JPEG or PNG",
        ) from error
    picture: ImageFile = plugin.HeifImageFile(source)
    return picture


def _gif_is_whole(data: bytes) -> bool:
    """Walk the blocks to the end mark (GIF 89a, appendix A)."""
    at = 13 + _palette(data[10])
    while at < len(data):
        introducer, at = data[at], at + 1
        if introducer == 0x3B:
            return True
        if introducer == 0x2C:
            at += 9 + _palette(data[at + 8]) + 1
        elif introducer == 0x21:
            at += 1
        else:
            return False
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return False


def _palette(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _jpeg2000_is_whole(data: bytes) -> bool:
    """Whether the codestream (in a JP2: the box of its own) has its end marker."""
    if data.startswith(b"\xffO"):
        return data.rstrip(b"\0").endswith(b"\xff\xd9")
    found = _boxes(data)
    if found is None:
        return False
    streams = [data[start:end] for name, start, end in found if name == b"jp2c"]
    return bool(streams) and all(stream.endswith(b"\xff\xd9") for stream in streams)


def _boxes_are_whole(data: bytes) -> bool:
    return _boxes(data) is not None


def _boxes(data: bytes) -> list[tuple[bytes, int, int]] | None:
    """The boxes of an ISO media file with begin and end of their content; None where one reaches past the end."""
    found, at = [], 0
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            length, start = struct.unpack_from(">Q", data, start)[0], at + 16
        end = at + length if length else len(data)
        if end > len(data) or end < start:
            return None
        found.append((name, start, end))
        at = end
    return found


_FORMATS: dict[Kind, tuple[Callable[[bytes], bool], Callable[[io.BytesIO], ImageFile]]] = {
    Kind.GIF: (_gif_is_whole, GifImageFile),
    Kind.JPEG2000: (_jpeg2000_is_whole, Jpeg2KImageFile),
    Kind.HEIC: (_boxes_are_whole, _open_heic),
    Kind.AVIF: (_boxes_are_whole, AvifImageFile),
}
