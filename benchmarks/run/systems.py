"""What a run asks of a system: to say whether it is there, and to read documents in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from ocrkit.score import SystemOutput


class Worker(Protocol):
    """A system's process, models loaded. It is handed copies of page images and nothing else."""

    startup_seconds: float

    def read(self, images: Sequence[Path]) -> SystemOutput:
        """One document; raises ``SystemCrash``."""


class System(Protocol):
    """A system that may be installed."""

    @property
    def name(self) -> str:
        """Its name in the result."""

    def missing(self) -> str | None:
        """Why it cannot run here, None where it can."""

    def fingerprint(self) -> str:
        """Changes whenever what it hands over may change; known without starting it."""

    def start(self, threads: int) -> AbstractContextManager[Worker]:
        """Start its process; raises ``SystemCrash``."""
