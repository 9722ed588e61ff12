"""How much memory a process holds."""

from __future__ import annotations

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
