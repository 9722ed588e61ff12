"""Which tests run which line, from one run of them all under coverage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TESTS = {
    "verify": ("test_figures_arithmetic", "test_figures_review", "test_figures_contradictions", "test_golden_chain"),
    "forms": ("test_forms_*", "test_profiles", "test_guards", "test_settings_defaults", "test_golden_chain"),
    "recognise": ("test_recognise_*", "test_settings_defaults", "test_guards"),
    "export": ("test_export_*", "test_settings_defaults"),
}
"""The tests of each folder: files in ``tests``."""

LONGEST = 60.0
"""Seconds: a test that takes longer, all its parameters together, is left out."""

_PLUGIN = """
import json, os
class Durations:
    def __init__(self): self.seconds = {}
    def pytest_runtest_logreport(self, report):
        name = report.nodeid.split("[")[0]
        self.seconds[name] = self.seconds.get(name, 0.0) + (1e9 if report.failed else report.duration)
    def pytest_sessionfinish(self):
        with open(os.environ["DURATIONS"], "w") as file:
            json.dump(self.seconds, file)
def pytest_configure(config):
    config.pluginmanager.register(Durations())
"""


@dataclass(frozen=True)
class Covered:
    """The tests (pytest's names, without parameters) by source file and line, and their seconds."""

    by_line: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def tests(self, path: str, lines: range) -> list[str]:
        """The tests that run any of these lines, the fastest first; for lines run at import, those of the file."""
        here = self.by_line.get(path, {})
        found = {test for line in lines for test in here.get(line, ())}
        found = found or {test for tests in here.values() for test in tests}
        return sorted((test for test in found if self.seconds.get(test, 0.0) <= LONGEST), key=self._seconds)

    def _seconds(self, test: str) -> float:
        return self.seconds.get(test, 0.0)


def covered(root: Path, folder: str) -> Covered:
    """Run the tests of a folder in ``root`` once. One that fails without any fault says nothing, and is left out.

    Raises ``RuntimeError`` where they cannot be run.
    """
    files = sorted(str(f.relative_to(root)) for name in TESTS[folder] for f in root.glob(f"tests/{name}.py"))
    (root / "mutants_durations.py").write_text(_PLUGIN)
    (root / ".coveragerc").write_text(f"[run]\ndynamic_context = test_function\nsource = ocrkit/{folder}\n")
    environment = os.environ | {"PYTHONPATH": str(root), "DURATIONS": str(root / "durations.json")}
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "mutants_durations", "--hypothesis-seed=0"]
    run = subprocess.run(
        [sys.executable, "-m", "coverage", "run", *pytest, *files], cwd=root, env=environment, capture_output=True
    )
    seconds = json.loads((root / "durations.json").read_text())
    failed = sorted(test for test, taken in seconds.items() if taken >= 1e9)
    if failed:
        print(f"{folder}: fail by themselves, and are left out: {', '.join(failed)}", flush=True)
    if run.returncode > 1:
        raise RuntimeError(f"the tests of {folder} cannot be run:\n{run.stdout.decode()[-2000:]}")
    return Covered(_by_line(root, list(seconds)), seconds)


def _by_line(root: Path, tests: Sequence[str]) -> dict[str, dict[int, frozenset[str]]]:
    from coverage import CoverageData

    names = {test.removesuffix(".py").replace("/", ".").replace(".py::", "."): test for test in tests}
    short = {name.removeprefix("tests."): test for name, test in names.items()}
    data = CoverageData(str(root / ".coverage"))
    data.read()
    return {
        str(Path(file).relative_to(root)): {
            line: frozenset(test for context in contexts if (test := short.get(context.removeprefix("tests."))))
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
