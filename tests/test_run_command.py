"""``python -m benchmarks.run``: what it refuses, what it writes, and how it goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from run_fakes import FakeSystem, documents

from benchmarks.run import __main__ as command
from benchmarks.run.written import read
from ocrkit.score import write_truth


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three documents with their truth."""
    for document in documents(tmp_path / "pages", 3):
        write_truth(document.images[0].parent, document.truth)
    return tmp_path / "pages"


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    fake = FakeSystem("ocrkit")
    monkeypatch.setattr(command, "installed", lambda names, documents: [fake])
    return fake


@pytest.fixture
def run(pages: Path, tmp_path: Path) -> Callable[[], int]:
    places = ["--documents", str(pages), "--work", str(tmp_path / "work"), "--out", str(tmp_path / "out")]
    return lambda: command.main([*places, "--systems", "ocrkit", "--seed", "7"])


def test_a_run_writes_the_result(run: Callable[[], int], system: FakeSystem, tmp_path: Path) -> None:
    assert run() == 0
    result = read(tmp_path / "out" / "RESULT.json")
    assert [row.name for row in result.documents] == ["doc-0", "doc-1", "doc-2"]
    assert result.run.seed == 7
    assert (
        result.run.command
        == "python -m benchmarks.run --documents pages --work work --out out --systems ocrkit --seed 7"
    )


def test_nothing_runs_where_one_truth_is_refused(
    run: Callable[[], int], system: FakeSystem, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = pages / "doc-2" / "truth.json"
    truth = json.loads(file.read_text(encoding="utf-8"))
    truth["pages"].append({"file": "page9.png"})
    file.write_text(json.dumps(truth), encoding="utf-8")
    assert run() != 0
    assert system.asked == []
    told = capsys.readouterr().err
    assert str(file) in told
    assert "pages.1.file" in told
    assert not (tmp_path / "out").exists()


def test_two_documents_of_one_name_are_refused(pages: Path, tmp_path: Path, system: FakeSystem) -> None:
    arguments = [
        "--documents",
        str(pages),
        str(pages),
        "--work",
        str(tmp_path / "work"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert command.main(arguments) == 2
    assert system.asked == []


def test_a_folder_without_documents_is_refused(tmp_path: Path, system: FakeSystem) -> None:
    (tmp_path / "empty").mkdir()
    arguments = [
        "--documents",
        str(tmp_path / "empty"),
        "--work",
        str(tmp_path / "w"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert command.main(arguments) == 2


def test_an_interrupted_run_is_resumed_by_the_same_command(
    run: Callable[[], int], system: FakeSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = system.edit

    def interrupted(column: str, cell: object) -> object:
        if len(system.asked) == 3:
            raise KeyboardInterrupt
        return cell

    system.edit = interrupted  # type: ignore[assignment]
    assert run() == 130
    assert "goes on" in capsys.readouterr().err
    system.edit = edit
    assert run() == 0
    assert system.asked == ["doc-0", "doc-1", "doc-2", "doc-2"]
