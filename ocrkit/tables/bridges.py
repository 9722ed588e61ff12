"""A line that ties two tables together: a fold or a streak that runs in line with a column of both."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from ocrkit.tables.frame import Frame
from ocrkit.tables.rules import Rule
from ocrkit.tables.settings import TableSettings


def without_bridges(frame: Frame, scale: float, settings: TableSettings) -> Frame:
    """The frame without the part of a line that alone crosses from the last rule of a table to the first of the next.

    Above and below, both ends of the level rule there have an upright one; between them neither end has.
    """
    reach = settings.snap * scale
    upright = list(frame.upright)
    for start, stop in _bands(frame, reach):
        crossing = [r for r in upright if r.start <= start + reach and r.stop >= stop - reach]
        if len(crossing) != 1 or not (
            _closed(frame, start, reach, above=True) and _closed(frame, stop, reach, False)
        ):
            continue
        (bridge,) = crossing
        upright.remove(bridge)
        upright += [
            replace(bridge, start=a, stop=b)
            for a, b in ((bridge.start, start), (stop, bridge.stop))
            if b - a > settings.min_cell * scale
        ]
    return Frame(frame.level, tuple(upright))


def _bands(frame: Frame, reach: float) -> list[tuple[float, float]]:
    """What lies between one level line and the next; rules within ``reach`` are one line."""
    at = np.sort([r.at for r in frame.level])
    lines = np.split(at, np.flatnonzero(np.diff(at) > reach) + 1)
    return [(float(a.max()), float(b.min())) for a, b in pairwise(lines)]


def _closed(frame: Frame, at: float, reach: float, above: bool) -> bool:
    """Whether upright rules that come from above (or go on below) end at both ends of the level line at ``at``."""
    line = [r for r in frame.level if abs(r.at - at) <= reach]
    ends = min(r.start for r in line), max(r.stop for r in line)

    def closes(rule: Rule, end: float) -> bool:
        stops = abs((rule.stop if above else rule.start) - at) <= reach
        return stops and abs(rule.at - end) <= reach

    return all(any(closes(r, end) for r in frame.upright) for end in ends) and ends[1] - ends[0] > 2 * reach
