"""What a run tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocrkit.archive.states import State


@dataclass(frozen=True)
class Ended:
    """A report has come to an end, for now: waiting again where its files changed while they were read."""

    report: str
    state: State
    pages: int = 0
    lost: int = 0
    doubtful: int = 0
    seconds: float = 0.0
    error: str | None = None


@dataclass(frozen=True)
class PageEnded:
    """A page has been read, or lost."""

    report: str
    lost: bool


Tell = Callable[[Ended | PageEnded], None]
