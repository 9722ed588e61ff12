"""A worker process: takes tasks from standard input, answers on what was its standard output.

It is started with the path on which its owner finds modules and the name of a function that makes its service; it
imports nothing of the owner's main script, so that notebooks and scripts need no guard.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from importlib import import_module
from queue import SimpleQueue
from typing import BinaryIO

from ocrkit.boundary import boundary
from ocrkit.errors import OcrkitError
from ocrkit.schedule.channel import Sender, receive
from ocrkit.schedule.importing import importing
from ocrkit.schedule.memory import give_back_if_much
from ocrkit.schedule.messages import Broken, Do, Done, Flush, MakeService, Ready, Start, Task, Wants

BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from ocrkit.schedule.worker import main; main(sys.argv[2])"
)
"""What the worker's Python is told to run."""


def command(target: str) -> list[str]:
    """The command that starts a worker whose service is made by ``target`` ("module:function")."""
    return [sys.executable, "-c", BOOT, json.dumps(sys.path), target]


def main(target: str) -> None:
    """Run until the owner closes its end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the owner who is interrupted, and ends its workers
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    inbox, sender = os.fdopen(os.dup(0), "rb"), Sender(os.fdopen(os.dup(1), "wb"))
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)  # what a library prints is no message
    sys.stdout = sys.stderr
    given: SimpleQueue[Start | Do | Flush] = SimpleQueue()
    listener = threading.Thread(target=_listen, args=(inbox, given), name="ocrkit-inbox", daemon=True)
    try:
        with boundary("worker"):
            with importing():
                module, name = target.split(":")
                make: MakeService = getattr(import_module(module), name)
                listener.start()  # not before: a message is imported as well; two threads may see modules half made
                start = given.get()
                assert isinstance(start, Start)  # the owner's first word
                service = make(start.argument, sender.send)
            sender.send(Ready())
            while True:
                for task, result in service.serve(_until_flush(given, sender)):
                    sender.send(Done(task, result))
                    del result
                    give_back_if_much()
    except OcrkitError as error:
        sender.send(Broken(error.at(error.file, error.page)))
        os._exit(1)


def _listen(inbox: BinaryIO, given: SimpleQueue[Start | Do | Flush]) -> None:
    """Pass on what the owner says, so that it never waits; where the owner is gone, end at once, whatever goes on."""
    while True:
        try:
            given.put(receive(inbox))
        except EOFError:
            os._exit(0)


def _until_flush(given: SimpleQueue[Start | Do | Flush], sender: Sender) -> Iterator[Task]:
    """The tasks, as they come. Where there is none at hand the owner is asked for one.

    It gives only so many, and would wait for a result that the service holds back until it is asked for more.
    """
    taken = False
    while True:
        if taken and given.empty():
            sender.send(Wants())
        message = given.get()
        if not isinstance(message, Do):
            return
        taken = True
        yield message.task
