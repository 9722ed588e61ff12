"""A worker process as its owner sees it: what it was given, what it is about, and for how long."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable
from typing import IO

from ocrkit.schedule.channel import Sender, receive
from ocrkit.schedule.memory import ProcessMemory
from ocrkit.schedule.messages import Do, Ended, Flush, Reply, Start, Task
from ocrkit.schedule.stages import Step
from ocrkit.schedule.worker import command

_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20),
    "OPENBLAS_NUM_THREADS": "1",
}
"""What glibc is told: threads share a heap, which is a fifth less memory. What is larger than a colour page of 300
dpi goes back to the system at once, the rest is used again, for the system takes long to give clean memory. And
NumPy's linear algebra, which solves small problems here, has no threads that wait."""


class WorkerProcess:
    """Started when it is made; ``hear`` is called with what it says, from a thread of its own."""

    def __init__(self, target: str, hear: Callable[[WorkerProcess, Reply], None]) -> None:
        self._process = subprocess.Popen(
            command(target),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_ENVIRONMENT, **os.environ},
            start_new_session=True,  # an interrupt from the keyboard is the owner's alone
        )
        assert self._process.stdin is not None  # both were asked for
        assert self._process.stdout is not None
        self._sender = Sender(self._process.stdin)
        self._hear = hear
        self._ear = threading.Thread(
            target=self._listen, args=(self._process.stdout,), name="ocrkit-worker", daemon=True
        )
        self._ear.start()
        self._memory = ProcessMemory(self._process.pid)
        self.born = time.monotonic()
        self.ready = False
        self.reason = ""
        """Its last word."""
        self.begun = False
        """Whether it has begun any task."""
        self.alone = False
        """Whether the task it has is to be its only one."""
        self.wants = False
        """Whether it has asked for a task since it was given one."""
        self.given: dict[Task, _Work] = {}
        self._flushed = True

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def mebibytes(self) -> int:
        """The memory it holds, in MiB."""
        return self._memory.mebibytes

    def start(self, argument: object) -> None:
        """Tell it what to make its service from."""
        self._send(Start(argument))

    def give(self, task: Task) -> None:
        """One more task."""
        self.given[task] = _Work()
        self._flushed = self.wants = False
        self._send(Do(task))

    def flush(self) -> None:
        """Nothing comes after what was given, for now."""
        if not self._flushed:
            self._flushed, self.wants = True, False
            self._send(Flush())

    def take(self, step: Step) -> None:
        """Note what it tells of itself."""
        work = self.given.get(step.subject)
        if work is not None and step.share is None:
            self.begun = True
            work.step(step)

    def suspects(self) -> list[Task]:
        """The tasks that some thread of it is at work on; between two stages those that it has begun."""
        at_work = [task for task, work in self.given.items() if work.stages]
        return at_work or [task for task, work in self.given.items() if work.begun]

    def overdue(self, seconds: float) -> tuple[Task, str] | None:
        """The task that has taken longer than this, and the stage it is in."""
        for task, work in self.given.items():
            if work.stages and work.spent() > seconds:
                return task, work.stages[-1]
        return None

    def stage_of(self, task: Task) -> str:
        """The stage that a task is in, "" where none has begun."""
        work = self.given.get(task)
        return work.stages[-1] if work is not None and work.stages else ""

    def end(self, wait: float = 0) -> int:
        """Kill it where it does not end by itself in ``wait`` seconds.

        Returns its exit status, negative where a signal ended it.
        """
        try:
            status = self._process.wait(wait)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._ear.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close(stream)
        return status

    def _send(self, message: object) -> None:
        with contextlib.suppress(OSError, ValueError):  # it has died, which is heard in its turn
            self._sender.send(message)

    def _listen(self, stream: IO[bytes]) -> None:
        try:
            while True:
                self._hear(self, receive(stream))
        except EOFError:
            self._hear(self, Ended())


class _Work:
    """How long a task has been worked on: the time in which any stage of it was going on."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.begun = False
        self._before = 0.0
        self._since = 0.0

    def step(self, step: Step) -> None:
        now = time.monotonic()
        self.begun = True
        if not step.ended:
            if not self.stages:
                self._since = now
            self.stages.append(step.stage)
        elif step.stage in self.stages:
            self.stages.remove(step.stage)
            if not self.stages:
                self._before += now - self._since

    def spent(self) -> float:
        return self._before + (time.monotonic() - self._since if self.stages else 0.0)


def _close(stream: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what was still to be written has no reader
        stream.close()
