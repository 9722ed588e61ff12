"""Boosted trees as arrays: each level of a tree asks one question, so that a tree is a row of bits and a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """``n`` trees of one depth: level d of tree t asks whether ``features[t, d]`` is above ``borders[t, d]``.

    ``features`` intp and ``borders`` float32 (n, depth); ``leaves`` float32 (n, 2 ** depth), the first question's
    answer is the lowest bit; ``bias`` is added to their sum.
    """

    features: NDArray[np.intp]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def __call__(self, evidence: NDArray[np.float32]) -> NDArray[np.float32]:
        """The log-odds of each row of evidence (..., k), float32 (...)."""
        rows = evidence.reshape(-1, evidence.shape[-1])
        total = np.full(len(rows), self.bias, np.float32)
        columns = np.ascontiguousarray(rows.T)
        for feature, border, leaf in zip(self.features, self.borders, self.leaves, strict=True):
            index = np.zeros(len(rows), np.uint8)
            for level, (f, b) in enumerate(zip(feature, border, strict=True)):
                index |= (columns[f] > b).view(np.uint8) << np.uint8(level)
            total += leaf[index]
        return np.asarray(total.reshape(evidence.shape[:-1]), np.float32)


def probability(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), np.float32)
