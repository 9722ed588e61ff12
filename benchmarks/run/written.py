"""The result written down: JSON, page and plots."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.run.kept import write_whole
from benchmarks.run.model import Result
from benchmarks.run.page import page
from benchmarks.run.plots import draw_all

JSON, PAGE = "RESULT.json", "RESULT.md"


def write(result: Result, folder: Path) -> None:
    """Write everything into ``folder``, over an earlier result."""
    folder.mkdir(parents=True, exist_ok=True)
    plots = draw_all(result, folder)
    write_whole(folder / JSON, text(result))
    write_whole(folder / PAGE, page(result, plots))


def text(result: Result) -> str:
    """The JSON, one row of each list a line: small, and changes can be seen."""
    content = json.loads(result.model_dump_json(exclude_none=True))
    return "{\n" + ",\n".join(f'"{key}": {_lines(value)}' for key, value in content.items()) + "\n}\n"


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"


def read(file: Path) -> Result:
    """A result from its JSON file; raises ``pydantic.ValidationError`` where it does not fit the schema."""
    return Result.model_validate_json(file.read_text(encoding="utf-8"))
