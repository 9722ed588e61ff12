"""The scans: every point of a page is where its point map says, and what a hole took away is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.pagemaker import degrade, holes
from benchmarks.pagemaker.warp import in_turn, moved_box, photographed, rotated

BLOCKS = (
    (120, 150, 260, 230),
    (560, 180, 700, 300),
    (300, 480, 520, 560),
    (150, 840, 260, 960),
    (590, 860, 690, 930),
)


def _page() -> np.ndarray:
    page = np.full((1100, 800, 3), 255, np.uint8)
    for x0, y0, x1, y1 in BLOCKS:
        page[y0:y1, x0:x1] = 0
    return page


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, width) * max(0.0, height)
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (a, b)]
    return both / (sum(areas) - both)


def _ink_near(image: np.ndarray, box: tuple[float, ...]) -> tuple[float, ...]:
    """The box around the dark blob in and around a box, dark being nearer to its inside than to its surroundings."""
    x0, y0, x1, y1 = (round(v) for v in box)
    left, top = max(0, x0 - 25), max(0, y0 - 25)
    soft = cv2.GaussianBlur(image[top : y1 + 25, left : x1 + 25].min(axis=2), (0, 0), 2.5).astype(float)
    inside = np.zeros(soft.shape, bool)
    inside[y0 - top + 15 : y1 - top - 15, x0 - left + 15 : x1 - left - 15] = True
    edge = np.ones(soft.shape, bool)
    edge[8:-8, 8:-8] = False
    blob = (soft < (np.median(soft[inside]) + np.median(soft[edge])) / 2).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(blob)
    assert count > 1
    best = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    x, y, width, height, _ = stats[best]
    return float(left + x), float(top + y), float(left + x + width), float(top + y + height)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("level", degrade.ALL_LEVELS)
def test_boxes_follow_the_ink_through_every_level(level: str, seed: int) -> None:
    file = degrade.degrade(_page(), level, seed, 1, dpi=100)
    image = cv2.imdecode(np.frombuffer(file.data, np.uint8), cv2.IMREAD_COLOR)
    overlaps = []
    for block in BLOCKS:
        box = moved_box(block, file.points, image.shape)
        overlaps.append(_overlap(box, _ink_near(image, box)))
    assert np.median(overlaps) > 0.93, overlaps
    assert sorted(overlaps)[1] > 0.85, overlaps  # one may lie under a stain, a fold or a hole


def test_a_curl_is_inverted_to_a_hundredth_of_a_pixel() -> None:
    page = np.full((900, 700, 3), 255, np.uint8)
    y, x = np.mgrid[0:900, 0:700]
    page[..., 0], page[..., 1] = (x * 255 / 700).astype(np.uint8), (y * 255 / 900).astype(np.uint8)
    moved = photographed(page, np.random.default_rng(2), bend=0.012, tilt=0.02)
    before = np.random.default_rng(3).uniform((80, 80), (620, 820), (400, 2))
    after = moved.points(before)
    seen = moved.image[after[:, 1].round().astype(int), after[:, 0].round().astype(int)].astype(float)
    found = seen[:, :2] * (700 / 255, 900 / 255)
    error = np.abs(found - before)
    assert np.percentile(error, 95) < 5  # the ramp's own steps are 2.7 and 3.5 pixels wide
    assert np.abs((found - before).mean(axis=0)).max() < 2.5


def test_maps_are_applied_in_turn() -> None:
    page = np.full((400, 300, 3), 255, np.uint8)
    there, back = rotated(page, 7.0), rotated(page, -7.0)
    points = np.array([[10.0, 20.0], [290.0, 350.0]])
    assert np.allclose(in_turn(there.points, back.points)(points), points, atol=1e-9)


def test_the_box_of_a_turned_box_holds_its_corners() -> None:
    page = np.full((400, 300, 3), 255, np.uint8)
    turned = rotated(page, 10.0)
    x0, y0, x1, y1 = moved_box((100, 100, 200, 150), turned.points, page.shape)
    corners = turned.points(np.array([[100.0, 100], [200, 100], [200, 150], [100, 150]]))
    assert (corners.min(axis=0).round(3) >= np.round((x0, y0), 3)).all()
    assert (corners.max(axis=0).round(3) <= np.round((x1, y1), 3)).all()


def test_a_value_is_lost_with_a_character_but_not_with_a_scratch() -> None:
    page = np.full((200, 400, 3), 255, np.uint8)
    for x in (60, 100):
        cv2.rectangle(page, (x, 60), (x + 20, 100), (0, 0, 0), -1)
    boxes = [(40.0, 40.0, 140.0, 120.0), (200.0, 40.0, 300.0, 120.0)]  # at 72 dpi points are pixels
    gone = np.zeros((200, 400), bool)
    assert holes.lost_cells(page, boxes, 72, gone) == frozenset()
    gone[60:64, 60:80] = True  # a tenth of one stroke
    gone[50:110, 210:290] = True  # all of a blank cell
    assert holes.lost_cells(page, boxes, 72, gone) == frozenset()
    gone[60:90, 100:121] = True  # most of the other stroke
    assert holes.lost_cells(page, boxes, 72, gone) == {0}


def test_a_hole_makes_the_value_unreadable_in_the_truth() -> None:
    from benchmarks.pagemaker.grid import Grid, GridCell
    from benchmarks.pagemaker.truth import Scanned, tables_of
    from benchmarks.pagemaker.typeset import Part

    cells = (GridCell(0, 0, "12", "value"), GridCell(0, 1, "34", "value"))
    part = Part(Grid("t", 1, 2, cells, (1.0, 1.0)), 1, ((0, 0, 9, 9), (9, 0, 18, 9)))
    (table,) = tables_of([Scanned(part, part.boxes, frozenset({1}))])
    assert [cell["text"] for cell in table["cells"]] == ["12", None]


@pytest.mark.parametrize("dpi", [100, 250])
def test_what_belongs_to_the_sheet_grows_with_the_resolution(dpi: int) -> None:
    page = np.full((11 * dpi, 8 * dpi, 3), 255, np.uint8)
    file = degrade.degrade(page, "worn", 5, 1, dpi=dpi)
    image = cv2.imdecode(np.frombuffer(file.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    margin = image[:, : int(0.7 * dpi)] < 60
    assert 2 * np.pi * 0.105**2 < margin.sum() / dpi**2 < 2 * np.pi * 0.14**2  # two holes of 6 mm
