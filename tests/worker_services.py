"""What the workers of the schedule's tests do."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from ocrkit.errors import WeightsError
from ocrkit.schedule.messages import Task
from ocrkit.schedule.stages import Stages, Tell


class Service:
    """Does what each task says: (what, anything more)."""

    def __init__(self, argument: str, tell: Tell) -> None:
        self.argument = argument
        self.tell = tell

    def serve(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, object]]:
        for task in tasks:
            assert isinstance(task, tuple)
            with Stages(task, self.tell).stage("working"):
                result = self.do(*task)
            yield task, result

    def do(self, what: str, more: object = None) -> object:
        match what:
            case "pid":
                return os.getpid()
            case "argument":
                return self.argument
            case "print":
                print("chatter of a library")
                os.write(1, b"chatter of a native library\n")
            case "sleep":
                time.sleep(float(str(more)))
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "die once":
                if not Path(str(more)).exists():
                    Path(str(more)).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "raise":
                raise ZeroDivisionError("nobody foresaw this")
            case "hog":
                held = bytearray(int(str(more)) * 2**20)
                held[::4096] = b"x" * len(held[::4096])
                time.sleep(60)
            case "main":
                return getattr(sys.modules["__main__"], "__file__", None)
        return what


class HoldsBack(Service):
    """Gives its results in order, each once ``AHEAD`` more tasks are taken up, as pages are read ahead."""

    AHEAD = 9

    def serve(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, object]]:
        held: deque[Task] = deque()
        for task in tasks:
            held.append(task)
            if len(held) > self.AHEAD:
                yield held.popleft(), "held"
        yield from ((task, "held") for task in held)


def hold_back(argument: str, tell: Tell) -> Service:
    return HoldsBack(argument, tell)


def make(argument: str, tell: Tell) -> Service:
    return Service(argument, tell)


def make_nothing(argument: str, tell: Tell) -> Service:
    raise WeightsError("a weight file is missing", remedy="install it")


def die(argument: str, tell: Tell) -> Service:
    os._exit(3)


def sleep(argument: str, tell: Tell) -> Service:
    time.sleep(600)
    return Service(argument, tell)
