"""Crops to batches: bounded, complete, scaled and padded as the recogniser was trained."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.batches import HEIGHT, BatchSettings, batches


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
        assert width % settings.multiple == 0
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
    assert batch.pixels.shape[3] <= 640 + 32
    assert np.allclose(batch.pixels[0, :, :, 600:640], -1.0, atol=0.02)


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
            assert width - settings.squeeze * sizes[i][1] <= settings.snap
    assert len(widths) < 35


def test_grey_and_colour_crops_go_together() -> None:
    grey = np.full((48, 80), 128, np.uint8)
    (batch,) = batches([grey, np.dstack([grey] * 3)], BatchSettings())
    assert np.array_equal(batch.pixels[0], batch.pixels[1])


@pytest.mark.parametrize(
    "crop", [np.zeros((0, 5), np.uint8), np.zeros((4, 4), np.float32), np.zeros((4, 4, 2), np.uint8)]
)
def test_what_is_not_a_crop_is_refused(crop: np.ndarray) -> None:
    with pytest.raises(EngineError, match="not a crop"):
        list(batches([crop], BatchSettings()))
