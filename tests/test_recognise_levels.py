"""Levels by counting are those of numpy."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.levels import median_level, paper_level


@pytest.mark.parametrize("levels", [2, 5, 256])
def test_levels_are_those_of_numpy(levels: int) -> None:
    numbers = np.random.default_rng(levels)
    for _ in range(200):
        shape = tuple(numbers.integers(1, 9, 2))
        pixels = numbers.integers(256 - levels, 256, shape, dtype=np.uint8)
        assert median_level(pixels) == np.median(pixels)
        assert paper_level(pixels) == int(np.median(pixels[pixels >= np.median(pixels)]))


def test_the_paper_is_not_the_ink() -> None:
    pixels = np.full((10, 10), 240, np.uint8)
    pixels[2:6] = 30
    pixels[6] = 200  # a grey edge
    assert paper_level(pixels) == 240


def test_a_part_of_an_image_is_looked_at_alone() -> None:
    pixels = np.zeros((10, 10), np.uint8)
    pixels[3:6, 3:6] = 7
    assert median_level(pixels[3:6, 3:6]) == 7
