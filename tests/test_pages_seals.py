"""Where the seals of a page are, from the mask of their ink."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.page_text import seal_boxes
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PageRef, PreparedPage
from ocrkit.types.transform import Chain


def page_with(*boxes: tuple[int, int, int, int]) -> PreparedPage:
    layers = np.zeros((1400, 1000), np.uint8)
    for x0, y0, x1, y1 in boxes:
        layers[y0:y1, x0:x1] = Layer.SEAL
        layers[y0 + 8 : y1 - 8 : 9, x0:x1] = Layer.PLAIN  # the seal's ink has gaps
    image = np.full(layers.shape, 255, np.uint8)
    return PreparedPage(PageRef(1, "p.png"), (1000, 1400), image, layers, Chain(()), ())


def test_a_page_without_seal_has_none() -> None:
    assert seal_boxes(page_with()) == []


def test_each_seal_has_its_box_and_specks_have_none() -> None:
    wanted = [(100, 200, 300, 400), (600, 900, 780, 1100)]
    found = seal_boxes(page_with(*wanted, (500, 100, 512, 112)))
    assert len(found) == 2
    for box, seal in zip(found, wanted, strict=True):
        assert isinstance(box, UprightBox)
        assert box.as_tuple() == pytest.approx(seal, abs=5)
