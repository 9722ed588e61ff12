"""Runs of lines that may be tables: one below the other, with white streams in common."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.tables.borderless.columns import crossed_by, find_streams
from ocrkit.tables.borderless.ink import Boxes
from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.settings import BorderlessSettings

Run = tuple[int, int]
"""Lines [start, stop)."""


def find_runs(lines: Sequence[Line], rules: Boxes, height: float, settings: BorderlessSettings) -> list[Run]:
    """Runs of lines that leave the same streams open, top to bottom."""
    runs: list[Run] = []
    start = 0
    while start < len(lines):
        if len(lines[start]) < 2:
            start += 1
            continue
        start, stop = _longest(lines, start, height, settings)
        if stop - start >= settings.min_ruled_lines:
            runs.append((start, stop))
            start = stop
        else:
            start += 1
    return runs


def _longest(lines: Sequence[Line], start: int, height: float, settings: BorderlessSettings) -> Run:
    """The run that begins with ``start``, or with one of the lines after it where that goes on further.

    A title above a table may leave a stream open by chance.
    """
    runs = [(start, _end(lines, start, height, settings))]
    for later in range(start + 1, min(runs[0][1], start + settings.head_lines + 1)):
        if len(lines[later]) > 1:
            runs.append((later, _end(lines, later, height, settings)))
    return max(runs, key=lambda run: (run[1], -run[0]))


def _end(lines: Sequence[Line], start: int, height: float, settings: BorderlessSettings) -> int:
    """Where the run that begins with ``start`` ends: behind its last line of more than one phrase.

    A line that runs across the streams is bridged where the next one leaves them open again.
    """
    stop, astray = start + 1, 0
    for i in range(start + 1, len(lines)):
        if lines[i].top - lines[i - 1].bottom > settings.apart * height or astray > 1:
            break
        streams = find_streams(lines[start:stop], height, settings) if stop - start > 1 else None
        if streams is not None and len(streams) == 0:
            return stop - 1
        if streams is None:
            fits = len(lines[i]) > 1 and len(find_streams([lines[start], lines[i]], height, settings)) > 0
        else:
            fits = bool((~crossed_by(lines[i], streams)).mean() >= settings.keeps)
        if not fits:
            astray += 1
        elif len(lines[i]) > 1:
            stop, astray = i + 1, 0
    return stop
