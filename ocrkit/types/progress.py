"""How far a reading has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` pages are finished; ``stage`` names what is being done now, in one or two words."""

    done: int
    total: int
    stage: str = ""
