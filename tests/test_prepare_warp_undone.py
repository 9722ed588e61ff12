"""A warp fitted to what are no straight lines, such as the rims of stains, can be undone all the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.warp import fit_warp

SHAPE = (1000, 700)


def _line(rng: np.random.Generator, upright: bool) -> NDArray[np.float64]:
    """A curve all over the page, that leans and bends by as much as a third of it."""
    along = np.linspace(20, SHAPE[0 if upright else 1] - 20, 40)
    share = along / along[-1]
    lean, bend = rng.uniform(-250, 250, 2)
    across = rng.uniform(100, SHAPE[1 if upright else 0] - 100) + lean * share + bend * (share - 0.5) ** 2
    points = np.column_stack([across, along]) if upright else np.column_stack([along, across])
    return np.asarray(points, np.float64)


def test_any_lines_give_a_map_that_can_be_undone() -> None:
    places = np.stack(np.meshgrid(np.linspace(0, 700, 9), np.linspace(0, 1000, 9)), axis=-1).reshape(-1, 2)
    moved = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        level, upright = ([_line(rng, way) for _ in range(rng.integers(0, 7))] for way in (False, True))
        warp = fit_warp(level, upright, SHAPE)
        back = warp.forward(warp.inverse(places))
        assert np.abs(back - places).max() < 2, seed
        moved += warp.size > 1
    assert moved > 100, "most of them are straightened as far as they go"
