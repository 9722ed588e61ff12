"""``python -m benchmarks.run.schema``: writes the committed JSON Schema of a result."""

from __future__ import annotations

import json

from benchmarks.run.kept import write_whole
from benchmarks.run.machine import ROOT
from benchmarks.run.model import schema

if __name__ == "__main__":
    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    write_whole(ROOT / "benchmarks" / "results" / "schema.json", text)
