"""What a worker process and its owner say to each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from ocrkit.errors import OcrkitError
from ocrkit.schedule.stages import Step, Tell

Task = Hashable
"""What a worker is asked for: picklable, and no two equal ones at a time."""


class Service(Protocol):
    """What a worker does. It is made in the worker by a function of a module, from an argument."""

    def serve(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, object]]:
        """Each task with its result, in any order.

        ``tasks`` waits for the next one, and ends where there is none for now. Every step that is taken for a task
        is told, with the task as its ``subject``. A task's own failure is a result; what is raised ends the worker.
        """


MakeService = Callable[[Any, Tell], Service]


@dataclass(frozen=True)
class Start:
    """To the worker, first of all: what the service is made from."""

    argument: object


@dataclass(frozen=True)
class Do:
    """To the worker: one more task."""

    task: Task


@dataclass(frozen=True)
class Flush:
    """To the worker: finish what was given, nothing comes after it for now."""


@dataclass(frozen=True)
class Ready:
    """From the worker: it has its service."""


@dataclass(frozen=True)
class Wants:
    """From the worker: it has taken up all that it was given. Results may wait in it for what comes next."""


@dataclass(frozen=True)
class Broken:
    """From the worker, its last word: why it cannot go on."""

    error: OcrkitError


@dataclass(frozen=True)
class Done:
    """From the worker: the result of a task."""

    task: Task
    result: object


@dataclass(frozen=True)
class Ended:
    """The worker's end of the pipe is closed: it has died."""


Reply = Ready | Wants | Broken | Done | Step | Ended
