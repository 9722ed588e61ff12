"""One mutant after the other: its tests in a process of their own, a time limit, and what became of it."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from benchmarks.mutants.mutate import Mutant

Fate = Literal["killed", "timeout", "survived", "not run"]

PATIENCE, LEAST = 10.0, 20.0
"""A mutant whose tests use this many times the processor's time that they use without it, and so many seconds more,
never ends, and is killed."""

HANGS = 400.0
"""So many seconds, and twenty times the processor's that the tests use, is one waited for that uses none."""

_LOADED = ("numpy", "cv2", "scipy.optimize", "pydantic", "yaml", "PIL.Image", "hypothesis", "pytest", "openpyxl")
"""Libraries that every process would import again."""


def load_libraries() -> None:
    """Import what the tests need but do not test, once for all processes that follow."""
    for name in _LOADED:
        __import__(name)


def fate(root: Path, mutant: Mutant, tests: Sequence[str], seconds: float) -> Fate:
    """What the tests in ``root``, a copy of the repository, say of a mutant; the copy is as before afterwards.

    ``seconds`` of the processor's time are what the tests use without it.
    """
    if not tests:
        return "not run"
    file = root / mutant.path
    source = file.read_text(encoding="utf-8")
    file.write_text(mutant.applied(source), encoding="utf-8")
    try:
        return _run(root, tests, seconds)
    finally:
        file.write_text(source, encoding="utf-8")


def _run(root: Path, tests: Sequence[str], seconds: float) -> Fate:
    child = os.fork()
    if child == 0:
        _test(root, tests, round(LEAST + PATIENCE * seconds))
    end = time.monotonic() + HANGS + 20 * seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return "survived" if code == 0 else "timeout" if code == -signal.SIGXCPU else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _test(root: Path, tests: Sequence[str], limit: int) -> None:
    """Run pytest here, in the child, for ``limit`` seconds of the processor's time; never returns."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    os.chdir(root)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(root)]
    import hypothesis
    import pytest

    # A failure is a failure: no smaller example of it is looked for, and none is kept for the next mutant.
    phases = hypothesis.Phase.explicit, hypothesis.Phase.generate
    hypothesis.settings.register_profile("mutants", phases=phases, database=None)
    hypothesis.settings.load_profile("mutants")
    options = "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--hypothesis-profile=mutants", "--tb=no"
    quick = "--assert=plain", "-p", "no:faulthandler"
    code = 3
    try:
        code = int(pytest.main([*options, *quick, *tests]))
    finally:
        os._exit(code)
