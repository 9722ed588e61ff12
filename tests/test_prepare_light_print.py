"""Light print on dark fields: kept whole on rough ones, told from their grain, as dark as other print."""

from __future__ import annotations

import cv2
import numpy as np
from drawn_fields import strokes, with_print
from numpy.typing import NDArray

from ocrkit.prepare.light import even_light
from ocrkit.prepare.light_print import LightPrintSettings, Paper, light_print


def test_thin_print_on_a_rough_field_hangs_together() -> None:
    """The field's roughness is a tenth of what its print is lighter: not every pixel of a stroke stands out."""
    rng = np.random.default_rng(5)
    grey = np.full((1400, 1000), 246, np.uint8)
    grey[500:600, 100:900] = 100
    mask = strokes("1208 3541 6077", (300, 565), 1)
    page = cv2.GaussianBlur(with_print(grey, mask, 240), (0, 0), 0.6).astype(np.float64)
    page += rng.normal(0, 3, page.shape)
    page[500:600, 100:900] += rng.normal(0, 10, (100, 800))
    even = even_light(np.clip(page, 0, 255).astype(np.uint8))
    assert even.fields is not None
    inked = even.image < 170
    print_ = mask > 120
    assert inked[print_].mean() > 0.87
    bare = np.zeros_like(inked)
    bare[510:590, 110:280] = True
    assert inked[bare].mean() < 0.01


def test_a_field_that_is_all_edge_has_no_light_print() -> None:
    nowhere, above = np.zeros((20, 30), np.bool_), np.full((20, 30), 90, np.float32)
    ground = np.full((20, 30), 100, np.uint8)
    light, rough = light_print(above, nowhere, ground, Paper(200.0, 3.0, 1.0), LightPrintSettings())
    assert not light.any()
    assert rough == 3.0


def _noisy_heading(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A filled heading on a worn sheet: noise is a sixth of what its print is lighter."""
    rng = np.random.default_rng(7)
    grey = np.full((1400, 1000), 205, np.uint8)
    grey[500:600, 100:900] = 120
    page = cv2.GaussianBlur(with_print(grey, mask, 195), (0, 0), 0.6).astype(np.float64)
    page += cv2.GaussianBlur(rng.normal(0, 24, page.shape), (0, 0), 0.7)
    return np.clip(page, 0, 255).astype(np.uint8)


def test_print_that_no_pixel_tells_from_its_field_is_told_by_many() -> None:
    """Print and thin rules; where there are none nothing is told."""
    mask = strokes("1208 3541 6077", (300, 565), 2)
    mask[500:600, 280:282] = 255
    mask[540, 640:860] = 255
    inked = even_light(_noisy_heading(mask)).image < 150
    print_ = mask > 200
    assert inked[print_].mean() > 0.7
    bare = np.zeros_like(inked)
    bare[510:590, 110:260] = True
    assert inked[bare].mean() < 0.01
    empty = even_light(_noisy_heading(np.zeros_like(mask))).image < 150
    assert empty[510:590, 110:890].mean() < 0.002


def test_print_on_a_field_is_as_dark_as_the_page_s_other_print() -> None:
    """A faded page: black beside its pale print would be the usual darkness, and the pale print dirt."""
    grey = np.full((1400, 1000), 205, np.uint8)
    grey[500:600, 100:900] = 120
    light, pale = strokes("1208 3541 6077", (300, 565), 2), strokes("1208 3541 6077", (300, 765), 2)
    image = even_light(with_print(with_print(grey, light, 200), pale, 130)).image
    print_, other = (float(np.median(image[mask > 200])) for mask in (light, pale))
    assert abs(print_ - other) < 25


def test_print_on_a_field_is_told_from_noise_finer_than_its_strokes() -> None:
    """On a page of 240 dpi a stroke is four pixels wide; noise of single pixels is a third of what it stands out."""
    rng = np.random.default_rng(9)
    page = np.full((2800, 2000), 200, np.uint8)
    page[1000:1200, 200:1800] = 110
    mask = np.zeros(page.shape, np.uint8)
    cv2.putText(mask, "1208 3541 6077", (500, 1130), cv2.FONT_HERSHEY_DUPLEX, 2.4, 255, 4, cv2.LINE_AA)
    noisy = with_print(page, mask, 155).astype(np.float64)
    noisy[1000:1200, 200:1800] += rng.normal(0, 14, (200, 1600))
    even = even_light(np.clip(noisy, 0, 255).astype(np.uint8))
    assert even.fields is not None
    dark = even.image < 180
    bare = np.zeros(page.shape, np.bool_)
    bare[1020:1180, 220:460] = True
    assert dark[mask > 200].mean() > 0.8
    assert dark[bare].mean() < 0.03
