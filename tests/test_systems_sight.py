"""No path to the truth is within reach of a system: a spy looks for it everywhere, and finds it where it can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.systems import SystemProcess
from benchmarks.systems.confinement import hidden_folders, refusal
from benchmarks.systems.registry import PROJECT
from tests.systems_fakes import ADAPTERS, fake, page

MARK = "printed-on-paper-7319"


@pytest.fixture(params=["temporary", "project"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A page beside its truth, where users keep such, and in the project itself."""
    root = tmp_path if request.param == "temporary" else PROJECT / "out" / f"spy-{os.getpid()}"
    image = page(root / "corpus-of-2021" / "fujian", "scan.png")
    image.with_name("truth.json").write_text(f'{{"title": "{MARK}"}}', encoding="utf-8")
    yield image
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def spy(tmp_path_factory: pytest.TempPathFactory, document: Path) -> Path:
    """Its adapter, and with it the truth's path, which no system is told."""
    folder = tmp_path_factory.mktemp("adapters")
    code = (ADAPTERS / "adapter_spy.py").read_text(encoding="utf-8")
    truth = str(document.with_name("truth.json"))
    (folder / "adapter_spy.py").write_text(code.replace('"KNOWN"', repr(truth)), encoding="utf-8")
    return folder


def finds(spy: Path, document: Path, confine: bool) -> list[str]:
    system = replace(fake("spy"), workers=spy)
    with SystemProcess(system, [document.parent], confine=confine, timeout=120) as process:
        (found,) = process.read([document]).pages
    return [line.text for line in found.lines]


def test_the_spy_finds_nothing(spy: Path, document: Path) -> None:
    refused = refusal()
    if refused and os.environ.get("CI") == "true":
        pytest.fail(f"CI must confine systems: {refused}")
    if refused:
        pytest.skip(f"processes cannot be confined here: {refused}")
    assert finds(spy, document, confine=True) == []


def test_the_spy_finds_the_truth_where_nothing_hides_it(spy: Path, document: Path) -> None:
    found = finds(spy, document, confine=False)
    truth = document.with_name("truth.json")
    assert f"known path: {truth}" in found
    assert f"found: {truth}" in found
    assert not [find for find in found if find.startswith(("told", "open file"))]


def test_the_usual_places_are_hidden_and_a_root_never_is(tmp_path: Path) -> None:
    folders = hidden_folders([tmp_path, Path("/")])
    assert {PROJECT, Path.home(), tmp_path.resolve()} <= set(folders)
    assert Path("/") not in folders
