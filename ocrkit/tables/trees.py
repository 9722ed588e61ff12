"""Boosted trees as arrays: each level of a tree asks one question, so that a tree is a row of bits and a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_AT_ONCE = 1 << 15
"""Answers worked out at once: several trees where there is little to ask them."""


@dataclass(frozen=True)
class Trees:
    """``n`` trees of one depth: level d of tree t asks whether what ``names[features[t, d]]`` says is above
    ``borders[t, d]``.

    ``features`` intp and ``borders`` float32 (n, depth); ``leaves`` float32 (n, 2 ** depth), the first question's
    answer is the lowest bit; ``bias`` is added to their sum.
    """

    names: tuple[str, ...]
    features: NDArray[np.intp]
    borders: Floats
    leaves: Floats
    bias: float

    def __call__(self, evidence: Mapping[str, Floats]) -> Floats:
        """The log-odds by evidence of one shape, float32 in that shape."""
        columns = np.stack([np.asarray(evidence[name], np.float32).ravel() for name in self.names])
        total = np.full(columns.shape[1], self.bias, np.float32)
        at_once = max(1, _AT_ONCE // max(1, len(total)))
        for first in range(0, len(self.features), at_once):
            some = slice(first, first + at_once)
            features, borders, leaves = self.features[some], self.borders[some], self.leaves[some]
            index = np.zeros((len(features), len(total)), np.uint8)
            for level in range(features.shape[1]):
                above = columns[features[:, level]] > borders[:, level, None]
                index |= above.view(np.uint8) << np.uint8(level)
            rows = np.arange(len(features))[:, None] * leaves.shape[1]
            total += leaves.ravel()[index + rows].sum(axis=0)
        return total.reshape(evidence[self.names[0]].shape)


def probability(log_odds: Floats) -> Floats:
    """0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), np.float32)
