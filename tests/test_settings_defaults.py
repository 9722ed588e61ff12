"""Names, defaults and bounds of the stages' settings: who changes one sees it, and so does who reads the change.

After a change on purpose: ``python -m tests.test_settings_defaults``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

import ocrkit.export
import ocrkit.forms
import ocrkit.recognise
import ocrkit.tables
from ocrkit.types.settings import Settings

FILE = Path(__file__).parent / "golden" / "settings.json"
KINDS = ("default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "enum", "const")


def every() -> dict[str, dict[str, Any]]:
    """By class and field, what the field is without being set and what it may be."""
    for package in (ocrkit.export, ocrkit.forms, ocrkit.recognise, ocrkit.tables):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    kinds = sorted(Settings.__subclasses__(), key=lambda kind: kind.__name__)
    ours = [k for k in kinds if k.__module__.split(".")[1] in ("export", "forms", "recognise", "tables")]
    return {kind.__name__: {name: _facts(kind, name) for name in kind.model_fields} for kind in ours}


def _facts(kind: type[Settings], name: str) -> dict[str, Any]:
    schema = kind.model_json_schema()["properties"][name]
    facts = {key: schema[key] for key in KINDS if key in schema}
    if isinstance(facts.get("default"), dict):  # settings of another class, which stand under its own name
        del facts["default"]
    return facts


def written() -> str:
    lines = [f' "{kind}": {json.dumps(fields, ensure_ascii=False)}' for kind, fields in every().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def test_names_defaults_and_bounds_are_those_on_record() -> None:
    assert json.loads(written()) == json.loads(FILE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
