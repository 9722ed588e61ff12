"""Levels by counting are those that NumPy gives, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.levels import median_level, share_level


@pytest.mark.parametrize("most", [1, 3, 40, 256])
def test_levels_are_numpys(most: int) -> None:
    rng = np.random.default_rng(most)
    for size in (1, 2, 3, 4, 5, 17, 100, 1001):
        numbers = rng.integers(0, most, size)
        pixels = numbers.astype(np.uint8)
        assert median_level(pixels) == np.median(pixels)
        for share in (0.0, 0.02, 0.04, 0.1, 0.25, 0.5, 0.75, 0.85, 1.0):
            assert share_level(numbers, share) == np.quantile(numbers, share)
            assert share_level(pixels, share) == np.percentile(pixels, 100 * share)
