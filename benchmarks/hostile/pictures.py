"""A small page, and its bytes in every format."""

from __future__ import annotations

import functools
import io

import cv2
import numpy as np
import pikepdf
import pillow_heif
from numpy.typing import NDArray
from PIL import Image as Pil

Image = NDArray[np.uint8]

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000", "HEIC", "AVIF", "PDF")
ENDINGS = dict(zip(FORMATS, ("png", "jpg", "tif", "bmp", "gif", "webp", "jp2", "heic", "avif", "pdf"), strict=True))


@functools.cache
def page() -> Image:
    """A ruled table with figures under a line of text; uint8 (560, 900), some grain on it."""
    image = np.full((560, 900), 245, np.uint8)
    _write(image, "Report 2021", (60, 70))
    for y in range(150, 511, 120):
        cv2.line(image, (60, y), (840, y), (20,), 3)
    for x in range(60, 841, 260):
        cv2.line(image, (x, 150), (x, 510), (20,), 3)
    for n in range(9):
        _write(image, str(101 + 37 * n), (120 + 260 * (n % 3), 225 + 120 * (n // 3)))
    grain = np.random.default_rng(0).integers(0, 8, image.shape, np.uint8)
    return np.asarray(image + grain, np.uint8)


def encoded(kind: str, image: Image | None = None, **options: object) -> bytes:
    """The page as a file of this format."""
    picture = Pil.fromarray(page() if image is None else image)
    out = io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(picture.convert("RGB")).save(out, quality=80)
    elif kind == "PDF":
        return pdf_of(picture)
    else:
        more: dict[str, object] = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
        picture.save(out, kind, **more | options)
    return out.getvalue()


def pdf_of(*pictures: Pil.Image, **options: object) -> bytes:
    """A PDF of one picture a page, at 150 dpi; ``options`` are those of pikepdf's saving."""
    pdf = pikepdf.new()
    for picture in pictures:
        width, height = picture.size
        drawn = pdf.add_blank_page(page_size=(width * 0.48, height * 0.48))
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=85)
        image = pdf.make_stream(
            data.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
        drawn.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        drawn.Contents = pdf.make_stream(f"q {width * 0.48} 0 0 {height * 0.48} 0 0 cm /I Do Q".encode())
    return saved(pdf, **options)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _write(image: Image, text: str, at: tuple[int, int]) -> None:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 2, cv2.LINE_AA)
