"""At what scale a PDF page is drawn: a page that is one image at the resolution of that image.

A PDF says how large an image is on paper, and some programs say it wrongly (a point for every pixel). Drawn at a
fixed resolution such a page has far too many pixels or too few. The image's own pixels are what was scanned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

POINTS_PER_INCH = 72.0
_A3_WIDTH = 842.0
"""Points."""
_BELOW = 1 - 1e-9
"""Keeps a side that is a whole number of pixels from being rounded up to the next one."""
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
_SMALL = 0.02
"""Share of the page below which an image is a logo or a seal, not the scan or a strip of it."""
_MOST = 0.5
"""Share of the page that images cover at least, for the page to be a scan."""


@dataclass(frozen=True)
class PlacedImage:
    """An image on a page: its pixels, and how many points of the page it is wide and high."""

    image: pdfium.PdfImage
    pixels: tuple[int, int]
    points: tuple[float, float]

    @property
    def area(self) -> float:
        """Square points of the page."""
        return self.points[0] * self.points[1]

    @property
    def scale(self) -> float:
        """Pixels a point, in the direction that has more of them: a fax has fewer lines than columns."""
        return max(n / side for n, side in zip(self.pixels, self.points, strict=True))


def placed_images(page: pdfium.PdfPage) -> list[PlacedImage]:
    """The images of the page, those in form objects as well. Raises ``PdfiumError``."""
    return [
        PlacedImage(thing, thing.get_px_size(), _points(thing))
        for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE])
    ]


def drawing_scale(page: pdfium.PdfPage, images: list[PlacedImage], pdf_dpi: float) -> float:
    """Pixels a point with which the page is drawn: by ``pdf_dpi``, and for a scan as many as it has itself.

    A scan is one image or several (strips, layers) that cover most of the page. With print over it (a text that is
    shown, a drawn frame) it is drawn finely enough for both; a sheet that would be larger than A3 is then one whose
    points are pixels, and ``pdf_dpi`` is meant for a sheet of A3.
    """
    width, height = map(float, page.get_size())
    large = [image for image in images if image.area >= _SMALL * width * height]
    if sum(image.area for image in large) < _MOST * width * height:
        return pdf_dpi / POINTS_PER_INCH * _BELOW
    own = max(image.scale for image in large)
    if any(_shown(page)):
        return max(own, pdf_dpi / POINTS_PER_INCH * min(1.0, _A3_WIDTH / min(width, height))) * _BELOW
    # whole pixels, or all of the scan would be resampled
    return min(max(1, round(side * own)) / side for side in (width, height)) * _BELOW


def _shown(page: pdfium.PdfPage) -> Iterator[bool]:
    """For every piece of text, path and shading of the page whether it is shown."""
    for thing in page.get_objects():
        if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield pdfium_c.FPDFTextObj_GetTextRenderMode(thing) != _INVISIBLE
        elif thing.type in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING):
            yield True


def _points(thing: pdfium.PdfObject) -> tuple[float, float]:
    """How wide and high the image is on the page, whichever way it is turned."""
    matrix = thing.get_matrix()
    form = thing.container
    while form is not None:
        matrix = matrix.multiply(form.get_matrix())
        form = form.container
    sides = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    return max(sides[0], 1e-6), max(sides[1], 1e-6)
