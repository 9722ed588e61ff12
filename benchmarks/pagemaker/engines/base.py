"""What a typesetter is asked: set this flow, and say where each cell came to stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Flow = dict[str, Any]
"""What is to be set, as ``typeset`` writes it: {"style": ..., "flow": [...]}, plain enough for JSON."""


@dataclass(frozen=True)
class Placed:
    """A cell on paper: the part of a table it belongs to, its index among that part's cells, its page (from 1).

    ``box`` is (x0, y0, x1, y1) in points from the page's top left corner, between the middles of its rules.
    """

    part: str
    cell: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Layout:
    """A flow as set: where its cells stand, and its PDF, made when it is asked for."""

    placed: tuple[Placed, ...]
    pdf: Callable[[], bytes]


class Engine(Protocol):
    """A typesetter."""

    @property
    def name(self) -> str:
        """What the truth calls it."""

    def missing(self, families: set[str]) -> str | None:
        """Why it cannot set these font families on this machine, or None where it can."""

    def version(self) -> str:
        """Its version."""

    def lay_out(self, flow: Flow) -> Layout:
        """Set a flow."""
