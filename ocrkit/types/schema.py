"""The committed JSON Schema of the report.

Regenerate it after a change of ``report.py`` with ``python -m ocrkit.types.schema``; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path

from ocrkit.types.report import Report

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")


def schema_text() -> str:
    """The schema of what ``Report.to_json`` writes, as indented JSON text (draft 2020-12)."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    print(f"{SCHEMA_FILE.name} written")
