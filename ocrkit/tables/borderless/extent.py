"""Where a table begins and ends: the rules above and below it say, or its first and last line of several phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrkit.tables.borderless.blocks import Run
from ocrkit.tables.borderless.columns import Streams, most_crossed
from ocrkit.tables.borderless.ink import Boxes, Ink
from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.settings import BorderlessSettings

_SHARE = 0.5
"""A phrase that runs across more than this share of the streams is a title, or text beside the table."""


def bounded(
    lines: Sequence[Line], run: Run, streams: Streams, ink: Ink, settings: BorderlessSettings
) -> tuple[Run, Boxes, Boxes]:
    """The run with what its rules enclose besides, and without lines beyond them that its streams do not divide.

    Also the level rules that run over the table's width, and the shorter ones.
    """
    around = _around(lines, run, streams, ink, settings)
    wide, _ = _rules_of(lines, run, around, ink, settings)
    start, stop = run
    if len(wide):
        above, below = float(wide[:, 1].min()), float(wide[:, 1].max())
        start = next(i for i in range(around[0], stop) if i == start or lines[i].middle > above)
        stop = next(i for i in range(around[1], start, -1) if i == stop or lines[i - 1].middle < below)
    else:
        above, below = np.inf, -np.inf
    while stop - start > 1 and lines[start].middle < above and _stray(lines[start], streams):
        start += 1
    while stop - start > 1 and lines[stop - 1].middle > below and _stray(lines[stop - 1], streams):
        stop -= 1
    return (start, stop), *_rules_of(lines, (start, stop), (start, stop), ink, settings)


def _around(lines: Sequence[Line], run: Run, streams: Streams, ink: Ink, settings: BorderlessSettings) -> Run:
    """The run with lines above and below that may be the table's: headings of groups may be one phrase each."""
    start, stop = run
    far = settings.apart * ink.height
    while start > max(0, run[0] - settings.more_lines) and _divided(lines[start - 1], streams):
        if lines[start].top - lines[start - 1].bottom > far:
            break
        start -= 1
    while stop < min(len(lines), run[1] + settings.more_lines) and _divided(lines[stop], streams):
        if lines[stop].top - lines[stop - 1].bottom > far:
            break
        stop += 1
    return start, stop


def _divided(line: Line, streams: Streams) -> bool:
    return most_crossed(line, streams) <= _SHARE


def _stray(line: Line, streams: Streams) -> bool:
    """Whether the line is one phrase, or a phrase of it runs across most of the streams."""
    return len(line) < 2 or not _divided(line, streams)


def _rules_of(
    lines: Sequence[Line], run: Run, around: Run, ink: Ink, settings: BorderlessSettings
) -> tuple[Boxes, Boxes]:
    """The level rules over the run's width, and the shorter ones, from the first line ``around`` to the last."""
    inside = lines[slice(*run)]
    left, right = min(line.left for line in inside), max(line.right for line in inside)
    reach = settings.rule_reach * ink.height
    y, rules = ink.rules[:, 1], ink.rules
    rules = rules[(y > lines[around[0]].top - reach) & (y < lines[around[1] - 1].bottom + reach)]
    share = (np.minimum(rules[:, 2], right) - np.maximum(rules[:, 0], left)) / (right - left)
    return rules[share >= settings.rule_share], rules[(share > 0) & (share < settings.rule_share)]
