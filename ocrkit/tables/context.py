"""What the edges around speak for or against an edge, by what each looked like alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.evidence import nearest
from ocrkit.tables.sides import Floats, Side

_AROUND = 120
"""So far along its line an edge's neighbours count, in pixels."""

_LIKELY = 0.5
"""An edge is likelier drawn than not."""

_ROW = 30.0
"""How far lines are from each other where too few are likely to tell."""


def context(side: Side, along: Floats, across: Floats) -> dict[str, Floats]:
    """The context of each edge, by name float32 (n, m - 1).

    ``along`` (n, m - 1) is how likely each edge of these lines is by itself, ``across`` (m, n - 1) each edge of the
    lines across.
    """
    before, after = (np.pad(across, ((0, 0), pad)).T for pad in ((1, 0), (0, 1)))  # (n, m)
    edge, lines = np.pad(along, ((0, 0), (1, 1))), np.pad(along, ((1, 1), (0, 0)))
    bands = np.pad(across, ((0, 0), (1, 1)))  # (m, n + 1): what crosses the bands before and after each line
    above, below = (nearest(side.lines.at, along > _LIKELY, step)[2] for step in (1, -1))
    usual, usual_across = _usual(side.lines.at, along), _usual(side.across.at, across)
    columns = {
        "likely": along,
        "likely before it": edge[:, :-2],
        "likely after it": edge[:, 2:],
        **_along(side, along),
        "start likely before": before[:, :-1],
        "start likely after": after[:, :-1],
        "stop likely before": before[:, 1:],
        "stop likely after": after[:, 1:],
        "to likely before": above,
        "to likely after": below,
        "to likely before of usual": above / usual,
        "to likely after of usual": below / usual,
        "next line before likely": lines[:-2],
        "next line after likely": lines[2:],
        "likeliest across before": bands[:, :-1].max(axis=0)[:, None],
        "likeliest across after": bands[:, 1:].max(axis=0)[:, None],
        "likely across before": (bands[:, :-1] > _LIKELY).sum(axis=0)[:, None],
        "likely across after": (bands[:, 1:] > _LIKELY).sum(axis=0)[:, None],
        "length of usual": (np.maximum(np.diff(side.starts), 1) / usual_across)[None],
        "likely on line": (along > _LIKELY).sum(axis=1)[:, None],
        "likely beside": (along > _LIKELY).sum(axis=0)[None],
    }
    return {name: np.broadcast_to(np.asarray(c, np.float32), along.shape) for name, c in columns.items()}


def _along(side: Side, along: Floats) -> dict[str, NDArray[np.generic]]:
    """How likely its line is drawn before and after each edge, and all of it."""
    width = np.maximum(np.diff(side.starts), 1).astype(np.float32)
    sums = np.pad(np.cumsum(along * width, axis=1), ((0, 0), (1, 0)))
    places = np.concatenate([[0], np.cumsum(width)])
    j = np.arange(len(width))
    left = np.searchsorted(places, places[:-1] - _AROUND).clip(0, j)
    right = np.searchsorted(places, places[1:] + _AROUND).clip(j + 1, len(width))
    return {
        "likely further before": (sums[:, :-1] - sums[:, left]) / np.maximum(1, places[:-1] - places[left]),
        "likely further after": (sums[:, right] - sums[:, 1:]) / np.maximum(1, places[right] - places[1:]),
        "likely on the whole": (sums[:, -1] / places[-1])[:, None],
    }


def _usual(at: NDArray[np.float64], along: Floats) -> float:
    """How far likely lines of one direction are from each other."""
    likely = at[(along > _LIKELY).any(axis=1)]
    return float(np.median(np.diff(likely))) if len(likely) > 2 else _ROW
