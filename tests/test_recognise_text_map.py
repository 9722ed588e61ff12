"""The map of text and what is made of it: scale, boxes, their corners, crops of lines, the margin."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.errors import EngineError
from ocrkit.recognise.lines.crops import cut, in_order, squeezed
from ocrkit.recognise.lines.network_lines import kept_lines, with_margin
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.recognise.lines.text_map import TextMapSettings, quads, text_map


class Detector:
    """A network that gives back the first channel it was given."""

    def __init__(self, extra: int = 0) -> None:
        self.extra = extra
        self.given: NDArray[np.float32] = np.zeros(0, np.float32)

    def run(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        self.given = pixels
        return np.zeros((1, 1 + self.extra, *pixels.shape[2:]), np.float32) + pixels[:, :1]


@pytest.mark.parametrize(
    ("size", "given"),
    [
        ((320, 640), (320, 640)),
        ((1920, 960), (960, 480)),  # the longer side is 960
        ((500, 100), (512, 96)),  # the nearest multiples of 32
        ((10, 10), (32, 32)),
        ((960, 20), (960, 32)),
        ((100, 2000), (64, 960)),
    ],
)
def test_the_network_sees_the_page_no_longer_than_asked_and_in_steps_of_its_own(
    size: tuple[int, int], given: tuple[int, int]
) -> None:
    detector = Detector()
    found = text_map(np.full(size, 255, np.uint8), detector, TextMapSettings())
    assert detector.given.shape == (1, 3, *given)
    assert found.shape == given
    assert found.dtype == np.float32


def test_levels_are_those_of_training() -> None:
    detector = Detector()
    text_map(np.full((32, 32), 255, np.uint8), detector, TextMapSettings())
    white = [(1 - mean) / spread for mean, spread in ((0.485, 0.229), (0.456, 0.224), (0.406, 0.225))]
    assert detector.given[0, :, 7, 9].tolist() == pytest.approx(white, rel=1e-4)


def test_another_shape_of_output_is_refused() -> None:
    with pytest.raises(EngineError, match=r"shape \(1, 2, 32, 32\), its input \(1, 3, 32, 32\)"):
        text_map(np.full((32, 32), 255, np.uint8), Detector(extra=1), TextMapSettings())


def region(height: int, width: int = 60, value: float = 0.9, y: int = 40, x: int = 20) -> NDArray[np.float32]:
    found = np.zeros((100, 200), np.float32)
    found[y : y + height, x : x + width] = value
    return found


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ({"narrowest": 9}, 1),  # ten rows, from the first to the last nine
        ({"narrowest": 9.5}, 0),
        ({"least": 0.89}, 1),
        ({"least": 0.91}, 0),
        ({"threshold": 0.89}, 1),
        ({"threshold": 0.9}, 0),
        ({"grow": 0, "narrowest": 7}, 1),  # at least two more once grown
        ({"grow": 0, "narrowest": 7.5}, 0),
    ],
)
def test_regions_count_from_their_bounds_on(settings: dict[str, float], kept: int) -> None:
    assert len(quads(region(10), (200, 100), TextMapSettings.model_validate(settings))) == kept


def test_a_region_whose_mean_is_the_least_is_kept() -> None:
    assert len(quads(region(10, value=0.75), (200, 100), TextMapSettings(least=0.75))) == 1


def test_a_thin_region_does_not_end_the_search() -> None:
    found = region(10) + region(2, y=10) + region(10, y=80)
    assert len(quads(found, (200, 100), TextMapSettings())) == 2
    grown = region(10) + region(3, y=10, width=4) + region(10, y=80)
    assert len(quads(grown, (200, 100), TextMapSettings(narrowest=2, grow=0))) == 2


def test_boxes_at_the_edge_stay_inside_and_in_the_pixels_of_the_image() -> None:
    (box,) = quads(region(10, y=0, x=140), (400, 300), TextMapSettings())
    assert box.dtype == np.float32
    assert box[:, 0].max() == 400
    assert box[:, 1].min() == 0


def test_corners_go_clockwise_from_the_upper_left_one() -> None:
    for angle in (-20, -5, 5, 20):
        found = np.zeros((200, 200), np.float32)
        corners = cv2.boxPoints(((100, 100), (120, 20), angle))
        cv2.fillPoly(found, [corners.astype(np.int32)], (0.9,))
        (box,) = quads(found, (200, 200), TextMapSettings())
        assert box[0, 0] < box[1, 0]
        assert box[3, 0] < box[2, 0]
        assert box[0, 1] < box[3, 1]
        assert box[1, 1] < box[2, 1]
        assert np.sign(box[1, 1] - box[0, 1]) == np.sign(angle)


def quad(x0: float, y0: float, x1: float, y1: float) -> NDArray[np.float32]:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def test_lines_at_one_height_go_by_their_left_edge() -> None:
    slanted = np.array([[50, 12], [90, 8], [90, 20], [50, 24]], np.float32)
    ordered = in_order([quad(60, 10, 70, 20), slanted, quad(5, 10, 9, 20)])
    assert [float(q[0, 0]) for q in ordered] == [50, 5, 60]


@pytest.mark.parametrize(("rise", "plain"), [(1.9, True), (2.1, False)])
def test_a_line_that_rises_hardly_is_cut_out_as_it_is(rise: float, plain: bool) -> None:
    image = np.random.default_rng(1).integers(0, 255, (60, 140), dtype=np.uint8)
    corners = quad(10, 20, 110, 40)
    corners[1:3, 1] -= rise
    piece = cut(image, corners)
    assert np.array_equal(piece, image[int(20 - rise) : 41, 10:111]) is plain
    outside = cut(image, quad(-5, -5, 20, 9))
    assert np.array_equal(outside, image[:10, :21])


def test_a_line_set_vertically_is_turned_and_a_square_is_not() -> None:
    image = np.arange(200 * 100, dtype=np.uint16).reshape(200, 100).astype(np.uint8)
    upright = cut(image, quad(10, 10, 29, 169))
    assert upright.shape == (20, 160)
    assert np.array_equal(upright, np.rot90(image[10:170, 10:30]))
    assert upright.flags["C_CONTIGUOUS"]
    assert cut(image, quad(10, 10, 29, 39)).shape == (30, 20)  # half as high again
    assert cut(image, quad(10, 10, 29, 40)).shape == (20, 31)


def test_a_crop_is_squeezed_to_a_share_of_its_width() -> None:
    widths = {(48, 100, 0.65): 65, (96, 100, 1.0): 50, (24, 100, 0.5): 100, (480, 1, 0.1): 1}
    for (*size, share), width in widths.items():
        assert squeezed(np.zeros(size, np.uint8), share).shape == (48, width)


def test_white_paper_is_put_around_grey_and_colour_alike() -> None:
    grey = np.full((4, 6), 7, np.uint8)
    framed = with_margin(grey, 3)
    assert framed.shape == (10, 12)
    assert (framed[3:7, 3:9] == 7).all()
    assert (framed[:3] == 255).all()
    assert (framed[:, 9:] == 255).all()
    assert np.array_equal(with_margin(np.dstack([grey] * 3), 3), framed)
    for wrong in (np.zeros((3, 3), np.float32), np.zeros(5, np.uint8), np.zeros((3, 0), np.uint8)):
        with pytest.raises(EngineError, match="not an image"):
            with_margin(wrong, 3)  # type: ignore[arg-type]


def test_lines_that_read_as_something_are_kept_in_pixels_of_the_image() -> None:
    settings = LineSettings(margin=10, keep=0.5)
    image = np.zeros((50, 100), np.uint8)
    read = [("甲", 0.5), ("乙", 0.49), (" ", 0.9), ("丙", 0.9)]
    found = [quad(20, 20, 60, 30)] * 3 + [quad(0, 0, 200, 200)]
    kept = kept_lines(found, read, image, settings)
    assert [(line.text, line.confidence, line.box.as_tuple()) for line in kept] == [
        ("甲", 0.5, (10, 10, 50, 20)),
        ("丙", 0.9, (0, 0, 100, 50)),
    ]
