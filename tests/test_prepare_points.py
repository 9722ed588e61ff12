"""Every step of the preparation records its map: points go there and back, and ink lands where the map says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as PilImage
from sheets import Sheet, curled, given, in_perspective, measured, sheet, turned

from ocrkit.prepare.prepare import prepare
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage
from ocrkit.types.transform import box_from_page, box_to_page

# What undoes the turn that an EXIF orientation asks for.
STORED = {
    1: None,
    2: PilImage.Transpose.FLIP_LEFT_RIGHT,
    3: PilImage.Transpose.ROTATE_180,
    4: PilImage.Transpose.FLIP_TOP_BOTTOM,
    5: PilImage.Transpose.TRANSPOSE,
    6: PilImage.Transpose.ROTATE_90,
    7: PilImage.Transpose.TRANSVERSE,
    8: PilImage.Transpose.ROTATE_270,
}


@pytest.fixture(scope="module")
def plain() -> Sheet:
    return sheet()


def stored(image: np.ndarray, orientation: int) -> np.ndarray:
    """The raster that a viewer minding the EXIF orientation shows as ``image``."""
    how = STORED[orientation]
    return image if how is None else np.asarray(PilImage.fromarray(image).transpose(how))


def assert_there_and_back(prepared: PreparedPage) -> None:
    """Page to prepared and back, prepared to page and back: to within a tenth of a pixel."""
    rng = np.random.default_rng(1)
    for size, there, back in (
        (prepared.page_size, prepared.transform.forward, prepared.transform.inverse),
        (prepared.image.shape[1::-1], prepared.transform.inverse, prepared.transform.forward),
    ):
        points = rng.uniform(0, 1, (500, 2)) * size
        assert np.abs(back(there(points)) - points).max() < 0.1


def assert_dots_land(prepared: PreparedPage, dots: np.ndarray, within: float = 1.0) -> None:
    said = prepared.transform.forward(dots)
    assert np.abs(measured(prepared.image, said) - said).max() < within


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientations_come_upright(plain: Sheet, orientation: int) -> None:
    raster = stored(plain.image, orientation)
    prepared = prepare(given(raster, orientation))
    assert prepared.image.shape == plain.image.shape
    assert prepared.page_size == raster.shape[1::-1]
    assert_there_and_back(prepared)
    assert np.abs(measured(prepared.image, plain.dots) - plain.dots).max() < 2
    assert_dots_land(prepared, prepared.transform.inverse(plain.dots))


@pytest.mark.parametrize("orientation", [1, 5, 6])
@pytest.mark.parametrize(
    ("settings", "factor"),
    [
        (PrepareSettings(max_side=1500, min_side=0), 1500 / 2120),
        (PrepareSettings(min_side=3000), 3000 / 2120),
    ],
)
def test_size_is_part_of_the_map(plain: Sheet, orientation: int, settings: PrepareSettings, factor: float) -> None:
    prepared = prepare(given(stored(plain.image, orientation), orientation), settings)
    assert max(prepared.image.shape) == pytest.approx(2120 * factor, abs=3)
    assert_there_and_back(prepared)
    upright = prepare(given(plain.image), settings).transform.forward(plain.dots)
    assert np.abs(measured(prepared.image, upright) - upright).max() < 1.5


@pytest.mark.parametrize("degrees", [-5.0, -1.3, 0.15, 2.0, 5.0])
def test_skew(plain: Sheet, degrees: float) -> None:
    assert_straightened(turned(plain, degrees), within=2)


@pytest.mark.parametrize("amount", [0.01, 0.03])
def test_perspective(plain: Sheet, amount: float) -> None:
    assert_straightened(in_perspective(plain, amount), within=2)


def test_perspective_and_skew(plain: Sheet) -> None:
    assert_straightened(in_perspective(turned(plain, 3.0), 0.02), within=2)


@pytest.mark.parametrize("amount", [0.006, -0.012])
def test_curl(plain: Sheet, amount: float) -> None:
    assert_straightened(curled(plain, amount), within=2)


def assert_straightened(degraded: Sheet, within: float) -> None:
    """Rules lie straight along the pixels, ink is where the map says, and the map can be undone."""
    before = degraded.image.copy()
    prepared = prepare(given(degraded.image))
    assert np.array_equal(degraded.image, before)
    assert_there_and_back(prepared)
    assert_dots_land(prepared, degraded.dots)
    level = [np.ptp(prepared.transform.forward(line)[:, 1]) for line in degraded.level]
    upright = [np.ptp(prepared.transform.forward(line)[:, 0]) for line in degraded.upright]
    assert max(level) <= within
    assert max(upright) <= within


def test_everything_at_once(plain: Sheet) -> None:
    """A photograph stored on its side, larger than allowed: EXIF, resize and straighten in one map."""
    photo = in_perspective(turned(plain, -2.0), 0.02)
    raster = stored(photo.image, 6)
    prepared = prepare(given(raster, 6), PrepareSettings(max_side=1800))
    assert [step.name for step in prepared.steps] == ["exif", "resize", "straighten"]
    assert_there_and_back(prepared)
    assert_dots_land(prepared, np.column_stack([photo.dots[:, 1], raster.shape[0] - 1 - photo.dots[:, 0]]))


def test_boxes_of_results_hold_the_ink_on_the_page_as_given(plain: Sheet) -> None:
    photo = in_perspective(turned(plain, 4.0), 0.02)
    prepared = prepare(given(photo.image))
    for (x, y), (u, v) in zip(photo.dots, prepared.transform.forward(photo.dots), strict=True):
        box = box_to_page(UprightBox(u - 10, v - 10, u + 10, v + 10), prepared.transform, prepared.page_size)
        assert box.contains(x, y)
        assert 18 <= box.width <= 32
        assert 18 <= box.height <= 32
        back = box_from_page(box, prepared.transform)
        assert back.contains(u, v)
