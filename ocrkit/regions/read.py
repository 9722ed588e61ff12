"""The stage: lines of all pages to regions, title and sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from ocrkit.regions.flow import Group, ParagraphBuilder, reading_order
from ocrkit.regions.headings import is_sub_heading
from ocrkit.regions.lines import visual_lines
from ocrkit.regions.margins import split_margins
from ocrkit.regions.measure import measure_pages
from ocrkit.regions.model import Line, PageText, Part, Region, RegionKind
from ocrkit.regions.result import Regions
from ocrkit.regions.settings import RegionSettings
from ocrkit.regions.text import is_half
from ocrkit.regions.title import TitleFacts, read_title
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Leaf
from ocrkit.types.profile import Headings, Profile
from ocrkit.types.report import Section
from ocrkit.types.table import Place
from ocrkit.types.transform import box_to_page

_DEFAULTS = RegionSettings()


def read_regions(pages: Sequence[PageText], profile: Profile, settings: RegionSettings = _DEFAULTS) -> Regions:
    """Title, headings, paragraphs and sections of a report from the text lines of its pages, in page order.

    Text before the first section heading is a section of its own with key None and heading "". Lines without
    a page to measure by are measured by the other pages.
    """
    by_leaf = {page.leaf: page for page in pages}
    lines = {page.leaf: visual_lines(page, settings) for page in pages}
    body, numbers, heads = split_margins(lines, {n: p.size for n, p in by_leaf.items()}, settings)
    widths, tables = {n: p.size[0] for n, p in by_leaf.items()}, {n: p.tables for n, p in by_leaf.items()}
    measures = measure_pages(body, widths, profile.headings, tables)
    groups = ParagraphBuilder(measures, profile.headings, settings).build(reading_order(pages, body))

    top, texts = _before_headings(groups), [_text(g.lines) for g in groups if isinstance(g, Group)]
    facts = read_title(top, texts, measures[top[0].leaf], profile.title) if top else TitleFacts()
    flow = _regions(groups, facts, profile.headings)
    aside = [_of_line("PageNumber", line) for line in numbers] + [_of_line("RunningHead", line) for line in heads]
    return Regions(
        regions=(*flow, *aside),
        leaves=by_leaf,
        title=facts.title,
        agency=facts.agency,
        year=facts.year,
        sections=_sections(flow, by_leaf),
        table_headings=_table_headings(flow),
    )


def _before_headings(groups: Sequence[Group | Region]) -> list[Line]:
    """The lines before the first section heading."""
    top: list[Line] = []
    for group in groups:
        if isinstance(group, Group):
            if group.match is not None:
                break
            top += group.lines
    return top


def _regions(groups: Sequence[Group | Region], facts: TitleFacts, known: Headings) -> list[Region]:
    regions = []
    if facts.title is not None:
        regions.append(Region("Title", _parts(facts.lines), facts.title))
    for group in groups:
        if isinstance(group, Region):
            regions.append(group)
            continue
        lines = [line for line in group.lines if line not in facts.lines]
        if not lines:
            continue
        if group.match is not None:
            heading = group.match.heading
            regions.append(Region("Heading", _parts(lines), heading, level=1, section=group.match.key))
            continue
        text = _text(lines)
        sub = is_sub_heading(text, known)
        regions.append(Region("Heading" if sub else "Paragraph", _parts(lines), text, level=2 if sub else 0))
    return regions


def _text(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        spaced = text and line.text and text[-1].isalpha() and line.text[0].isalpha()
        apart = spaced and is_half(text[-1]) and is_half(line.text[0])
        text += f" {line.text}" if apart else line.text
    return text


def _parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    return tuple(
        Part(leaf, UprightBox.around(line.box for line in here), _text(here))
        for leaf, here in ((leaf, list(group)) for leaf, group in groupby(lines, key=lambda line: line.leaf))
    )


def _of_line(kind: RegionKind, line: Line) -> Region:
    return Region(kind, (Part(line.leaf, line.box, line.text),), line.text)


def _sections(regions: Sequence[Region], pages: Mapping[Leaf, PageText]) -> tuple[Section, ...]:
    opened: list[tuple[str | None, str, list[Region]]] = [(None, "", [])]
    for region in regions:
        if region.kind == "Heading" and region.level == 1:
            opened.append((region.section, region.text, []))
        elif region.kind in ("Paragraph", "Heading"):
            opened[-1][2].append(region)
    return tuple(
        Section(
            key=key,
            heading=heading,
            paragraphs=tuple(region.text for region in held),
            places=tuple(_place(region.parts[0], pages[region.parts[0].leaf]) for region in held),
        )
        for key, heading, held in opened
        if heading or held
    )


def _place(part: Part, page: PageText) -> Place:
    return Place(page=part.page, box=box_to_page(part.box, page.transform, page.page_size))


def _table_headings(regions: Sequence[Region]) -> dict[tuple[Leaf, int], str]:
    headings, heading = {}, ""
    for region in regions:
        if region.kind == "Heading" and region.level == 1:
            heading = region.text
        elif region.kind == "Table" and region.index is not None:
            headings[region.parts[0].leaf, region.index] = heading
    return headings
