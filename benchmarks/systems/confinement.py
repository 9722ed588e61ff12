"""What a system may see: its interpreter, its own code, and a folder with copies of the page images."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from benchmarks.systems.registry import PROJECT

CONFINE = Path(__file__).with_name("confine.py")
UNSHARE = ("unshare", "-rnmpf", "--mount-proc", "--kill-child")


@cache
def refusal() -> str | None:
    """Why processes cannot be confined here; None where they can."""
    if shutil.which("unshare") is None:
        return "there is no unshare"
    probe = subprocess.run([*UNSHARE, "true"], capture_output=True, text=True, check=False)
    return (probe.stderr.strip() or "unshare failed") if probe.returncode else None


def hidden_folders(more: Iterable[Path] = ()) -> list[Path]:
    """What no system has any business in: the project, what lies beside it as ``shared``, home, temporary files.

    ``more`` are the folders of documents, wherever those are; the folders that hold them, where lists of what they
    print may lie, are hidden with them (but for the first level below the root, which holds programs as well).
    """
    more = [path.resolve() for path in more]
    corpora = [path.parent for path in more if len(path.parent.parts) > 2]
    project = PROJECT, PROJECT.parent / "shared"
    usual = Path.home(), Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")
    every = {path.resolve() for path in (*project, *usual, *more, *corpora)}
    return sorted(path for path in every if path.is_dir() and path != Path(path.anchor))


def seen_folders(python: Path) -> list[Path]:
    """The folders an interpreter runs from: its environment's, and the one that was made from."""
    code = "import sys; print(sys.prefix, sys.base_prefix, sep='\\n')"
    run = subprocess.run([python, "-IS", "-c", code], capture_output=True, text=True, check=True)
    prefix = python.parent.parent  # sys.prefix is the base's under -S in an environment
    return list(dict.fromkeys([prefix.absolute(), *(Path(line) for line in run.stdout.splitlines())]))


def confined(command: Sequence[str], hide: Iterable[Path], keep: Iterable[Path]) -> list[str]:
    """The command, run where ``hide`` cannot be seen but ``keep`` can; there is no network there either."""
    folders = {"hide": [str(path) for path in hide], "keep": [str(path) for path in keep]}
    return [*UNSHARE, sys.executable, "-IS", str(CONFINE), json.dumps(folders), *command]
