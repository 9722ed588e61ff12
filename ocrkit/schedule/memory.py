"""How much memory a process holds."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

MEBIBYTE = 2**20


class ProcessMemory:
    """The resident memory of a process, asked for often.

    Address space is no measure: engines reserve much more of it than they use.
    """

    def __init__(self, pid: int) -> None:
        import psutil  # here, for the worker process, which asks for nobody's memory

        self._gone = psutil.Error
        self._process = psutil.Process(pid)

    @property
    def mebibytes(self) -> int:
        """In MiB; 0 for one that is gone."""
        try:
            return int(self._process.memory_info().rss // MEBIBYTE)
        except self._gone:
            return 0


_MUCH = 600
"""MiB from which on a process gives back what is free in its heap between two stages: a few pages need no more."""


def give_back_if_much() -> None:
    """``give_back`` where this process holds much. Threads work on meanwhile, and take some of it again at once."""
    if sys.platform == "linux" and _resident() > _MUCH * MEBIBYTE:
        give_back()


def _resident() -> int:
    """The resident memory of this process, in bytes."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library can: a tenth of a GB after a page."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)
