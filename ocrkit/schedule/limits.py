"""What one page may take."""

from __future__ import annotations

from pydantic import Field

from ocrkit.types.settings import Settings


class Limits(Settings):
    """Held by whoever reads in worker processes; in the calling process nothing can be stopped."""

    page_seconds: float = Field(default=120.0, gt=0, le=86_400)
    """Longest time that the stages of one page, drawing it included, may take together, in seconds."""

    start_seconds: float = Field(default=300.0, gt=0, le=86_400)
    """Longest time that a process may take to load its engines, in seconds."""

    page_mebibytes: int = Field(default=4096, ge=1)
    """Most memory that the process that reads a page may hold, the engines' own included, in MiB."""
