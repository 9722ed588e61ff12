"""Lines in plain rows and columns, found without a network; and pages that are left to the network."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.lines.plain import PlainSettings, plain_lines
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

EM = 40
INK = 40


def paper(height: int = 1200, width: int = 1600) -> Image:
    return np.full((height, width), 250, np.uint8)


def character(page: Image, x: int, y: int, ink: int = INK, em: int = EM) -> None:
    """A character of several strokes: a box with a bar across."""
    cv2.rectangle(page, (x + 3, y + 2), (x + em - 6, y + em - 3), (ink,), 3)
    cv2.line(page, (x + 3, y + em // 2), (x + em - 6, y + em // 2), (ink,), 3)


def line(page: Image, x: int, y: int, count: int, ink: int = INK, em: int = EM) -> None:
    for i in range(count):
        character(page, x + i * em, y, ink, em)


def text(rows: int = 8, count: int = 30) -> Image:
    page = paper()
    for row in range(rows):
        line(page, 100, 100 + 80 * row, count)
    return page


def found(page: Image) -> list[UprightBox] | None:
    return plain_lines(page, PlainSettings())


def test_every_line_has_a_box_with_a_little_paper_around_it() -> None:
    boxes = found(text(3))
    assert boxes is not None
    for box, y in zip(boxes, (100, 180, 260), strict=True):
        assert 85 <= box.x0 <= 100
        assert 1300 <= box.x1 <= 1315
        assert y - 15 <= box.y0 <= y
        assert y + 37 <= box.y1 <= y + 52


def test_a_blank_page_has_no_lines() -> None:
    assert found(paper()) == []


def test_two_columns_are_read_each_by_itself() -> None:
    page = paper()
    for row in range(8):
        line(page, 50, 100 + 80 * row, 15)
        line(page, 850, 108 + 80 * row, 15)
    boxes = found(page)
    assert boxes is not None
    assert len(boxes) == 16
    assert all(box.width < 700 for box in boxes)


def test_a_larger_heading_and_the_number_of_a_page_are_lines() -> None:
    page = text()
    line(page, 300, 10, 10, em=64)
    line(page, 800, 1100, 1)
    boxes = found(page)
    assert boxes is not None
    assert len(boxes) == 10
    assert boxes[0].height > 64
    assert boxes[-1].width < 70


def test_a_numeral_of_two_strokes_is_one_line() -> None:
    page = text(4)
    for y in (600, 622):
        cv2.line(page, (100, y), (134, y), (INK,), 4)
    boxes = found(page)
    assert boxes is not None
    assert len(boxes) == 5
    assert boxes[-1].y0 < 596
    assert boxes[-1].y1 > 626


def test_pale_characters_at_the_ends_of_a_line_belong_to_it() -> None:
    page = text()
    page[100:140, 1290:] = 250
    line(page, 1300, 100, 1, ink=205)
    line(page, 60, 180, 1, ink=205)
    boxes = found(page)
    assert boxes is not None
    assert boxes[0].x1 > 1330
    assert boxes[1].x0 < 66


def with_fold(page: Image) -> Image:
    cv2.line(page, (1450, 0), (1450, 1199), (215,), 6)
    return page


def with_pale_line(page: Image) -> Image:
    line(page, 100, 900, 10, ink=210)
    return page


def with_drawing(page: Image) -> Image:
    cv2.circle(page, (1400, 900), 150, (INK,), 4)
    return page


def with_dirt(page: Image) -> Image:
    for x, y in np.random.default_rng(1).integers((50, 800), (1500, 1150), (60, 2)):
        cv2.circle(page, (int(x), int(y)), 6, (INK,), -1)
    return page


def touching(page: Image) -> Image:
    cv2.rectangle(page, (100, 100), (700, 220), (INK,), 3)
    return page


@pytest.mark.parametrize("spoil", [with_fold, with_pale_line, with_drawing, with_dirt, touching])
def test_a_page_with_anything_else_is_left_to_the_network(spoil) -> None:  # type: ignore[no-untyped-def]
    assert found(spoil(text())) is None


def test_holes_and_what_is_left_of_a_rule_are_no_lines() -> None:
    page = text(6)
    cv2.circle(page, (40, 700), 18, (0,), -1)
    cv2.line(page, (100, 800), (1500, 800), (INK,), 4)
    cv2.line(page, (100, 900), (140, 900), (INK,), 4)
    boxes = found(page)
    assert boxes is None or len(boxes) == 6


def test_print_too_small_or_large_for_text_is_left_to_the_network() -> None:
    page = paper()
    for row in range(3):
        line(page, 60, 60 + 300 * row, 8, em=160)
    assert found(page) is None


@pytest.mark.parametrize(
    ("x", "y", "size", "is_included"),
    [(1312, 22, 7, True), (1330, 22, 7, False), (1312, 2, 7, False), (1312, 60, 7, False), (1312, 22, 3, False)],
)
def test_a_full_stop_as_small_as_a_speck_ends_its_line(x: int, y: int, size: int, is_included: bool) -> None:
    """It stands at the foot, near the last character; what stands elsewhere, or is smaller, is dirt."""
    page = text(3)
    cv2.circle(page, (x, 100 + y + size // 2), size // 2, (INK,), -1)
    boxes = found(page)
    assert boxes is not None
    assert (boxes[0].x1 >= x + size) == is_included
    assert boxes[1].x1 < 1315
