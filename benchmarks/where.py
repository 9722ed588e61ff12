"""Where a report's time goes: python -m benchmarks.where DIR -o docs/performance.svg

Every few milliseconds each thread is asked what it is about; one that waits is about nothing. So what a library takes
counts for the stage that called it, and being watched costs next to nothing. Start and imports are left out.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from matplotlib.figure import Figure

import ocrkit

_EVERY = 0.004
_PACKAGE = str(Path(ocrkit.__file__).parent)
_WAITING = ("threading.py", "queue.py", "concurrent/futures/thread.py", "concurrent/futures/_base.py")
_RUNS = ("engines/openvino_network.py", "engines/onnx_network.py")
_NAMES = {
    "load": "load",
    "prepare": "prepare",
    "tables": "tables",
    "recognise/engines": "decode what networks say",
    "recognise/lines": "lines of text",
    "recognise/cells": "ink of cells",
    "recognise/values": "values and their checks",
}


def place(frame: FrameType | None) -> str | None:
    """What a thread is about, by the innermost module of ocrkit that it is in; None for one that waits."""
    if frame is None or frame.f_code.co_filename.endswith(_WAITING):
        return None
    inside = [name.removeprefix(_PACKAGE + "/") for name in _files(frame) if name.startswith(_PACKAGE)]
    if not inside:
        return None
    if inside[0].endswith(_RUNS):
        finds = any(name.startswith("recognise/lines/text_map") for name in inside)
        return "network that finds lines" if finds else "networks that read"
    return next((shown for folder, shown in _NAMES.items() if inside[0].startswith(folder)), "the rest")


def _files(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back


def watched(folder: Path) -> Counter[str]:
    """How often any thread was about what, while the report in ``folder`` was read."""
    found: Counter[str] = Counter()
    over = threading.Event()

    def watch() -> None:
        own = threading.get_ident()
        while not over.wait(_EVERY):
            frames = sys._current_frames()
            places = (place(frame) for thread, frame in frames.items() if thread != own)
            found.update(where for where in places if where is not None)

    with ocrkit.Reader() as reader:
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        start = time.process_time()
        reader.read_report(folder)
        over.set()
        watcher.join()
        print(f"{time.process_time() - start:.1f} CPU seconds")
    return found


def drawn(found: Counter[str], title: str) -> Figure:
    """A bar for each, as a share of all."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    axes = figure.subplots()
    rows = sorted(found.items(), key=lambda row: row[1])
    shares = [100 * count / found.total() for _, count in rows]
    bars = axes.barh([name for name, _ in rows], shares, color="#4477aa")
    axes.bar_label(bars, fmt="%.0f%%", padding=3)
    axes.set_xlabel("% of the time that threads are at work")
    axes.set_title(title, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    found = watched(given.report)
    for name, count in found.most_common():
        print(f"{100 * count / found.total():5.1f}%  {name}")
    drawn(found, "where a report's time goes").savefig(given.out, metadata={"Date": None})


if __name__ == "__main__":
    main()
