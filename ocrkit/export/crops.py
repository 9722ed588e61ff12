"""A picture of every doubtful value, for whoever checks it."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from ocrkit.export.pictures import PageImages, take_pictures
from ocrkit.export.results import ResultFolder
from ocrkit.export.settings import ExportSettings
from ocrkit.types.finding import CellRef
from ocrkit.types.report import Report

FOLDER = "doubtful"
_LONGEST = 70
"""Bytes of a key in a picture's name: three of them fit into the 255 of a file name."""
_HEADER = 33
"""Bytes of a PNG before its second chunk: the signature and IHDR."""
_MADE_BY = b"Software\0ocrkit"
_MARK = b"tEXt" + _MADE_BY
_CHUNK = struct.pack(">I", len(_MADE_BY)) + _MARK + struct.pack(">I", zlib.crc32(_MARK))
"""A PNG chunk that says who made the picture: ocrkit's own can be told from a picture somebody else put there."""


def crop_name(ref: CellRef) -> str:
    """Where the picture of a value goes, relative to the output folder: doubtful/form.row.column.png.

    A key that is no file name as it stands is changed, and carries a few digits of its hash then, so that no two
    values share a picture.
    """
    return f"{FOLDER}/{'.'.join(map(_name, (ref.form, ref.row, ref.column)))}.png"


def _name(key: str) -> str:
    safe = re.sub(r"[^\w-]", "_", key)
    short = safe.encode()[:_LONGEST].decode(errors="ignore")
    digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
    return short if short == key else f"{short}~{digest[:8]}"


def write_crops(
    report: Report, images: PageImages, out: Path, settings: ExportSettings | None = None
) -> dict[CellRef, Path]:
    """Write a PNG of every doubtful value that has a place on a page; returns the files by value.

    They take the place of those of an earlier reading. Raises ``OutputError`` where they cannot be written.
    """
    only_crops = (settings or ExportSettings()).model_copy(update={"formats": ("json",), "crops": True})
    crops = take_pictures(report.source.pages, report.doubtful(), images, only_crops).crops
    with ResultFolder(out, own_pictures, force=True) as results:
        results.put(picture_files(crops))
    return {ref: out / crop_name(ref) for ref in crops}


def picture_files(crops: Mapping[CellRef, bytes]) -> dict[str, bytes]:
    """The pictures by name relative to the output folder, marked as ocrkit's own."""
    return {crop_name(ref): data[:_HEADER] + _CHUNK + data[_HEADER:] for ref, data in crops.items()}


def own_pictures(out: Path) -> list[str]:
    """The pictures in a folder that ocrkit wrote, by name relative to it."""
    found = sorted((out / FOLDER).glob("*.png"))
    return [f"{FOLDER}/{path.name}" for path in found if path.is_file() and _is_own(path)]


def _is_own(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_HEADER + len(_CHUNK)).endswith(_CHUNK)
