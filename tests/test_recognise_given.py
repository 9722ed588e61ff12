"""The ground of a place is the paper's about it, also at a table's outer rules."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.given import _median_about


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_rule_at_the_edge_is_not_the_ground_beside_it(side: str) -> None:
    """The ground there was the rule's, and paper beside a table's last rule stood out from it."""
    levels = np.full((30, 40), 128, np.uint8)
    edge = {"left": np.s_[:, 0], "right": np.s_[:, -1], "top": np.s_[0], "bottom": np.s_[-1]}[side]
    levels[edge] = 20
    assert (_median_about(levels, 9) == 128).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (3, 2), (12, 12)])
def test_it_has_the_shape_of_what_is_given(shape: tuple[int, int]) -> None:
    assert (_median_about(np.full(shape, 90, np.uint8), 9) == np.full(shape, 90)).all()
