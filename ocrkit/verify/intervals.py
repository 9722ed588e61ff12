"""Intervals of numbers, narrowed by the lines that their cells stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.finding import CellRef
from ocrkit.verify.lines import Line

_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``least`` to ``most``, both included where they are finite."""

    least: Decimal
    most: Decimal

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most

    def within(self, other: Interval) -> Interval:
        """What both have; they must have something."""
        return Interval(max(self.least, other.least), min(self.most, other.most))

    def parameter(self) -> str | tuple[str, str]:
        """The one number, or both ends, "" for one that is open."""
        if self.known:
            return f"{self.least:f}"
        least, most = ("" if end.is_infinite() else f"{end:f}" for end in (self.least, self.most))
        return least, most


COUNT = Interval(Decimal(0), _ENDLESS)
"""Any number that a count may be."""

ANY = Interval(-_ENDLESS, _ENDLESS)

Bounds = dict[CellRef, Interval]


def exactly(number: Decimal) -> Interval:
    """The interval of one number."""
    return Interval(number, number)


def added(refs: Sequence[CellRef], bounds: Mapping[CellRef, Interval]) -> Interval:
    """What cells add up to."""
    parts = [bounds[ref] for ref in refs]
    return Interval(sum((p.least for p in parts), Decimal(0)), sum((p.most for p in parts), Decimal(0)))


def settle(lines: Sequence[Line], bounds: Mapping[CellRef, Interval]) -> tuple[Bounds, tuple[Line, ...]]:
    """The bounds narrowed by every line as far as that goes, and the lines that cannot hold, which narrow nothing.

    ``bounds`` hold every cell of the lines. What a line tells reaches another within as many passes as there are
    lines; more would only creep on where lines contradict one another.
    """
    found = dict(bounds)
    broken = [line for line in lines if not _holds(line, found)]
    for _ in lines:
        before = dict(found)
        for line in lines:
            if line in broken:
                continue
            if not _holds(line, found):
                broken.append(line)
            else:
                _narrow(line, found)
        if found == before:
            break
    return found, tuple(broken)


def _holds(line: Line, bounds: Mapping[CellRef, Interval]) -> bool:
    left, right = added(line.left, bounds), added(line.right, bounds)
    return left.least <= right.most and right.least <= left.most


def _narrow(line: Line, bounds: Bounds) -> None:
    """Narrow in place the cells of a line that holds, each to what its others leave."""
    for refs, across in ((line.left, line.right), (line.right, line.left)):
        for ref in refs:
            if not bounds[ref].known:
                total, rest = added(across, bounds), added([other for other in refs if other != ref], bounds)
                bounds[ref] = bounds[ref].within(Interval(total.least - rest.most, total.most - rest.least))
