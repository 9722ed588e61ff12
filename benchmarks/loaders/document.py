"""What a loader gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocrkit.score.truth import Truth


@dataclass(frozen=True)
class Document:
    """A document with truth: its name, its page files in the order of the truth's pages, what is printed on them."""

    name: str
    images: tuple[Path, ...]
    truth: Truth
