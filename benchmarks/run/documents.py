"""The documents of a run: their pages, their truth, and what part of the result they are counted in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.run.model import Part
from ocrkit.score import DocumentFacts, Truth


@dataclass(frozen=True)
class Document:
    """One document with truth; ``name`` is unique in a run."""

    name: str
    images: tuple[Path, ...]
    truth: Truth

    @cached_property
    def facts(self) -> DocumentFacts:
        """What it is counted under."""
        return DocumentFacts.of(self.truth)

    @property
    def part(self) -> Part:
        """The part of the result it is counted in."""
        return "held-out" if self.truth.held_out else self.truth.source

    @cached_property
    def pages_digest(self) -> str:
        """SHA-256 of the page files, in order."""
        digest = hashlib.sha256()
        for image in self.images:
            digest.update(hashlib.sha256(image.read_bytes()).digest())
        return digest.hexdigest()

    @property
    def truth_digest(self) -> str:
        """SHA-256 of the truth."""
        return hashlib.sha256(self.truth.model_dump_json().encode()).hexdigest()
