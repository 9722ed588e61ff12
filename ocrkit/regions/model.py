"""What the stage is given and what it hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ocrkit.types.geometry import UprightBox
from ocrkit.types.report import Section
from ocrkit.types.text import TextLine
from ocrkit.types.transform import Chain, Transform

if TYPE_CHECKING:
    from layoutparser.elements import Layout

RegionKind = Literal["Title", "Heading", "Paragraph", "Table", "Seal", "PageNumber", "RunningHead"]


@dataclass(frozen=True)
class PageText:
    """One page's pieces of text outside its tables, and where its tables and seals are.

    ``number`` is the page's number in the report (from 1); ``size`` the (width, height) of the prepared image
    and ``page_size`` of the page as given; ``transform`` maps page pixels to prepared pixels.
    """

    number: int
    size: tuple[int, int]
    page_size: tuple[int, int]
    lines: tuple[TextLine, ...] = ()
    tables: tuple[UprightBox, ...] = ()
    seals: tuple[UprightBox, ...] = ()
    transform: Transform = field(default_factory=Chain)


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: all pieces that stand side by side, joined from left to right."""

    page: int
    text: str
    box: UprightBox
    confidence: float


@dataclass(frozen=True, slots=True)
class Part:
    """What of a region stands on one page."""

    page: int
    box: UprightBox
    text: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the report; a paragraph that runs over a page break has a part on each page.

    ``level`` is 1 for a section's heading, 2 for a sub-heading, 0 for all else. ``section`` is the key of the
    section that a level 1 heading opens (None where the form does not know it). ``index`` counts the tables
    (the seals) of the page, as they were given.
    """

    kind: RegionKind
    parts: tuple[Part, ...]
    text: str = ""
    level: int = 0
    section: str | None = None
    index: int | None = None


@dataclass(frozen=True)
class Regions:
    """A report's text, in reading order and as sections.

    ``table_headings`` gives for (page number, index of the table on it) the section heading it stands under,
    "" before the first heading. A part of ``agency``, ``year`` and ``title`` that was not found is None.
    """

    regions: tuple[Region, ...]
    pages: tuple[int, ...]
    title: str | None
    agency: str | None
    year: int | None
    sections: tuple[Section, ...]
    table_headings: Mapping[tuple[int, int], str]

    @property
    def layouts(self) -> list[Layout]:
        """One layoutparser ``Layout`` a page, in prepared pixels, its blocks in reading order."""
        from ocrkit.regions.layout import page_layouts

        return page_layouts(self.regions, self.pages)
