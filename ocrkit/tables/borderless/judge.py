"""Whether a run of lines with streams is a table, or running text in columns, a list, or chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.borderless.columns import Streams
from ocrkit.tables.borderless.lines import Line
from ocrkit.tables.borderless.settings import BorderlessSettings

Bools = NDArray[np.bool_]


def is_table(
    lines: Sequence[Line],
    streams: Streams,
    squares: Bools,
    ruled: bool,
    height: float,
    settings: BorderlessSettings,
) -> bool:
    """``squares``: which have text, bool (n_rows, n_cols); ``ruled``: whether level rules run over its width."""
    if len(lines) < (settings.min_ruled_lines if ruled else settings.min_lines):
        return False
    if not len(streams) or squares.mean() < settings.filled:
        return False
    if not _is_print(lines, height, settings):
        return False
    prose = prose_columns(lines, streams, height, settings)
    if prose.sum() > 1 or (prose.any() and len(prose) == 2 and not ruled):
        return False
    return ruled or (_in_step(lines, streams, height, settings) and not _is_list(lines, streams, height, settings))


def _in_step(lines: Sequence[Line], streams: Streams, height: float, settings: BorderlessSettings) -> bool:
    """Whether most lines have several phrases, and those of each column begin, end or are centred in line."""
    if sum(len(line) > 1 for line in lines) < max(settings.min_lines, settings.several * len(lines)):
        return False
    phrases = np.concatenate([line.phrases for line in lines])
    ends = [-np.inf, *streams.mean(axis=1), np.inf]
    for left, right in pairwise(ends):
        x0, x1 = phrases[(phrases[:, 0] >= left) & (phrases[:, 2] <= right)][:, ::2].T
        if not len(x0):
            return False
        best = max(
            float((np.abs(at - np.median(at)) <= settings.in_line * height).mean()) for at in (x0, x1, x0 + x1)
        )
        if best < settings.aligned:
            return False
    return True


def prose_columns(lines: Sequence[Line], streams: Streams, height: float, settings: BorderlessSettings) -> Bools:
    """Which columns are running text: wide, and their lines as long as the column is wide. Bool (n_cols,)."""
    middles = streams.mean(axis=1)
    lefts = np.concatenate([[-np.inf], middles])
    rights = np.concatenate([middles, [np.inf]])
    phrases = np.concatenate([line.phrases for line in lines])
    found = []
    for left, right in zip(lefts, rights, strict=True):
        inside = phrases[(phrases[:, 0] >= left) & (phrases[:, 2] <= right)]
        widths = inside[:, 2] - inside[:, 0]
        width = float(inside[:, 2].max() - inside[:, 0].min()) if len(inside) else 0.0
        wide = width >= settings.prose_width * height
        found.append(wide and float(np.median(widths)) >= settings.prose_fill * width)
    return np.array(found, dtype=np.bool_)


def _is_list(lines: Sequence[Line], streams: Streams, height: float, settings: BorderlessSettings) -> bool:
    if len(streams) != 1:
        return False
    first = np.concatenate([line.phrases[line.phrases[:, 2] <= streams[0, 1]] for line in lines])
    return bool((first[:, 2] - first[:, 0]).max(initial=0.0) <= settings.mark_width * height)


def _is_print(lines: Sequence[Line], height: float, settings: BorderlessSettings) -> bool:
    """Whether nearly all phrases are about as high as text is on this page: pieces of a drawing are not."""
    phrases = np.concatenate([line.phrases for line in lines])
    heights = (phrases[:, 3] - phrases[:, 1]) / height
    usual = (heights >= settings.least_height) & (heights <= settings.most_height)
    return bool(usual.mean() >= settings.print_share)
