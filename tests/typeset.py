"""A small typesetter for tests of the regions stage: paragraphs to lines on pages, as a detector would find them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ocrkit.regions import PageText
from ocrkit.types.geometry import UprightBox
from ocrkit.types.text import TextLine

NEVER_FIRST = "，。、；：？！）》”」』】"
NEVER_LAST = "（《“「『【"


@dataclass(frozen=True)
class Style:
    """How a report is set; lengths in pixels, ``indent`` and ``gap`` in ems."""

    em: int = 40
    width: int = 1654
    height: int = 2339
    left: int = 180
    chars: int = 30
    lines: int = 24
    pitch: float = 1.8
    gap: float = 0.0  # extra space between paragraphs, in ems
    heading_indent: int = 2
    shift: tuple[int, ...] = (0,)  # of the text on each page, as sheets lie in a scanner
    slope: float = 0.0  # of the lines, in pixels a pixel: what deskewing left over
    numbers: str = ""  # format of page numbers


@dataclass(frozen=True)
class Piece:
    """Something to print: ``kind`` is title, heading, sub, text, table or right (set to the right margin)."""

    kind: str
    text: str = ""
    size: int = 4  # of a table, in lines


@dataclass
class _Page:
    lines: list[TextLine] = field(default_factory=list)
    tables: list[UprightBox] = field(default_factory=list)
    used: float = 0.0


def text_width(text: str, em: float) -> float:
    return sum(em / 2 if c.isascii() else em for c in text)


def broken(text: str, first: float, full: float, em: float) -> Iterator[str]:
    """Lines of a paragraph; words and numbers stay whole, and no sign opens or closes a line that may not."""
    words: list[str] = []
    for char in text:
        together = words and (
            (char.isascii() and words[-1][-1].isascii()) or char in NEVER_FIRST or words[-1][-1] in NEVER_LAST
        )
        if together:
            words[-1] += char
        else:
            words.append(char)
    line, room = "", first
    for word in words:
        if line and text_width(line + word, em) > room:
            yield line
            line, room = "", full
        line += word
    yield line


def typeset(pieces: Sequence[Piece], style: Style = Style()) -> list[PageText]:
    """Print the pieces and return each page's lines as a text detector would find them, tables left out."""
    pages = [_Page()]
    full = style.chars * style.em
    step = style.pitch * style.em
    for piece in pieces:
        if piece.kind == "table":
            if pages[-1].used + piece.size > style.lines:
                pages.append(_Page())
            top = _top(style, pages[-1].used)
            bottom = top + piece.size * step - 0.5 * style.em
            pages[-1].tables.append(UprightBox(style.left, top, style.left + full, bottom))
            pages[-1].used += piece.size
            continue
        indent = {"heading": style.heading_indent, "sub": style.heading_indent, "text": 2}.get(piece.kind, 0)
        em = style.em * 1.4 if piece.kind == "title" else style.em
        for n, line in enumerate(broken(piece.text, full - indent * em, full, em)):
            if pages[-1].used + 1 > style.lines:
                pages.append(_Page())
            x = style.left + (indent * em if n == 0 else 0)
            if piece.kind in ("title", "right"):
                space = full - text_width(line, em)
                x = style.left + (space / 2 if piece.kind == "title" else space)
            pages[-1].lines.append(_line(line, x, len(pages) - 1, pages[-1].used, em, style))
            pages[-1].used += 1.6 if piece.kind == "title" else 1
        pages[-1].used += style.gap / style.pitch
    return [_page(n, page, style) for n, page in enumerate(pages)]


def _top(style: Style, used: float) -> float:
    return 0.13 * style.height + used * style.pitch * style.em


def _line(text: str, x: float, page: int, used: float, em: float, style: Style) -> TextLine:
    x += style.shift[page % len(style.shift)]
    y = _top(style, used)
    width = text_width(text, em)
    return TextLine(text, 0.99, UprightBox(x, y, x + width, y + em + abs(style.slope) * width))


def _page(n: int, page: _Page, style: Style) -> PageText:
    lines = page.lines
    if style.slope:
        lines = [replace(line, box=_moved(line.box, style.slope * line.box.x0)) for line in lines]
    if style.numbers:
        y = 0.93 * style.height
        number = style.numbers.format(n + 1)
        lines = [*lines, TextLine(number, 0.9, UprightBox(style.width / 2, y, style.width / 2 + 60, y + 30))]
    size = (style.width, style.height)
    return PageText(n + 1, size, size, tuple(lines), tuple(page.tables))


def _moved(box: UprightBox, down: float) -> UprightBox:
    return UprightBox(box.x0, box.y0 + down, box.x1, box.y1 + down)
