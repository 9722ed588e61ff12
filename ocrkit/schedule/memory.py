"""How much memory a process holds."""

from __future__ import annotations

MEBIBYTE = 2**20


def resident_mebibytes(pid: int) -> int:
    """Resident memory of a process in MiB; 0 for one that is gone.

    Address space is no measure: engines reserve much more of it than they use.
    """
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss // MEBIBYTE)
    except psutil.Error:
        return 0
