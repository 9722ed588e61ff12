"""Worker processes: who gets which task, how long it may take, and what becomes of it when its process ends."""

from __future__ import annotations

import time
import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from ocrkit.errors import LimitError, OcrkitError, StartError, WorkerError
from ocrkit.schedule.messages import Broken, Done, Ended, Ready, Reply, Task, Wants
from ocrkit.schedule.process import WorkerProcess
from ocrkit.schedule.stages import Step, Tell, tell_nobody
from ocrkit.types.closing import Closing

if TYPE_CHECKING:
    from ocrkit.schedule.limits import Limits

_GIVEN = 5
"""Tasks that one worker has at a time, enough for it to look ahead; it gets one more where it asks for it."""
_LOOK = 0.05
"""Seconds between two looks at time and memory."""
_LAST_WORDS = 5.0
"""Seconds that a process that has closed its pipe may take to end."""
_STARTS = 3
"""Times in a row that a worker may die before it has begun."""


@dataclass(frozen=True)
class Outcome:
    """What became of a task: its result, or why there is none."""

    task: Task
    result: object = None
    error: OcrkitError | None = None


@dataclass
class _Round:
    """The tasks of one run that no worker has: those that wait, and those to be tried again, each alone."""

    waiting: deque[Task]
    alone: deque[Task] = field(default_factory=deque)
    look_at: float = 0.0


