"""From lines of text to rows: what is closer than usual, or between two rules, is one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ocrkit.tables.borderless.columns import Bools, Streams, crossed_by, text_in
from ocrkit.tables.borderless.ink import Boxes
from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.settings import BorderlessSettings

Row = tuple[int, int]
"""Lines [start, stop)."""

_EACH = 0.6
"""With rules under more than this share of the lines, each row has one."""


def find_rows(
    lines: Sequence[Line], rules: Boxes, partial: Boxes, streams: Streams, settings: BorderlessSettings
) -> list[Row]:
    """Rows of a table's lines; ``rules`` are level rules all through it, ``partial`` the shorter ones."""
    if len(lines) < 2:
        return [(0, len(lines))]
    ruled, parted = _between(lines, rules), _between(lines, np.concatenate([rules, partial]))
    if ruled.mean() > _EACH:
        return _joined(~ruled)
    steps = np.diff([line.middle for line in lines])
    close = (steps < settings.wrapped * float(np.median(steps))) & ~parted
    close |= _goes_on(lines, streams, settings) & ~parted
    for i in range(_head(lines, ruled, streams) - 1):  # lines of one heading are one row, whatever their step
        close[i] = not parted[i] and crossed_by(lines[i], streams).any() == crossed_by(lines[i + 1], streams).any()
    return _joined(close)


def _goes_on(lines: Sequence[Line], streams: Streams, settings: BorderlessSettings) -> Bools:
    """Whether each line but the first goes on with what the line above it says, bool (n_lines - 1,)."""
    has = text_in(streams, lines)
    below, above = has[1:], has[:-1]
    few = below.mean(axis=1) <= settings.wrapped_share
    return np.asarray(~below[:, 0] & few & ~(below & ~above).any(axis=1) & above[:, 0])


def _between(lines: Sequence[Line], rules: Boxes) -> Bools:
    """Whether a rule lies between each line and the next, bool (n_lines - 1,)."""
    middles = np.array([line.middle for line in lines])
    return np.asarray(((rules[:, 1] > middles[:-1, None]) & (rules[:, 1] < middles[1:, None])).any(axis=1))


def _head(lines: Sequence[Line], ruled: Bools, streams: Streams) -> int:
    """How many lines are above the rule under the headings; 0 where there is no such rule."""
    for i, has in enumerate(ruled[: max(1, len(lines) // 3)].tolist()):
        if has and not crossed_by(lines[i], streams).any():
            return i + 1
    return 0


def _joined(with_next: Bools) -> list[Row]:
    starts = [0, *(i + 1 for i, joined in enumerate(with_next.tolist()) if not joined)]
    return list(pairwise([*starts, len(with_next) + 1]))
