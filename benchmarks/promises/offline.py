"""Offline, nothing is sent: every command and engine under a tracer, CI unset, with a home of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.command import OCRKIT
from benchmarks.promises.inputs import ONE_VALUE, PAGES, SAMPLE, copied, document
from benchmarks.promises.row import Row, Shown, all_of
from tests.tracer import House

PROMISE = "Offline, nothing is sent"
SEEN = "openvino's telemetry posted an event at every read and wrote ~/intel; onnxruntime kept a data base of events"
ENGINES = ("auto", "openvino", "onnxruntime", "paddleocr")


def _traced(folder: Path, *arguments: str) -> Shown:
    house = House(folder)
    run = house.run(*OCRKIT, *arguments)
    sockets = sorted(set(run.sockets) - {"AF_UNIX"})
    strays = house.strays(run)
    came = f"exit {run.run.returncode}, {len(sockets)} sockets but local ones, {len(strays)} files elsewhere"
    more = " ".join(["", *sockets, *strays[:3]])
    return Shown(came + more, run.run.returncode == 0 and not sockets and not strays)


def _with_each_engine(command: str, given: str) -> Callable[[Path], Shown]:
    def show(folder: Path) -> Shown:
        parts = []
        for engine in ENGINES:
            inside = folder / engine
            inside.mkdir()
            made = str(_scored(inside)) if command == "benchmark" else given
            part = _traced(inside, command, made, "-o", str(inside / "out"), "--engine", engine)
            parts.append(Shown(f"{engine}: {part.came}", part.holds))
        return all_of(*parts)

    show.__name__ = f"traced_{command}"
    return show


def _scored(folder: Path) -> Path:
    """One page of the sample whose title is known."""
    inside = folder / "document"
    copied(inside, PAGES[0])
    return document(inside, ["page1.jpg"], ONE_VALUE)


def traced_doctor(folder: Path) -> Shown:
    return _traced(folder, "doctor")


ROWS = [
    *(
        Row(
            PROMISE,
            SEEN,
            f"strace ocrkit {command} … --engine {{{','.join(ENGINES)}}}",
            _with_each_engine(command, str(SAMPLE / "page2.jpg")),
        )
        for command in ("read", "table", "benchmark")
    ),
    Row(PROMISE, SEEN, "strace ocrkit doctor", traced_doctor),
]
