"""The random tables keep their promises, else the property tests built on them prove nothing."""

from __future__ import annotations

import numpy as np
import pytest
from tablemaker import Span, every_line_visible, random_table, render, with_digits


def _owners(spans: list[Span], rows: int, cols: int) -> np.ndarray:
    owner = np.full((rows, cols), -1)
    for number, span in enumerate(spans):
        square = owner[slice(*span.rows), slice(*span.cols)]
        assert (square == -1).all(), "two cells overlap"
        square[...] = number
    return owner


@pytest.mark.parametrize("seed", range(30))
def test_cells_tile_the_grid_and_every_line_is_visible(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, cols = int(rng.integers(1, 14)), int(rng.integers(1, 14))
    owner = _owners(random_table(rng, rows, cols), rows, cols)
    assert (owner >= 0).all()
    assert every_line_visible(owner)


def test_merged_cells_do_occur() -> None:
    spans = random_table(np.random.default_rng(3), 10, 10)
    assert any(s.rows[1] - s.rows[0] > 1 for s in spans)
    assert any(s.cols[1] - s.cols[0] > 1 for s in spans)


@pytest.mark.parametrize("skew", [-4.5, 0.0, 2.0])
def test_the_corners_lie_on_the_drawn_rules(skew: float) -> None:
    rng = np.random.default_rng(5)
    spans = with_digits(random_table(rng, 6, 5), rng)
    image, drawn = render(spans, rng, skew_deg=skew, noise=0)
    for span in drawn:
        for x, y in span.corners:
            near = image[int(y) - 2 : int(y) + 4, int(x) - 2 : int(x) + 4]
            assert near.min() < 120
    assert [s.text for s in drawn] == [s.text for s in spans]


def test_the_same_seed_gives_the_same_picture() -> None:
    pictures = [
        render(random_table(np.random.default_rng(1), 5, 5), np.random.default_rng(2), skew_deg=1)[0] for _ in "ab"
    ]
    assert (pictures[0] == pictures[1]).all()
