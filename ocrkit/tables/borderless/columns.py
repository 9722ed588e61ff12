"""White streams: what is white all the way down a run of lines, with text on both sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.settings import BorderlessSettings

Streams = NDArray[np.float64]
"""Float (N, 2): where each stream begins and ends, left to right."""

Bools = NDArray[np.bool_]


def find_streams(lines: Sequence[Line], height: float, settings: BorderlessSettings) -> Streams:
    """The streams between the columns of ``lines``; few lines may run across (``settings.crossing``).

    A stream is narrowed to where the fewest do, as long as it stays wide enough.
    """
    if sum(len(line) > 1 for line in lines) < 2:
        return np.zeros((0, 2))
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    crossed = _crossings(lines, left, right)
    least = settings.stream * height
    found = _runs(crossed <= settings.crossing * len(lines), least)
    narrowed = [
        _narrowed(crossed, start, stop, least) for start, stop in found if start > 1 and stop < right - left - 1
    ]
    streams = np.asarray(narrowed, dtype=np.float64).reshape(-1, 2) + left
    return _dividing(streams, lines, settings)


def _crossings(lines: Sequence[Line], left: float, right: float) -> NDArray[np.intp]:
    """How many phrases cover each column of pixels from ``left`` on."""
    steps = np.zeros(int(right - left) + 2, np.intp)
    for line in lines:
        np.add.at(steps, (line.phrases[:, 0] - left).astype(int), 1)
        np.add.at(steps, (line.phrases[:, 2] - left).astype(int), -1)
    return np.cumsum(steps)


def _runs(mask: Bools, least: float) -> list[tuple[int, int]]:
    """Half-open runs of True of at least this length."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in steps.reshape(-1, 2) if b - a >= least]


def _narrowed(crossed: NDArray[np.intp], start: int, stop: int, least: float) -> tuple[int, int]:
    part = crossed[start:stop]
    for most in range(int(part.min()), int(part.max())):
        runs = _runs(part <= most, least)
        if runs:
            a, b = max(runs, key=lambda run: run[1] - run[0])
            return start + a, start + b
    return start, stop


def _dividing(streams: Streams, lines: Sequence[Line], settings: BorderlessSettings) -> Streams:
    """Without streams beside a column that hardly a line has text in: of its two the narrower one goes."""
    least = max(2.0, settings.beside * sum(len(line) > 1 for line in lines))
    while len(streams):
        counts = text_in(streams, lines).sum(axis=0)
        fewest = int(counts.argmin())
        if counts[fewest] >= least:
            break
        beside = [i for i in (fewest - 1, fewest) if 0 <= i < len(streams)]
        streams = np.delete(streams, min(beside, key=lambda i: float(np.diff(streams[i])[0])), axis=0)
    return streams


def text_in(streams: Streams, lines: Sequence[Line]) -> Bools:
    """Which lines have a phrase that stands in each column alone, bool (n_lines, N + 1)."""
    ends = np.concatenate([[-np.inf], streams.mean(axis=1), [np.inf]])
    has = [((line.phrases[:, :1] >= ends[:-1]) & (line.phrases[:, 2:3] <= ends[1:])).any(axis=0) for line in lines]
    return np.asarray(has, dtype=np.bool_)


def crossed_by(line: Line, streams: Streams) -> Bools:
    """Which streams a phrase of the line runs right across, bool (N,)."""
    return np.asarray(_crossed(line, streams).any(axis=0), dtype=np.bool_)


def most_crossed(line: Line, streams: Streams) -> float:
    """The largest share of the streams that one phrase of the line runs across."""
    return float(_crossed(line, streams).mean(axis=1).max())


def _crossed(line: Line, streams: Streams) -> Bools:
    """Which streams each phrase runs right across, bool (n_phrases, N)."""
    middles = streams.mean(axis=1)
    return np.asarray((line.phrases[:, :1] < middles) & (line.phrases[:, 2:3] > middles))
