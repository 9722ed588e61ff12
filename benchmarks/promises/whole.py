"""Results whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from benchmarks.command import OCRKIT, ROOT, ocrkit
from benchmarks.hostile.pictures import page
from benchmarks.promises.inputs import good_set, hashes, small
from benchmarks.promises.row import Row, Shown

PROMISE = "Results whole or not at all"
_BOOK = "report.xlsx"
"""Holds the time it was made at: no two are the same."""
_MOMENTS = 8


def nothing_readable(folder: Path) -> Shown:
    good = good_set(folder / "good", small(folder / "page.png"))
    before = hashes(good)
    ran = ocrkit("read", folder / "nothere.pdf", "-o", good, "--force")
    same = hashes(good) == before
    came = f"exit {ran.code}: {ran.said}; the {len(before)} files are {'as they were' if same else 'CHANGED'}"
    return Shown(came, ran.code == 1 and same and "written" not in ran.out)


def interrupted(folder: Path) -> Shown:
    return _stopped(folder, signal.SIGINT)


def killed(folder: Path) -> Shown:
    return _stopped(folder, signal.SIGKILL)


def _stopped(folder: Path, how: signal.Signals) -> Shown:
    """Two sets in turn, the command stopped at random moments of its second half; then a command that is refused."""
    pages = [small(folder / "one.png"), small(folder / "two.png", 255 - page()[:, ::-1])]
    sets = [_but_book(good_set(folder / f"set{n}", path)) for n, path in enumerate(pages)]
    start = time.monotonic()
    good = good_set(folder / "good", pages[0])
    whole = time.monotonic() - start
    moments, torn, left = random.Random(8), 0, 0
    for n in range(_MOMENTS):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [*OCRKIT, "read", str(pages[(n + 1) % 2]), "-o", str(good), "--force"]
        child = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(whole * moments.uniform(0.5, 1.1))
        child.send_signal(how)
        child.wait()
        ocrkit("read", folder / "nothere.pdf", "-o", good)
        now = _but_book(good)
        torn += now not in sets
        left += sum(path.name.startswith(".") for path in [*good.iterdir(), *folder.iterdir()])
    came = f"{_MOMENTS} moments: {torn} torn sets, {left} files left over"
    return Shown(came, torn == 0 and left == 0)


def _but_book(folder: Path) -> dict[str, str]:
    return {name: value if name != _BOOK else "" for name, value in hashes(folder).items()}


def long_name(folder: Path) -> Shown:
    given = small(folder / ("长" * 83 + ".png"))
    ran = ocrkit("table", given, "-o", folder / "out")
    again = ocrkit("table", given, "-o", folder / "out", "--force")
    files = len(list((folder / "out").iterdir()))
    holds = (ran.code, again.code) == (0, 0) and files == 3
    return Shown(f"exit {ran.code}, and {again.code} with --force; {files} files", holds)


ROWS = [
    Row(
        PROMISE,
        "five good files were replaced by empty ones",
        "ocrkit read nothere.pdf -o good --force",
        nothing_readable,
    ),
    Row(
        PROMISE,
        "a new report.json beside an old report.csv",
        "ocrkit read page.png -o good --force, Ctrl-C",
        interrupted,
    ),
    Row(PROMISE, "temporary files stayed for good", "ocrkit read page.png -o good --force, kill -9", killed),
    Row(PROMISE, "the clean-up itself raised", "ocrkit table 长….png -o out (83 characters)", long_name),
]
