"""Levels by counting are those that NumPy gives, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.levels import (
    counted,
    median_level,
    median_of,
    share_level,
    share_of,
    spread_of,
    usual_spread,
)


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


def test_counts_of_a_part_of_an_image_give_the_same_levels() -> None:
    image = np.random.default_rng(7).integers(0, 256, (40, 60), np.uint8)
    for part in (image[3:20, 5:50], image[::2], image[:, ::3], image[4:5, 6:7], image.T, image[image > 90]):
        counts = counted(part)
        assert counts.tolist() == np.bincount(part.ravel(), minlength=256).tolist()
        assert median_of(counts) == np.median(part)
        assert share_of(counts, 0.9) == np.percentile(part, 90)
        for usual in (median_of(counts), 17.5):
            assert spread_of(counts, usual) == usual_spread(part.ravel().astype(np.float64), usual)
    assert not counted(image[:0]).any()
