"""Settings of the stage."""

from __future__ import annotations

from pydantic import Field

from ocrkit.types.settings import Settings


class RegionSettings(Settings):
    """How lines become regions. Lengths are in ems: the width of one full-width character of the body.

    A line indented by at least ``indent`` opens a paragraph; one that ends more than ``short`` before the
    right margin, though the next line's first word would have fitted, closes one. ``pitch`` is the distance
    between lines, in typical distances, from which an unindented line opens a paragraph after a full stop.
    Page numbers and running heads are looked for in the top and bottom ``margin`` of the page's height. A heading is
    known by ``similarity`` (0 to 1) of its label to a known one, or ``similarity_alone`` without its ordinal.
    Pieces in a seal are dropped below ``seal_confidence``.
    """

    indent: float = Field(1.2, gt=0)
    short: float = Field(1.4, gt=0)
    pitch: float = Field(1.7, gt=1)
    margin: float = Field(0.12, gt=0, lt=0.5)
    similarity: float = Field(0.75, gt=0, le=1)
    similarity_alone: float = Field(0.87, gt=0, le=1)
    seal_confidence: float = Field(0.6, ge=0, le=1)
