"""Lines outside tables: order, straight crops, text at the very edge, an engine that starts behind the scenes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from installed import recogniser

from ocrkit.engines import default_engines
from ocrkit.errors import EngineError
from ocrkit.recognise.engines.background import BackgroundLines
from ocrkit.recognise.engines.line_reader import GreedyLines
from ocrkit.recognise.engines.protocol import LineFinder
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.recognise.lines.crops import cut, in_order
from ocrkit.recognise.lines.network_lines import NetworkLines
from ocrkit.recognise.lines.paddle_lines import PaddleLines
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.recognise.lines.text_map import TextMapSettings, quads
from ocrkit.schedule.cores import Cores
from ocrkit.settings import ReadSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


@pytest.fixture(scope="module", params=["openvino", "onnxruntime", "paddleocr"])
def finder(request: pytest.FixtureRequest) -> LineFinder:
    """Every way to find and read lines."""
    return default_engines(ReadSettings(engine=request.param)).lines


@pytest.fixture(scope="module")
def paddle() -> PaddleLines:
    return PaddleLines()


@pytest.fixture(scope="module")
def own() -> NetworkLines:
    engine = recogniser()
    return NetworkLines(
        open_network(load_weights("find lines"), "onnxruntime"), GreedyLines(engine, LineSettings().batch), Cores(2)
    )


SAMPLE = Path(__file__).parent / "data/sample"


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


def test_text_is_found_at_the_edge_and_boxes_stay_inside(finder: LineFinder) -> None:
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


def test_a_line_without_pixels_is_no_line(own: NetworkLines, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = quad(900, 10, 900, 30)
    monkeypatch.setattr(own, "_find", lambda image: [outside])
    assert own.lines(np.full((100, 200, 3), 255, np.uint8)) == []


def test_lines_are_those_of_paddleocr(own: NetworkLines, paddle: PaddleLines) -> None:
    page = cv2.imread(str(SAMPLE / "page1.jpg"), cv2.IMREAD_GRAYSCALE)
    assert page is not None
    mine, theirs = own.lines(page), paddle.lines(page)
    assert len(mine) > 10
    assert len(mine) == len(theirs)
    differ = 0
    for one in mine:
        other = max(theirs, key=lambda line: one.box.overlap(line.box))
        assert one.box.as_tuple() == pytest.approx(other.box.as_tuple(), abs=5)  # 1.3 pixels of the map
        differ += plain(one.text) != plain(other.text)
    assert differ <= 1


def plain(text: str) -> str:
    """Width, spaces and the last point make no difference here."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").rstrip(";")


def test_regions_of_the_map_grow_to_the_lines_they_are_the_middle_of() -> None:
    found = np.zeros((100, 200), np.float32)
    found[40:50, 20:120] = 0.9
    (box,) = quads(found, (400, 300), TextMapSettings())
    more = 1.5 * 99 * 9 / (2 * (99 + 9))  # area over outline, times grow
    wanted = np.array([[20 - more, 40 - more], [119 + more, 49 + more]]) * (2, 3)
    assert box[[0, 2]] == pytest.approx(wanted, abs=1)
    assert box[1] == pytest.approx((wanted[1, 0], wanted[0, 1]), abs=1)


@pytest.mark.parametrize(("height", "value", "kept"), [(10, 0.9, 1), (10, 0.5, 0), (10, 0.2, 0), (2, 0.9, 0)])
def test_regions_that_are_faint_or_thin_are_no_lines(height: int, value: float, kept: int) -> None:
    found = np.zeros((100, 200), np.float32)
    found[40 : 40 + height, 20:120] = value
    assert len(quads(found, (200, 100), TextMapSettings())) == kept


def test_no_more_lines_are_taken_than_a_page_can_have() -> None:
    found = np.zeros((900, 900), np.float32)
    for y in range(0, 880, 20):
        for x in range(0, 880, 20):
            found[y : y + 8, x : x + 12] = 0.9
    assert len(quads(found, (900, 900), TextMapSettings())) == 1000
    assert len(quads(found, (900, 900), TextMapSettings(most=7))) == 7


def test_an_empty_page_has_no_lines(finder: LineFinder) -> None:
    assert finder.lines(np.full((400, 300), 255, np.uint8)) == []


def test_what_is_no_image_is_refused(finder: LineFinder) -> None:
    with pytest.raises(EngineError, match="not an image"):
        finder.lines(np.zeros((0, 10), np.uint8))


class Ready:
    """A finder that is there at once."""

    def lines(self, image: Image) -> list[TextLine]:
        return [TextLine("x", 1.0, UprightBox(0, 0, image.shape[1], image.shape[0]))]


def test_an_engine_started_in_the_background_is_waited_for() -> None:
    assert BackgroundLines(Ready).lines(np.zeros((3, 4), np.uint8))[0].box == UprightBox(0, 0, 4, 3)


def test_an_engine_that_costs_much_is_not_started_where_nobody_asks() -> None:
    started = []

    def make() -> Ready:
        started.append(1)
        return Ready()

    finder = BackgroundLines(make, at_once=False)
    finder.close()
    assert not started
    finder = BackgroundLines(make, at_once=False)
    assert len(finder.lines(np.zeros((3, 4), np.uint8))) == len(finder.lines(np.zeros((3, 4), np.uint8))) == 1
    assert started == [1]


def test_what_goes_wrong_in_the_background_is_raised_where_it_is_used() -> None:
    def broken() -> Ready:
        raise EngineError("no engine")

    with pytest.raises(EngineError, match="no engine"):
        BackgroundLines(broken).lines(np.zeros((3, 4), np.uint8))
