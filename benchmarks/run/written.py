"""The result written down: JSON, page and plots."""

from __future__ import annotations

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
    write_whole(folder / JSON, result.model_dump_json(indent=1) + "\n")
    write_whole(folder / PAGE, page(result, plots))


def read(file: Path) -> Result:
    """A result from its JSON file; raises ``pydantic.ValidationError`` where it does not fit the schema."""
    return Result.model_validate_json(file.read_text(encoding="utf-8"))
