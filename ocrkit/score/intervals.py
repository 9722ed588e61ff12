"""Confidence intervals by the bootstrap over documents (Efron 1979; percentile method).

Cells of one document are not independent: a bad scan spoils many at once. So documents are drawn, not cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

FEWEST = 10
"""Under this many documents there is no interval: too few to say how they vary."""


class Interval(NamedTuple):
    """From ``low`` to ``high``."""

    low: float
    high: float


def bootstrap(
    per_document: Sequence[T],
    statistic: Callable[[Sequence[T]], float | None],
    seed: int,
    n: int = 2000,
    level: float = 0.95,
) -> Interval | None:
    """The interval of ``statistic`` over ``n`` draws of the documents with replacement; None under 10 documents.

    ``statistic`` may say None for a draw that it has no value for; such draws are left out.
    """
    if len(per_document) < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    drawn = rng.integers(len(per_document), size=(n, len(per_document)))
    found = [statistic([per_document[i] for i in draw]) for draw in drawn]
    return _percentiles(np.array([value for value in found if value is not None]), level)


def ratio_interval(
    numerators: Sequence[float], denominators: Sequence[float], seed: int, n: int = 2000, level: float = 0.95
) -> Interval | None:
    """``bootstrap`` for the ratio of two sums over documents, all draws at once.

    Documents whose denominator is 0 have nothing of the kind to show, and do not count.
    """
    pairs = np.array([(a, b) for a, b in zip(numerators, denominators, strict=True) if b], dtype=np.float64)
    if len(pairs) < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    sums = pairs[rng.integers(len(pairs), size=(n, len(pairs)))].sum(axis=1)
    return _percentiles(sums[:, 0] / sums[:, 1], level)


def _percentiles(values: NDArray[np.float64], level: float) -> Interval | None:
    if not len(values):
        return None
    tail = 50 * (1 - level)
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))
