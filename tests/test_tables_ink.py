"""A page as the tables stage looks at it: at one size, with hairlines as dark as they are wherever they fall."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.tables.ink import PageInk, page_ink
from ocrkit.tables.settings import TableSettings


def page_of(*places: int, width: int = 1, height: int = 2339) -> NDArray[np.uint8]:
    """An A4 page with level lines."""
    image = np.full((height, round(height / 1.414)), 250, np.uint8)
    for y in places:
        image[y : y + width, 200:1400] = 30
    return image


def ink_of(image: NDArray[np.uint8]) -> PageInk:
    return page_ink(image, np.zeros(image.shape, np.bool_), TableSettings())


@pytest.mark.parametrize("height", [1700, 2010, 2339, 2924, 3508])
def test_hairlines_are_alike_wherever_they_fall(height: int) -> None:
    places = [300 + 61 * k for k in range(16)]
    ink = ink_of(page_of(*places, height=height))
    peaks = []
    for y in places:
        at = round((y + 0.5) * ink.factor - 0.5)
        peaks.append(int(ink.level.dark[at - 2 : at + 3, 400].max()))
    assert min(peaks) >= 0.57 * max(peaks), peaks  # shrunk by area alone they differ by half


@pytest.mark.parametrize("height", [1700, 2010, 2339, 3508, 4677])
@pytest.mark.parametrize("width", [2, 3, 4])
def test_lines_stay_where_they_are(height: int, width: int) -> None:
    places = [300 + 61 * k for k in range(16)]
    ink = ink_of(page_of(*places, width=width, height=height))
    off = []
    for y in places:
        middle = (y + width / 2) * ink.factor - 0.5
        rows = np.arange(round(middle) - 5, round(middle) + 6)
        dark = ink.level.dark[rows, 400].astype(float)
        off.append(float((rows * dark).sum() / dark.sum()) - middle)
    assert abs(np.mean(off)) < 0.1, off
