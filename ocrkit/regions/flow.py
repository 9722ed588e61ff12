"""The flow of the report: lines, tables and seals of all pages in reading order, and the cuts between paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocrkit.regions.headings import SectionMatch, match_section, opens_entry, unknown_section
from ocrkit.regions.measure import Measure
from ocrkit.regions.model import Line, PageText, Part, Region
from ocrkit.regions.settings import RegionSettings
from ocrkit.regions.text import SENTENCE_END, ems, first_word
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Leaf
from ocrkit.types.profile import Headings

Item = Line | Region
"""A line of the body, or a table or seal."""


def reading_order(pages: Sequence[PageText], body: Mapping[Leaf, Sequence[Line]]) -> list[Item]:
    """Lines, tables and seals of all pages, top to bottom. A seal lies on the page; it cuts no paragraph."""
    items: list[Item] = []
    for page in pages:
        on_page: list[tuple[float, Item]] = [(line.box.centre[1], line) for line in body[page.leaf]]
        on_page += [(box.y0, _block("Table", page.leaf, i, box)) for i, box in enumerate(page.tables)]
        on_page += [(box.y0, _block("Seal", page.leaf, i, box)) for i, box in enumerate(page.seals)]
        items += [item for _, item in sorted(on_page, key=lambda entry: entry[0])]
    return items


def _block(kind: str, leaf: Leaf, index: int, box: UprightBox) -> Region:
    assert kind in ("Table", "Seal")
    return Region(kind, (Part(leaf, box),), index=index)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together: a paragraph, or the heading of a section if ``match`` is set."""

    lines: tuple[Line, ...]
    match: SectionMatch | None = None


class ParagraphBuilder:
    """Cuts the flow into paragraphs and headings, line by line.

    Evidence for a cut, in this order: a section heading; a table between; an indented first line; a line
    before that ends early though the next word would have fitted; an ordinal in brackets after a full stop; a
    wide gap after a full stop. Else the line continues the paragraph, over page breaks too.
    """

    def __init__(self, measures: Mapping[Leaf, Measure], known: Headings, settings: RegionSettings) -> None:
        self._known = known
        self._measures = measures
        self._settings = settings
        self._opened: dict[str, int] = {}  # section key to the place of its heading in the output
        self._ordinal = 0

    def build(self, items: Sequence[Item]) -> list[Group | Region]:
        """Paragraphs and headings as groups of lines, tables and seals as they are."""
        out: list[Group | Region] = []
        current: list[Line] = []
        position = 0
        while position < len(items):
            item = items[position]
            if isinstance(item, Region):
                if item.kind == "Table":
                    current = self._close(current, out)
                out.append(item)
                position += 1
                continue
            heading, used = self._heading(items, position, current, out)
            if heading is not None and heading.match is not None:
                current = self._close(current, out)
                if heading.match.key:
                    self._opened[heading.match.key] = len(out)
                out.append(heading)
                if heading.match.rest:
                    last = heading.lines[-1]
                    current = [Line(last.leaf, heading.match.rest, last.box, last.confidence)]
                position += used
                continue
            if current and self._cut(current[-1], item):
                current = self._close(current, out)
            current.append(item)
            position += 1
        self._close(current, out)
        return out

    @staticmethod
    def _close(current: list[Line], out: list[Group | Region]) -> list[Line]:
        if current:
            out.append(Group(tuple(current)))
        return []

    def _heading(
        self, items: Sequence[Item], at: int, current: Sequence[Line], out: list[Group | Region]
    ) -> tuple[Group | None, int]:
        """The section heading that begins at an item, on one line or two, and how many items it takes."""
        line, after = items[at], items[at + 1] if at + 1 < len(items) else None
        assert isinstance(line, Line)
        one = match_section(line.text, self._known, self._settings)
        best: SectionMatch | None = one
        lines: tuple[Line, ...] = (line,)
        if isinstance(after, Line) and after.leaf == line.leaf and self._continues(line, after):
            two = match_section(line.text + after.text, self._known, self._settings)
            if two is not None and not two.rest and (one is None or two.score > one.score):
                best, lines = two, (line, after)
        free = not current or self._cut(current[-1], line)
        if best is None and free and (isinstance(after, Region) or after is None or self._cut(line, after)):
            opened = self._ordinal > 0
            best = unknown_section(line.text, self._ordinal + 1, self._known, self._settings) if opened else None
        if best is None or (best.ordinal is None and not free) or not self._may_open(best.key, out):
            return None, 0
        self._ordinal = best.ordinal or self._ordinal + 1
        return Group(lines, best), len(lines)

    def _may_open(self, key: str | None, out: list[Group | Region]) -> bool:
        """A section opens once; one that had nothing in it was an entry in a table of contents."""
        at = self._opened.get(key) if key else None
        if at is None:
            return True
        listed, after = out[at], out[at + 1] if at + 1 < len(out) else None
        if not (isinstance(listed, Group) and isinstance(after, Group) and after.match is not None):
            return False
        out[at] = Group(listed.lines)
        return True

    def _continues(self, line: Line, after: Line) -> bool:
        """Whether ``after`` can be the second line of a heading: the first is full, the second is no new start."""
        return not self._ends_early(line, after) and match_section(after.text, self._known, self._settings) is None

    def _cut(self, before: Line, line: Line) -> bool:
        measure = self._measures[line.leaf]
        if line.box.x0 - measure.left >= self._settings.indent * measure.em:
            return True
        if self._ends_early(before, line):
            return True
        if not before.text.endswith(tuple(SENTENCE_END)):
            return False
        if opens_entry(line.text, self._known):
            return True
        far = line.box.centre[1] - before.box.centre[1] > self._settings.pitch * measure.pitch
        return line.leaf == before.leaf and far

    def _ends_early(self, before: Line, line: Line) -> bool:
        measure = self._measures[before.leaf]
        room = (measure.right - before.box.x1) / measure.em
        return room > ems(first_word(line.text)) + self._settings.short
