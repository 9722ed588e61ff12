"""Threads that help the one that called: work in the background, and work done ahead of its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from typing import ParamSpec, TypeVar

from ocrkit.errors import OcrkitError

P = ParamSpec("P")
Given = TypeVar("Given")
Made = TypeVar("Made")


class AtOnce(Executor):
    """What is given is done before ``submit`` returns, in the thread that calls it."""

    def submit(self, work: Callable[P, Made], /, *args: P.args, **kwargs: P.kwargs) -> Future[Made]:
        """A future that is done. An ``OcrkitError`` is kept for its ``result``; anything else is raised here."""
        done: Future[Made] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except OcrkitError as error:
            done.set_exception(error)
        return done


class Helpers:
    """``count`` threads, started when there is work for them; ``close`` ends them.

    With none, whoever asks does the work, when it asks: what has one core is one thread, and costs less so.
    """

    def __init__(self, name: str, count: int = 1) -> None:
        self.count = count
        self._pool: ThreadPoolExecutor | AtOnce = (
            ThreadPoolExecutor(count, thread_name_prefix=f"ocrkit-{name}") if count else AtOnce()
        )

    def submit(self, work: Callable[P, Made], *args: P.args, **kwargs: P.kwargs) -> Future[Made]:
        """Begin with it as soon as a thread is free."""
        return self._pool.submit(work, *args, **kwargs)

    def each(self, given: Iterable[Given], work: Callable[[Given], Made]) -> Generator[tuple[Given, Made]]:
        """What ``work`` makes of each, in order; one more than there are threads is taken from ``given`` ahead.

        Raises what ``work`` raises. What was taken and not begun is then given up, what was begun is waited for.
        """
        ahead: deque[tuple[Given, Future[Made]]] = deque()
        try:
            for one in given:
                ahead.append((one, self._pool.submit(work, one)))
                if len(ahead) > self.count:
                    first, made = ahead.popleft()
                    yield first, made.result()
            while ahead:
                first, made = ahead.popleft()
                yield first, made.result()
        finally:
            wait([made for _, made in ahead if not made.cancel()])

    def close(self) -> None:
        """Wait for what has begun, give up the rest."""
        self._pool.shutdown(cancel_futures=True)
