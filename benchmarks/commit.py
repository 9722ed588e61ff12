"""Which state of the repository a result was made at."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def commit() -> str:
    """The commit's short name, and whether files differ from it."""
    name = _git("rev-parse", "--short=12", "HEAD")
    return f"{name} with changes" if _git("status", "--porcelain", "--untracked-files=no") else name


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
