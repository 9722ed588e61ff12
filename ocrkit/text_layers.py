"""The text layers of all pages of a reading: what they are worth beside what was read, and what is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocrkit.layer.findings import PageSays, fact_findings, held_against, layer_findings
from ocrkit.layer.lines import differs
from ocrkit.layer.settings import LayerSettings
from ocrkit.regions.model import PageText
from ocrkit.regions.result import Regions
from ocrkit.results import ReadPage
from ocrkit.types.finding import Finding
from ocrkit.types.text import TextLine

_FACTS = ("title", "agency", "year")


def judged(pages: Sequence[ReadPage], settings: LayerSettings) -> tuple[list[ReadPage], list[Finding]]:
    """The pages, their layers as they show beside what was read on them, and what is to be told of the layers."""
    said, out = {}, []
    for page in pages:
        if page.source.text_layer is None:
            out.append(page)
            continue
        lines = tuple(line for text in page.texts for line in text.lines)
        unread = tuple(line for text in page.texts for line in text.unread)
        says = PageSays(page.source.text_layer, page.tables, lines, unread)
        said[page.ref.number] = says = replace(says, layer=held_against(says, settings))
        out.append(replace(page, source=page.source.model_copy(update={"text_layer": says.layer})))
    return out, layer_findings(said, settings)


def by_layer(pages: Sequence[ReadPage]) -> list[PageText]:
    """The text of the pages with the words of their layers, empty where they differ in nothing."""
    texts = [text for page in pages for text in page.texts]
    usable = {page.ref.number for page in pages if page.source.text_layer and page.source.text_layer.used}
    if not any(differs(line) for text in texts if text.number in usable for line in text.lines):
        return []
    return [replace(text, lines=tuple(map(_second, text.lines))) if text.number in usable else text for text in texts]


def other_facts(read: Regions, layer: Regions, pages: Sequence[ReadPage]) -> list[Finding]:
    """Title, agency and year that the layers give otherwise."""
    usable = [page.ref.number for page in pages if page.source.text_layer and page.source.text_layer.used]
    facts = [{name: getattr(regions, name) for name in _FACTS} for regions in (read, layer)]
    return fact_findings(facts[0], facts[1], usable[:1])


def _second(line: TextLine) -> TextLine:
    return replace(line, text=line.second) if line.second is not None and differs(line) else line
