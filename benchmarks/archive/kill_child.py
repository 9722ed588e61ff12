"""The fake command, killed (SIGKILL) before or after the n-th time that it takes a step of the ledger or the disk.

python -m benchmarks.archive.kill_child STEP before|after N digitize SRC -o OUT ...
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from benchmarks.archive.fake_command import make_fake_reader
from ocrkit.archive import ledger, register, run, store
from ocrkit.cli.main import main

STEPS: dict[str, tuple[Any, str]] = {
    "register": (register._Registrar, "enter"),
    "made with": (ledger.Ledger, "made_with"),
    "choose": (ledger.Ledger, "again"),
    "fail": (ledger.Ledger, "fail"),
    "begin": (ledger.Ledger, "begin"),
    "put": (store, "put"),
    "finish": (ledger.Ledger, "finish"),
    "settle": (run.Digitizer, "_settle"),
    "move": (ledger, "_move"),
    "end": (ledger, "_end"),
    "release": (ledger.Ledger, "release"),
}
"""Each step by name: where the function is that takes it."""


def kill_at(step: str, when: str, number: int) -> None:
    """Kill this process at the n-th (from 1) of these steps."""
    home, name = STEPS[step]
    real: Callable[..., Any] = getattr(home, name)
    left = number

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*given, **named)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(home, name, counted)


if __name__ == "__main__":
    kill_at(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.exit(main(sys.argv[4:], make_fake_reader))
