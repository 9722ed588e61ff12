"""What is to be told of text layers: which are no second reading, and where one differs from what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocrkit.layer.lines import differs, spoken
from ocrkit.layer.settings import LayerSettings
from ocrkit.types.finding import Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.report import PageLayer
from ocrkit.types.table import Table, TableCell
from ocrkit.types.text import TextLine
from ocrkit.types.text_layer import LayerKind, TextLayer
from ocrkit.types.words import Parameter

Facts = Mapping[str, str | int | None]
"""Title, agency and year, by name."""

_CODES: dict[LayerKind, FindingCode] = {
    "invisible": FindingCode.LAYER_INVISIBLE,
    "ocr": FindingCode.LAYER_BY_OCR,
    "garbled": FindingCode.LAYER_GARBLED,
}


@dataclass(frozen=True)
class PageSays:
    """What was read on a page and held against its layer: tables, lines, and what of the layer was not read."""

    layer: PageLayer
    tables: tuple[Table, ...] = ()
    lines: tuple[TextLine, ...] = ()
    unread: tuple[str, ...] = ()


def page_layer(layer: TextLayer | None, settings: LayerSettings) -> PageLayer | None:
    """What a page's entry in the report says of its layer; nothing where it is to be ignored."""
    if layer is None or settings.use == "ignore":
        return None
    return PageLayer(
        kind=layer.kind,
        used=layer.trusted,
        characters=len(layer.text),
        hidden=layer.hidden,
        evidence=layer.evidence,
    )


def held_against(says: PageSays, settings: LayerSettings) -> PageLayer:
    """The page's layer as it shows beside what was read: garbled where it says something else nearly everywhere."""
    if says.layer.kind != "visible":
        return says.layer
    cells = [cell for table in says.tables for cell in table.cells if cell.second is not None and cell.second.text]
    figures = [_agrees(cell) for cell in cells if any(map(str.isdigit, cell.text or ""))]
    words = [_agrees(cell) for cell in cells if not any(map(str.isdigit, cell.text or ""))]
    words += [not differs(line) for line in says.lines if line.second is not None]
    for name, group in (("figures", figures), ("words", words)):
        wrong = group.count(False)
        if len(group) >= settings.fewest and wrong >= settings.most * len(group):
            evidence = f"of {len(group)} {name} that were read, {wrong} are others in the layer"
            return says.layer.model_copy(
                update={"kind": "garbled", "used": False, "evidence": (*says.layer.evidence, evidence)}
            )
    return says.layer


def layer_findings(pages: Mapping[int, PageSays], settings: LayerSettings) -> list[Finding]:
    """Layers that are no second reading, each kind told once; and for each page where words differ.

    ``pages`` are those with a layer, by number, their ``layer`` as ``held_against`` left it. Values that differ are
    told by their own doubts.
    """
    found = [finding for kind in _CODES if (finding := _not_used(kind, pages)) is not None]
    for number, says in pages.items():
        if says.layer.used and (pairs := list(_other_words(says))):
            found.append(_differing(number, pairs, settings))
    return found


def _agrees(cell: TableCell) -> bool:
    return cell.second is not None and cell.second.agrees


def _not_used(kind: LayerKind, pages: Mapping[int, PageSays]) -> Finding | None:
    of_kind = {number: says.layer for number, says in pages.items() if says.layer.kind == kind}
    if not of_kind:
        return None
    evidence = tuple(dict.fromkeys(told for layer in of_kind.values() for told in layer.evidence))
    return Finding.of(_CODES[kind], {"layer": kind, "evidence": evidence}, pages=tuple(of_kind))


def _other_words(says: PageSays) -> Iterable[tuple[str, str]]:
    """What was read and what the layer has, where these are other words; values have doubts of their own."""
    for table in says.tables:
        for cell in table.cells:
            if cell.second is None or not cell.text or any(map(str.isdigit, cell.text)):
                continue
            if spoken(cell.text) != spoken(cell.second.text):
                yield cell.text, cell.second.text
    for line in says.lines:
        if line.second is not None and differs(line):
            yield line.text, line.second
    for words in says.unread:
        yield "", words


def _differing(number: int, pairs: Sequence[tuple[str, str]], settings: LayerSettings) -> Finding:
    read, words = zip(*pairs[: settings.shown], strict=True)
    detail: dict[str, Parameter] = {"layer": "visible", "places": len(pairs), "read": read, "words": words}
    return Finding.of(FindingCode.LAYER_WORDS_DIFFER, detail, pages=(number,))


def fact_findings(read: Facts, layer: Facts, pages: Sequence[int]) -> list[Finding]:
    """Title, agency and year (by name) that are others when the layer's words are taken for those that were read."""
    return [
        Finding.of(
            FindingCode.LAYER_FACT_DIFFERS,
            {"fact": name, "read": _parameter(read[name]), "layer": _parameter(layer[name])},
            pages=tuple(pages),
        )
        for name in read
        if read[name] != layer[name]
    ]


def _parameter(value: str | int | None) -> str | int:
    return "" if value is None else value
