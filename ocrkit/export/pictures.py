"""The pictures that go with a report: every page, reduced, and every doubtful value at full size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import cv2
import numpy as np

from ocrkit.errors import InputError
from ocrkit.export.settings import ExportSettings
from ocrkit.types.finding import CellRef
from ocrkit.types.geometry import Box
from ocrkit.types.page import Image
from ocrkit.types.report import Cell, SourcePage


class PageImages(Protocol):
    """Gives the pages of a report, as given, one at a time."""

    def image(self, number: int, at_least: int | None = None) -> Image:
        """Page ``number`` (from 1 over all files): uint8, (H, W) grey or (H, W, 3) BGR.

        ``at_least``: one made smaller will do, if neither side falls below so many pixels.

        Raises ``InputError`` where the page cannot be read, ``KeyError`` where there is none of that number.
        """


@dataclass(frozen=True)
class PagePicture:
    """A page reduced to ``jpeg`` bytes, turned clockwise by ``turns`` quarters so that it can be read.

    ``size`` is the (width, height) in pixels of the page as given, before that turn.
    """

    jpeg: bytes = field(repr=False)
    size: tuple[int, int]
    turns: int = 0

    def share(self, box: Box) -> tuple[float, float, float, float]:
        """Where a box of the page as given lies in the picture: (x0, y0, x1, y1) as shares of its sides, 0 to 1."""
        width, height = self.size
        x0, y0, x1, y1 = box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height
        for _ in range(self.turns):
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        return x0, y0, x1, y1


@dataclass(frozen=True)
class Pictures:
    """Pages by number, and crops (PNG bytes) by the value they show."""

    pages: Mapping[int, PagePicture] = field(default_factory=dict)
    crops: Mapping[CellRef, bytes] = field(default_factory=dict)


def take_pictures(
    pages: Iterable[SourcePage],
    doubtful: Sequence[tuple[CellRef, Cell]],
    images: PageImages | None,
    settings: ExportSettings,
    go_on: Callable[[], bool] = lambda: True,
) -> Pictures:
    """Pictures of the pages and of the ``doubtful`` values on them; loads one page at a time, asks before each.

    Pages that cannot be read have no pictures. No ``images``, no pictures.
    """
    pictures: dict[int, PagePicture] = {}
    crops: dict[CellRef, bytes] = {}
    if images is None:
        return Pictures()
    shown = doubtful if settings.crops or "html" in settings.formats else ()
    cropped = {cell.page for _, cell in doubtful if settings.crops and cell.box is not None}
    for page in pages:
        if "html" not in settings.formats and page.number not in cropped:
            continue  # decoding costs more than all the rest
        if not go_on():
            break
        here = [(ref, cell.box) for ref, cell in shown if cell.page == page.number and cell.box is not None]
        given = None if page.width is None or page.height is None else (page.width, page.height)
        try:
            image = images.image(page.number, None if here or given is None else settings.page_width)
        except (InputError, KeyError):
            continue  # the report names the page already
        if "html" in settings.formats:
            pictures[page.number] = reduce_page(image, settings, turns_of(page), given)
        for ref, box in here:
            crops[ref] = crop_png(image, box, settings.crop_margin, turns_of(page))
    return Pictures(pictures, crops)


def turns_of(page: SourcePage) -> int:
    """Quarter turns clockwise that make the page upright, as the preparation found; 0 where it says nothing."""
    turns = 0
    for step in page.steps:
        turns += {3.0: 2, 6.0: 1, 8.0: 3}.get(step.figures.get("orientation", 1.0), 0) if step.name == "exif" else 0
        turns += round(step.figures.get("degrees_clockwise", 0.0) / 90) if step.name == "turn" else 0
    return turns % 4


def reduce_page(
    image: Image, settings: ExportSettings, turns: int = 0, given: tuple[int, int] | None = None
) -> PagePicture:
    """The page turned, and no more than ``settings.page_width`` pixels across, as JPEG.

    ``given`` is the page's (width, height), where ``image`` is smaller.
    """
    given = given or (image.shape[1], image.shape[0])
    image = np.rot90(image, -turns)
    height, width = image.shape[:2]
    scale = min(1.0, settings.page_width / width)
    size = round(width * scale), max(1, round(height * scale))
    if 2 * size[0] <= width and height > 1:  # by a whole number of pixels first: a third of the time
        image = _resized(image[: height & ~1, : width & ~1], (width // 2, height // 2))
    small = image if scale == 1 else _resized(image, size)
    return PagePicture(_encode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, settings.jpeg_quality]), given, turns)


def _resized(image: Image, size: tuple[int, int]) -> Image:
    # Between neighbours where hardly more than they make up one pixel, which takes a sixth of the time.
    method = cv2.INTER_LINEAR if 2 * size[0] > image.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, size, interpolation=method), dtype=np.uint8)


def crop(image: Image, box: Box, margin: float = 0.15) -> Image:
    """The part of a page in ``box``, with paper of ``margin`` times its shorter side around it; at least 1 x 1."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = box.grown(margin * min(box.width, box.height)).as_ints()
    x0, y0 = min(max(x0, 0), width - 1), min(max(y0, 0), height - 1)
    return image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def crop_png(image: Image, box: Box, margin: float, turns: int = 0) -> bytes:
    """``crop``, turned clockwise by ``turns`` quarters, as PNG."""
    return _encode(".png", np.rot90(crop(image, box, margin), -turns))


def _encode(kind: str, image: Image, options: Sequence[int] = ()) -> bytes:
    done, data = cv2.imencode(kind, np.ascontiguousarray(image), list(options))
    assert done  # any uint8 array of at least one pixel can be encoded
    return data.tobytes()
