"""Perspective and gentle curl: one smooth map that makes every traced line straight.

Each level line k on the page gives points (x, y) that should share one height c_k after straightening. The map
is x' = x + q(x, y), y' = y + p(x, y) with polynomials p and q without terms in y alone (or x alone), which would
only move whole lines. Then p and all c_k are one linear least-squares problem, and so are q and the upright lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.transform import Points

_POWERS = ((1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (1, 2), (3, 1), (2, 2))
"""(i, j): along^i * across^j, low orders first: with few lines only the first are fitted."""
_RIDGE = 2e-3
_HUBER = 2.0
_TERMS = (len(_POWERS), 3, 1)
"""How many terms are fitted at most, until the map can be undone."""

_SAMPLES, _UNDONE = 24, 0.5
"""A map can be undone if so many places each way, all over the image, come back to within so many pixels."""

_STRAIGHT, _BENT = 0.0015, 4.0
"""A line is straight up to this mean distance (in normalised coordinates), or this many times the usual one."""


@dataclass(frozen=True)
class Warp:
    """The polynomial map; ``centre`` and ``scale`` make pixels of the order of one.

    ``down[t]`` are the coefficients of p, ``across[t]`` those of q, for the terms of ``_POWERS``, in pixels.
    """

    centre: tuple[float, float]
    scale: float
    down: NDArray[np.float64]
    across: NDArray[np.float64]

    def forward(self, points: Points) -> Points:
        """Straighten."""
        u, v = ((points - self.centre) / self.scale).T
        shift = np.column_stack([_terms(v, u) @ self.across, _terms(u, v) @ self.down])
        return np.asarray(points + shift, dtype=np.float64)

    def inverse(self, points: Points) -> Points:
        """Undo, by Newton-like fixed-point steps: the map is close to the identity."""
        found = points.copy()
        for _ in range(30):
            error = points - self.forward(found)
            found = found + error
            if np.abs(error).max(initial=0.0) < 1e-3:
                break
        return found

    def can_be_undone(self, shape: tuple[int, int]) -> bool:
        """Whether all of an image (H, W) comes back: not where the map was fitted to what are no straight lines."""
        ends = (np.linspace(0, side, _SAMPLES) for side in shape[::-1])
        places = np.stack(np.meshgrid(*ends), axis=-1).reshape(-1, 2)
        with np.errstate(all="ignore"):  # where it cannot, the steps run away
            back = self.forward(self.inverse(places))
            return bool(np.abs(back - places).max() <= _UNDONE)  # NaN is not

    def scaled(self, factor: float) -> Warp:
        """The same map for an image ``factor`` times as large."""
        x, y = self.centre
        return Warp((x * factor, y * factor), self.scale * factor, self.down * factor, self.across * factor)

    @property
    def size(self) -> float:
        """The largest shift of any term, in pixels: how much the map does."""
        return float(max(np.abs(self.down).max(initial=0), np.abs(self.across).max(initial=0)))


def fit_warp(level: Sequence[Points], upright: Sequence[Points], shape: tuple[int, int]) -> Warp:
    """The warp that straightens traced ``level`` and ``upright`` lines; each is points of shape (N, 2), pixels.

    ``shape`` is the image's (H, W). With too few lines the map is the identity; so it is where no map can be undone.
    """
    h, w = shape
    centre, scale = (w / 2, h / 2), max(h, w) / 2
    for most in _TERMS:
        down = _fit([_normal(line, centre, scale) for line in level], most) * scale
        across = _fit([_normal(line, centre, scale)[:, ::-1] for line in upright], most) * scale
        warp = Warp(centre, scale, down, across)
        if warp.can_be_undone(shape):
            return warp
    return Warp(centre, scale, np.zeros(len(_POWERS)), np.zeros(len(_POWERS)))


def _normal(line: Points, centre: tuple[float, float], scale: float) -> Points:
    return np.asarray((line - centre) / scale, dtype=np.float64)


def _terms(along: NDArray[np.float64], across: NDArray[np.float64]) -> NDArray[np.float64]:
    alongs, acrosses = _powers(along), _powers(across)
    return np.stack([alongs[i] * acrosses[j] if j else alongs[i] for i, j in _POWERS], axis=-1)


def _powers(values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Powers 0 to 3; products, for ``**`` takes many times as long."""
    square = values * values
    return [np.ones_like(values), values, square, square * values]


def _n_terms(lines: Sequence[Points]) -> int:
    """How many terms the lines can bear: spread across the page decides."""
    if not lines:
        return 0
    middles = np.array([line[:, 1].mean() for line in lines])
    spread = float(np.ptp(middles))
    if len(lines) < 2 or spread < 0.1:
        return 1
    if len(lines) < 4 or spread < 0.3:
        return 3
    return len(_POWERS)


def _fit(lines: Sequence[Points], most: int) -> NDArray[np.float64]:
    """Coefficients, shape (len(_POWERS),), for lines in normalised coordinates (along, across).

    No more than the first ``most`` are fitted, the others are 0.

    Lines that stay bent while most become straight are not the table's (the paper's edge, a shadow): they are left
    out and the others fitted again.
    """
    for _ in range(3):
        found, rest = _fit_all(lines, most)
        bent = rest > max(_STRAIGHT, _BENT * float(np.median(rest))) if len(lines) > 3 else np.zeros(len(lines), bool)
        if not bent.any():
            break
        lines = [line for line, out in zip(lines, bent, strict=True) if not out]
    return found


def _fit_all(lines: Sequence[Points], most: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients for these lines, and how bent each line stays: its mean distance from straight."""
    n = min(most, _n_terms(lines))
    solution = np.zeros(len(_POWERS))
    if n == 0:
        return solution, np.zeros(0)
    points = np.concatenate(lines)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    terms = _terms(points[:, 0], points[:, 1])[:, :n]
    weight = np.ones(len(points))
    rest = np.zeros(len(points))
    for _ in range(6):
        a, b = _centred(terms, owner, weight), _centred(points[:, 1:], owner, weight)[:, 0]
        root = np.sqrt(weight)[:, None]
        normal = (a * root).T @ (a * root) + _RIDGE * weight.mean() * len(points) ** 0.5 * np.eye(n)
        solution[:n] = np.linalg.solve(normal, -(a * root).T @ (b * root[:, 0]))
        rest = np.abs(b + a @ solution[:n])
        spread = 1.4826 * np.median(rest) + 1e-6
        weight = np.minimum(1.0, _HUBER * spread / np.maximum(rest, 1e-12))
    return solution, np.bincount(owner, weights=rest) / np.bincount(owner)


def _centred(
    values: NDArray[np.float64], owner: NDArray[np.intp], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Values less their line's weighted mean: the heights c_k eliminated."""
    total = np.bincount(owner, weights=weight)
    mean = np.stack([np.bincount(owner, weights=weight * column) / total for column in values.T], axis=-1)
    return np.asarray(values - mean[owner], dtype=np.float64)
