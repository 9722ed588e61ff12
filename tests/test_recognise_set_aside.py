"""Nothing that was set aside makes a cell blank."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.set_aside import SetAsideSettings, set_aside
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Layer, PageRef, PreparedPage

HEIGHT = 24.0
BOX = UprightBox(20, 20, 220, 100)
INNER = (24, 24, 216, 96)


def doubts(image: Image, layers: Image) -> list[DoubtCode]:
    page = PreparedPage(PageRef(1, "p.png"), (image.shape[1], image.shape[0]), image, layers)
    return [doubt.code for doubt in set_aside(page, BOX, INNER, HEIGHT, SetAsideSettings())]


def cell() -> tuple[Image, Image]:
    image = np.full((120, 240), 245, np.uint8)
    cv2.rectangle(image, (20, 20), (220, 100), 20, 3)
    return image, np.zeros(image.shape, np.uint8)


def test_a_blank_cell_is_blank() -> None:
    assert doubts(*cell()) == []


def test_a_figure_of_a_seal_s_ink_in_a_blank_cell_is_doubted_and_its_ring_is_not() -> None:
    image, layers = cell()
    ring = layers.copy()
    cv2.ellipse(ring, (120, 60), (190, 90), 0, 0, 360, int(Layer.SEAL), 4)
    assert doubts(image, ring) == []
    cv2.putText(ring, "7", (110, 72), cv2.FONT_HERSHEY_DUPLEX, 1.0, int(Layer.SEAL), 2)
    assert doubts(image, ring) == [DoubtCode.INK_SET_ASIDE]


def test_a_dash_of_a_seal_s_ink_is_doubted() -> None:
    image, layers = cell()
    layers[58:61, 110:125] = Layer.SEAL
    assert doubts(image, layers) == [DoubtCode.INK_SET_ASIDE]


def test_a_dark_patch_is_doubted() -> None:
    image, layers = cell()
    layers[30:60, 60:120] = Layer.UNLIT
    assert doubts(image, layers) == [DoubtCode.INK_SET_ASIDE]


@pytest.mark.parametrize(("y", "length", "doubted"), [(60, 10, True), (60, 2, False), (30, 10, False)])
def test_ink_that_stands_out_from_a_rule_half_way_down_is_doubted(y: int, length: int, doubted: bool) -> None:
    image, layers = cell()
    image[y - 1 : y + 2, 218 - length : 219] = 20
    assert doubts(image, layers) == [DoubtCode.PRINT_AGAINST_RULE] * doubted
