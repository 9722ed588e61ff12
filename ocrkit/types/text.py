"""Lines of text outside tables."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.types.geometry import UprightBox


@dataclass(frozen=True, slots=True)
class TextLine:
    """One piece of a line as found: its text, confidence (0 to 1) and box in the prepared image of its page."""

    text: str
    confidence: float
    box: UprightBox
