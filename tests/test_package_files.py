"""What the repository and the package must have, and what must never get into them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import ocrkit

ROOT = Path(__file__).parent.parent

MACHINE_PATHS = re.compile(r"(?<![\w.~$}])/(?:work|root|home|Users|opt|mnt)/\w")
REGISTRIES = re.compile(r"pypi|pythonhosted|extra-index|index-url|find-links", re.IGNORECASE)
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{30,}|\bAKIA[0-9A-Z]{16}\b|://[^/\s:@]+:[^/\s:@]+@"
)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files that git knows."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.split(b"\0") if name and (path := ROOT / os.fsdecode(name)).is_file()]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def found_in(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands in text files; this file, which names what it forbids, is left out."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in paths
        if path != Path(__file__) and b"\0" not in (data := path.read_bytes())
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1)
        if (match := pattern.search(line))
    ]


@pytest.mark.parametrize(
    "pattern", [MACHINE_PATHS, REGISTRIES, SECRETS], ids=["machine paths", "registries", "secrets"]
)
def test_nothing_of_the_machine_is_tracked(tracked: list[Path], pattern: re.Pattern[str]) -> None:
    assert found_in(tracked, pattern) == []


def test_the_search_finds_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    bad = tmp_path / "bad.txt"
    machine = "/home" + "/me/main"  # in two, so that this file names no machine's path either
    bad.write_text(f"cd {machine}\nhttps://pypi.example/simple\nhttps://me:secret@host/\nocrkit/work/x fine\n")
    lines = [found_in([bad], pattern) for pattern in (MACHINE_PATHS, REGISTRIES, SECRETS)]
    assert [[line.split(":")[1] for line in found] for found in lines] == [["1"], ["2"], ["3"]]


def test_constraints_are_names_and_exact_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*", line)] == []
    names = [normal(line.split("==")[0]) for line in pins]
    assert len(names) == len(set(names))


def test_everything_installed_is_constrained_and_of_that_version() -> None:
    """All that ocrkit's requirements, extras included, pull in here."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {normal(line.split("==")[0]): line.split("==")[1] for line in lines if "==" in line}
    installed = {normal(d.metadata["Name"]): d.version for d in metadata.distributions()}
    needed = needed_by("ocrkit", installed)
    assert len(needed) > 20
    assert {name: installed[name] for name in needed} == {name: pinned.get(name) for name in needed}


def needed_by(name: str, installed: dict[str, str]) -> set[str]:
    """The installed distributions that ``name`` requires, directly or not."""
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        for line in metadata.requires(waiting.pop()) or ():
            required = normal(re.match(r"[\w.-]+", line).group())  # type: ignore[union-attr]
            if required in installed and required not in needed:
                needed.add(required)
                waiting.append(required)
    return needed - {normal(name), "setuptools", "pip"}  # of setuptools the version that builds is pinned


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_data_files_of_the_package_are_packaged(project: dict[str, Any], tracked: list[Path]) -> None:
    patterns = project["tool"]["setuptools"]["package-data"]["ocrkit"]
    package = ROOT / "ocrkit"
    data = [path.relative_to(package) for path in tracked if package in path.parents and path.suffix != ".py"]
    assert len(data) >= 6
    missed = [p for p in data if not any(fnmatch(f"x/{p}" if "**" in way else str(p), way) for way in patterns)]
    assert missed == []


def test_versions_agree(project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    assert ocrkit.__version__ == metadata.version("ocrkit") == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_package_is_typed_and_licensed() -> None:
    assert (ROOT / "ocrkit" / "py.typed").is_file()
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert metadata.metadata("ocrkit").get("License-Expression") in (None, "Apache-2.0")


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert any(line.endswith("make test") for line in lines)
