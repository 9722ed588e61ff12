"""Regions as layoutparser layouts: the only place that knows that library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocrkit.regions.model import PageText, Part, Region
from ocrkit.types.transform import box_to_page

if TYPE_CHECKING:
    from layoutparser.elements import Layout


@dataclass(frozen=True)
class PlacedPart:
    """What of a region stands on one page: its number in the reading order, the next one's and its first part's."""

    id: int
    next: int | None
    parent: int | None
    part: Part
    kind: str


def placed_parts(regions: Sequence[Region], pages: Sequence[int]) -> list[PlacedPart]:
    """The parts of all regions in reading order: page by page, from top to bottom."""
    parts = [(n, k, part) for n, region in enumerate(regions) for k, part in enumerate(region.parts)]
    ordered = sorted(parts, key=lambda entry: (pages.index(entry[2].page), entry[2].box.y0))
    ids = {(n, k): i for i, (n, k, _) in enumerate(ordered)}
    return [
        PlacedPart(
            id=i,
            next=i + 1 if i + 1 < len(ordered) else None,
            parent=ids[n, 0] if k else None,
            part=part,
            kind=regions[n].kind,
        )
        for i, (n, k, part) in enumerate(ordered)
    ]


def page_layout(parts: Sequence[PlacedPart], page: PageText) -> Layout:
    """The ``Layout`` of one page: those of ``parts`` that stand on it, in pixels of the page as given."""
    from layoutparser.elements import Layout, Rectangle, TextBlock  # half a second, so only when asked for

    blocks = [
        TextBlock(
            Rectangle(*box_to_page(placed.part.box, page.transform, page.page_size).as_tuple()),
            text=placed.part.text,
            id=placed.id,
            type=placed.kind,
            parent=placed.parent,
            next=placed.next,
        )
        for placed in parts
        if placed.part.page == page.number
    ]
    return Layout(blocks, page_data={"page": page.number})
