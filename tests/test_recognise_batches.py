"""Crops to batches: bounded, complete, scaled and padded as the recogniser was trained."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.batches import HEIGHT, BatchSettings, batches

WIDTHS = [quarters << power for power in range(4, 10) for quarters in range(4, 8)]
"""64, 80, 96, 112, 128, 160, ...: what batches are wide."""


def crops_of(sizes: list[tuple[int, int]]) -> list[np.ndarray]:
    return [np.full(size, i % 256, np.uint8) for i, size in enumerate(sizes)]


def test_every_crop_once_and_no_batch_over_the_bound() -> None:
    rng = np.random.default_rng(1)
    sizes = [(int(h), int(w)) for h, w in zip(rng.integers(8, 90, 300), rng.integers(3, 900, 300), strict=True)]
    settings = BatchSettings(batch_width=3200)
    seen: list[int] = []
    for batch in batches(crops_of(sizes), settings):
        count, channels, height, width = batch.pixels.shape
        assert (channels, height) == (3, HEIGHT)
        assert count == len(batch.indices)
        assert count * width <= settings.batch_width or count == 1
        assert width in WIDTHS
        assert count in (1, 4, 16)
        assert width >= settings.min_width
        seen.extend(batch.indices)
    assert sorted(seen) == list(range(len(sizes)))


def test_a_crop_fills_its_share_of_the_width_and_zeros_the_rest() -> None:
    (batch,) = batches([np.full((24, 30), 255, np.uint8)], BatchSettings(min_width=96))
    assert np.allclose(batch.pixels[0, :, :, :60], 1.0)
    assert not batch.pixels[0, :, :, 60:].any()


def test_the_longest_lines_are_squeezed_not_cut() -> None:
    crop = np.full((10, 5000), 255, np.uint8)
    crop[:, -500:] = 0
    (batch,) = batches([crop], BatchSettings(max_width=640))
    assert batch.pixels.shape[3] == 768
    assert np.allclose(batch.pixels[0, :, :, 680:750], -1.0, atol=0.02)


def test_lines_come_in_few_widths_and_none_is_narrowed_below_its_share() -> None:
    settings = BatchSettings(wide=64, min_width=320, tail=0)
    sizes = [(48, width) for width in range(500, 2000, 13)]
    widths = set()
    for batch in batches(crops_of(sizes), settings):
        width = batch.pixels.shape[3]
        widths.add(width)
        for i, pixels in zip(batch.indices, batch.pixels, strict=True):
            assert settings.squeeze <= width / sizes[i][1] + 0.001
            assert np.ptp(pixels) == 0  # no padding
            assert width <= 1.25 * max(settings.min_width, settings.squeeze * sizes[i][1]) + 1
    assert widths <= set(WIDTHS)
    assert len(widths) == 9


def test_grey_and_colour_crops_go_together() -> None:
    grey = np.full((48, 80), 128, np.uint8)
    (batch,) = batches([grey, np.dstack([grey] * 3)] * 2, BatchSettings())
    assert np.array_equal(batch.pixels[0], batch.pixels[1])


@pytest.mark.parametrize(
    "crop", [np.zeros((0, 5), np.uint8), np.zeros((4, 4), np.float32), np.zeros((4, 4, 2), np.uint8)]
)
def test_what_is_not_a_crop_is_refused(crop: np.ndarray) -> None:
    with pytest.raises(EngineError, match="not a crop"):
        list(batches([crop], BatchSettings()))


@pytest.mark.parametrize(
    ("size", "filled", "padded"),
    [
        ((48, 40), 40, 64),  # at least min_width
        ((48, 48), 48, 64),
        ((48, 49), 49, 80),  # with the tail
        ((48, 113), 113, 160),
        ((24, 20), 40, 64),
        ((96, 80), 40, 64),
        ((48, 256), 256, 320),  # the widest that keeps its width
        ((48, 300), 300, 320),  # narrowed to 256, widened again
        ((48, 1000), 624, 640),  # 0.6 of it
        ((48, 1050), 752, 768),  # 0.6 of it and the tail are more than 640
        ((48, 9000), 3568, 3584),  # the widest of all
        ((4800, 1), 1, 64),
    ],
)
def test_how_wide_a_crop_becomes(size: tuple[int, int], filled: int, padded: int) -> None:
    (batch,) = batches([np.full(size, 255, np.uint8)], BatchSettings())
    assert batch.pixels.shape == (1, 3, HEIGHT, padded)
    inked = np.flatnonzero(batch.pixels[0, 0].any(axis=0))
    assert (inked[0], inked[-1] + 1) == (0, filled)


def test_batches_are_of_few_sizes_and_a_crop_wider_than_all_is_alone() -> None:
    settings = BatchSettings(batch_width=1024)
    sizes = [len(batch.indices) for batch in batches(crops_of([(48, 48)] * 27), settings)]
    assert sizes == [16, 4, 4, 1, 1, 1]
    assert [len(batch.indices) for batch in batches(crops_of([(48, 200)] * 5), settings)] == [4, 1]
    assert [len(batch.indices) for batch in batches(crops_of([(48, 1000)] * 2), settings)] == [1, 1]


def test_black_is_minus_one_and_white_is_one() -> None:
    crop = np.zeros((48, 64), np.uint8)
    crop[:, 32:] = 255
    (batch,) = batches([crop], BatchSettings())
    assert batch.pixels[0, :, 24, 0].tolist() == [-1, -1, -1]
    assert batch.pixels[0, :, 24, 63].tolist() == [1, 1, 1]