class Workers(Closing):
    """``count`` processes that do tasks side by side, each replaced when it dies. Use it in a ``with`` block.

    They are started at once, so that they are ready when there is something to do. ``target`` names the function
    that makes a worker's service ("module:function", see ``messages.Service``).

    A task that takes more time or memory than the limits allow loses its worker and has an error for an outcome.
    Where a worker dies by itself, or several tasks may have taken its memory, those it was at work on are tried once
    more, each alone: whose worker dies then has itself to blame.
    """

    def __init__(self, target: str, count: int = 1) -> None:
        self._target = target
        self._heard: SimpleQueue[tuple[WorkerProcess, Reply]] = SimpleQueue()
        self._argument: object = None
        self._limits: Limits | None = None
        self._failed_starts = 0
        self._workers = [self._new() for _ in range(count)]
        self._end = weakref.finalize(self, _end_all, self._workers)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._workers)

    @property
    def pids(self) -> list[int]:
        """Their process ids."""
        return [worker.pid for worker in self._workers]

    def start(self, argument: object, limits: Limits) -> None:
        """Tell the workers what to make their service from; to be called once."""
        self._argument, self._limits = argument, limits
        for worker in self._workers:
            worker.start(argument)

    def close(self) -> None:
        """End them, whatever they are about. Nothing is left running."""
        self._end()

    def run(self, tasks: Iterable[Task], tell: Tell = tell_nobody) -> Iterator[Outcome]:
        """The outcome of every task, as they come; ``tell`` is told every step, in this thread.

        Raises what the service's making raises, and ``StartError`` where workers cannot be started.
        """
        yield from self.work_off(deque(tasks), tell)

    def work_off(self, waiting: deque[Task], tell: Tell = tell_nobody) -> Iterator[Outcome]:
        """As ``run``, taking tasks from the left of ``waiting``, to which more may be added between two outcomes."""
        round_ = _Round(waiting)
        try:
            while round_.waiting or round_.alone or any(worker.given for worker in self._workers):
                self._hand_out(round_)
                yield from self._listen(round_, tell)
                yield from self._watch(round_)
        finally:
            for worker in self._workers:
                if worker.given:  # the caller has gone away
                    self._replace(worker)

    def _hand_out(self, round_: _Round) -> None:
        """Fill up the workers in turn, one task at a time; who is given a task that stands alone gets no other.

        Who asks for one is given one more; where none is left, all are told so.
        """
        for worker in self._workers:
            if not worker.given:
                worker.alone = bool(round_.alone)
                if round_.alone:
                    worker.give(round_.alone.popleft())
                    worker.flush()
        for least in range(_GIVEN):
            for worker in self._workers:
                if round_.waiting and not worker.alone and len(worker.given) <= least:
                    worker.give(round_.waiting.popleft())
        for worker in self._workers:
            if worker.wants and not worker.alone and round_.waiting:
                worker.give(round_.waiting.popleft())
        if not round_.waiting:
            for worker in self._workers:
                worker.flush()

    def _listen(self, round_: _Round, tell: Tell) -> Iterator[Outcome]:
        """Hear what has been said, or wait a moment for it."""
        try:
            worker, reply = self._heard.get(timeout=_LOOK)
        except Empty:
            return
        if worker not in self._workers:
            return  # the last words of one that was given up
        match reply:
            case Step():
                worker.take(reply)
                tell(reply)
            case Wants():
                worker.wants = True
            case Ready():
                worker.ready = True
                self._failed_starts = 0
            case Done():
                if worker.given.pop(reply.task, None) is not None:
                    yield Outcome(reply.task, reply.result)
            case Broken():
                if not worker.ready:
                    raise reply.error
                worker.reason = reply.error.message
            case Ended():
                yield from self._died(worker, round_)

    def _watch(self, round_: _Round) -> Iterator[Outcome]:
        """Look at time and memory of those at work."""
        if time.monotonic() < round_.look_at or self._limits is None:
            return
        round_.look_at = time.monotonic() + _LOOK
        for worker in list(self._workers):
            late = worker.overdue(self._limits.page_seconds)
            too_much = worker.mebibytes > self._limits.page_mebibytes
            if late is not None:
                task, stage = late
                error = LimitError(
                    f"stopped in {stage}: it took longer than {self._limits.page_seconds:g} seconds",
                    remedy="give it more time (settings.limits.page_seconds), or leave it out",
                )
                yield from self._lose(worker, round_, [task], error)
            elif not worker.ready and time.monotonic() - worker.born > self._limits.start_seconds:
                self._replace(worker)
                raise StartError("the reading process does not start", remedy="run ocrkit doctor")
            elif too_much and not worker.begun:
                self._replace(worker)  # a fresh one would need as much again, and again
                raise StartError(
                    f"the reading process takes more memory than {self._limits.page_mebibytes:,} MiB before any page",
                    remedy="allow more memory (settings.limits.page_mebibytes)",
                )
            elif too_much:
                suspects = worker.suspects()
                error = self._too_much(worker)
                yield from self._lose(worker, round_, suspects, error, again=len(suspects) > 1)

    def _too_much(self, worker: WorkerProcess) -> LimitError:
        suspects = worker.suspects()
        doing = worker.stage_of(suspects[0]) if suspects else "reading"
        most = self._limits.page_mebibytes if self._limits is not None else 0
        return LimitError(
            f"stopped in {doing}: it took more memory than {most:,} MiB",
            remedy="allow more memory (settings.limits.page_mebibytes), or scan or draw it at a lower resolution",
        )

    def _died(self, worker: WorkerProcess, round_: _Round) -> Iterator[Outcome]:
        """A worker has ended by itself: what it was at work on is tried alone, or is to blame where it was alone."""
        status = worker.end(_LAST_WORDS)
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        suspects = worker.suspects() or list(worker.given)
        if not worker.ready:
            suspects = []
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise StartError(f"the reading process cannot be started ({how})", remedy="run ocrkit doctor")
        error = WorkerError(
            worker.reason or f"the process that read it died ({how})",
            remedy="is there enough memory? It may also be damaged in a way that a library cannot bear",
        )
        yield from self._lose(worker, round_, suspects, error, again=not worker.alone)

    def _lose(
        self, worker: WorkerProcess, round_: _Round, suspects: list[Task], error: OcrkitError, again: bool = False
    ) -> Iterator[Outcome]:
        """Replace a worker. Its suspects are lost, or tried ``again``; what else it was given is given to others."""
        round_.waiting.extendleft(reversed([task for task in worker.given if task not in suspects]))
        self._replace(worker)
        if again:
            round_.alone.extend(suspects)
            return
        for task in suspects:
            yield Outcome(task, error=error)

    def _replace(self, worker: WorkerProcess) -> None:
        worker.end()
        fresh = self._new()
        if self._limits is not None:
            fresh.start(self._argument)
        self._workers[self._workers.index(worker)] = fresh

    def _new(self) -> WorkerProcess:
        heard = self._heard  # not self: a worker's thread must not keep its owner alive
        return WorkerProcess(self._target, lambda worker, reply: heard.put((worker, reply)))


def _end_all(workers: list[WorkerProcess]) -> None:
    for worker in workers:
        worker.end()
