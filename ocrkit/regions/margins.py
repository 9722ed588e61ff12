"""Page numbers and running heads: what stands in the margins and is not part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ocrkit.regions.model import Line
from ocrkit.regions.settings import RegionSettings
from ocrkit.regions.text import plain
from ocrkit.text.widths import compact
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Leaf

_NUMBER = re.compile(
    r"""[-\u2010-\u2015\u2500~_.·•|一(（\[【]{0,6} \d{1,3} [-\u2010-\u2015\u2500~_.·•|一)）\]】]{0,6}
        | 第?(\d{1,3}|[一二三四五六七八九十]{1,3})页 ([,，/]?共?\d{1,3}页)?
        | \d{1,3}/\d{1,3}""",
    re.VERBOSE,
)


def is_page_number(text: str) -> bool:
    """Whether a text is a page number and nothing else (- 1 -, —1—, 第1页 共5页, 2/5)."""
    normal = compact(text).replace("ー", "-")
    return _NUMBER.fullmatch(normal) is not None


def split_margins(
    pages: Mapping[Leaf, Sequence[Line]], sizes: Mapping[Leaf, tuple[int, int]], settings: RegionSettings
) -> tuple[dict[Leaf, list[Line]], list[Line], list[Line]]:
    """The body lines of each page, the page numbers, and the running heads.

    ``sizes`` are the (width, height) of the prepared images. Only lines in the top and bottom margin count. A running
    head is a line that at least two pages, and half of all, repeat apart from its digits.
    """
    edges = [line for n, lines in pages.items() for line in lines if _at_edge(line, sizes[n], settings.margin)]
    numbers = [line for line in edges if is_page_number(line.text)]
    others = [line for line in edges if not is_page_number(line.text)]
    pages_with = Counter(text for text, _ in {(_repeated(line), line.leaf) for line in others})
    repeated = {text for text, n in pages_with.items() if text and n >= max(2, len(pages) / 2)}
    heads = [line for line in others if _repeated(line) in repeated]
    out = {*numbers, *heads}
    return {n: [line for line in lines if line not in out] for n, lines in pages.items()}, numbers, heads


def _at_edge(line: Line, size: tuple[int, int], margin: float) -> bool:
    """Whether a line stands in the margin of the sheet: a long page has no longer margins than one of its width."""
    width, height = size
    y, margin = line.box.centre[1], margin * min(height, sheet_side(width, height))
    return y < margin or y > height - margin


def _repeated(line: Line) -> str:
    return re.sub(r"\d", "", plain(line.text))
