"""What the edges around speak for or against an edge, by what each looked like alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.evidence import nearest
from ocrkit.tables.sides import Floats, Side

_AROUND = 120
"""So far along its line an edge's neighbours count, in pixels."""

_LIKELY = 0.5
"""An edge is likelier drawn than not."""

_FILLED = 2
"""A band with so many likely edges is filled."""

_ROW = 30.0
"""How far lines are from each other where too few are likely to tell."""


_SURE = 0.8
"""An edge is surely enough drawn to tell what drawn ones look like here."""

_FEW = 3
"""Fewer such edges tell nothing."""

_COMPARED = (
    "inked", "inked least third", "dark", "ink dark of lines", "thick of lines", "off the line", "leans", "bows",
    "inked from start", "inked up to stop", "ink begins after start", "ink ends before stop", "bare at both ends",
    "ink reaches over", "start met before", "start met after", "stop met before", "stop met after", "text cut",
    "dark of both", "print before", "print after", "inked in span", "dark of print before", "dark of print after",
)  # fmt: skip
"""What is compared with the edges that are likely drawn: a page that is worn is worn in many places."""

Evidence = Mapping[str, Floats]


def context(side: Side, along: Floats, across: Floats, seen: Evidence) -> dict[str, Floats]:
    """The context of each edge, by name float32 (n, m - 1).

    ``along`` (n, m - 1) is how likely each edge of these lines is by itself, ``across`` (m, n - 1) each edge of the
    lines across; ``seen`` is the evidence of these lines' edges.
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
        **_bands(side, along > _LIKELY, usual_across),
        **_against_likely(side, along, seen),
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


def _bands(side: Side, drawn: NDArray[np.bool_], usual: float) -> dict[str, NDArray[np.generic]]:
    """The filled bands next to each edge's own: whether the same edges are ``drawn`` in them.

    In a table a row without upright rules lies between rows with the same ones; between two tables they differ.
    """
    others = drawn.sum(axis=0)
    n_bands, j = len(others), np.arange(len(others))
    before = np.maximum.accumulate(np.where(others >= _FILLED, j, -1))
    after = np.minimum.accumulate(np.where(others >= _FILLED, j, n_bands)[::-1])[::-1]
    before, after = np.append([-1], before[:-1]), np.append(after[1:], [n_bands])  # never the band itself
    padded = np.pad(drawn, ((0, 0), (0, 1)))  # the last one for both -1 and n_bands: nothing is drawn there
    ahead, behind = padded[:, before], padded[:, after]
    sets = {
        "filled before": ahead,
        "filled after": behind,
        "filled on both sides": ahead & behind,
        "filled here and before": ahead & drawn,
        "filled here and after": behind & drawn,
    }
    counts = {name: each.sum(axis=0) - each for name, each in sets.items()}
    first, last, both = (counts[f"filled {where}"] for where in ("before", "after", "on both sides"))
    starts = side.starts
    gap = starts[np.minimum(after, n_bands)] - starts[np.clip(before + 1, 0, n_bands)]
    return {
        **counts,
        "drawn before": ahead,
        "drawn after": behind,
        "filled on both sides of fewer": both / np.maximum(1, np.minimum(first, last)),
        "not filled for": gap[None],
        "not filled for of usual": gap[None] / usual,
    }


def _against_likely(side: Side, along: Floats, seen: Evidence) -> dict[str, Floats]:
    """What is seen of each edge less what is usual: of all likely edges, of those of its line, of those beside it."""
    width = np.maximum(np.diff(side.starts), 1).astype(np.float32)
    sure = along > _SURE
    weight = sure * width
    values = np.stack([seen[name] for name in _COMPARED])  # (names, n, m - 1)
    usual = np.zeros((3, len(values)), np.float32)
    if np.count_nonzero(sure) >= _FEW:
        usual = np.percentile(values[:, sure], (50, 10, 90), axis=1).astype(np.float32)
    less = [values - each[:, None, None] for each in usual]
    weighed = weight * values
    for axis in (1, 0):
        total = weight.sum(axis=axis, keepdims=True) - weight
        others = weighed.sum(axis=axis + 1, keepdims=True) - weighed
        less.append(np.where(total > 0, values - others / np.maximum(total, 1e-3), 0))
    kinds = ("usual", "low", "high", "line", "beside")
    return {
        f"{name} less {kind}": each[k]
        for kind, each in zip(kinds, less, strict=True)
        for k, name in enumerate(_COMPARED)
    }


def _usual(at: NDArray[np.float64], along: Floats) -> float:
    """How far likely lines of one direction are from each other."""
    likely = at[(along > _LIKELY).any(axis=1)]
    return float(np.median(np.diff(likely))) if len(likely) > 2 else _ROW
