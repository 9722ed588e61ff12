"""Finding the reports in files, folders and manifests."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ocrkit.archive.found import Findings, Found, LeftOut, Origin
from ocrkit.archive.grouping import UNCERTAIN, grouped
from ocrkit.archive.manifest import read_manifest
from ocrkit.archive.names import year_in
from ocrkit.archive.place import is_archive
from ocrkit.errors import InputError, UsageError
from ocrkit.load.document import count_by_head, count_pages
from ocrkit.load.folder import Entry, entries
from ocrkit.load.order import natural_key
from ocrkit.load.settings import LoadSettings

_BOOKS = frozenset({".pdf", ".tif", ".tiff"})
"""Endings of files that may hold a whole report."""
_BEFORE_NUMBER = " _-.(（第"
_COUNT = re.compile(r"(?<!\d)(?!(?:19|20)\d\d$)\d+$")
"""Digits at the end of what names have in common that are no year."""


def find(sources: Sequence[str], settings: LoadSettings | None = None) -> Findings:
    """Every report in the sources: files, folders with all that is below them, and manifests (CSV).

    What is found twice is one. Raises ``UsageError`` for a source that is not there, and for a wrong manifest.
    """
    finder = _Finder(settings or LoadSettings())
    loose: list[str] = []
    for source in sources:
        path = os.path.abspath(source)
        if not os.path.lexists(path):
            raise UsageError("there is nothing of this name", file=source, remedy="check the path")
        if os.path.isdir(path):
            finder.folder(path, path)
        elif path.lower().endswith(".csv"):
            finder.reports += read_manifest(path)
        else:
            loose.append(path)
    finder.files(sorted(loose, key=natural_key))
    return finder.findings()


class _Finder:
    def __init__(self, settings: LoadSettings) -> None:
        self.reports: list[Found] = []
        self._left_out: list[LeftOut] = []
        self._settings = settings
        self._seen: set[str] = set()

    def findings(self) -> Findings:
        """The reports with files of their own, in order; a manifest's word goes over what was found."""
        told = {file for report in self.reports if report.origin == "manifest" for file in report.files}
        kept: dict[str, Found] = {}
        for report in self.reports:
            if report.origin == "manifest" or not told.intersection(report.files):
                kept.setdefault(report.files[0], report)
        left = {each.path: each for each in self._left_out if each.path not in told}
        return Findings(tuple(kept.values()), tuple(left.values()))

    def folder(self, path: str, root: str) -> None:
        """All in a folder, and below it."""
        real = os.path.realpath(path)
        if real in self._seen:
            return
        self._seen.add(real)
        if is_archive(Path(path)):
            self._leave(path, "an archive that ocrkit made", minor=True)
            return
        try:
            found = sorted(entries(path), key=lambda entry: natural_key(entry.path))
        except UsageError as error:
            self._leave(path, error.message)
            return
        below = [entry.path for entry in found if entry.what == "folder"]
        pages = [entry.path for entry in found if entry.what == "page"]
        for entry in found:
            if entry.what in ("document", "other"):
                self._leave(entry.path, entry.why, minor=_is_minor(entry))
        self._in_folder(pages, root, alone=not below)
        for each in below:
            self.folder(each, root)

    def files(self, paths: Sequence[str]) -> None:
        """Files named one by one."""
        by_folder: dict[str, list[str]] = {}
        for path in paths:
            by_folder.setdefault(os.path.dirname(path), []).append(path)
        for folder, files in by_folder.items():
            self._in_folder(files, folder, alone=False)

    def _in_folder(self, files: Sequence[str], root: str, alone: bool) -> None:
        """Whole reports in one file each, and page images; ``alone``: there is nothing below their folder."""
        books = [file for file in files if self._is_book(file)]
        images = [file for file in files if file not in set(books)]
        for book in books:
            self._add(_stem(book), (book,), "file")
        if not images:
            return
        folder = os.path.dirname(images[0])
        groups = grouped(images, whole_folder=alone and not books)
        if groups is None:
            for image in images:
                self._leave(image, UNCERTAIN)
        elif len(groups) == 1 and len(images) > 1 and alone and not books:
            common = _common(groups[0], folder)
            self._add(common if year_in(common) else os.path.basename(folder), groups[0], "folder")
        else:
            for group in groups:
                self._add(_stem(group[0]) if len(group) == 1 else _common(group, folder), group, "names")

    def _is_book(self, file: str) -> bool:
        """A PDF; a TIFF of several pages, or of none that can be counted. One of a single page is a page image."""
        if Path(file).suffix.lower() not in _BOOKS:
            return False
        if file.lower().endswith(".pdf"):
            return True
        try:
            return (count_by_head(file, self._settings) or count_pages(file, self._settings)) != 1
        except InputError:
            return True

    def _add(self, name: str, files: Iterable[str], origin: Origin) -> None:
        self.reports.append(Found(name, tuple(files), origin))

    def _leave(self, path: str, why: str, minor: bool = False) -> None:
        self._left_out.append(LeftOut(path, why, minor))


def _is_minor(entry: Entry) -> bool:
    return entry.what == "other"


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _common(group: Sequence[str], folder: str) -> str:
    """What the names of several pages begin with, or their folder's name where that says nothing."""
    first, last = min(map(_stem, group)), max(map(_stem, group))
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    common = "".join(a for a, _ in same).rstrip(_BEFORE_NUMBER)
    return _COUNT.sub("", common).rstrip(_BEFORE_NUMBER) or os.path.basename(folder)
