"""What is in a folder: pages, documents that are not read, and what is no page.

Nothing that may have been given as a page is passed over. A file is a page by its content, whatever its ending,
or by its ending, whatever its content (opening it then tells what is wrong). Documents, images and archives of
formats that are not read, sub-folders that hold pages, and files of which nothing is known are listed to fail by
name. Only what is known to be no page is left aside: named, and without further consequence.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ocrkit.errors import UsageError
from ocrkit.load.sniff import HEAD_BYTES, document, is_text, sniff

_IMAGES = "jpg jpeg jpe jfif png apng tif tiff bmp dib gif webp jp2 j2k jpf jpx j2c jpc heic heif hif avif pdf"
PAGE_ENDINGS = frozenset(f".{ending}" for ending in _IMAGES.split())
"""Endings of the formats that are read, in lower case."""

_UNREAD = "doc docx wps xls xlsx et ppt pptx odt ods rtf ofd djvu djv xps caj kdh ps eps psd svg jxl jxr jbig2 jb2"
_PACKED = "zip rar 7z tar gz tgz bz2 xz mht mhtml htm html eml msg"
_DOCUMENT_ENDINGS = frozenset(f".{ending}" for ending in f"{_UNREAD} {_PACKED}".split())
"""Endings of documents, images and archives that are not read."""

_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir", "$recycle.bin"})
_SIDE = "txt json jsonl csv tsv md yaml yml toml xml xmp ini log py sh lnk url md5 sha1 sha256 sha512 sfv"
_SIDE_ENDINGS = frozenset(f".{ending}" for ending in _SIDE.split())
"""Endings of what stands beside pages: notes, truth files, checksums, links."""

_OWN_JSON = re.compile(rb'\s*\{\s*"schema_version"')
_OWN_ENDINGS = frozenset({".json", ".csv", ".xlsx", ".html", ".md"})
_OWN_FOLDER = "doubtful"

What = Literal["page", "document", "folder", "other"]


@dataclass(frozen=True)
class Entry:
    """Something in a folder: its path, what it is, and in words why it is not read (where it is not)."""

    path: str
    what: What
    why: str = ""


def entries(folder: str) -> list[Entry]:
    """Everything in the folder, told apart; of sub-folders only whether there are pages in them.

    Raises ``UsageError`` where the folder cannot be opened.
    """
    try:
        found = list(os.scandir(folder))
    except OSError as error:
        raise UsageError(
            f"the folder cannot be opened: {error.strerror}", file=folder, remedy="check its permissions"
        ) from error
    own = {Path(entry.name).stem for entry in found if entry.name.endswith(".json") and _is_own(entry)}
    return [_told(entry, own) for entry in found]


def _told(entry: os.DirEntry[str], own: set[str]) -> Entry:
    if (why := _known_by_name(entry.name, own)) is not None:
        return Entry(entry.path, "other", why)
    if entry.is_dir():
        return _folder(entry)
    return Entry(entry.path, *_file(entry))


def _known_by_name(name: str, own: set[str]) -> str | None:
    if name.lower() in _SYSTEM:
        return "made by the operating system"
    if name.startswith("."):
        return "hidden"
    if name.startswith("~$"):
        return "a lock of an Office program"
    path = Path(name)
    if (path.suffix in _OWN_ENDINGS and path.stem in own) or (name == _OWN_FOLDER and own):
        return "a result of ocrkit"
    return None


def _file(entry: os.DirEntry[str]) -> tuple[What, str]:
    ending = Path(entry.name).suffix.lower()
    if ending in PAGE_ENDINGS:
        return "page", ""
    if not _is_regular(entry.path):
        return "other", "no file"
    head = _head(entry.path)
    if head is None or sniff(head) is not None:
        return "page", ""  # what cannot be opened says so when it is read
    if (name := document(head)) is not None or ending in _DOCUMENT_ENDINGS:
        return "document", f"this is {name or f'a document of the kind {ending}'}, which is not read"
    if not head:
        return "other", "empty"
    if ending in _SIDE_ENDINGS or is_text(head):
        return "other", "text"
    return "document", "this is of no kind that is known, and not read"


def _folder(entry: os.DirEntry[str]) -> Entry:
    """A sub-folder is not read; where pages may be in it, that is told as a failure."""
    if any(_file(inner)[0] != "other" for inner in _walk(entry.path)):
        return Entry(entry.path, "folder", "this sub-folder holds files that are not read")
    return Entry(entry.path, "other", "a folder without pages")


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files below a folder that are not known by name; folders that cannot be opened hold nothing."""
    try:
        found = list(os.scandir(folder))
    except OSError:
        return
    own = {Path(entry.name).stem for entry in found if entry.name.endswith(".json") and _is_own(entry)}
    for entry in found:
        if _known_by_name(entry.name, own) is None:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            elif not entry.is_dir():
                yield entry


def _is_own(entry: os.DirEntry[str]) -> bool:
    return _is_regular(entry.path) and _OWN_JSON.match(_head(entry.path) or b"") is not None


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _head(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return None
