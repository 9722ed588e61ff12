"""Which names are of one agency: a table that the user edits, ``agencies.csv`` in the archive's folder.

::

    name,agency
    安澜县交通局,安澜县交通运输局
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from ocrkit.archive.place import AGENCIES
from ocrkit.errors import UsageError
from ocrkit.files import read_text

_LARGEST = 16 * 2**20
_REMEDY = "its first line is name,agency; then a name as it is printed and what it is to be called"


def read_aliases(archive: Path) -> Mapping[str, str]:
    """What each name is to be called; empty where there is no table. Raises ``UsageError`` that names the line."""
    path = archive / AGENCIES
    if not path.exists():
        return {}
    rows = csv.DictReader(io.StringIO(read_text(path, _LARGEST, UsageError, _REMEDY), newline=""))
    if [name.strip().lower() for name in rows.fieldnames or ()] != ["name", "agency"]:
        raise UsageError("its first line is not name,agency", file=str(path), remedy=_REMEDY)
    rows.fieldnames = ["name", "agency"]
    found: dict[str, str] = {}
    for row in rows:
        name, agency = (row["name"] or "").strip(), (row["agency"] or "").strip()
        if not name and not agency:
            continue
        if not name or not agency or found.get(name, agency) != agency:
            raise UsageError(
                f"line {rows.line_num}: a name without an agency, or with two", file=str(path), remedy=_REMEDY
            )
        found[name] = agency
    return found
