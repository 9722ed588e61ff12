"""What the stage is given, and the regions it makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Leaf
from ocrkit.types.text import TextLine
from ocrkit.types.transform import Chain, Transform

RegionKind = Literal["Title", "Heading", "Paragraph", "Table", "Seal", "PageNumber", "RunningHead"]


@dataclass(frozen=True)
class PageText:
    """One page's pieces of text outside its tables, and where its tables and seals are.

    ``number`` is the page's number in the report (from 1), ``part`` tells the pages of one sheet apart; ``size``
    the (width, height) of the prepared image and ``page_size`` of the page as given; ``transform`` maps its pixels to
    prepared pixels.
    """

    number: int
    size: tuple[int, int]
    page_size: tuple[int, int]
    lines: tuple[TextLine, ...] = ()
    tables: tuple[UprightBox, ...] = ()
    seals: tuple[UprightBox, ...] = ()
    transform: Transform = field(default_factory=Chain)
    unread: tuple[str, ...] = ()
    """Lines of the page's text layer in whose places nothing was read."""
    part: int = 0

    @property
    def leaf(self) -> Leaf:
        """What the page is known by: number and part."""
        return self.number, self.part


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: all pieces that stand side by side, joined from left to right; ``dark`` as of a ``TextLine``."""

    leaf: Leaf
    text: str
    box: UprightBox
    confidence: float
    dark: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What of a region stands on one page."""

    leaf: Leaf
    box: UprightBox
    text: str = ""

    @property
    def page(self) -> int:
        """The page's number in the report."""
        return self.leaf[0]


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
