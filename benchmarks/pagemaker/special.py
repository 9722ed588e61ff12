"""One page each in the shapes in which pages arrive: turned, skewed, curled, hair-thin rules, odd file formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pil

from benchmarks.pagemaker import corpus, degrade, lockedpdf, make, paper, truth, typeset
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.truth import Scanned
from benchmarks.pagemaker.warp import photographed, rotated

DPI = 300
PASSWORD = "report"

Files = dict[str, bytes]


def make_all(out: Path, seed: int) -> Iterator[str]:
    """Write a folder for each special page, with truth.json; yields its name."""
    jobs = {"": corpus.one_page(seed, "plain"), "hair": _hair(corpus.one_page(seed + 1, "hair"))}
    printed = {key: make.print_job(job) for key, job in jobs.items()}
    for name, write in SPECIALS.items():
        report, done = printed["hair" if name.startswith("hair") else ""]
        pages = typeset.rasterise(done.pdf, DPI)
        files = write(pages[0], np.random.default_rng([seed, 11]))
        folder = out / name
        make.empty_folder(folder)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        entries = [{"file": file, "level": name} for file in files]
        unplaced = [Scanned(part, (None,) * len(part.boxes)) for part in done.parts]
        make.write_truth(truth.truth_of(report, unplaced, level=name, dpi=DPI, pages=entries), folder)
        yield name


def _hair(job: Job) -> Job:
    return replace(job, style=replace(job.style, rule=0.15))


def _scan(page: Image, rng: np.random.Generator, skew: float = 0.4) -> Image:
    """A quiet flatbed scan."""
    return paper.noisy(rotated(paper.tinted(page, rng, 5), skew).image, rng, 2.5)


def _jpeg(page: Image, name: str = "page1.jpg", quality: int = 85) -> Files:
    return {name: degrade.encode(page, ".jpg", quality, DPI)}


def _pillow(page: Image, mode: str, kind: str, **options: object) -> bytes:
    picture = Pil.fromarray(cv2.cvtColor(page, cv2.COLOR_BGR2RGB)).convert(mode)
    data = io.BytesIO()
    picture.save(data, kind, dpi=(DPI, DPI), **options)
    return data.getvalue()


def turned(code: int) -> Callable[[Image, np.random.Generator], Files]:
    """A scan laid on the glass sideways or upside down; ``code`` is OpenCV's."""
    return lambda page, rng: _jpeg(np.ascontiguousarray(cv2.rotate(_scan(page, rng), code)))


def skewed(degrees: float) -> Callable[[Image, np.random.Generator], Files]:
    """A scan laid on the glass askew."""
    return lambda page, rng: _jpeg(_scan(page, rng, degrees))


def curled(page: Image, rng: np.random.Generator) -> Files:
    """A photograph of a strongly curled sheet."""
    page = photographed(paper.tinted(page, rng, 8), rng, bend=0.014, tilt=0.03).image
    return _jpeg(paper.noisy(paper.blurred(paper.lit(page, rng, 0.6), 0.8), rng, 4), quality=78)


def hair_thin(page: Image, rng: np.random.Generator) -> Files:
    """Rules of a third of a pixel."""
    return _jpeg(_scan(page, rng), quality=92)


def broken(page: Image, rng: np.random.Generator) -> Files:
    """Hair-thin rules with gaps: the page is wiped in short stretches along its rules only."""
    dark = (cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) < 235).astype(np.uint8)
    rules = np.zeros_like(dark)
    for size in ((121, 1), (1, 121)):
        rules |= cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((size[1], size[0]), np.uint8))
    out = page.copy()
    ys, xs = np.nonzero(rules)
    for i in rng.choice(len(xs), 900, replace=False):
        length = int(rng.integers(3, 9))
        window = np.s_[max(0, ys[i] - length) : ys[i] + length, max(0, xs[i] - length) : xs[i] + length]
        out[window][rules[window] > 0] = 255
    return _jpeg(_scan(out, rng), quality=92)


def g4(page: Image, rng: np.random.Generator) -> Files:
    """A bilevel TIFF as fax machines and archives compress it."""
    grey = cv2.cvtColor(_scan(page, rng), cv2.COLOR_BGR2GRAY)
    black = Pil.fromarray(np.where(grey < 170, 0, 255).astype(np.uint8)).convert("1")
    data = io.BytesIO()
    black.save(data, "TIFF", compression="group4", dpi=(DPI, DPI))
    return {"page1.tif": data.getvalue()}


def deep(page: Image, rng: np.random.Generator) -> Files:
    """A 16-bit grey TIFF."""
    grey = cv2.cvtColor(_scan(page, rng), cv2.COLOR_BGR2GRAY).astype(np.uint16) * 257
    return {"page1.tif": degrade.encode(grey, ".tif")}  # type: ignore[arg-type]


def cmyk(page: Image, rng: np.random.Generator) -> Files:
    """A JPEG in printers' colours."""
    return {"page1.jpg": _pillow(_scan(page, rng), "CMYK", "JPEG", quality=85)}


def exif(page: Image, rng: np.random.Generator) -> Files:
    """A JPEG stored sideways, with the EXIF tag that says so (orientation 6: turn clockwise to view)."""
    stored = np.ascontiguousarray(cv2.rotate(_scan(page, rng), cv2.ROTATE_90_COUNTERCLOCKWISE))
    tags = Pil.Exif()
    tags[0x0112] = 6
    return {"page1.jpg": _pillow(stored, "RGB", "JPEG", quality=85, exif=tags)}


def multipage(page: Image, rng: np.random.Generator) -> Files:
    """A TIFF of two pages: the report and an empty sheet."""
    sheets = [_scan(page, rng), _scan(np.full_like(page, 255), rng)]
    pictures = [Pil.fromarray(cv2.cvtColor(sheet, cv2.COLOR_BGR2GRAY)) for sheet in sheets]
    data = io.BytesIO()
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:], compression="tiff_lzw", dpi=(DPI, DPI))
    return {"pages.tif": data.getvalue()}


def encrypted(page: Image, rng: np.random.Generator) -> Files:
    """A PDF that opens with ``PASSWORD`` only."""
    jpeg = degrade.encode(_scan(page, rng), ".jpg", 85)
    return {"report.pdf": lockedpdf.locked_pdf(jpeg, page.shape[1], page.shape[0], DPI, PASSWORD)}


SPECIALS: dict[str, Callable[[Image, np.random.Generator], Files]] = {
    "turned-90": turned(cv2.ROTATE_90_CLOCKWISE),
    "turned-180": turned(cv2.ROTATE_180),
    "turned-270": turned(cv2.ROTATE_90_COUNTERCLOCKWISE),
    "skewed-plus-5": skewed(5.0),
    "skewed-minus-5": skewed(-5.0),
    "curled-photo": curled,
    "hair-thin-rules": hair_thin,
    "hair-thin-broken": broken,
    "g4-tiff": g4,
    "16-bit-tiff": deep,
    "cmyk-jpeg": cmyk,
    "exif-jpeg": exif,
    "multipage-tiff": multipage,
    "encrypted-pdf": encrypted,
}
