"""Pictures of pages and values: which are taken, how large, how they are turned, where boxes lie in them."""

import cv2
import numpy as np
import pytest
from export_samples import PAGE, SampleImages, sample_report

from ocrkit.export import ExportSettings
from ocrkit.export.pictures import PagePicture, crop, reduce_page, take_pictures, turns_of
from ocrkit.types.geometry import Box
from ocrkit.types.report import PageStep, SourcePage


def step(name, **figures):
    return PageStep(name=name, figures=figures)


@pytest.mark.parametrize(
    ("steps", "turns"),
    [
        ((), 0),
        ((step("exif", orientation=1),), 0),
        ((step("exif", orientation=3),), 2),
        ((step("exif", orientation=6),), 1),
        ((step("exif", orientation=8),), 3),
        ((step("exif"),), 0),
        ((step("turn", degrees_clockwise=90),), 1),
        ((step("turn", degrees_clockwise=270),), 3),
        ((step("turn"),), 0),
        ((step("exif", orientation=6), step("turn", degrees_clockwise=180)), 3),
        ((step("exif", orientation=8), step("turn", degrees_clockwise=270)), 2),
        ((step("level", orientation=6, degrees_clockwise=90),), 0),
    ],
)
def test_a_page_is_turned_as_its_steps_turned_it(steps, turns):
    assert turns_of(SourcePage(number=1, file="page.png", steps=steps)) == turns


@pytest.mark.parametrize(
    ("formats", "crops", "pages", "values"),
    [(("html",), False, 2, 3), (("json",), True, 0, 3), (("json",), False, 0, 0), (("json", "html"), True, 2, 3)],
)
def test_pictures_are_taken_where_something_shows_them(formats, crops, pages, values):
    report, settings = sample_report(), ExportSettings(formats=formats, crops=crops)
    taken = take_pictures(report.source.pages, report.doubtful(), SampleImages(), settings)
    assert (len(taken.pages), len(taken.crops)) == (pages, values)
    assert set(taken.pages) == set(range(1, pages + 1))
    assert take_pictures(report.source.pages, report.doubtful(), None, settings).pages == {}


def test_a_value_without_a_place_and_one_of_another_page_have_no_picture():
    report = sample_report()
    (ref, cell), *_ = report.doubtful()
    nowhere = [(ref, cell.model_copy(update=update)) for update in ({"box": None}, {"page": 7}, {"page": None})]
    assert take_pictures(report.source.pages, nowhere, SampleImages(), ExportSettings()).crops == {}


def test_a_page_that_is_small_enough_is_not_made_larger():
    image = np.full((40, 200, 3), 255, np.uint8)
    for width, expected in ((100, (20, 100)), (200, (40, 200)), (1000, (40, 200))):
        picture = reduce_page(image, ExportSettings(page_width=width))
        shown = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR)
        assert shown.shape[:2] == expected
        assert (picture.size, picture.turns) == ((200, 40), 0)


def test_a_page_of_one_row_keeps_a_row():
    shown = cv2.imdecode(
        np.frombuffer(reduce_page(np.zeros((1, 4000), np.uint8), ExportSettings(page_width=100)).jpeg, np.uint8), 0
    )
    assert shown.shape == (1, 100)


def test_better_quality_is_a_larger_file():
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    poor, good = (len(reduce_page(noise, ExportSettings(jpeg_quality=quality)).jpeg) for quality in (10, 95))
    assert good > 2 * poor


def test_a_crop_is_the_box_with_the_margin_asked_for():
    image = np.arange(100 * 120, dtype=np.uint16).reshape(100, 120)
    cut = crop(image, Box(30, 40, 80, 60), 0.5)  # the shorter side is 20
    assert np.array_equal(cut, image[30:70, 20:90])
    assert np.array_equal(crop(image, Box(30, 40, 80, 60), 0), image[40:60, 30:80])
    assert np.array_equal(crop(image, Box(-9, -9, 8, 8), 0), image[:8, :8])
    assert crop(image, Box(30, 40, 80, 60)).shape == (26, 56)
    assert np.array_equal(crop(image, Box(500, 500, 600, 600), 0), image[99:, 119:])


def test_shares_follow_the_turn():
    box = Box(124, 0, 620, 1754)
    x0, x1 = 124 / PAGE[0], 620 / PAGE[0]
    for turns, expected in enumerate(
        [(x0, 0, x1, 1), (0, x0, 1, x1), (1 - x1, 0, 1 - x0, 1), (0, 1 - x1, 1, 1 - x0)]
    ):
        assert PagePicture(b"", PAGE, turns).share(box) == pytest.approx(expected)
