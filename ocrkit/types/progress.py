"""How far a reading has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` pages are finished; ``stage`` names what is being done now, in one or two words.

    ``page`` is the number of the page that the stage is about, of the file ``file``; ``share`` how much of the stage
    is done, 0 to 1. Each is None where that is not known.
    """

    done: int
    total: int
    stage: str = ""
    page: int | None = None
    file: str | None = None
    share: float | None = None
