"""Regions as layoutparser layouts: the only place that knows that library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ocrkit.regions.model import Part, Region

if TYPE_CHECKING:
    from layoutparser.elements import Layout


def page_layouts(regions: Sequence[Region], pages: Sequence[int]) -> list[Layout]:
    """One ``Layout`` for each page number, of ``TextBlock``s in reading order.

    A block has ``type`` (the region's kind), ``text``, a ``Rectangle`` in pixels of the prepared image, ``id``
    (counted over the report from 0), ``next`` (the id of the block read after it) and ``score`` None. The
    second part of a paragraph that runs over a page break has the id of its first part as ``parent``.
    """
    from layoutparser.elements import Layout, Rectangle, TextBlock  # half a second, so only when asked for

    placed = [(n, part, region, k) for n, region in enumerate(regions) for k, part in enumerate(region.parts)]
    ordered = sorted(placed, key=lambda entry: _position(entry[1], pages))
    ids = {(n, k): i for i, (n, _, _, k) in enumerate(ordered)}
    blocks: dict[int, list[TextBlock]] = {page: [] for page in pages}
    for i, (n, part, region, k) in enumerate(ordered):
        blocks[part.page].append(
            TextBlock(
                Rectangle(*part.box.as_tuple()),
                text=part.text,
                id=i,
                type=region.kind,
                parent=ids[n, 0] if k else None,
                next=i + 1 if i + 1 < len(ordered) else None,
            )
        )
    return [Layout(blocks[page], page_data={"page": page}) for page in pages]


def _position(part: Part, pages: Sequence[int]) -> tuple[int, float]:
    return pages.index(part.page), part.box.y0
