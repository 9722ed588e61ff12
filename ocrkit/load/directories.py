"""The pages of a TIFF, by its chain of image file directories (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ocrkit.errors import BrokenFileError

_NEW_SUBFILE_TYPE, _WIDTH, _HEIGHT, _COMPRESSION, _ORIENTATION = 254, 256, 257, 259, 274
_STRIP_OFFSETS, _STRIP_BYTES, _TILE_OFFSETS, _TILE_BYTES = 273, 279, 324, 325
_REDUCED_OR_MASK = 0b101
"""Bits of NewSubfileType: a thumbnail, a transparency mask."""

_NUMBERS = {1: "B", 3: "H", 4: "I", 16: "Q"}
_DATA = (_STRIP_OFFSETS, _STRIP_BYTES, _TILE_OFFSETS, _TILE_BYTES)
_WANTED = frozenset({_NEW_SUBFILE_TYPE, _WIDTH, _HEIGHT, _COMPRESSION, _ORIENTATION, *_DATA})
_REMEDY = "copy or scan the file again"
_CUT = "the TIFF is cut short: its further pages are missing"
_CYCLE = "the TIFF's chain of pages goes in a circle: after the last page it leads back to an earlier one"
_EMPTY = "the TIFF has no pages"


@dataclass(frozen=True)
class Directory:
    """One image: its place in the chain (from 0) and in the file, its size in pixels, and its data.

    ``data`` are its strips or tiles, each from one byte up to another, coded by ``compression``.

    ``orientation`` is its tag of that name, which stands (16 bits wide) at byte ``orientation_at``.
    """

    index: int
    width: int
    height: int
    at: int
    data: tuple[tuple[int, int], ...] = ()
    compression: int = 1
    orientation: int = 1
    orientation_at: int | None = None


@dataclass(frozen=True)
class Directories:
    """The pages of a TIFF; ``fault`` is why there may be more of them that cannot be found, None where all are."""

    pages: tuple[Directory, ...]
    fault: str | None = None


@dataclass(frozen=True)
class _Layout:
    """Byte order and the widths that BigTIFF doubles."""

    order: str
    word: str
    count: str
    first: int

    @property
    def entry(self) -> int:
        """Bytes of a directory entry."""
        return 4 + 2 * struct.calcsize(self.word)

    @property
    def value_at(self) -> int:
        """Where in an entry its value stands."""
        return 4 + struct.calcsize(self.word)

    def read(self, code: str, data: bytes, at: int) -> int:
        return int(struct.unpack_from(self.order + code, data, at)[0])


def read_directories(data: bytes, max_pages: int) -> Directories:
    """Follow the chain over at most ``max_pages`` + 1 pages.

    Thumbnails and masks are no pages, unless the file has nothing else: then they were marked so by mistake.
    """
    layout = _layout(data)
    pages: list[Directory] = []
    others: list[Directory] = []
    seen: set[int] = set()
    try:
        at = layout.read(layout.word, data, layout.first)
        while at and at not in seen and len(pages) <= max_pages:
            directory, kind, following = _read_directory(data, at, layout, len(seen))
            (others if kind & _REDUCED_OR_MASK else pages).append(directory)
            seen.add(at)
            at = following
    except struct.error:
        return Directories(tuple(pages), _CUT)
    return Directories(tuple(pages or others), None if seen and at not in seen else _CYCLE if seen else _EMPTY)


def beginning_with(data: bytes, page: Directory) -> bytes:
    """The file with this page as its first."""
    layout = _layout(data)
    first = struct.pack(layout.order + layout.word, page.at)
    return data[: layout.first] + first + data[layout.first + len(first) :]


def check_data(page: Directory, size: int) -> None:
    """Raise ``BrokenFileError`` where the page's pixel data reach past the end of a file of ``size`` bytes."""
    if any(end > size for _, end in page.data):
        raise BrokenFileError("the TIFF is cut short", remedy=_REMEDY)


def _layout(data: bytes) -> _Layout:
    order = "<" if data[:2] == b"II" else ">"
    if data[2:4] in (b"+\0", b"\0+"):
        return _Layout(order, word="Q", count="Q", first=8)
    return _Layout(order, word="I", count="H", first=4)


def _read_directory(data: bytes, at: int, layout: _Layout, index: int) -> tuple[Directory, int, int]:
    """The directory at ``at``, its subfile type, and where the next one is; ``struct.error`` outside the file."""
    count = layout.read(layout.count, data, at)
    first = at + struct.calcsize(layout.count)
    end = first + count * layout.entry
    following = layout.read(layout.word, data, end)  # before the entries: a wild count ends here
    entries = {layout.read("H", data, entry): entry for entry in range(first, end, layout.entry)}
    tags = {tag: _values(data, entries[tag], layout) for tag in entries.keys() & _WANTED}
    offsets = tags.get(_TILE_OFFSETS) or tags.get(_STRIP_OFFSETS, ())
    sizes = tags.get(_TILE_BYTES) or tags.get(_STRIP_BYTES, ())
    directory = Directory(
        index=index,
        width=_first(tags, _WIDTH),
        height=_first(tags, _HEIGHT),
        at=at,
        data=tuple((offset, offset + size) for offset, size in zip(offsets, sizes, strict=False)),
        compression=_first(tags, _COMPRESSION) or 1,
        orientation=_first(tags, _ORIENTATION),
        orientation_at=entries[_ORIENTATION] + layout.value_at if _ORIENTATION in entries else None,
    )
    return directory, _first(tags, _NEW_SUBFILE_TYPE), following


def _first(tags: dict[int, tuple[int, ...]], tag: int) -> int:
    return next(iter(tags.get(tag, ())), 0)


def _values(data: bytes, entry: int, layout: _Layout) -> tuple[int, ...]:
    code = _NUMBERS.get(layout.read("H", data, entry + 2))
    count = layout.read(layout.word, data, entry + 4)
    if code is None or not count:
        return ()
    width = struct.calcsize(layout.word)
    value_at = entry + layout.value_at
    if count * struct.calcsize(code) > width:
        value_at = layout.read(layout.word, data, value_at)
    return struct.unpack_from(f"{layout.order}{count}{code}", data, value_at)
