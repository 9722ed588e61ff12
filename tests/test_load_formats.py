"""Black on white stays black on white through every format, and the metadata come along."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import load_samples as samples
import numpy as np
import pytest
from load_samples import encoded, write
from PIL import Image as Pil

from ocrkit.load import LoadSettings, load_page
from ocrkit.types.page import Page, PageRef

BLACK_ON_WHITE = samples.picture()


def load(path: Path, data: bytes, **settings: object) -> Page:
    return load_page(PageRef(1, write(path, data)), LoadSettings(**settings))


def assert_same_page(image: np.ndarray, tolerance: int = 0) -> None:
    assert image.dtype == np.uint8
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    assert grey.shape == BLACK_ON_WHITE.shape
    assert np.abs(grey.astype(int) - BLACK_ON_WHITE).max() <= tolerance


def alpha(drawn_in: int) -> np.ndarray:
    """The picture in the transparency; under the paper the colour is that of the ink."""
    rgba = np.full((*BLACK_ON_WHITE.shape, 4), drawn_in, np.uint8)
    rgba[..., 3] = 255 - BLACK_ON_WHITE
    return rgba


def four_inks(adobe: bool) -> bytes:
    """A JPEG of cyan, magenta and yellow ink, no black. Pillow stores inks inverted and says so by Adobe's marker.

    Without ``adobe`` the inks are stored as they are and the marker is taken out.
    """
    inks = np.dstack([255 - BLACK_ON_WHITE] * 3 + [np.zeros_like(BLACK_ON_WHITE)])
    out = io.BytesIO()
    Pil.frombytes("CMYK", BLACK_ON_WHITE.shape[::-1], (inks if adobe else 255 - inks).tobytes()).save(
        out, "JPEG", quality=98
    )
    data = out.getvalue()
    at = data.index(b"\xff\xee")
    length = struct.unpack(">H", data[at + 2 : at + 4])[0]
    return data if adobe else data[:at] + data[at + 2 + length :]


LOSSLESS = {
    "png grey": lambda: encoded(BLACK_ON_WHITE, "PNG"),
    "png colour": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "PNG"),
    "png palette": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "PNG", "P"),
    "png bilevel": lambda: encoded(BLACK_ON_WHITE, "PNG", "1"),
    "png 16-bit": lambda: encoded(BLACK_ON_WHITE.astype(np.uint16) * 257, "PNG"),
    "png 16-bit colour": lambda: cv2.imencode(".png", np.dstack([BLACK_ON_WHITE.astype(np.uint16) * 257] * 3))[
        1
    ].tobytes(),
    "png alpha": lambda: encoded(alpha(0), "PNG"),
    "png grey alpha": lambda: encoded(alpha(0), "PNG", "LA"),
    "png transparent colour": lambda: encoded(BLACK_ON_WHITE, "PNG", transparency=255),
    "tiff raw": lambda: encoded(BLACK_ON_WHITE, "TIFF"),
    "tiff g4": lambda: encoded(BLACK_ON_WHITE, "TIFF", "1", compression="group4"),
    "tiff g4 white is zero": lambda: encoded(BLACK_ON_WHITE, "TIFF", "1", compression="group4", tiffinfo={262: 0}),
    "tiff g3": lambda: encoded(BLACK_ON_WHITE, "TIFF", "1", compression="group3"),
    "tiff lzw": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "TIFF", compression="tiff_lzw"),
    "tiff deflate": lambda: encoded(BLACK_ON_WHITE, "TIFF", compression="tiff_deflate"),
    "tiff cmyk": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "TIFF", "CMYK"),
    "tiff alpha": lambda: encoded(alpha(0), "TIFF"),
    "tiff float": lambda: encoded(BLACK_ON_WHITE.astype(np.float32) / 255, "TIFF"),
    "tiff 8-bit white is zero": lambda: samples.grey_tiff(255 - BLACK_ON_WHITE, photometric=0),
    "tiff 16-bit": lambda: samples.grey_tiff(BLACK_ON_WHITE.astype(np.uint16) * 257),
    "tiff 16-bit big-endian": lambda: samples.grey_tiff(BLACK_ON_WHITE.astype(np.uint16) * 257, order=">"),
    "tiff 16-bit white is zero": lambda: samples.grey_tiff((255 - BLACK_ON_WHITE).astype(np.uint16) * 257, 0),
    "tiff 12 bits in 16": lambda: samples.grey_tiff((BLACK_ON_WHITE * 16.06).astype(np.uint16)),
    "bmp": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "BMP"),
    "bmp bilevel": lambda: encoded(BLACK_ON_WHITE, "BMP", "1"),
    "webp lossless": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "WEBP", lossless=True),
    "gif": lambda: encoded(BLACK_ON_WHITE, "GIF"),
    "gif interlaced palette": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "GIF", "P", interlace=1),
    "gif transparent paper": lambda: encoded(BLACK_ON_WHITE, "GIF", "P", transparency=255),
    "jp2": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "JPEG2000"),
    "jp2 grey": lambda: encoded(BLACK_ON_WHITE, "JPEG2000"),
    "j2k": lambda: encoded(BLACK_ON_WHITE, "JPEG2000", no_jp2=True),
    "webp alpha": lambda: encoded(alpha(0), "WEBP", lossless=True),
}
LOSSY = {
    "jpeg grey": lambda: encoded(BLACK_ON_WHITE, "JPEG", quality=98),
    "jpeg colour": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "JPEG", quality=98),
    "jpeg progressive": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "JPEG", quality=98, progressive=True),
    "jpeg cmyk, adobe": lambda: four_inks(adobe=True),
    "jpeg cmyk, plain": lambda: four_inks(adobe=False),
    "tiff jpeg": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "TIFF", compression="jpeg", quality=98),
    "heic": lambda: samples.heic(np.dstack([BLACK_ON_WHITE] * 3), quality=95),
    "avif": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "AVIF", quality=95, speed=10),
    "webp": lambda: encoded(np.dstack([BLACK_ON_WHITE] * 3), "WEBP", quality=98),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_keep_every_pixel(name: str, tmp_path: Path) -> None:
    assert_same_page(load(tmp_path / "page.bin", LOSSLESS[name]()).image)


@pytest.mark.parametrize("name", LOSSY)
def test_lossy_formats_keep_black_and_white(name: str, tmp_path: Path) -> None:
    assert_same_page(load(tmp_path / "page.bin", LOSSY[name]()).image, tolerance=30)


def test_pdf_pages_are_drawn_at_the_resolution_asked_for(tmp_path: Path) -> None:
    data = samples.drawn_pdf()
    page = load(tmp_path / "a.pdf", data, pdf_dpi=72)
    assert page.dpi == 72
    assert_same_page(page.image)
    assert load(tmp_path / "a.pdf", data).size == (1334, 1000)  # 300 dpi: 320 x 240 points


def test_deflated_pdf_image(tmp_path: Path) -> None:
    data = samples.image_pdf("/FlateDecode", zlib.compress(BLACK_ON_WHITE.tobytes()))
    assert_same_page(load(tmp_path / "a.pdf", data, pdf_dpi=72).image)


def test_pdf_image_in_two_wrappings(tmp_path: Path) -> None:
    jpeg = encoded(BLACK_ON_WHITE, "JPEG", quality=98)
    data = samples.image_pdf("[/ASCIIHexDecode/DCTDecode]", jpeg.hex().encode() + b">")
    assert_same_page(load(tmp_path / "a.pdf", data, pdf_dpi=72).image, tolerance=30)


@pytest.mark.parametrize("colours", ["/BitsPerComponent 1/ColorSpace/DeviceGray", samples.STENCIL])
def test_fax_image_in_a_pdf(colours: str, tmp_path: Path) -> None:
    coding = f"/CCITTFaxDecode/DecodeParms<</K -1/Columns {samples.WIDTH}/Rows {samples.HEIGHT}/BlackIs1 true>>"
    if colours == samples.STENCIL:
        colours += "/Decode[0 1]"  # paint where the sample is 0, which is black
    assert_same_page(
        load(tmp_path / "a.pdf", samples.image_pdf(coding, samples.fax_data(), colours), pdf_dpi=72).image
    )


def test_colours_are_blue_green_red(tmp_path: Path) -> None:
    red = np.zeros((16, 16, 3), np.uint8)
    red[..., 0] = 255  # Pillow writes red first
    for kind in ("PNG", "TIFF", "BMP", "JPEG", "WEBP", "GIF", "JPEG2000", "AVIF"):
        blue, green, red_out = load(tmp_path / "a", encoded(red, kind)).image[8, 8].astype(int)
        assert red_out > 240, kind
        assert blue < 15, kind
        assert green < 15, kind


def test_half_transparent_ink_is_blended_with_white(tmp_path: Path) -> None:
    rgba = np.zeros((16, 16, 4), np.uint8)
    rgba[..., 3] = 64
    assert np.abs(load(tmp_path / "a", encoded(rgba, "PNG")).image.astype(int) - 191).max() <= 1


def test_alpha_that_is_zero_everywhere_does_not_hide_the_page(tmp_path: Path) -> None:
    rgba = np.dstack([BLACK_ON_WHITE] * 3 + [np.zeros_like(BLACK_ON_WHITE)])
    assert_same_page(load(tmp_path / "a", encoded(rgba, "PNG")).image)


def test_sixteen_bit_grey_uses_the_whole_range(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    image = load(tmp_path / "a", samples.grey_tiff(ramp)).image
    assert (np.abs(image[0].astype(int) - np.arange(256)) <= 1).all()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_the_raster_is_not_turned_and_the_orientation_is_handed_on(kind: str, turn: int, tmp_path: Path) -> None:
    image = np.dstack([BLACK_ON_WHITE] * 3)
    if kind == "TIFF":
        data = encoded(image, kind, tiffinfo={274: turn})
    else:
        exif = Pil.Exif()
        exif[274] = turn
        data = encoded(image, kind, exif=exif, quality=95, lossless=True)
    page = load(tmp_path / "a", data)
    assert page.orientation == turn
    assert_same_page(page.image, tolerance=60)


def test_compressed_tiff_is_not_turned_either(tmp_path: Path) -> None:
    page = load(tmp_path / "a", encoded(BLACK_ON_WHITE, "TIFF", compression="tiff_lzw", tiffinfo={274: 6}))
    assert page.orientation == 6
    assert_same_page(page.image)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_resolution_as_the_file_says(kind: str, tmp_path: Path) -> None:
    assert load(tmp_path / "a", encoded(BLACK_ON_WHITE, kind, dpi=(200, 200))).dpi == pytest.approx(200, abs=0.1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_the_resolutions_of_a_fax_stay_two(kind: str, tmp_path: Path) -> None:
    page = load(tmp_path / "a", encoded(BLACK_ON_WHITE, kind, dpi=(204, 98)))
    assert page.dpi_xy == pytest.approx((204, 98), abs=0.1)
    assert page.dpi == page.dpi_xy[0]


def test_unequal_resolution_from_exif(tmp_path: Path) -> None:
    exif = Pil.Exif()
    exif[282], exif[283], exif[296] = 80, 40, 3
    jpeg = encoded(BLACK_ON_WHITE, "JPEG", exif=exif)
    assert load(tmp_path / "a", jpeg).dpi_xy == pytest.approx((203.2, 101.6))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_no_resolution_is_none_not_a_guess(kind: str, tmp_path: Path) -> None:
    assert load(tmp_path / "a", encoded(BLACK_ON_WHITE, kind)).dpi is None


def test_damaged_exif_spoils_no_page(tmp_path: Path) -> None:
    page = load(tmp_path / "a", encoded(BLACK_ON_WHITE, "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff", quality=98))
    assert (page.orientation, page.dpi) == (1, None)
    assert_same_page(page.image, tolerance=30)


def test_a_jpeg_in_a_png_name_is_read_by_its_content(tmp_path: Path) -> None:
    assert_same_page(load(tmp_path / "page.png", encoded(BLACK_ON_WHITE, "JPEG", quality=98)).image, tolerance=30)
