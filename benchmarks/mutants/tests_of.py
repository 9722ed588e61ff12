"""Which tests run which line, from one run of the tests under coverage."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutants.mutate import FOLDERS

PLACES = (
    *(f"test_{name}_*" for name in ("verify", "figures", "forms", "recognise", "export", "pipeline", "layer", "cli")),
    *(f"test_{name}" for name in ("golden_chain", "guards", "profiles", "provenance", "settings_defaults")),
    *(f"test_{name}_*" for name in ("types", "weights", "score", "regions", "must_show")),
)
"""The files in ``tests`` whose tests may notice: none that is about other folders or tests other processes only."""

ELSEWHERE = "killed"
"""In the names of tests that take minutes and watch other processes alone: they are left out."""

OF_ALL = ("tests/test_settings_defaults.py", "tests/test_types_frozen.py")
"""Tests of what importing makes of each module: they run no line of it."""

SECONDS = 8.0
"""Of the tests that run a mutant's line, the fastest are run: so many that they use this long of the processor."""

_PLUGIN = """
import json, os
import coverage
class Lines:
    def __init__(self): self.seconds, self.before = {}, 0.0
    def pytest_runtest_setup(self, item):
        self.before = sum(os.times()[:4])
        self.switch(item, " setup")
    def pytest_runtest_call(self, item): self.switch(item, "")
    def pytest_runtest_teardown(self, item): self.switch(item, " setup")
    def switch(self, item, when): coverage.Coverage.current().switch_context(item.nodeid.split("[")[0] + when)
    def pytest_runtest_logreport(self, report):
        name, now = report.nodeid.split("[")[0], sum(os.times()[:4])
        self.seconds[name] = self.seconds.get(name, 0.0) + (1e9 if report.failed else now - self.before)
        self.before = now
    def pytest_sessionfinish(self):
        with open(os.environ["DURATIONS"], "w") as file:
            json.dump(self.seconds, file)
def pytest_configure(config):
    config.pluginmanager.register(Lines())
"""


@dataclass(frozen=True)
class Covered:
    """The tests (pytest's names, without parameters) by source file and line, and their seconds."""

    by_line: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def tests(self, path: str, source: str, lines: range) -> list[str]:
        """The tests that run any of these lines, the fastest first.

        A line outside functions is run at import, once for all: those that look at what importing makes may notice,
        and any test of its file, or of its folder where nothing in the file is a function.
        """
        here = self.by_line.get(path, {})
        if _in_function(source, lines):
            found = {test for line in lines for test in here.get(line, ())}
            return self._affordable(
                found or {test for line in _statement(source, lines) for test in here.get(line, ())}
            )
        every = {test for tests in here.values() for test in tests} or self._of(path.rsplit("/", 1)[0])
        return self._affordable({test for test in self.seconds if test.startswith(OF_ALL)} | every)

    def taken(self, tests: Sequence[str]) -> float:
        """Seconds of the processor's time that they use, one after the other."""
        return sum(map(self._seconds, tests))

    def _of(self, folder: str) -> set[str]:
        inside = [lines for path, lines in self.by_line.items() if path.startswith(f"{folder}/")]
        return {test for lines in inside for tests in lines.values() for test in tests}

    def _affordable(self, tests: Collection[str]) -> list[str]:
        chosen: list[str] = []
        left = SECONDS
        for test in sorted(tests, key=self._seconds):
            left -= self._seconds(test)
            if left < 0 and chosen:
                break
            chosen.append(test)
        return chosen

    def _seconds(self, test: str) -> float:
        return self.seconds.get(test, 0.0)


def covered(root: Path) -> Covered:
    """Run the tests in ``root`` once. One that fails without any fault says nothing, and is left out.

    Raises ``RuntimeError`` where they cannot be run.
    """
    files = sorted(str(f.relative_to(root)) for name in PLACES for f in root.glob(f"tests/{name}.py"))
    (root / "mutants_lines.py").write_text(_PLUGIN)
    (root / ".coveragerc").write_text(f"[run]\nsource = {','.join(f'ocrkit/{folder}' for folder in FOLDERS)}\n")
    environment = os.environ | {
        "PYTHONPATH": str(root),
        "DURATIONS": str(root / "durations.json"),
        "COVERAGE_CORE": "ctrace",  # the other one forgets lines that an earlier test has run
    }
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "mutants_lines", "--hypothesis-seed=0"]
    pytest += ["-k", f"not {ELSEWHERE}"]
    run = subprocess.run(
        [sys.executable, "-m", "coverage", "run", *pytest, *files], cwd=root, env=environment, capture_output=True
    )
    seconds = json.loads((root / "durations.json").read_text())
    failed = sorted(test for test, taken in seconds.items() if taken >= 1e9)
    if failed:
        print(f"fail by themselves, and are left out: {', '.join(failed)}", flush=True)
    if run.returncode > 1:
        raise RuntimeError(f"the tests cannot be run:\n{run.stdout.decode()[-2000:]}")
    sound = {test: taken for test, taken in seconds.items() if taken < 1e9}
    return Covered(_by_line(root, sound), sound)


def _by_line(root: Path, tests: Mapping[str, float]) -> dict[str, dict[int, frozenset[str]]]:
    """What fixtures run may be noticed by any test of their file."""
    from coverage import CoverageData

    names = defaultdict(set)
    for test in tests:
        names[test].add(test)
        for other in tests:
            if other.split("::")[0] == test.split("::")[0]:
                names[f"{test} setup"].add(other)
    data = CoverageData(str(root / ".coverage"))
    data.read()
    return {
        str(Path(file).relative_to(root)): {
            line: frozenset(test for context in contexts for test in names.get(context, ()))
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }


def _in_function(source: str, lines: range) -> bool:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.Lambda))
    return any(_body(node) <= lines.start and lines[-1] <= (node.end_lineno or 0) for node in functions)


def _statement(source: str, lines: range) -> range:
    """The lines of the smallest statement around: not every line of a long one is noted as run."""
    around = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and node.lineno <= lines.start and lines[-1] <= (node.end_lineno or 0)
    ]
    smallest = max(around, key=lambda node: node.lineno)
    body = getattr(smallest, "body", None)
    return range(smallest.lineno, body[0].lineno if body else (smallest.end_lineno or 0) + 1)


def _body(node: ast.FunctionDef | ast.Lambda) -> int:
    return node.body[0].lineno if isinstance(node, ast.FunctionDef) else node.body.lineno
