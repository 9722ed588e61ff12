"""A manifest: a CSV in which the user says which files are one report, and of whom."""

from __future__ import annotations

import csv
import glob
import io
import os
from collections.abc import Iterator, Mapping

from ocrkit.archive.found import Found
from ocrkit.errors import UsageError
from ocrkit.files import read_text
from ocrkit.load.folder import entries
from ocrkit.load.order import natural_key

_LARGEST = 64 * 2**20
"""Bytes of a manifest."""
_COLUMNS = ("id", "files", "agency", "year")
_REMEDY = "its first line names the columns: id,files,agency,year (the last two may be left out or blank)"


def read_manifest(path: str) -> list[Found]:
    """The reports of a manifest. ``files`` are paths beside it, with ; between them: files, patterns, folders.

    Raises ``UsageError`` that names the line.
    """
    text = read_text(path, _LARGEST, UsageError, _REMEDY)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = [name.strip().lower() for name in rows.fieldnames or ()]
    unknown = [name for name in columns if name not in _COLUMNS]
    if unknown or not {"id", "files"} <= set(columns):
        wrong = f"there is no column {unknown[0]!r}" if unknown else "it lacks the columns id and files"
        raise UsageError(wrong, file=path, remedy=_REMEDY)
    rows.fieldnames = columns
    found: list[Found] = []
    lines: dict[str, int] = {}
    ids: dict[str, int] = {}
    for row in rows:
        line = rows.line_num
        report = _report(row, line, path)
        for file in report.files:
            if file in lines:
                raise _wrong(path, line, f"{file} is a file of line {lines[file]} already")
            lines[file] = line
        if report.name in ids:
            raise _wrong(path, line, f"id {report.name!r} stands in line {ids[report.name]} already")
        ids[report.name] = line
        found.append(report)
    return found


def _report(row: Mapping[str, str | None], line: int, path: str) -> Found:
    name, year = (row.get("id") or "").strip(), (row.get("year") or "").strip()
    if not name:
        raise _wrong(path, line, "id is blank")
    if year and not (year.isdecimal() and len(year) == 4):
        raise _wrong(path, line, f"{year!r} is no year")
    wanted = [part.strip() for part in (row.get("files") or "").split(";") if part.strip()]
    files = [os.path.abspath(file) for part in wanted for file in _files(os.path.join(os.path.dirname(path), part))]
    if not files:
        raise _wrong(path, line, "files is blank")
    agency = (row.get("agency") or "").strip() or None
    return Found(name, tuple(dict.fromkeys(files)), "manifest", agency, int(year) if year else None)


def _files(part: str) -> Iterator[str]:
    """What a path stands for; one that is not there stays, to be told of when it is read."""
    if os.path.isdir(part):
        inside = [entry.path for entry in entries(part) if entry.what == "page"]
        yield from sorted(inside, key=natural_key)
    elif os.path.lexists(part) or not glob.has_magic(part):
        yield part
    else:
        yield from sorted(glob.glob(part), key=natural_key)


def _wrong(path: str, line: int, what: str) -> UsageError:
    return UsageError(f"line {line}: {what}", file=path, remedy=_REMEDY)
