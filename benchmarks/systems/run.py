"""One document through one system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.systems.process import SystemProcess
from ocrkit.score import SystemOutput


def run_system(
    name: str,
    images: Sequence[Path],
    *,
    document: str = "",
    hide: Sequence[Path] = (),
    threads: int = 2,
    timeout: float = 600.0,
    warm: Path | None = None,
) -> SystemOutput:
    """Read one document in a fresh process; ``warm`` is a page that is read first and left out of the output.

    The images' folders and ``hide`` are out of the system's sight. Raises ``KeyError``, ``SystemMissing``,
    ``SystemCrash``.
    """
    folders = {image.resolve().parent for image in (*images, *([warm] if warm else []))}
    with SystemProcess(name, (*folders, *hide), threads=threads, timeout=timeout) as process:
        if warm is not None:
            process.read([warm], "the warm-up page")
        return process.read(images, document)
