"""Listing and decoding pages; what fails is named with its file and page, and the others go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from ocrkit.boundary import boundary
from ocrkit.errors import InputError, InternalError, NotAnImageError, TooLargeError, UsageError
from ocrkit.load.document import count_pages
from ocrkit.load.folder import Entry
from ocrkit.load.loader import Loader, located
from ocrkit.load.order import Inputs, expand
from ocrkit.load.selection import parse_pages, selects
from ocrkit.load.settings import LoadSettings
from ocrkit.types.page import Page, PageRef

Count = Callable[[str, LoadSettings], int]
"""Opens a file and counts its pages. Raises ``InputError``."""


@dataclass(frozen=True)
class PageFailure:
    """A page that cannot be read, and why. It has a page number like any other."""

    ref: PageRef
    error: InputError | InternalError


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


def list_pages(inputs: Inputs, settings: LoadSettings | None = None, count: Count | None = None) -> Listing:
    """The pages of all inputs (files and folders), in the order that ``load.order`` states; decodes none.

    A file that cannot be opened is one failure, and so is what a folder holds that is not read though it may hold
    pages. Pages past ``max_pages`` are not listed; one failure says so. Raises ``UsageError`` where nothing was
    named, a folder holds nothing that may be a page, or ``settings.pages`` asks for one that is not there. ``count``
    opens the files instead of this process.
    """
    settings = settings or LoadSettings()
    found = expand(inputs, settings.keep_order)
    others = tuple((entry.path, entry.why) for entry in found if entry.what == "other")
    wanted = parse_pages(settings.pages or "1-")
    listing: list[PageRef | PageFailure] = []
    number = 0
    for entry in found:
        if entry.what != "other":
            pages = _pages_of(entry, number + 1, settings, count or count_pages)
            number += len(pages)
            listing += [p for p in pages if isinstance(p, PageFailure) or selects(wanted, p.number)]
        if len(listing) > settings.max_pages:
            last = _too_many(listing[settings.max_pages], settings.max_pages)
            return Listing((*listing[: settings.max_pages], last), others)
    for first, last_wanted in wanted:
        if number < (last_wanted or first):
            raise UsageError(
                f"there is no page {last_wanted or first}: the inputs have {number}",
                remedy="correct settings.load.pages",
            )
    return Listing(tuple(listing), others)


def _pages_of(entry: Entry, number: int, settings: LoadSettings, count: Count) -> list[PageRef | PageFailure]:
    """The pages of a file, numbered from ``number``, or what is wrong with it."""
    try:
        with boundary("load"), located(entry.path, None):
            if entry.what != "page":
                raise _unread(entry)
            pages = count(entry.path, settings)
    except (InputError, InternalError) as error:
        return [PageFailure(PageRef(number, entry.path), error.at(entry.path, None))]
    most = pages if settings.pages else min(pages, settings.max_pages + 1)
    return [PageRef(number + i, entry.path, i) for i in range(most)]


def _unread(entry: Entry) -> InputError:
    if entry.what == "folder":
        return InputError(entry.why, remedy="name the sub-folder as well, or move it elsewhere")
    return NotAnImageError(entry.why, remedy="give its pages as a PDF or as images, or move it out of the folder")


def load_page(ref: PageRef, settings: LoadSettings | None = None) -> Page:
    """Decode one page. Raises an ``InputError`` that names file, page and remedy."""
    with Loader(settings) as loader:
        return loader.load(ref)


def load_pages(inputs: Inputs, settings: LoadSettings | None = None) -> Iterator[Page | PageFailure]:
    """Every page of the inputs, decoded one at a time: pages and failures in page order."""
    return load_listed(list_pages(inputs, settings), settings)


def load_listed(
    listing: Sequence[PageRef | PageFailure], settings: LoadSettings | None = None
) -> Iterator[Page | PageFailure]:
    """Decode the pages of a listing one at a time. A file is opened once for its consecutive pages."""
    with Loader(settings) as loader:
        for entry in listing:
            yield entry if isinstance(entry, PageFailure) else _loaded(loader, entry)


def _loaded(loader: Loader, ref: PageRef) -> Page | PageFailure:
    """Bound to no name in the caller, so that the last page can go before the next."""
    try:
        with boundary("load"):
            return loader.load(ref)
    except InputError as error:
        return PageFailure(ref, error.at(error.file or ref.file, error.page))
    except InternalError as error:
        return PageFailure(ref, error.at(ref.file, ref.index + 1))


def doubles(digests: Mapping[int, str]) -> tuple[tuple[int, ...], ...]:
    """Groups of page numbers with the same pixels, from page number to ``Page.digest``; each group ascending."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(digests):
        if digests[number]:
            numbers[digests[number]].append(number)
    return tuple(tuple(group) for group in numbers.values() if len(group) > 1)


def _too_many(entry: PageRef | PageFailure, max_pages: int) -> PageFailure:
    ref = entry if isinstance(entry, PageRef) else entry.ref
    error = TooLargeError(
        f"more than {max_pages} pages: the pages from here on are not read",
        file=ref.file,
        page=ref.index + 1,
        remedy="give fewer pages, or raise settings.load.max_pages",
    )
    return PageFailure(ref, error)
