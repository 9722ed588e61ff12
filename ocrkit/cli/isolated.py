"""Reading in a process of its own: whatever happens to one document, the next one is read."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from types import TracebackType
from typing import Self

from ocrkit.cli.quiet import quiet
from ocrkit.cli.reader import MakeReader, Reader, ReadOptions, ReportResult
from ocrkit.errors import EngineError, OcrkitError


class IsolatedReader:
    """Reads reports in one worker process, started anew where it died. Use it in a ``with`` block."""

    def __init__(self, make_reader: MakeReader, options: ReadOptions) -> None:
        """``make_reader`` must be one that can be pickled."""
        self._make_reader = make_reader
        self._options = options
        self._pool = _pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def read(self, files: Sequence[str]) -> ReportResult:
        """One report from its pages.

        Raises ``OcrkitError`` as the reader does, and ``EngineError`` where the reading broke off in any other way:
        an error nobody foresaw, or the end of the process.
        """
        future = self._submit(files)
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, OcrkitError):
            raise error
        if isinstance(error, BrokenProcessPool):
            self._pool = _pool()
            raise EngineError("the reading process died", remedy="is there enough memory?") from error
        raise EngineError(
            f"the reading broke off: {type(error).__name__}: {error}", remedy="please report this page as a bug"
        ) from error

    def _submit(self, files: Sequence[str]) -> Future[ReportResult]:
        given = self._make_reader, self._options, tuple(files)
        try:
            return self._pool.submit(_read, *given)
        except BrokenProcessPool:  # it died between two documents
            self._pool = _pool()
            return self._pool.submit(_read, *given)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))


def _read(make_reader: MakeReader, options: ReadOptions, files: tuple[str, ...]) -> ReportResult:
    """What the worker does."""
    with quiet():
        return _reader(make_reader, options).read_report(files)


@cache
def _reader(make_reader: MakeReader, options: ReadOptions) -> Reader:
    """The worker's reader: models are loaded once."""
    return make_reader(options)
