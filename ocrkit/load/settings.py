"""What the load stage may be told."""

from __future__ import annotations

from pydantic import Field, SecretStr

from ocrkit.load.selection import Pages
from ocrkit.types.settings import Settings


class TextLayerSettings(Settings):
    """How it is told what a text layer is worth.

    ``dpi``: resolution of the two drawings that are compared. ``contrast``: levels of grey (of 255) by which a pixel
    of a character must differ from the page without its text. ``most``: the share of characters that tells what kind
    of layer it is. ``deepest``: how many texts in one place are told apart; what lies still deeper is not shown.
    """

    dpi: float = Field(default=150.0, ge=72, le=600)
    contrast: int = Field(default=32, ge=1, le=255)
    most: float = Field(default=0.5, gt=0, le=1)
    deepest: int = Field(default=4, ge=1, le=16)


class LoadSettings(Settings):
    """Limits, PDF rasterisation and the order of the pages."""

    max_pixels: int = Field(default=120_000_000, ge=1, le=170_000_000)
    """Largest page in pixels, looked up in the header before anything is decoded; A3 at 600 dpi has 70 million.

    Pillow's own limit for TIFF is just above the most that may be set here.
    """

    min_side: int = Field(default=8, ge=1)
    """Fewest pixels across and down; a Chinese character cannot be told on fewer."""

    max_pages: int = Field(default=500, ge=1)
    """Most pages over all inputs together."""

    max_bytes: int = Field(default=2**30, ge=1)
    """Largest file in bytes; a file is held in memory while its pages are read."""

    pdf_dpi: float = Field(default=300.0, ge=36, le=2400)
    """Dots per inch at which PDF pages are rasterised."""

    pdf_password: SecretStr | None = None
    """Password for encrypted PDFs; never shown in messages or results."""

    pages: Pages | None = None
    """The pages to read, as ``1-3,5`` or ``7-``, counted from 1 over all inputs; by default all of them.

    Pages keep their numbers: of ``7-`` the first is page 7 in the report too.
    """

    keep_order: bool = False
    """Keep files in the order they were named instead of sorting them naturally (see ``load.order``)."""

    text_layer: TextLayerSettings = TextLayerSettings()
    """What is made of the text that a PDF page carries."""
