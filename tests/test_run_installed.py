"""The systems as a run asks for them: what they are made of decides whether their readings are still good."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from run_fakes import documents

from benchmarks.run.installed import Installed, installed
from benchmarks.systems import SYSTEMS


@pytest.fixture
def system(tmp_path: Path) -> Installed:
    """ocrkit with copies of the code that it is made of."""
    own = SYSTEMS["ocrkit"]
    shutil.copytree(own.workers, tmp_path / "workers", ignore=shutil.ignore_patterns("__pycache__"))
    code = tmp_path / "ocrkit"
    for name in ("pipeline.py", "tables/find.py", "score/pool.py"):
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(own.code[0] / name, code / name)
    return Installed(replace(own, workers=tmp_path / "workers", code=(code,)), ())


def anew(system: Installed) -> str:
    return Installed(system.system, system.hide).fingerprint()


def test_the_same_code_has_the_same_fingerprint(system: Installed) -> None:
    assert anew(system) == anew(system)


@pytest.mark.parametrize(
    "name", ["ocrkit/pipeline.py", "ocrkit/tables/find.py", "workers/adapter_ocrkit.py", "workers/worker.py"]
)
def test_a_change_of_what_reads_changes_it(system: Installed, tmp_path: Path, name: str) -> None:
    before = anew(system)
    with (tmp_path / name).open("a") as file:
        file.write("# changed\n")
    assert anew(system) != before


@pytest.mark.parametrize("name", ["ocrkit/score/pool.py", "workers/adapter_tesseract_rows.py"])
def test_a_change_of_what_does_not_read_leaves_it(system: Installed, tmp_path: Path, name: str) -> None:
    before = anew(system)
    with (tmp_path / name).open("a") as file:
        file.write("# changed\n")
    assert anew(system) == before


def test_every_folder_with_truth_is_hidden(tmp_path: Path) -> None:
    given = documents(tmp_path, 3)
    (system,) = installed(["ocrkit"], given)
    assert set(system.hide) == {document.images[0].resolve().parent for document in given}
