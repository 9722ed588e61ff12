"""A page as given, and the same page prepared for reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.text_layer import TextLayer
from ocrkit.types.transform import Chain, Transform

Leaf = tuple[int, int]
"""(number, part) of a page that is read: its number in the report and 0, or 1 and 2 for the pages of one sheet."""

Image = NDArray[np.uint8]
"""Pixels: (H, W) grey or (H, W, 3) BGR."""


@dataclass(frozen=True)
class PageRef:
    """Where a page is: the ``index``-th page (from 0) of ``file``; ``number`` counts from 1 over all files."""

    number: int
    file: str
    index: int = 0


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a page's data though it could be decoded, in words.

    Unless ``harmless``, what is seen may not be what was scanned or printed.
    """

    message: str
    harmless: bool = False


@dataclass(frozen=True)
class Page:
    """One page as given.

    ``image`` is the decoded raster before EXIF rotation, uint8, (H, W) grey or (H, W, 3) BGR; ``orientation``
    the EXIF orientation 1 to 8; ``dpi`` as the file says, or of the rasterisation for a PDF, or None; ``dpi_xy``
    the same across and down the raster, which differ in a fax;
    ``sha256`` of the file's bytes, hexadecimal; ``digest`` of the decoded pixels, to notice a page given twice;
    ``text_layer`` of a PDF page that has text; ``flaws`` what its decoder warned of.
    """

    ref: PageRef
    image: Image
    dpi: float | None
    sha256: str
    digest: str
    orientation: int = 1
    dpi_xy: tuple[float, float] | None = None
    text_layer: TextLayer | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.image.shape[1], self.image.shape[0]


@dataclass(frozen=True)
class Step:
    """What one preparation step did, for the report: its name and its figures."""

    name: str
    figures: dict[str, float] = field(default_factory=dict)


class Layer(IntEnum):
    """What a pixel of a prepared page was, where it was more than dark ink on light paper."""

    PLAIN = 0
    COLOURED = 1
    """A stroke of coloured ink; in the grey image it is dark like any other."""
    SEAL = 2
    """Ink of a seal; in the grey image it is taken out."""
    FIELD = 3
    """In a field darker than paper; in the grey image what stands out from it, darker or lighter, is dark."""
    UNLIT = 4
    """Too dark to be paper (a desk, a scanner's lid, a photograph); in the grey image it is white."""
    WATERMARK = 5
    """Ink of a watermark; in the grey image it is taken out."""


@dataclass(frozen=True)
class PreparedPage:
    """A page made upright, straight and evenly lit.

    ``image`` is grey uint8 (H, W), paper near 255, ink of any colour dark, seals and watermarks taken out; ``layers``
    says what was there beside dark ink on light paper, uint8 (H, W), see ``Layer``; ``transform`` maps pixels of the
    page as given to pixels of ``image``.
    ``text_layer`` is that of the page, its boxes in pixels of the page as given. ``part`` is 0 for a whole page, 1
    and 2 for the left and the right page of a sheet of two. ``given`` are the pixels of the page as given, None where
    ``image`` is that itself. ``bilevel``: these are black or white.
    """

    ref: PageRef
    page_size: tuple[int, int]
    image: Image
    layers: NDArray[np.uint8]
    transform: Transform = field(default_factory=Chain)
    steps: tuple[Step, ...] = ()
    text_layer: TextLayer | None = None
    part: int = 0
    given: Image | None = None
    bilevel: bool = False

    @cached_property
    def seals(self) -> NDArray[np.bool_]:
        """Where the ink of seals was, bool (H, W)."""
        return np.asarray(self.layers == Layer.SEAL, dtype=np.bool_)
