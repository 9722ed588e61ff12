"""What the stage hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocrkit.regions.layout import page_layout, placed_parts
from ocrkit.regions.model import PageText, Region
from ocrkit.types.page import Leaf
from ocrkit.types.report import Section

if TYPE_CHECKING:
    from layoutparser.elements import Layout


@dataclass(frozen=True)
class Regions:
    """A report's text, in reading order and as sections.

    ``table_headings`` gives for (page, index of the table on it) the section heading it stands under,
    "" before the first heading. A part of ``agency``, ``year`` and ``title`` that was not found is None. ``leaves``
    are the pages by number and part, as the stage was given them.
    """

    regions: tuple[Region, ...]
    leaves: Mapping[Leaf, PageText] = field(repr=False)
    title: str | None
    agency: str | None
    year: int | None
    sections: tuple[Section, ...]
    table_headings: Mapping[tuple[Leaf, int], str]

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the pages, in order."""
        return tuple(dict.fromkeys(number for number, _ in self.leaves))

    def layout(self, page: int) -> Layout:
        """The regions of page ``page`` (from 1) as a layoutparser ``Layout``, in reading order.

        Each is a ``TextBlock`` with its ``type`` (Title, Heading, Paragraph, Table, Seal, PageNumber or RunningHead),
        ``text`` and a ``Rectangle`` in pixels of the page as given. ``id`` counts the blocks of the whole report from
        0 and ``next`` is the id of the one read after it; the second part of a paragraph that runs over a page break
        has the id of the first as ``parent``. Raises ``KeyError`` for a page that was not read.
        """
        if page not in self.pages:
            raise KeyError(page)
        return page_layout(placed_parts(self.regions, list(self.leaves)), page, self.leaves)
