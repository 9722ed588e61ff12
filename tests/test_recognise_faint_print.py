"""The contrast that faint print asks: a share of its own, well above the paper's grain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.faint_print import FaintPrintSettings, print_contrast
from ocrkit.recognise.cells.ink import cell_components
from ocrkit.recognise.cells.ink_parts import InkSettings
from ocrkit.recognise.cells.sides import Inner, Inside
from ocrkit.types.page import Image

SETTINGS = FaintPrintSettings(share=0.5, grain=4.0, least=12, cells=6)
INNERS: list[Inner] = [(20 + 100 * i, 20, 110 + 100 * i, 70) for i in range(10)]


def page(depth: int, grain: float = 0.0, cells: int = 10) -> Image:
    """Cells with a number ``depth`` levels darker than paper of so much ``grain``."""
    image = np.full((90, 1040), 240, np.float64)
    for x0, _, _, y1 in INNERS[:cells]:
        mask = np.zeros(image.shape, np.uint8)
        cv2.putText(mask, "208", (x0 + 15, y1 - 15), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (255,), 3)
        image[mask > 0] -= depth
    image += np.random.default_rng(7).normal(0, grain, image.shape)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


def contrast(image: Image) -> int:
    pieces = [cell_components(image, Inside(inner), False, InkSettings()) for inner in INNERS]
    return print_contrast(image, INNERS, pieces, InkSettings().contrast, SETTINGS)


@pytest.mark.parametrize(("depth", "asked"), [(150, 28), (60, 28), (44, 22), (34, 17)])
def test_faint_print_asks_for_half_of_its_own_depth(depth: int, asked: int) -> None:
    assert contrast(page(depth)) == asked


def test_but_for_more_than_the_grain_of_its_paper() -> None:
    assert contrast(page(40, grain=2.0)) == pytest.approx(20, abs=3)
    assert 22 <= contrast(page(44, grain=6.0)) <= 28


def test_few_cells_with_print_tell_nothing() -> None:
    assert contrast(page(34, cells=5)) == 28
    assert contrast(page(34, cells=6)) == 17


def test_a_table_without_print_asks_what_every_table_does() -> None:
    assert contrast(page(0, grain=1.0)) == 28
    assert print_contrast(page(0), [], [], 28, SETTINGS) == 28
