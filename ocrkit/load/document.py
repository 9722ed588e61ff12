"""Opening a file of any kind as a document of pages."""

from __future__ import annotations

import os
import stat
from typing import Protocol, runtime_checkable

from ocrkit.errors import EmptyFileError, MissingFileError, NotAnImageError, TooLargeError
from ocrkit.load.frames import FramesDocument
from ocrkit.load.jpeg import decode_jpeg
from ocrkit.load.pixels import Raster
from ocrkit.load.settings import LoadSettings
from ocrkit.load.sniff import HEAD_BYTES, Kind, describe, sniff
from ocrkit.load.still import decode_still
from ocrkit.load.tiff import TiffDocument

_STILL = frozenset({Kind.JPEG, Kind.PNG, Kind.BMP, Kind.WEBP})
"""Formats of one page a file."""


class Document(Protocol):
    """A file's pages, decoded one at a time; each call of ``page`` may raise an ``InputError``."""

    def __len__(self) -> int: ...

    def page(self, index: int) -> Raster:
        """Decode the page with this index, from 0."""

    def close(self) -> None:
        """Release what the document holds."""


@runtime_checkable
class ReducingDocument(Protocol):
    """A document that decodes a smaller page in less time."""

    def reduced(self, index: int, at_least: int) -> Raster:
        """The page with this index, made smaller if neither side falls below ``at_least`` pixels."""


class StillDocument:
    """A file of one page: JPEG, PNG, BMP or WebP."""

    def __init__(self, data: bytes, kind: Kind, max_pixels: int) -> None:
        self._data = data
        self._kind = kind
        self._max_pixels = max_pixels

    def __len__(self) -> int:
        return 1

    def page(self, index: int) -> Raster:
        """Decode the page, whose index is 0."""
        if self._kind is Kind.JPEG:
            return decode_jpeg(self._data, self._max_pixels)
        return decode_still(self._data, self._kind, self._max_pixels)

    def reduced(self, index: int, at_least: int) -> Raster:
        """See ``ReducingDocument``: a JPEG is decoded at half the size, and so on, in half of the time."""
        return decode_jpeg(self._data, self._max_pixels, at_least) if self._kind is Kind.JPEG else self.page(index)

    def close(self) -> None:
        """Nothing to release."""


def count_by_head(path: str, settings: LoadSettings) -> int | None:
    """1 for a file of a format of one page, by its first bytes; None for one that must be opened to tell.

    Raises ``InputError``.
    """
    return 1 if _kind(_read(path, settings.max_bytes, HEAD_BYTES)) in _STILL else None


def count_pages(path: str, settings: LoadSettings) -> int:
    """How many pages the file has; reads no more of it than that takes. Raises ``InputError``."""
    if (count := count_by_head(path, settings)) is not None:
        return count
    document = open_document(_read(path, settings.max_bytes), settings)
    try:
        return len(document)
    finally:
        document.close()


def read_file(path: str, settings: LoadSettings) -> bytes:
    """The bytes of a file. Raises ``MissingFileError``, ``EmptyFileError`` or ``TooLargeError``."""
    return _read(path, settings.max_bytes)


def open_document(data: bytes, settings: LoadSettings) -> Document:
    """The document in these bytes. Raises ``NotAnImageError``, ``EncryptedError`` or ``BrokenFileError``."""
    kind = _kind(data[:HEAD_BYTES])
    if kind is Kind.PDF:
        from ocrkit.load.pdf import PdfDocument  # its two libraries take a tenth of a second to import

        return PdfDocument(data, settings)
    if kind is Kind.TIFF:
        return TiffDocument(data, settings.max_pixels, settings.max_pages)
    if kind in _STILL:
        return StillDocument(data, kind, settings.max_pixels)
    return FramesDocument(data, kind, settings.max_pixels)


def _kind(head: bytes) -> Kind:
    kind = sniff(head)
    if kind is None:
        names = ", ".join(kind.value for kind in Kind)
        raise NotAnImageError(f"this is {describe(head)}", remedy=f"give a page as {names}")
    return kind


def _read(path: str, max_bytes: int, count: int = -1) -> bytes:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise MissingFileError("this is no file", remedy="name a page image, a PDF or a folder")
        if status.st_size > max_bytes:
            raise TooLargeError(
                f"the file has {status.st_size:,} bytes, more than the {max_bytes:,} allowed",
                remedy="split it, or raise settings.load.max_bytes",
            )
        with open(path, "rb") as file:
            data = file.read(count)
    except FileNotFoundError as error:
        raise MissingFileError("there is no such file", remedy="check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise MissingFileError(f"the file cannot be opened: {error}", remedy="check its permissions") from error
    if not data:
        raise EmptyFileError("the file is empty", remedy="copy or scan the page again")
    return data
