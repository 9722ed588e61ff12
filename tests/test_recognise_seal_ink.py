"""Print of a colour beside a seal's ink: what touches the ring may have been taken for it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.ledger import UNEXPLAINED
from ocrkit.recognise.read import read_cells
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Layer, PageRef, PreparedPage
from ocrkit.types.reading import Reading

BOXES = (UprightBox(20, 20, 220, 100), UprightBox(220, 20, 420, 100))
RED = (40, 35, 200)


class Same:
    """Reads every crop as 208."""

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        return [Reading("208", 0.99, "208", 0.99) for _ in crops]


def page(ink: tuple[int, int, int], middle: int | None) -> PreparedPage:
    """208 in the left of two cells, and about x = ``middle`` a part of a ring that passes through."""
    image, layers = np.full((120, 440, 3), 245, np.uint8), np.zeros((120, 440), np.uint8)
    for box in BOXES:
        x0, y0, x1, y1 = box.as_ints()
        cv2.rectangle(image, (x0, y0), (x1, y1), (20, 20, 20), 3)
    cv2.putText(image, "208", (80, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, ink, 2, cv2.LINE_AA)
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    layers[(image.max(axis=2) - image.min(axis=2)) > 60] = Layer.COLOURED
    if middle is not None:
        for picture, level in ((image, RED), (layers, (int(Layer.SEAL),) * 3)):
            cv2.ellipse(picture, (middle, 60), (30, 60), 0, 0, 360, level, 4)
    return PreparedPage(PageRef(1, "p.png"), (440, 120), grey, layers, given=image)


@pytest.mark.parametrize(
    ("ink", "middle", "doubted"),
    [
        ((20, 20, 20), 180, (False, False)),
        (RED, None, (False, False)),
        (RED, 180, (True, False)),
        (RED, 320, (False, True)),
    ],
    ids=["black print", "no seal", "beside the value", "in the blank cell"],
)
def test_where_print_is_coloured_a_seal_leaves_values_and_blanks_in_doubt(
    ink: tuple[int, int, int], middle: int | None, doubted: tuple[bool, bool]
) -> None:
    cells = [GridCell((0, 1), (i, i + 1), box) for i, box in enumerate(BOXES)]
    found = read_cells(page(ink, middle), cells, Same(), CellSettings())
    assert [reading.text or "" for reading in found] == ["208", ""]
    assert tuple(UNEXPLAINED in reading.doubts for reading in found) == doubted


def test_a_solid_part_of_a_seal_may_hide_print_of_any_colour_and_its_ring_does_not() -> None:
    cells = [GridCell((0, 1), (i, i + 1), box) for i, box in enumerate(BOXES)]
    black = (20, 20, 20)
    ring = read_cells(page(black, 180), cells, Same(), CellSettings())
    solid = page(black, None)
    assert solid.given is not None
    for picture, level in ((solid.given, RED), (solid.layers, (int(Layer.SEAL),) * 3)):
        cv2.fillPoly(picture, [np.array([[145, 90], [160, 25], [190, 25], [190, 90]], np.int32)], level)
    star = read_cells(solid, cells, Same(), CellSettings())
    assert [UNEXPLAINED in reading.doubts for reading in ring] == [False, False]
    assert [UNEXPLAINED in reading.doubts for reading in star] == [True, False]
