"""A picture of every doubtful value, for whoever checks it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from ocrkit.export.atomic import Writing
from ocrkit.export.pictures import PageImages, take_pictures
from ocrkit.export.settings import ExportSettings
from ocrkit.types.report import CellRef, Report

FOLDER = "doubtful"


def crop_name(ref: CellRef) -> str:
    """Where the picture of a value goes, relative to the output folder: doubtful/form.row.column.png."""
    parts = (re.sub(r"[^\w-]", "_", part)[:80] for part in (ref.form, ref.row, ref.column))
    return f"{FOLDER}/{'.'.join(parts)}.png"


def write_crops(
    report: Report, images: PageImages, out: Path, settings: ExportSettings | None = None
) -> dict[CellRef, Path]:
    """Write a PNG of every doubtful value that has a place on a page; returns the files by value.

    Raises ``OutputError`` where a file cannot be written.
    """
    only_crops = (settings or ExportSettings()).model_copy(update={"formats": ("json",), "crops": True})
    pictures = take_pictures(report.source.pages, report.doubtful(), images, only_crops)
    with Writing() as files:
        return add_crops(files, pictures.crops, out)


def add_crops(files: Writing, crops: Mapping[CellRef, bytes], out: Path) -> dict[CellRef, Path]:
    """Add the pictures to a set of files being written."""
    paths = {ref: out / crop_name(ref) for ref in crops}
    for ref, data in crops.items():
        files.add(paths[ref], data)
    return paths


def remove_stale(out: Path, keep: Collection[Path]) -> None:
    """Remove pictures that an earlier reading left: they show values that are no longer doubtful."""
    for path in (out / FOLDER).glob("*.*.*.png"):
        if path not in keep:
            path.unlink(missing_ok=True)
