"""What a command asks of the system: which sockets it opens, and which files it makes or opens to write."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_CALLS = (
    "socket,open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate"
)
_SOCKET = re.compile(r"^socket\((\w+)")
_CALL = re.compile(r"^(\w+)\((.*)$")
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_DEVICES = {"/dev/null", "/dev/tty"}

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Traced:
    """A command that has ended: its result, and what it and its children tried, whether they succeeded or not.

    ``sockets`` are address families; ``written`` absolute paths.
    """

    run: subprocess.CompletedProcess[str]
    sockets: tuple[str, ...]
    written: tuple[Path, ...]


def traced(command: list[str], logs: Path, cwd: Path, environment: Mapping[str, str]) -> Traced:
    """Run a command under strace; ``logs`` is a folder for its own files. Skips where it cannot be traced, not in CI.

    ``environment`` is all of the command's.
    """
    _require_strace(logs)
    strace = ["strace", "-ff", "-qq", "-y", "-s", "4096", "-e", f"trace={_CALLS}", "-o", str(logs / "trace")]
    run = subprocess.run(
        [*strace, "timeout", "200", *command],  # which ends the command too: without strace it would go on
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=dict(environment),
    )
    lines = [
        line for log in sorted(logs.glob("trace.*")) for line in log.read_text(errors="backslashreplace").splitlines()
    ]
    sockets = tuple(found[1] for line in lines if (found := _SOCKET.match(line)))
    return Traced(run, sockets, tuple(sorted({path for line in lines for path in _written(line, cwd)})))


def _written(line: str, cwd: Path) -> list[Path]:
    """The paths that one call makes, or opens to write."""
    match = _CALL.match(line)
    if match is None or match[1] == "socket":
        return []
    call, rest = match[1], match[2]
    paths = [Path(folder or cwd, name) for folder, name in _PATH.findall(rest)]
    opens = call in ("open", "openat", "openat2")
    if opens and not _WRITES.search(_PATH.sub("", rest)):
        return []
    if call.startswith("mkdir") and "EEXIST" in rest:  # asked for, and there already
        return []
    new = paths[:1] if opens else paths[-1:]
    return [path for path in new if str(path) not in _DEVICES]


def _require_strace(logs: Path) -> None:
    refused = "" if shutil.which("strace") else "there is no strace"
    if not refused:
        probe = subprocess.run(["strace", "-qq", "-o", logs / "probe", "true"], capture_output=True, text=True)
        refused = probe.stderr.strip() or "strace failed" if probe.returncode else ""
    if refused and os.environ.get("CI") == "true":
        pytest.fail(f"CI must trace what is sent and stored: {refused}")
    if refused:
        pytest.skip(f"cannot trace here: {refused}")


class House:
    """An empty home, a folder for temporary files, and one for results; ``page`` is the place for a page."""

    def __init__(self, folder: Path) -> None:
        self.home, self.temporary, self.out, self.work = (folder / n for n in ("home", "temporary", "out", "work"))
        self.logs = folder / "logs"
        self.page = folder / "page.png"
        for made in (self.home, self.temporary, self.work, self.logs):
            made.mkdir(parents=True)

    def run(self, *command: str) -> Traced:
        """The command traced: it may write to ``out`` and, for the time it runs, to ``temporary``."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
        environment = kept | {"HOME": str(self.home), "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT)}
        return traced(list(command), self.logs, self.work, environment)

    def strays(self, run: Traced) -> list[str]:
        """What was written elsewhere, or left behind: all but the exceptions in docs/offline.md."""
        written = [str(path) for path in run.written if not self._allowed(path)]
        left = [str(p) for folder in (self.home, self.temporary, self.work) for p in folder.rglob("*")]
        return written + left

    def _allowed(self, path: Path) -> bool:
        inside = any(path == folder or folder in path.parents for folder in (self.out, self.temporary))
        semaphore = path.parent == Path("/dev/shm") and path.name.startswith("sem.")
        return inside or semaphore or path.parent.name == "__pycache__" or path.name == "__pycache__"
