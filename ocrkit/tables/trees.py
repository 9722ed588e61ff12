"""Boosted trees as arrays: each level of a tree asks one question, so that a tree is a row of bits and a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


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
        columns = [np.ascontiguousarray(evidence[name], np.float32).ravel() for name in self.names]
        total = np.full(columns[0].shape, self.bias, np.float32)
        for feature, border, leaf in zip(self.features, self.borders, self.leaves, strict=True):
            index = np.zeros(total.shape, np.uint8)
            for level, (f, b) in enumerate(zip(feature, border, strict=True)):
                index |= (columns[f] > b).view(np.uint8) << np.uint8(level)
            total += leaf[index]
        return total.reshape(evidence[self.names[0]].shape)


def probability(log_odds: Floats) -> Floats:
    """0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), np.float32)
