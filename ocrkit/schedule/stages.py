"""What happens around every stage: it is announced, its time is taken, and its faults stop at the boundary."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from ocrkit.boundary import boundary

LINES = "recognise lines"
"""The stage that goes on beside a page's others, in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage begins (or has ended) on its ``subject``: a page, or None for the whole report.

    With ``share`` it neither begins nor ends: so much of it is done, 0 to 1.
    """

    subject: Hashable
    stage: str
    ended: bool = False
    share: float | None = None


Tell = Callable[[Step], None]
"""Is told every step, from the thread that takes it."""


def tell_nobody(step: Step) -> None:
    """For who does not want to know."""


class Stages:
    """The stages of one page, or of the whole report. ``seconds`` are those spent by stage."""

    def __init__(self, subject: Hashable = None, tell: Tell = tell_nobody) -> None:
        self.seconds: dict[str, float] = {}
        self._subject = subject
        self._tell = tell

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Run the block as the stage ``name``. Raises ``InternalError`` for what it should not have raised."""
        self._tell(Step(self._subject, name))
        start = perf_counter()
        try:
            with boundary(name):
                yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start
            self._tell(Step(self._subject, name, ended=True))

    def done(self, name: str, share: float) -> None:
        """Tell how much of a stage is done, 0 to 1, while it goes on."""
        self._tell(Step(self._subject, name, share=share))
