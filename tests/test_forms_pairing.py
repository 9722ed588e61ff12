"""The pairing of lines and entries against SciPy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ocrkit.forms.pairing import best_pairing


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12), st.booleans())
def test_pairing_is_of_the_greatest_total(seed: int, rows: int, columns: int, coarse: bool) -> None:
    worth = np.random.default_rng(seed).random((rows, columns))
    if coarse:  # many are worth the same, some nothing
        worth = np.floor(3 * worth)
    pairs = best_pairing(worth)
    left, right = linear_sum_assignment(worth, maximize=True)
    assert len(pairs) == len(set(pairs.values())) == min(rows, columns)
    assert np.isclose(sum(worth[pair] for pair in pairs.items()), worth[left, right].sum())
    if not coarse:
        assert pairs == dict(zip(left.tolist(), right.tolist(), strict=True))


def test_rows_are_listed_in_order() -> None:
    pairs = best_pairing(np.array([[0.0, 1.0], [5.0, 0.0], [0.0, 9.0]]))
    assert list(pairs.items()) == [(1, 0), (2, 1)]


def test_nothing_is_paired_with_nothing() -> None:
    assert best_pairing(np.zeros((0, 3))) == {}
    assert best_pairing(np.zeros((3, 0))) == {}
