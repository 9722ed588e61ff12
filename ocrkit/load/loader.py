"""Decoding pages one at a time, in any order; the file of the last one stays open for its next page."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ocrkit.errors import BrokenFileError, InputError
from ocrkit.load.document import Document, ReducingDocument, open_document, read_file
from ocrkit.load.pixels import Raster, check_shape
from ocrkit.load.settings import LoadSettings
from ocrkit.types.closing import Closing
from ocrkit.types.page import Image, Page, PageRef


@dataclass(frozen=True)
class _Opened:
    file: str
    document: Document
    sha256: str


class Loader(Closing):
    """Loads pages by their place. Use it in a ``with`` block, or call ``close``."""

    def __init__(self, settings: LoadSettings | None = None) -> None:
        self._settings = settings or LoadSettings()
        self._opened: _Opened | None = None

    def close(self) -> None:
        """Release the file that is open."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.document.close()

    def load(self, ref: PageRef) -> Page:
        """Decode one page. Raises an ``InputError`` that names file, page and remedy."""
        opened, raster = self._decoded(ref)
        return Page(
            ref=ref,
            image=raster.image,
            dpi=raster.dpi[0] if raster.dpi else None,
            sha256=opened.sha256,
            digest=digest_of(raster.image),
            orientation=raster.orientation,
            dpi_xy=raster.dpi,
            text_layer=raster.text_layer,
            flaws=raster.flaws,
        )

    def pixels(self, ref: PageRef, at_least: int | None = None) -> Image:
        """One page's pixels alone, without what is told of them. Raises as ``load`` does.

        ``at_least``: a page made smaller will do, if neither side falls below so many pixels.
        """
        return self._decoded(ref, at_least)[1].image

    def _decoded(self, ref: PageRef, at_least: int | None = None) -> tuple[_Opened, Raster]:
        with located(ref.file, None):
            opened = self._open(ref.file)
        with located(ref.file, ref.index + 1):
            if ref.index >= len(opened.document):
                raise BrokenFileError(
                    "the file has no such page", remedy="list the pages again: the file has changed"
                )
            document = opened.document
            if at_least is not None and isinstance(document, ReducingDocument):
                raster = document.reduced(ref.index, at_least)
            else:
                raster = document.page(ref.index)
            check_shape(raster.image, self._settings.min_side)
        return opened, raster

    def _open(self, file: str) -> _Opened:
        if self._opened is None or self._opened.file != file:
            self.close()
            data = read_file(file, self._settings)
            self._opened = _Opened(file, open_document(data, self._settings), hashlib.sha256(data).hexdigest())
        return self._opened


_WORDS = 4096
"""Words of eight bytes that make one sum of a digest."""


def digest_of(image: Image) -> str:
    """Tells pages apart by size and pixels, hexadecimal; "" for one of one colour, as two blank ones are no doubles.

    SHA-256 of sums of the page's words, each times an odd number of its own, modulo 2 ** 64 (multilinear hashing):
    one word that differs always shows, and print that differs, which is many, all but surely. That takes a fifth of
    the time of SHA-256 of all, and pages are held against each other within one report only.
    """
    if _is_plain(image):
        return ""
    pixels = np.ascontiguousarray(image).reshape(-1)
    whole = pixels.size - pixels.size % (8 * _WORDS)
    factors = np.random.default_rng(0).integers(2**63, size=_WORDS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    digest = hashlib.sha256(repr(image.shape).encode())
    digest.update((pixels[:whole].view(np.uint64).reshape(-1, _WORDS) @ factors).data)
    digest.update(pixels[whole:].data)
    return digest.hexdigest()


def _is_plain(image: Image) -> bool:
    first = image[0, 0]
    return bool((image[::64, ::64] == first).all() and (image == first).all())


@contextlib.contextmanager
def located(file: str, page: int | None) -> Iterator[None]:
    """Add file and page to the errors of decoders, which do not know where their bytes came from."""
    try:
        yield
    except InputError as error:
        raise type(error)(error.message, file=file, page=page, remedy=error.remedy) from error
