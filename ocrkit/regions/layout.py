"""Regions as layoutparser layouts: the only place that knows that library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocrkit.regions.model import PageText, Part, Region
from ocrkit.types.geometry import Box
from ocrkit.types.page import Leaf
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


def placed_parts(regions: Sequence[Region], leaves: Sequence[Leaf]) -> list[PlacedPart]:
    """The parts of all regions in reading order: page by page, from top to bottom."""
    parts = [(n, k, part) for n, region in enumerate(regions) for k, part in enumerate(region.parts)]
    ordered = sorted(parts, key=lambda entry: (leaves.index(entry[2].leaf), entry[2].box.y0))
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


def page_layout(parts: Sequence[PlacedPart], number: int, leaves: Mapping[Leaf, PageText]) -> Layout:
    """The ``Layout`` of page ``number``: those of ``parts`` that stand on it, in pixels of the page as given."""
    from layoutparser.elements import Layout, Rectangle, TextBlock  # half a second, so only when asked for

    blocks = [
        TextBlock(
            Rectangle(*_box(placed.part, leaves[placed.part.leaf]).as_tuple()),
            text=placed.part.text,
            id=placed.id,
            type=placed.kind,
            parent=placed.parent,
            next=placed.next,
        )
        for placed in parts
        if placed.part.page == number
    ]
    return Layout(blocks, page_data={"page": number})


def _box(part: Part, page: PageText) -> Box:
    return box_to_page(part.box, page.transform, page.page_size)
