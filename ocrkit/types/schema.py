"""The committed JSON Schemas of what ocrkit writes: the report's, and that of the tables of any page.

Regenerate them after a change of ``report.py`` or ``table.py`` with ``python -m ocrkit.types.schema``; tests compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocrkit.types.report import Report
from ocrkit.types.tables_file import TablesFile

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")
TABLES_SCHEMA_FILE = Path(__file__).with_name("tables.schema.json")


def schema_text() -> str:
    """The schema of what ``Report.to_json`` writes, as indented JSON text (draft 2020-12)."""
    return _text(Report.schema())


def tables_schema_text() -> str:
    """The schema of what ``TablesFile.to_json`` writes, as the report's."""
    return _text(TablesFile.schema())


def _text(schema: Mapping[str, Any]) -> str:
    full = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(full, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for file, text in ((SCHEMA_FILE, schema_text()), (TABLES_SCHEMA_FILE, tables_schema_text())):
        file.write_text(text, encoding="utf-8")
        print(f"{file.name} written")
