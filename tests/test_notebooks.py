"""The notebooks run from top to bottom, and are committed without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_there_is_a_quickstart() -> None:
    assert FOLDER / "quickstart.ipynb" in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_without_outputs(path: Path) -> None:
    """What reading gives today is shown by running it; stored outputs grow stale and carry machine paths."""
    notebook = nbformat.read(path, as_version=4)
    assert outputs(notebook) == []
    assert not any(cell.get("execution_count") for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": FOLDER}})
    client.execute()  # raises CellExecutionError where a cell fails
    shown = outputs(notebook)
    assert [output["text"] for output in shown if output.get("name") == "stderr"] == []


def test_the_quickstart_shows_what_it_says() -> None:
    notebook = nbformat.read(FOLDER / "quickstart.ipynb", as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells)
    for part in ("read_report", "to_frame", "findings", "doubtful()", ".crop(", "rowspan", "from_json"):
        assert part in source
