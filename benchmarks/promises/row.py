"""A row of the table, and what came out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import Ran


@dataclass(frozen=True)
class Shown:
    """What came out, in a line, and whether it is what was promised."""

    came: str
    holds: bool


@dataclass(frozen=True)
class Row:
    """A promise, what release 0.1 did, the command as typed, and the function that tries it in an empty folder."""

    promise: str
    seen: str
    command: str
    show: Callable[[Path], Shown]

    @property
    def name(self) -> str:
        """For ``--only``."""
        return self.show.__name__.replace("_", "-")


def all_of(*parts: Shown) -> Shown:
    """Several outcomes as one."""
    return Shown("; ".join(part.came for part in parts), all(part.holds for part in parts))


def refused(ran: Ran, *words: str, code: int | None = None, seconds: float = 15, mebibytes: int = 1000) -> Shown:
    """An error in a line that has these words: soon, with little memory, without a traceback."""
    holds = (
        (ran.code == code if code is not None else ran.code in (1, 2))
        and not ran.traceback
        and not ran.over
        and ran.seconds < seconds
        and ran.mebibytes < mebibytes
        and all(word in ran.err for word in words)
    )
    said = ran.said.removeprefix("ocrkit: ") or ran.err.strip()[-200:]
    return Shown(f"exit {ran.code} after {ran.seconds:.0f} s, {ran.mebibytes} MiB: {said}", holds)
