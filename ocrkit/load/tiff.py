"""TIFF: pages of any compression that libtiff knows, decoded one at a time by Pillow."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from PIL.TiffImagePlugin import TiffImageFile

from ocrkit.errors import BrokenFileError
from ocrkit.load.directories import Directory, check_data, read_directories
from ocrkit.load.messages import caught_messages
from ocrkit.load.metadata import orientation_from, tiff_dpi
from ocrkit.load.pixels import Raster, check_size, page_pixels
from ocrkit.load.tiff_flaws import tiff_flaws

_PHOTOMETRIC, _X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 262, 282, 283, 296
_WHITE_IS_ZERO = 0
_REMEDY = "copy or scan the file again"


class TiffDocument:
    """A TIFF held in memory; ``len`` is its number of pages, one more where the chain of pages does not end."""

    def __init__(self, data: bytes, max_pixels: int, max_pages: int) -> None:
        self._data = data
        self._max_pixels = max_pixels
        self._directories = read_directories(data, max_pages)

    def __len__(self) -> int:
        return len(self._directories.pages) + (self._directories.fault is not None)

    def page(self, index: int) -> Raster:
        """Decode a page before the rotation its orientation tag asks for.

        Raises ``BrokenFileError`` for data damaged or cut short and ``TooLargeError``.
        """
        if index >= len(self._directories.pages):
            raise BrokenFileError(self._directories.fault or "the TIFF has no such page", remedy=_REMEDY)
        directory = self._directories.pages[index]
        check_size(directory.width, directory.height, self._max_pixels)
        check_data(directory, len(self._data))
        source = io.BytesIO(_unturned(self._data, directory))
        try:
            with caught_messages() as messages, TiffImageFile(source) as picture:
                picture.seek(directory.index)
                if picture.size != (directory.width, directory.height):  # or the limit was checked on other figures
                    raise BrokenFileError("the TIFF's directory contradicts itself", remedy=_REMEDY)
                raster = _decode(picture, orientation_from(directory.orientation))
        except (OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError, struct.error) as error:
            raise BrokenFileError(f"the TIFF page cannot be decoded: {error}", remedy=_REMEDY) from error
        if messages:
            raise BrokenFileError(f"the TIFF is damaged: {messages[0]}", remedy=_REMEDY)
        return replace(raster, flaws=tiff_flaws(self._data, directory))

    def close(self) -> None:
        """Nothing to release."""


def _decode(picture: TiffImageFile, orientation: int) -> Raster:
    tags = picture.tag_v2
    dpi = tiff_dpi(*map(tags.get, (_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT)))
    white_is_zero = tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
    picture.load()
    return Raster(page_pixels(picture, white_is_zero=white_is_zero), dpi, orientation)


def _unturned(data: bytes, page: Directory) -> bytes:
    """The file with the page's orientation set to normal: Pillow would turn the pixels by it."""
    if page.orientation == 1 or page.orientation_at is None:
        return data
    normal = b"\1\0" if data.startswith(b"II") else b"\0\1"
    return data[: page.orientation_at] + normal + data[page.orientation_at + 2 :]
