"""What a run is measured on and with: names and numbers only, no host name, no path."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.run.model import Machine

PACKAGES = (
    "ocrkit",
    "paddleocr",
    "onnxruntime",
    "openvino",
    "opencv-python-headless",
    "numpy",
    "table-recognition-metric",
)

ROOT = Path(__file__).parent.parent.parent


def machine() -> Machine:
    """This machine; ``cores`` are those that this process may use."""
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        system=f"{platform.system()} {platform.machine()}",
    )


def versions() -> dict[str, str]:
    """Python's and the packages' that have a say in the figures."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """The commit that is checked out, with "+" where ocrkit's or the benchmark's files differ; None without git."""
    try:
        head = _git("rev-parse", "--short", "HEAD")
        sources = ("ocrkit", "benchmarks", ":!benchmarks/results")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", *sources)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head + ("+" if changed else "")


def command(module: str, arguments: Sequence[str]) -> str:
    """The command line as it may be published: of an absolute path only the last name is told."""
    return published(" ".join(["python -m", module, *arguments]))


def published(text: str) -> str:
    """The text with only the last name of every absolute path in it, and no more than a few lines long."""
    return re.sub(r"(?<![\w.\-])/(?:[^\s,=:'\"()/]+/)+", "", text)[:600]


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
