"""Readable input: the sample report in shapes that were refused or read wrongly."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pillow_heif
from PIL import Image as Pil

from benchmarks.hostile.pictures import Image, saved
from benchmarks.pagemaker import corpus, make, truth, typeset
from benchmarks.pagemaker.truth import Scanned
from benchmarks.promises import drawn
from benchmarks.promises.inputs import PAGES, document, of_sample, sample_page, scored
from benchmarks.promises.row import Row, Shown

PROMISE = "Readable input"
_SCREEN = 1080
_LONG = 7600


def _pdf() -> bytes:
    """The sample's scans as they are, a pixel a point."""
    pdf = pikepdf.new()
    for number, path in enumerate(PAGES, 1):
        height, width = sample_page(number).shape[:2]
        page = pdf.add_blank_page(page_size=(width, height))
        image = pikepdf.Stream(
            pdf,
            path.read_bytes(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
    return saved(pdf)


def _as_pdf(folder: Path, data: bytes) -> Shown:
    (folder / "document").mkdir()
    (folder / "document" / "report.pdf").write_bytes(data)
    return scored(document(folder / "document", ["report.pdf"] * 3))


def pixel_a_point(folder: Path) -> Shown:
    return _as_pdf(folder, _pdf())


def without_end_mark(folder: Path) -> Shown:
    data = _pdf()
    return _as_pdf(folder, data[: data.rindex(b"%%EOF")])


def _in(kind: str, image: Image) -> bytes:
    picture, out = Pil.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB)), io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(picture).save(out, quality=85)
    elif kind == "JPEG2000":
        picture.save(out, kind, quality_mode="dB", quality_layers=[40])
    else:
        picture.quantize(256).save(out, kind)
    return out.getvalue()


def _as_format(folder: Path, kind: str, ending: str) -> Shown:
    (folder / "document").mkdir()
    return scored(of_sample(folder / "document", ending, lambda image: _in(kind, image)))


def as_gif(folder: Path) -> Shown:
    return _as_format(folder, "GIF", ".gif")


def as_heic(folder: Path) -> Shown:
    return _as_format(folder, "HEIC", ".heic")


def as_jpeg_2000(folder: Path) -> Shown:
    return _as_format(folder, "JPEG2000", ".jp2")


def long_screenshot(folder: Path) -> Shown:
    """A report on one page without its margins, as wide as a telephone's screen, with a long empty end."""
    folder = folder / "document"
    folder.mkdir()
    report, printed = make.print_job(corpus.one_page(2041, "screenshot"))
    sheet = typeset.rasterise(printed.pdf, 200)[0][:, 120:-120]
    size = (_SCREEN, round(sheet.shape[0] * _SCREEN / sheet.shape[1]))
    page = cv2.resize(sheet, size, interpolation=cv2.INTER_AREA)
    long = np.full((_LONG, _SCREEN, 3), 255, np.uint8)
    long[: len(page)] = page
    cv2.imwrite(str(folder / "screenshot.jpg"), long)
    unplaced = [Scanned(part, (None,) * len(part.boxes)) for part in printed.parts]
    known = truth.truth_of(report, unplaced, level="screenshot", dpi=200, pages=[{"file": "screenshot.jpg"}])
    return scored(document(folder, ["screenshot.jpg"], {k: v for k, v in known.items() if k != "tables"}))


def two_pages_on_a_sheet(folder: Path) -> Shown:
    folder = folder / "document"
    folder.mkdir()
    pages = [sample_page(number) for number in (1, 2, 3)]
    height = max(page.shape[0] for page in pages)
    even = [cv2.copyMakeBorder(page, 0, height - page.shape[0], 0, 0, cv2.BORDER_REPLICATE) for page in pages]
    sheets = [np.hstack(even[:2]), np.hstack([even[2], np.full_like(even[2], 250)])]
    for number, sheet in enumerate(sheets, 1):
        cv2.imwrite(str(folder / f"sheet{number}.png"), sheet)
    return scored(document(folder, ["sheet1.png", "sheet2.png"]))


def _fax(image: Image) -> bytes:
    grey = image[..., 2]  # in red light, as a fax machine sees the page: without its seals
    low = cv2.resize(grey, (grey.shape[1], grey.shape[0] // 2), interpolation=cv2.INTER_AREA)
    out = io.BytesIO()
    black = Pil.fromarray(np.where(low < 160, 0, 255).astype(np.uint8)).convert("1")
    black.save(out, "TIFF", compression="group4", dpi=(204, 98))
    return out.getvalue()


def fax(folder: Path) -> Shown:
    (folder / "document").mkdir()
    return scored(of_sample(folder / "document", ".tif", _fax))


def vertical_labels(folder: Path) -> Shown:
    """Labels in columns of characters, and one that is written upwards."""
    texts = [
        ["科目", "一月", "二月"],
        ["|办公经费支出", "12", "7"],
        ["|差旅费", "0", "31"],
        ["Total 2024", "12", "38"],
    ]
    return scored(drawn.table(folder / "vertical", texts, [140, 260, 220, 180], upwards="Total 2024"))


def negative(folder: Path) -> Shown:
    (folder / "document").mkdir()
    return scored(of_sample(folder / "document", ".png", lambda image: np.asarray(255 - image, np.uint8)))


ROWS = [
    Row(PROMISE, "refused", "ocrkit benchmark pdf-one-pixel-one-point/", pixel_a_point),
    Row(PROMISE, "refused", "ocrkit benchmark pdf-without-eof/", without_end_mark),
    Row(PROMISE, "refused", "ocrkit benchmark gif/", as_gif),
    Row(PROMISE, "refused", "ocrkit benchmark heic/", as_heic),
    Row(PROMISE, "refused", "ocrkit benchmark jpeg2000/", as_jpeg_2000),
    Row(PROMISE, "24 of 175 values", "ocrkit benchmark long-screenshot/", long_screenshot),
    Row(PROMISE, "all in review", "ocrkit benchmark two-pages-on-one-sheet/", two_pages_on_a_sheet),
    Row(PROMISE, "lost rows", "ocrkit benchmark fax-200-by-100/", fax),
    Row(PROMISE, "the page was turned by 90°", "ocrkit benchmark vertical-labels/", vertical_labels),
    Row(PROMISE, "the year was 2009", "ocrkit benchmark negative/", negative),
]
