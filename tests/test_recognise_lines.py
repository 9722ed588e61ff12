"""Lines outside tables: order, straight crops, text at the very edge, an engine that starts behind the scenes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.errors import EngineError
from ocrkit.recognise.background import BackgroundLines
from ocrkit.recognise.line_crops import cut, in_order
from ocrkit.recognise.paddle_lines import PaddleLines
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


@pytest.fixture(scope="module")
def finder() -> PaddleLines:
    return PaddleLines()


def quad(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def test_lines_go_from_top_to_bottom_then_left_to_right() -> None:
    quads = [quad(5, 50, 9, 60), quad(40, 10, 60, 20), quad(5, 10, 30, 20)]
    assert [q[0].tolist() for q in in_order(quads)] == [[5, 10], [40, 10], [5, 50]]


def test_a_slanted_line_is_cut_out_straight() -> None:
    image = np.full((200, 300), 255, np.uint8)
    cv2.rectangle(image, (60, 90), (240, 110), 0, -1)
    turn = cv2.getRotationMatrix2D((150, 100), 12, 1)
    slanted = cv2.warpAffine(image, turn, (300, 200), borderValue=255)
    corners = np.hstack([quad(60, 90, 241, 111), np.ones((4, 1))]) @ turn.T
    piece = cut(slanted, corners.astype(np.float32))
    assert piece.shape == (21, 181)
    assert (piece[2:-2, 2:-2] < 60).all()


def test_a_level_line_is_cut_out_as_it_is() -> None:
    image = np.arange(120, dtype=np.uint8).reshape(10, 12)
    assert np.array_equal(cut(image, quad(2, 3, 8, 6)), image[3:7, 2:9])


def test_text_is_found_at_the_edge_and_boxes_stay_inside(finder: PaddleLines) -> None:
    page = np.full((300, 600), 255, np.uint8)
    cv2.putText(page, "20210", (1, 29), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2, cv2.LINE_AA)
    cv2.putText(page, "78345", (470, 297), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2, cv2.LINE_AA)
    before = page.copy()
    lines = finder.lines(page)
    assert [line.text for line in lines] == ["20210", "78345"]
    assert np.array_equal(page, before)
    for line, (x0, y0, x1, y1) in zip(lines, ((1, 4, 120, 30), (470, 270, 590, 298)), strict=True):
        assert line.box.overlap(UprightBox(0, 0, 600, 300)) == line.box.area
        assert line.box.overlap(UprightBox(x0, y0, x1, y1)) > 0.8 * (x1 - x0) * (y1 - y0)


def test_a_line_without_pixels_is_no_line(finder: PaddleLines, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = quad(900, 10, 900, 30)
    monkeypatch.setattr(finder, "_find", lambda image: [outside])
    assert finder.lines(np.full((100, 200, 3), 255, np.uint8)) == []


def test_an_empty_page_has_no_lines(finder: PaddleLines) -> None:
    assert finder.lines(np.full((400, 300), 255, np.uint8)) == []


def test_what_is_no_image_is_refused(finder: PaddleLines) -> None:
    with pytest.raises(EngineError, match="not an image"):
        finder.lines(np.zeros((0, 10), np.uint8))


class Ready:
    """A finder that is there at once."""

    def lines(self, image: Image) -> list[TextLine]:
        return [TextLine("x", 1.0, UprightBox(0, 0, image.shape[1], image.shape[0]))]


def test_an_engine_started_in_the_background_is_waited_for() -> None:
    assert BackgroundLines(Ready).lines(np.zeros((3, 4), np.uint8))[0].box == UprightBox(0, 0, 4, 3)


def test_what_goes_wrong_in_the_background_is_raised_where_it_is_used() -> None:
    def broken() -> Ready:
        raise EngineError("no engine")

    with pytest.raises(EngineError, match="no engine"):
        BackgroundLines(broken).lines(np.zeros((3, 4), np.uint8))
