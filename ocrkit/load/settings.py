"""What the load stage may be told."""

from __future__ import annotations

from pydantic import Field, SecretStr

from ocrkit.types.settings import Settings


class LoadSettings(Settings):
    """Limits, PDF rasterisation and the order of the pages."""

    max_pixels: int = Field(default=120_000_000, ge=1, le=170_000_000)
    """Largest page in pixels, looked up in the header before anything is decoded; A3 at 600 dpi has 70 million.

    Pillow's own limit for TIFF is just above the most that may be set here.
    """

    max_pages: int = Field(default=500, ge=1)
    """Most pages over all inputs together."""

    max_bytes: int = Field(default=2**30, ge=1)
    """Largest file in bytes; a file is held in memory while its pages are read."""

    pdf_dpi: float = Field(default=300.0, ge=36, le=2400)
    """Dots per inch at which PDF pages are rasterised."""

    pdf_password: SecretStr | None = None
    """Password for encrypted PDFs; never shown in messages or results."""

    keep_order: bool = False
    """Keep files in the order they were named instead of sorting them naturally (see ``load.order``)."""
