"""Engines do not survive a fork: their threads are gone in the child, and who waits for one waits for ever."""

from __future__ import annotations

import os

from ocrkit.errors import ForkedError

_at_work: list[int] = []
"""The process in which engines began to work: it mirrors what native libraries keep, which is the process's own."""


def check_not_forked() -> None:
    """Note that engines work here. Raises ``ForkedError`` where they began to in a process this was forked from."""
    if _at_work and _at_work[0] != os.getpid():
        raise ForkedError(
            f"this process ({os.getpid()}) was forked from one that has read already ({_at_work[0]}):"
            " the engines cannot work in both",
            remedy="use Reader(workers=1), whose process is a fresh one, or start processes by 'spawn'",
        )
    _at_work[:] = [os.getpid()]
