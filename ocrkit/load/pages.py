"""Listing and decoding pages; what fails is named with its file and page, and the others go on."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import overload

import numpy as np

from ocrkit.errors import BrokenFileError, InputError, NotAnImageError, TooLargeError
from ocrkit.load.document import Document, count_pages, open_document, read_file
from ocrkit.load.folder import Entry
from ocrkit.load.order import Inputs, expand
from ocrkit.load.settings import LoadSettings
from ocrkit.types.page import Image, Page, PageRef


@dataclass(frozen=True)
class PageFailure:
    """A page that cannot be read, and why. It has a page number like any other."""

    ref: PageRef
    error: InputError


@dataclass(frozen=True)
class Listing(Sequence[PageRef | PageFailure]):
    """What ``list_pages`` finds: pages and failures in page order, numbered from 1.

    ``others`` is what the folders named hold besides, by path and in words what it is.
    """

    entries: tuple[PageRef | PageFailure, ...]
    others: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, at: int) -> PageRef | PageFailure: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[PageRef | PageFailure, ...]: ...
    def __getitem__(self, at: int | slice) -> PageRef | PageFailure | tuple[PageRef | PageFailure, ...]:
        return self.entries[at]


def list_pages(inputs: Inputs, settings: LoadSettings | None = None) -> Listing:
    """The pages of all inputs (files and folders), in the order that ``load.order`` states; decodes none.

    A file that cannot be opened is one failure, and so is what a folder holds that is not read though it may hold
    pages. Pages past ``max_pages`` are not listed; one failure says so. Raises ``UsageError`` where nothing was
    named or a folder holds nothing that may be a page.
    """
    settings = settings or LoadSettings()
    found = expand(inputs, settings.keep_order)
    others = tuple((entry.path, entry.why) for entry in found if entry.what == "other")
    listing: list[PageRef | PageFailure] = []
    for entry in found:
        if entry.what != "other":
            listing += _pages_of(entry, len(listing) + 1, settings)
        if len(listing) > settings.max_pages:
            last = _too_many(listing[settings.max_pages], settings.max_pages)
            return Listing((*listing[: settings.max_pages], last), others)
    return Listing(tuple(listing), others)


def _pages_of(entry: Entry, number: int, settings: LoadSettings) -> list[PageRef | PageFailure]:
    """The pages of a file, numbered from ``number``, or what is wrong with it."""
    try:
        with _located(entry.path, None):
            if entry.what != "page":
                raise _unread(entry)
            count = count_pages(entry.path, settings)
    except InputError as error:
        return [PageFailure(PageRef(number, entry.path), error)]
    return [PageRef(number + i, entry.path, i) for i in range(min(count, settings.max_pages + 1))]


def _unread(entry: Entry) -> InputError:
    if entry.what == "folder":
        return InputError(entry.why, remedy="name the sub-folder as well, or move it elsewhere")
    return NotAnImageError(entry.why, remedy="give its pages as a PDF or as images, or move it out of the folder")


def load_page(ref: PageRef, settings: LoadSettings | None = None) -> Page:
    """Decode one page. Raises an ``InputError`` that names file, page and remedy."""
    result = next(load_listed((ref,), settings))
    if isinstance(result, PageFailure):
        raise result.error
    return result


def load_pages(inputs: Inputs, settings: LoadSettings | None = None) -> Iterator[Page | PageFailure]:
    """Every page of the inputs, decoded one at a time: pages and failures in page order."""
    return load_listed(list_pages(inputs, settings), settings)


def load_listed(
    listing: Sequence[PageRef | PageFailure], settings: LoadSettings | None = None
) -> Iterator[Page | PageFailure]:
    """Decode the pages of a listing one at a time. A file is opened once for its consecutive pages."""
    settings = settings or LoadSettings()
    for _, entries in groupby(listing, key=lambda entry: entry.file if isinstance(entry, PageRef) else None):
        group = tuple(entries)
        yield from (entry for entry in group if isinstance(entry, PageFailure))
        refs = tuple(entry for entry in group if isinstance(entry, PageRef))
        if refs:
            yield from _load_file(refs, settings)


def doubles(digests: Mapping[int, str]) -> tuple[tuple[int, ...], ...]:
    """Groups of page numbers with the same pixels, from page number to ``Page.digest``; each group ascending."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(digests):
        if digests[number]:
            numbers[digests[number]].append(number)
    return tuple(tuple(group) for group in numbers.values() if len(group) > 1)


def digest_of(image: Image) -> str:
    """SHA-256 of size and pixels, hexadecimal; "" for a page all of one colour: two blank pages are no doubles."""
    if _is_plain(image):
        return ""
    digest = hashlib.sha256(repr(image.shape).encode())
    digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


def _is_plain(image: Image) -> bool:
    first = image[0, 0]
    return bool((image[::64, ::64] == first).all() and (image == first).all())


def _load_file(refs: tuple[PageRef, ...], settings: LoadSettings) -> Iterator[Page | PageFailure]:
    """Decode pages of one file."""
    file = refs[0].file
    try:
        with _located(file, None):
            data = read_file(file, settings)
            document = open_document(data, settings)
    except InputError as error:
        yield from (PageFailure(ref, error) for ref in refs)
        return
    sha256 = hashlib.sha256(data).hexdigest()
    del data  # the document keeps what it needs
    with contextlib.closing(document):
        for ref in refs:
            yield _decode(document, ref, sha256)  # bound to no name, so that the last page can go before the next


def _decode(document: Document, ref: PageRef, sha256: str) -> Page | PageFailure:
    try:
        with _located(ref.file, ref.index + 1):
            if ref.index >= len(document):
                raise BrokenFileError(
                    "the file has no such page", remedy="list the pages again: the file has changed"
                )
            raster = document.page(ref.index)
    except InputError as error:
        return PageFailure(ref, error)
    dpi = raster.dpi[0] if raster.dpi else None
    digest = digest_of(raster.image)
    return Page(ref, raster.image, dpi, sha256, digest, raster.orientation, raster.dpi, raster.text_layer)


@contextlib.contextmanager
def _located(file: str, page: int | None) -> Iterator[None]:
    """Add file and page to the errors of decoders, which do not know where their bytes came from."""
    try:
        yield
    except InputError as error:
        raise type(error)(error.message, file=file, page=page, remedy=error.remedy) from error


def _too_many(entry: PageRef | PageFailure, max_pages: int) -> PageFailure:
    ref = entry if isinstance(entry, PageRef) else entry.ref
    error = TooLargeError(
        f"more than {max_pages} pages: the pages from here on are not read",
        file=ref.file,
        page=ref.index + 1,
        remedy="give fewer pages, or raise max_pages",
    )
    return PageFailure(ref, error)
