"""The command as a user runs it: in a process of its own, with a time limit, its memory watched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
OCRKIT = (sys.executable, "-m", "ocrkit.cli.main")
_STEP = 0.05


@dataclass(frozen=True)
class Ran:
    """A command that has ended: exit code (negative for a signal), what it said, seconds, MiB with its children."""

    code: int
    out: str
    err: str
    seconds: float
    mebibytes: int
    over: bool = False
    """Whether it was ended because its time was up."""

    @property
    def traceback(self) -> bool:
        return "Traceback (most recent call last)" in self.out + self.err

    @property
    def said(self) -> str:
        """The first line on stderr that is a message, and no progress."""
        return next((line for line in self.err.splitlines() if line.startswith("ocrkit: ")), "")

    @property
    def summary(self) -> dict[str, Any]:
        """What ``--json`` printed; empty where it printed none."""
        try:
            return dict(json.loads(self.out))
        except ValueError:
            return {}


def ocrkit(*arguments: str | bytes | Path, seconds: float = 200, env: Mapping[str, str] | None = None) -> Ran:
    """Run ``ocrkit`` with these arguments; it is ended after ``seconds``."""
    return ran([*OCRKIT, *arguments], seconds, env)


def python(script: str, *arguments: str | Path, seconds: float = 200) -> Ran:
    """Run a script with ocrkit on its path."""
    return ran([sys.executable, "-c", script, *arguments], seconds)


def ran(command: Sequence[str | bytes | Path], seconds: float, env: Mapping[str, str] | None = None) -> Ran:
    """Run any command in a process group of its own, all of which is ended after ``seconds``."""
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    environment = {**os.environ, "PYTHONPATH": path, **(env or {})}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, start_new_session=True
        )
        most, over = 0, False
        while child.poll() is None:
            most = max(most, _held(child.pid))
            if time.monotonic() - start > seconds:
                over = True
                for process in _family(child.pid):
                    process.kill()
                child.wait()
            time.sleep(_STEP)
        taken = time.monotonic() - start
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode(errors="backslashreplace"))
    return Ran(child.returncode, texts[0], texts[1], taken, most >> 20, over)


def _family(number: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(number)
        return [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return []


def _held(number: int) -> int:
    """Bytes that the process with its children holds."""
    held = 0
    for process in _family(number):
        try:
            held += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return held
