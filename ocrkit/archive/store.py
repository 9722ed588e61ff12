"""The results of a report in the archive: on the disk before anybody is told of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ocrkit.archive.place import REPORT, REPORTS, report_folder
from ocrkit.export import ExportSettings, PageImages, ResultFolder, former_report, report_files
from ocrkit.types.report import Report

_FORMATS = ExportSettings(formats=("json",))


def put(archive: Path, report_id: str, report: Report, images: PageImages) -> str:
    """Write a report and the pictures of its doubtful values in the place of what was there; returns its hash.

    When it returns, files and folders are synced. Raises ``OutputError``; what was there is then as it was.
    """
    files = report_files(report, images=images, settings=_FORMATS)
    folder = report_folder(archive, report_id)
    with ResultFolder(folder, former_report, force=True) as results:
        results.put(files)
    _sync(archive / REPORTS)  # the folder's own name
    return hashlib.sha256(files[REPORT]).hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
