"""A PDF page that is a scan is drawn with the scan's own pixels, whatever size in points the PDF gives it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import cv2
import load_samples as samples
import numpy as np
import pikepdf
import pytest
from load_samples import GREY, page_pdf, stream, write

from ocrkit.load import LoadSettings, load_page
from ocrkit.types.page import Page, PageRef

SCAN = cv2.cvtColor(samples.noisy(), cv2.COLOR_RGB2GRAY)
"""Grey uint8 (480, 640)."""


def image(pixels: np.ndarray, keys: str = GREY) -> bytes:
    height, width = pixels.shape
    keys = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}{keys}/Filter/FlateDecode"
    return stream(keys, zlib.compress(pixels.tobytes()))


def scanned(content: str, size: tuple[float, float], *images: bytes, keys: str = "") -> bytes:
    names = "".join(f"/I{i} {5 + i} 0 R" for i in range(len(images)))
    font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return page_pdf(content.encode(), size, f"/Resources<</XObject<<{names}>>{font}>>{keys}", *images)


def load(path: Path, data: bytes, **settings: object) -> Page:
    return load_page(PageRef(1, write(path / "a.pdf", data)), LoadSettings(**settings))


def grey(page: Page) -> np.ndarray:
    return page.image if page.image.ndim == 2 else cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY)


@pytest.mark.parametrize("points", [(640, 480), (153.6, 115.2), (2133.3, 1600), (320, 240), (77.7, 58.275)])
def test_a_scan_comes_out_with_its_own_pixels(points: tuple[float, float], tmp_path: Path) -> None:
    page = load(tmp_path, scanned(f"q {points[0]} 0 0 {points[1]} 0 0 cm /I0 Do Q", points, image(SCAN)))
    assert page.size == (640, 480)
    assert page.dpi == pytest.approx(640 / points[0] * 72, abs=0.02)
    off = np.abs(grey(page).astype(int) - SCAN)
    assert off.max() <= 1 if points[0] in (640, 320) else off.mean() < 5  # PDFium may draw a row twice


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_too(turn: int, tmp_path: Path) -> None:
    data = scanned("q 1280 0 0 960 0 0 cm /I0 Do Q", (1280, 960), image(SCAN), keys=f"/Rotate {turn}")
    assert np.abs(grey(load(tmp_path, data)).astype(int) - np.rot90(SCAN, -turn // 90)).max() <= 1


def test_an_image_turned_on_the_page(tmp_path: Path) -> None:
    data = scanned("q 0 640 -480 0 480 0 cm /I0 Do Q", (480, 640), image(SCAN))
    assert np.abs(grey(load(tmp_path, data)).astype(int) - np.rot90(SCAN)).max() <= 1


def test_of_a_scan_that_is_larger_than_the_page_the_page_is_taken(tmp_path: Path) -> None:
    data = scanned("q 640 0 0 480 -100 -50 cm /I0 Do Q", (400, 300), image(SCAN))
    page = load(tmp_path, data)
    assert page.size == (400, 300)
    assert np.abs(grey(page).astype(int) - SCAN[130:430, 100:500]).max() <= 1


def test_a_scan_in_strips(tmp_path: Path) -> None:
    strips = [SCAN[top : top + 16] for top in range(0, 480, 16)]
    places = [f"q 1280 0 0 32 0 {960 - 32 * (i + 1)} cm /I{i} Do Q" for i in range(len(strips))]
    page = load(tmp_path, scanned("\n".join(places), (1280, 960), *map(image, strips)))
    assert page.size == (640, 480)


def test_of_a_scan_in_layers_the_finest_counts(tmp_path: Path) -> None:
    coarse = cv2.resize(SCAN, (160, 120))
    both = "q 320 0 0 240 0 0 cm /I0 Do Q q 320 0 0 240 0 0 cm /I1 Do Q"
    assert load(tmp_path, scanned(both, (320, 240), image(coarse), image(SCAN))).size == (640, 480)


def test_a_fax_comes_out_with_square_pixels(tmp_path: Path) -> None:
    half = np.ascontiguousarray(SCAN[::2])
    page = load(tmp_path, scanned("q 320 0 0 240 0 0 cm /I0 Do Q", (320, 240), image(half)))
    assert page.size == (640, 480)
    assert page.dpi_xy == (144, 144)


def test_text_that_is_not_shown_changes_nothing(tmp_path: Path) -> None:
    content = "q 2133 0 0 1600 0 0 cm /I0 Do Q BT /F 40 Tf 3 Tr 100 100 Td (wrong) Tj ET"
    assert load(tmp_path, scanned(content, (2133, 1600), image(SCAN))).size == (640, 480)


def test_a_scan_in_a_form_object(tmp_path: Path) -> None:
    form = stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</I0 6 0 R>>>>", b"/I0 Do")
    data = page_pdf(
        b"q 1280 0 0 960 0 0 cm /X Do Q", (1280, 960), "/Resources<</XObject<</X 5 0 R>>>>", form, image(SCAN)
    )
    page = load(tmp_path, data)
    assert page.size == (640, 480)
    assert np.abs(grey(page).astype(int) - SCAN).max() <= 1


def test_print_over_a_coarse_picture_keeps_the_resolution_asked_for(tmp_path: Path) -> None:
    content = "q 595 0 0 842 0 0 cm /I0 Do Q BT /F 10 Tf 100 100 Td (1234) Tj ET"
    page = load(tmp_path, scanned(content, (595, 842), image(SCAN)), pdf_dpi=300)
    assert page.dpi == 300


def test_print_over_a_scan_of_one_pixel_a_point_is_no_giant_page(tmp_path: Path) -> None:
    scan = cv2.resize(SCAN, (2480, 3508))
    content = "q 2480 0 0 3508 0 0 cm /I0 Do Q BT /F 60 Tf 100 100 Td (1234) Tj ET"
    page = load(tmp_path, scanned(content, (2480, 3508), image(scan)))
    assert 2480 <= page.size[0] <= 4000


def test_a_logo_does_not_make_a_page_a_scan(tmp_path: Path) -> None:
    page = load(tmp_path, scanned("q 100 0 0 75 0 0 cm /I0 Do Q", (595, 842), image(SCAN)), pdf_dpi=200)
    assert page.dpi == 200


def test_an_image_larger_than_allowed_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    data = scanned("q 72 0 0 72 0 0 cm /I0 Do Q", (72, 72), image(SCAN))
    with pytest.raises(Exception, match="640 x 480 pixels are more"):
        load(tmp_path, data, max_pixels=100_000)


def test_saved_by_another_program_it_is_the_same(tmp_path: Path) -> None:
    data = scanned("q 2133 0 0 1600 0 0 cm /I0 Do Q", (2133, 1600), image(SCAN))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(out, linearize=True)
    assert np.array_equal(load(tmp_path, data).image, load(tmp_path, out.getvalue()).image)
