"""Runs one system in a process of its own. Stand-alone: nothing of ocrkit's or the benchmark's is imported.

    python worker.py NAME FOLDER OUT.json      reads the page images in FOLDER, writes what the system hands over
    python worker.py NAME                      serves: one request a line on standard input, one reply a line

A request is ``{"folder": str, "pages": [file names], "output": str}``; the reply, ``{"output": str}``, comes once
that file is written. The first line is ``{"ready": {"version": str, "startup_seconds": float}}``. Start-up is what
comes between the start of the process and its readiness: interpreter, imports, models. Anything that goes wrong ends
the process; the traceback is on standard error.

NAME stands for the module ``adapter_NAME`` beside this file (underscores for hyphens) with a class ``System``:
``System(threads)`` loads everything; ``version`` says what it is; ``read(pages)`` takes paths and gives
``{"pages": [...]}``, and where it has them ``report`` and ``stages``, as ``ocrkit.score.SystemOutput`` describes.
"""

import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path

IMAGES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")


def main() -> None:
    """Serve, or read one folder."""
    name, *rest = sys.argv[1:]
    replies = _own_stdout()
    threads = int(os.environ.get("OMP_NUM_THREADS", "2"))
    system = importlib.import_module("adapter_" + name.replace("-", "_")).System(threads)
    startup = _seconds_since_start()
    if rest:
        folder, output = rest
        pages = sorted(p for p in Path(folder).iterdir() if p.suffix.lower() in IMAGES)
        _answer(name, system, pages, Path(output), startup)
        return
    _say(replies, {"ready": {"version": system.version, "startup_seconds": startup}})
    for line in sys.stdin:
        request = json.loads(line)
        folder = Path(request["folder"])
        _answer(name, system, [folder / page for page in request["pages"]], Path(request["output"]), startup)
        _say(replies, {"output": request["output"]})


def _answer(name: str, system: object, pages: list, output: Path, startup: float) -> None:
    found = system.read(pages)
    found |= {"system": name, "version": system.version, "startup_seconds": startup, "peak_mib": _peak_mib()}
    output.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _own_stdout():
    """Standard output for replies alone: what libraries print goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def _say(replies, message: dict) -> None:
    print(json.dumps(message), file=replies, flush=True)


def _seconds_since_start() -> float:
    """Seconds since this process began, by the kernel's clock (to a hundredth)."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def _peak_mib() -> float:
    """The largest resident set of this process, or of a child where that is larger.

    VmHWM and not ru_maxrss, which a process takes over from whoever started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


if __name__ == "__main__":
    main()
